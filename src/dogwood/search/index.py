"""Building an edition's ``index/`` folder, whole or from that of the edition before."""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import tantivy

from dogwood.edition.errors import EditionError
from dogwood.edition.file import EditionReader, Identity
from dogwood.edition.records import Record, TermRecord

from .analysis import register_analyzers
from .documents import make_documents
from .engines.schema import FORMAT, make_entry, make_identity, make_schema
from .engines.tantivy import FORMAT_NAME, check_format
from .errors import SearchIndexError
from .meaning import write_meaning
from .meaning.model import Model
from .synonyms import SYNONYMS_NAME, SynonymTable

HEAP_BYTES, WHOLE_HEAP_BYTES = 64_000_000, 160_000_000
"""Memory that Tantivy may fill before it writes a segment: for a few changes, and for everything, where fewer segments
mean less to merge and faster searches. A small directory takes only what it needs of it."""
MOST_SEGMENTS = 10
MOST_DELETED = 0.3
"""Beyond this many segments, or this share of deleted documents, the index is written afresh."""
_META_NAME = "meta.json"
_OWN_FILES = (FORMAT_NAME, SYNONYMS_NAME)
_COPIED = (_META_NAME, ".managed.json")
"""Files that Tantivy replaces; all others it only adds or removes, so that links to them are safe."""


def build_index(
    target: Path,
    base: Path | None,
    changed: Iterable[Record],
    removed: list[Identity],
    *,
    vectors: Sequence[Path] | None = None,
    open_model: Callable[[], Model] | None = None,
) -> None:
    """Fill the empty folder ``target`` with an index (``edition.build.IndexBuilder``).

    base: index folder of the edition before, or None; then ``changed`` is everything, and gone through once, so that it
    may be a generator. With it, its files are linked
    and only what ``changed`` and ``removed`` name is written. When it is too fragmented, or of another format, all is
    written again from the records of the edition that ``base`` lies in. When this returns the files are final.
    vectors: files with vectors that are made already, for search by meaning, which is written only where this is given (and
    ``changed`` is a sequence); open_model: what makes those that are not there, within its time.
    Raises SearchIndexError when ``base`` cannot be used and its edition cannot be read; OSError when the disk is full.
    """
    if base is None or not base.exists():
        _build_whole(target, changed)
    elif _is_usable(base) and not _is_fragmented(base):
        _build_from(target, base, list(changed), removed)
    else:
        _build_whole(target, _read_records(base, list(changed), removed))
    if vectors is not None and isinstance(changed, Sequence):
        before = base if base is not None and base.exists() else None
        write_meaning(target, before, changed, removed, sources=vectors, open_model=open_model)


def _build_whole(target: Path, records: Iterable[Record]) -> None:
    index = tantivy.Index(make_schema(), path=str(target))
    terms = _write(index, records, [], WHOLE_HEAP_BYTES)
    _finish(target, SynonymTable().changed(terms, []))


def _build_from(target: Path, base: Path, changed: list[Record], removed: list[Identity]) -> None:
    for path in base.iterdir():
        if path.name in _OWN_FILES or path.suffix == ".lock":
            continue
        if path.name in _COPIED:
            shutil.copyfile(path, target / path.name)
        else:
            _link(path, target / path.name)
    index = tantivy.Index.open(str(target))
    terms = _write(index, changed, [*removed, *(record.identity for record in changed)], HEAP_BYTES)
    _finish(target, SynonymTable.read(base).changed(terms, removed))


def _write(
    index: "tantivy.Index", records: Iterable[Record], gone: Iterable[Identity], heap_bytes: int
) -> list[TermRecord]:
    """Delete ``gone``, add the documents of ``records``, and wait until every file is written and merged.

    Returns the terms among ``records``.
    """
    register_analyzers(index)
    terms = []
    writer = index.writer(heap_bytes, 1)
    for identity in gone:
        writer.delete_documents_by_term("identity", make_identity(*identity))
    for record in records:
        if isinstance(record, TermRecord):
            terms.append(record)
        for document in make_documents(record):
            writer.add_document(make_entry(document))
    writer.commit()
    writer.wait_merging_threads()
    return terms


def _finish(target: Path, synonyms: SynonymTable) -> None:
    synonyms.write(target)
    (target / FORMAT_NAME).write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
    for path in target.iterdir():
        if path.suffix == ".lock":
            path.unlink()
        elif path.name in _COPIED:
            path.chmod(0o644)  # Tantivy lets only its own user read them


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _is_usable(base: Path) -> bool:
    try:
        check_format(base)
        json.loads((base / _META_NAME).read_text(encoding="utf-8"))
    except (SearchIndexError, OSError, ValueError):
        return False
    return True


def _is_fragmented(base: Path) -> bool:
    segments = json.loads((base / _META_NAME).read_text(encoding="utf-8"))["segments"]
    documents = sum(segment["max_doc"] for segment in segments)
    deleted = sum((segment.get("deletes") or {}).get("num_deleted_docs", 0) for segment in segments)
    return len(segments) > MOST_SEGMENTS or deleted > MOST_DELETED * max(documents, 1)


def _read_records(base: Path, changed: list[Record], removed: list[Identity]) -> list[Record]:
    try:
        reader = EditionReader(base.parent)
    except EditionError as error:
        raise SearchIndexError(
            f"The search index in {base} cannot be built upon, nor its edition read ({error}). "
            "Switch to another edition, then publish again."
        ) from error
    try:
        gone = {*removed, *(record.identity for record in changed)}
        kept = [record for record in reader.records() if record.identity not in gone]
    finally:
        reader.close()
    return [*kept, *changed]
