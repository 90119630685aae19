"""Vectors into an edition's index folder, in bounded time.

Most are carried over by the hash of their text: from the edition before, from a pack, from the desk's cache. What is left
is embedded while there is time, where the model is installed; the rest waits for the next edition or for ``fill_cache``,
and has a vector from the table of words until then.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dogwood.edition.errors import EditionError
from dogwood.edition.file import EditionReader, Identity
from dogwood.edition.records import Record

from .entries import ENTRIES_NAME, MOST_ENTRIES, Entry, make_entry, read_entries, write_entries
from .errors import MeaningUnavailableError
from .model import DIMENSIONS, MODEL_NAME, Model
from .texts import digest_of, make_texts
from .vectors import VectorFile, read_if_there

VECTORS_NAME = "meaning.vectors"
"""Name of the vectors' file, in an index folder, a pack and the cache alike."""
SECONDS = 0.5
"""How long publishing embeds at most: two or three passages, so that a correction still reaches readers in time."""
_SAVE_EVERY = 50

ModelOpener = Callable[[], Model]


@dataclass(frozen=True, slots=True)
class Written:
    """documents: that have a meaning. vectors: different texts of theirs with a vector. missing: those without."""

    documents: int
    vectors: int
    missing: int


def write_meaning(
    target: Path,
    base: Path | None,
    changed: Iterable[Record],
    removed: Iterable[Identity],
    *,
    sources: Sequence[Path] = (),
    open_model: ModelOpener | None = None,
    seconds: float = SECONDS,
) -> Written:
    """Write ``meaning.jsonl`` and ``meaning.vectors`` into the index folder ``target``.

    base: index folder of the edition before, None where ``changed`` is everything. sources: further files of vectors,
    best first; one that is missing or damaged is passed over. open_model: None to embed nothing. seconds: for
    embedding. An edition with too many documents for an arm (``MOST_ENTRIES``) gets no files. Raises OSError when the
    disk is full.
    """
    entries: list[Entry] = []
    if base is not None:
        changed = list(changed)
        gone = {*removed, *(record.identity for record in changed)}
        known = read_entries(base)
        entries = [entry for entry in known or () if entry.identity not in gone]
        if known is None:
            changed += [record for record in _read_records(base) if record.identity not in gone]
    for document, text in make_texts(changed):
        entries.append(make_entry(document, text))
        if len(entries) > MOST_ENTRIES:
            return _write_nothing(target)
    wanted = list(dict.fromkeys(entry.digest for entry in entries))
    vectors = VectorFile(MODEL_NAME, DIMENSIONS)
    for path in ([base / VECTORS_NAME] if base is not None else []) + list(sources):
        if len(vectors.rows) < len(wanted) and (other := read_if_there(path)) is not None:
            vectors.take(wanted, other)
    missing = {entry.digest: entry.text for entry in entries if entry.text and entry.digest not in vectors.rows}
    if missing and open_model is not None and seconds > 0:
        _embed(missing, vectors, open_model, seconds)
    write_entries(
        target, (replace(entry, text="" if entry.digest in vectors.rows else entry.text) for entry in entries)
    )
    vectors.write(target / VECTORS_NAME)
    return Written(len(entries), len(vectors.rows), len(wanted) - len(vectors.rows))


def fill_cache(
    records: Iterable[Record],
    cache: Path,
    model: Model,
    *,
    sources: Sequence[Path] = (),
    seconds: float = float("inf"),
    tell: Callable[[int, int], None] = lambda done, all_: None,
) -> int:
    """Embed what of ``records`` has no vector in ``cache`` or ``sources`` yet; the next edition takes them from there.

    Returns how many were embedded. Kept every 50, so that a run that is ended goes on where it was; vectors of texts
    that are no more are dropped. tell: called with how many are done and how many there are to do. Raises OSError.
    """
    texts = {digest_of(text): text for _, text in make_texts(records)}
    known = VectorFile(MODEL_NAME, DIMENSIONS)
    for path in (cache, *sources):
        if (other := read_if_there(path)) is not None:
            known.take(texts, other)
    missing = {digest: text for digest, text in texts.items() if digest not in known.rows}
    before = len(known.rows)
    for done in _embed_each(missing, known, model, seconds):
        tell(done, len(missing))
        if done % _SAVE_EVERY == 0:
            known.write(cache)
    known.write(cache)
    return len(known.rows) - before


def add_to_cache(cache: Path, source: Path) -> int:
    """Put the vectors of ``source``, such as a pack's ``meaning.vectors``, into ``cache``; returns how many were new.

    0 where there is no such file or it is damaged. Raises OSError.
    """
    found = read_if_there(source)
    if found is None:
        return 0
    known = VectorFile(MODEL_NAME, DIMENSIONS)
    if (before := read_if_there(cache)) is not None:
        known.take(before.rows, before)
    count = len(known.rows)
    known.take(found.rows, found)
    if len(known.rows) > count:
        known.write(cache)
    return len(known.rows) - count


def _write_nothing(target: Path) -> Written:
    """No files; nor those that an index begun with links to the one before may already have."""
    for name in (ENTRIES_NAME, VECTORS_NAME):
        (target / name).unlink(missing_ok=True)
    return Written(0, 0, 0)


def _embed(missing: dict[str, str], vectors: VectorFile, open_model: ModelOpener, seconds: float) -> None:
    try:
        model = open_model()
    except MeaningUnavailableError:
        return
    for _ in _embed_each(missing, vectors, model, seconds):
        pass


def _embed_each(missing: dict[str, str], vectors: VectorFile, model: Model, seconds: float) -> Iterator[int]:
    """Embed one text after another until the time is up; yields how many are done."""
    end = time.monotonic() + seconds
    for done, (digest, text) in enumerate(missing.items(), start=1):
        if time.monotonic() >= end:
            return
        vectors.put(digest, model.embed_passage(text))
        yield done


def _read_records(base: Path) -> list[Record]:
    """All records of the edition whose index folder ``base`` is; [] where it cannot be read."""
    try:
        reader = EditionReader(base.parent)
    except EditionError:
        return []
    try:
        return list(reader.records())
    finally:
        reader.close()
