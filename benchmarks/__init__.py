"""Measurements of Dogwood: ``make bench`` runs them and writes ``docs/benchmarks.md``.

Each module measures one thing and returns ``Figure`` rows. Timings on shared machines are noisy: what can be a ratio is
measured side by side in one run.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """what: in words. value: with its unit. target: from the issue, "" none. is_met: None when there is no target."""

    what: str
    value: str
    target: str = ""
    is_met: bool | None = None
