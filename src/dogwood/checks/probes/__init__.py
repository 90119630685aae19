"""Probes: what a machine can see of a listing's web addresses, phone numbers, street addresses and e-mail domains.

Probes propose, people decide. A run (``runs``) is cut into items (``targets``) that the worker looks at a few at a time;
what it saw becomes findings (``findings``) that an editor accepts or dismisses on the desk. Only one thing takes effect
at once: a web address whose domain was parked or given to another use is left out of the next edition
(``findings.find_withheld``), until an editor dismisses the finding.

``net`` fetches without trust: public addresses only, each connection to the very address that was checked, bounded in
time and bytes. ``web`` judges what was fetched; ``phones``, ``places`` and ``mail`` judge the rest.
"""
