"""What changed between two sets of records."""

from collections.abc import Iterable

from .changes import Change, What
from .records import Record

_QUIET_FIELDS = {"confirmation", "confirmations", "notices", "changed"}
"""Fields whose change is kept in the record but is no news to a reader by itself."""


def compare_records(before: Record | None, after: Record | None) -> Change | None:
    """The change from ``before`` to ``after`` of one identity, None where nothing changed."""
    if before is None:
        return None if after is None else Change(after.identity, after.heading, "added")
    if after is None:
        return Change(before.identity, before.heading, "removed")
    fields = tuple(
        name for name in type(after).model_fields if getattr(before, name, None) != getattr(after, name, None)
    )
    if not fields:
        return None
    what: What = "changed"
    if _is_closed(after) and not _is_closed(before):
        what = "closed"
    return Change(after.identity, after.heading, what, fields)


def compare_editions(before: Iterable[Record], after: Iterable[Record]) -> list[Change]:
    """All changes between two editions' records, by identity."""
    old = {record.identity: record for record in before}
    new = {record.identity: record for record in after}
    changes = (compare_records(old.get(identity), new.get(identity)) for identity in sorted(old.keys() | new.keys()))
    return [change for change in changes if change is not None]


def is_news(change: Change) -> bool:
    """True for a change that readers are told of."""
    return change.what != "changed" or not set(change.fields) <= _QUIET_FIELDS


def _is_closed(record: Record) -> bool:
    status = getattr(record, "status", None)
    return bool(status and status.is_closed)
