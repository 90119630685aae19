"""FHIR R4, read-only: Organization, HealthcareService and Location of the current edition, by the profiles of HL7's
Human Services Directory guide (hl7.fhir.us.hsds 1.0.0).

- ``words``: addresses and codes of the standard, and our sentences in each language. ``parts``: telecom, hours, codings.
- ``resources``: records → resources. Ids, alerts and descriptions are those of HSDS (package ``hsds``).
- ``names``: what ``prepare`` keeps for searching. ``parameters``: what may be asked. ``meanings``: what that is in SQL; ``near``.
- ``search``: a query → what was asked (``Search``). ``bundles``: matches → a Bundle with its page links.
- ``capability``: the CapabilityStatement. ``outcomes``: problems as OperationOutcome. ``views``, ``urls``: ``/api/fhir/``.

Nothing that an edition does not say is in a resource. docs/partners/fhir.md has the mapping field by field.
"""
