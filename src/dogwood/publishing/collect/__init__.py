"""The editorial database's live content as edition records.

``collect_all`` reads everything; ``collect_changed`` only what changed after a moment, where that is enough. Values
that a record cannot hold (a number that cannot be dialled) are left out here and told to the gate's report.
"""

from .collector import Collected, Collector

__all__ = ["Collected", "Collector"]
