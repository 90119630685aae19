"""Building an edition: write aside, verify, give it its name.

Nothing here knows the editorial database: it takes records. ``publishing`` decides which.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import dogwood

from .changes import Change
from .diff import compare_records
from .errors import EditionBaseError, EditionCorruptError, EditionMissingError
from .file import (
    INDEX_NAME,
    MEDIA_NAME,
    RECORDS_NAME,
    EditionReader,
    Identity,
    RecordsWriter,
    content_hash,
    naming_disk_errors,
    verify_files,
)
from .manifest import EditionLine, Manifest, hash_file, hash_tree
from .records import RECORD_TYPES, SCHEMA_VERSION, Record
from .store import LocalStore

IndexBuilder = Callable[[Path, Path | None, list[Record], list[Identity]], None]
"""(index folder to fill, index folder of the edition before or None, changed records, removed identities)."""


@dataclass
class Content:
    """What an edition shall hold.

    records: all of them, or with ``is_partial`` only those that may have changed. removed: identities that are gone
    (only with ``is_partial``; otherwise whatever is not in ``records`` is gone). languages: in order, default first.
    media: path inside the edition (``media/…``) → what reads the file's bytes; all pictures, also with ``is_partial``.
    """

    records: list[Record]
    languages: tuple[str, ...]
    is_partial: bool = False
    removed: list[Identity] = field(default_factory=list)
    media: dict[str, Callable[[], bytes]] = field(default_factory=dict)


def build_edition(
    store: LocalStore,
    content: Content,
    *,
    build_index: IndexBuilder,
    now: dt.datetime,
    name: str = "",
    wait: bool = True,
    switch: bool = True,
) -> Manifest | None:
    """Build the next edition of ``store`` from ``content`` and make it current.

    now: aware moment, written into the manifest and the changes. name: of a printed edition, "" for none.
    Returns the manifest, or None when the content is that of the current edition (then nothing is written).
    Raises EditionBusyError with ``wait=False`` while another build runs; OSError when the disk is full. Whatever is
    raised, and even when the process is killed, the current edition stays as it was. Raises EditionBaseError for partial
    content where the current edition is not sound: build again from all records.
    """
    with store.building(wait=wait) as folder:
        before = _open_current(store)
        try:
            if before is None and content.is_partial:
                raise EditionBaseError(
                    "The changes alone make no edition: the current one is missing or damaged. Build from all records."
                )
            changed, removed, changes = _compare(before, content)
            if before is not None and not changed and not removed and not name:
                return None
            number = store.next_number()
            # Edition 1 is the start: everything in it is new, and that is no news.
            hashes = _write_records(folder, before, changed, removed, number, now, changes if before else [])
            base_index = before.folder / INDEX_NAME if before else None
            (folder / INDEX_NAME).mkdir()
            build_index(folder / INDEX_NAME, base_index, changed, removed)
            _write_media(folder, content.media)
            history = before.manifest.history if before else _last_history(store)
            manifest = _describe(folder, hashes, content.languages, number, name, now, history)
        finally:
            if before is not None:
                before.close()
        manifest.write(folder)
        _verify_written(folder, manifest)
        final = store.finish(folder, manifest)
        if switch:
            store.point_to(final)
            store.prune()
        return manifest


def _open_current(store: LocalStore) -> EditionReader | None:
    """The current edition to start from; None where there is none, or where a byte of it is damaged: what is copied from
    it would carry the damage on. Then the next one is built afresh, from nothing."""
    if store.current_name() is None:
        return None
    try:
        reader = EditionReader(store.current_folder())
    except (EditionCorruptError, EditionMissingError):
        return None
    try:
        verify_files(reader.folder, reader.manifest)
    except EditionCorruptError:
        reader.close()
        return None
    return reader


def _write_records(
    folder: Path,
    before: EditionReader | None,
    changed: list[Record],
    removed: list[Identity],
    number: int,
    now: dt.datetime,
    changes: list[Change],
) -> dict[Identity, str]:
    with naming_disk_errors():
        writer = RecordsWriter(folder, before.folder / RECORDS_NAME if before else None)
        try:
            for identity in removed:
                writer.remove(identity)
            for record in changed:
                writer.put(record)
            writer.add_changes(number, now, changes)
            hashes = writer.hashes()
            writer.finish()
        finally:
            writer.close()
    return hashes


def _write_media(folder: Path, media: dict[str, Callable[[], bytes]]) -> None:
    if media:
        (folder / MEDIA_NAME).mkdir()
    for path, read in media.items():
        (folder / path).write_bytes(read())


def _compare(before: EditionReader | None, content: Content) -> tuple[list[Record], list[Identity], list[Change]]:
    old_hashes = before.hashes() if before else {}
    changed: list[Record] = []
    changes: list[Change] = []
    for record in content.records:
        old = _read_old(before, record.identity) if record.identity in old_hashes else None
        change = compare_records(old, record)
        if change is not None:
            changed.append(record)
            changes.append(change)
    if content.is_partial:
        removed = [identity for identity in content.removed if identity in old_hashes]
    else:
        removed = sorted(old_hashes.keys() - {record.identity for record in content.records})
    for identity in removed:
        old = _read_old(before, identity)
        change = compare_records(old, None)
        if change is not None:
            changes.append(change)
    return changed, removed, changes


def _read_old(before: EditionReader | None, identity: Identity) -> Record | None:
    if before is None:
        return None
    record_type, key, language = identity
    return before.get(RECORD_TYPES[record_type], key, language)


def _describe(
    folder: Path,
    hashes: dict[Identity, str],
    languages: tuple[str, ...],
    number: int,
    name: str,
    now: dt.datetime,
    history: tuple[EditionLine, ...],
) -> Manifest:
    counts: dict[str, dict[str, int]] = {}
    for record_type, _, language in hashes:
        by_language = counts.setdefault(record_type, {})
        by_language[language] = by_language.get(language, 0) + 1
    whole = content_hash(hashes)
    line = EditionLine(number=number, built_at=now, content_hash=whole, name=name)
    return Manifest(
        number=number,
        name=name,
        built_at=now,
        languages=languages,
        counts=counts,
        schema_version=SCHEMA_VERSION,
        software_version=dogwood.__version__,
        content_hash=whole,
        files=hash_tree(folder),
        history=(*history, line),
    ).sealed()


def _last_history(store: LocalStore) -> tuple[EditionLine, ...]:
    """The history of the newest edition that can be read: it goes on even where that edition cannot be built on."""
    manifests = store.manifests()
    return manifests[-1].history if manifests else ()


def _verify_written(folder: Path, manifest: Manifest) -> None:
    """Read the finished records back: what the disk holds is what was meant."""
    reader = EditionReader(folder)
    try:
        if content_hash(reader.hashes()) != manifest.content_hash:
            raise EditionCorruptError("The records on the disk are not those that were written. Check the disk.")
    finally:
        reader.close()
    if hash_file(folder / RECORDS_NAME) != manifest.files[RECORDS_NAME]:
        raise EditionCorruptError(f"{RECORDS_NAME} changed while it was being written. Check the disk.")
