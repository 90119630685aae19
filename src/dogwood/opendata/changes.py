"""What changed since an edition: added, changed field by field, closed with who took over, removed.

Which records and fields changed stands in every edition (``EditionReader.changes``); what a field was before is read from
the edition of then, where it is still kept (the last 30 are, and those that were printed).
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from dogwood.edition.changes import Change
from dogwood.edition.errors import EditionError
from dogwood.edition.file import EditionReader
from dogwood.edition.records import RECORD_TYPES, Record, Status
from dogwood.edition.store import LocalStore
from dogwood.hsds.entries import event_id, publication_id
from dogwood.hsds.organizations import organization_id
from dogwood.hsds.services import service_id

TYPES = ("listing", "organization", "publication", "event")
MOST = 5_000
"""Things in one answer, the newest first; who has missed more takes the files anew."""
_IDS: dict[str, Callable[[str], str]] = {
    "listing": service_id, "organization": organization_id, "publication": publication_id, "event": event_id,
}  # fmt: skip


class PastEditions:
    """Editions that are still kept, each opened when it is first asked for. Use it in a ``with`` block."""

    def __init__(self, store: LocalStore) -> None:
        self._store = store
        self._open: dict[int, EditionReader | None] = {}

    def __enter__(self) -> "PastEditions":
        return self

    def __exit__(self, *raised: object) -> None:
        for reader in self._open.values():
            if reader is not None:
                reader.close()

    def get(self, number: int, identity: tuple[str, str, str]) -> Record | None:
        """A record as it was in edition ``number``; None where it was not there, or the edition is not kept."""
        if number not in self._open:
            try:
                self._open[number] = EditionReader(self._store.find_folder(number))
            except EditionError:
                self._open[number] = None
        reader = self._open[number]
        return reader.get(RECORD_TYPES[identity[0]], *identity[1:]) if reader else None


def list_changes(reader: EditionReader, language: str, since: int) -> list[list[Change]]:
    """What partners are told of, thing by thing, the newest first; of each its changes, the newest first."""
    found: dict[tuple[str, str, str], list[Change]] = {}
    for change in reader.changes(since=since):
        if change.identity[0] in TYPES and change.identity[2] == language:
            found.setdefault(change.identity, []).append(change)
    return list(found.values())


def describe_changes(reader: EditionReader, past: PastEditions, language: str, since: int, site: str) -> dict[str, Any]:
    """The answer of ``/api/changes``: one entry a thing, from how it was in edition ``since`` to how it is."""
    things = list_changes(reader, language, since)
    told = (_describe(reader, past, changes, since, site) for changes in things[:MOST])
    return {
        "since": since,
        "edition": reader.manifest.number,
        "built_at": format_moment(reader.manifest.built_at),
        "language": language,
        "is_complete": len(things) <= MOST,
        "changes": [change for change in told if change is not None],
    }


def _describe(
    reader: EditionReader, past: PastEditions, changes: list[Change], since: int, site: str
) -> dict[str, Any] | None:
    identity = changes[0].identity
    after = reader.get(RECORD_TYPES[identity[0]], *identity[1:])
    was_there = changes[-1].what != "added"
    if after is None and not was_there:
        return None  # it came and went
    has_closed = any(change.what == "closed" for change in changes) and _status(after).is_closed
    what = "removed" if after is None else "added" if not was_there else "closed" if has_closed else "changed"
    before = past.get(since, identity) if was_there else None
    names = {name for change in changes for name in change.fields}
    if was_there and after is not None and any(change.what == "added" for change in changes):
        names = set(type(after).model_fields)  # it was away in between
    told = describe_change(reader, changes[0], what, before, after, names, site)
    changed_back = what == "changed" and before is not None and "fields" not in told
    return None if changed_back else told


def describe_change(
    reader: EditionReader,
    change: Change,
    what: str,
    before: Record | None,
    after: Record | None,
    names: set[str],
    site: str,
) -> dict[str, Any]:
    """One entry. before: None where it is not known. names: of fields that changed."""
    record_type, key, language = change.identity
    status = _status(after)
    told: dict[str, Any] = {
        "edition": change.edition,
        "at": format_moment(change.built_at or reader.manifest.built_at),
        "type": record_type,
        "key": key,
        "id": _IDS[record_type](key) if record_type in _IDS else "",
        "name": after.heading if after is not None else change.heading,
        "what": what,
        "url": f"{site}/{language}/{record_type}/{key}/" if after is not None else "",
        "note": status.note,
        "fields": _compare(before, after, names) if what in {"changed", "closed"} else [],
        "successor": _describe_successor(reader, record_type, status, language),
    }
    return {name: value for name, value in told.items() if value not in ("", [], None)}


def _compare(before: Record | None, after: Record | None, names: set[str]) -> list[dict[str, Any]]:
    """Fields that changed; without their old values where the edition of then is not kept any more."""
    old = before.model_dump(mode="json") if before is not None else {}
    new = after.model_dump(mode="json") if after is not None else {}
    rows = []
    for name in sorted(names):
        if before is not None and old.get(name) == new.get(name):
            continue  # it changed back
        row = {"name": name, "new": new.get(name)}
        rows.append({**row, "old": old.get(name)} if before is not None else row)
    return rows


def _describe_successor(
    reader: EditionReader, record_type: str, status: Status, language: str
) -> dict[str, str] | None:
    if not status.successor:
        return None
    record = reader.get_best(RECORD_TYPES[record_type], status.successor, language)
    told = {
        "key": status.successor,
        "id": _IDS[record_type](status.successor) if record_type in _IDS else "",
        "name": record.heading if record else "",
        "became": status.became,
    }
    return {name: value for name, value in told.items() if value}


def _status(record: Record | None) -> Status:
    found = getattr(record, "status", None)
    return found if isinstance(found, Status) else Status()


def format_moment(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
