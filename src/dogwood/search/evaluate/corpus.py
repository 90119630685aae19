"""A corpus as a temporary edition: every document a guide, indexed by what indexes the site's.

The title is a guide's title; the text is its body: a line that asks is a question with what follows as its answer, and
so a passage; all else stands together. Documents are read from the file each time that they are needed and never held
all at once.
"""

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast, overload

import dogwood
from dogwood.edition.file import INDEX_NAME, RECORDS_NAME, RecordsWriter, content_hash, naming_disk_errors
from dogwood.edition.manifest import Manifest, hash_file
from dogwood.edition.records import SCHEMA_VERSION, Block, GuideRecord, QuestionBlock, Record, TextBlock
from dogwood.facts.prose import Paragraph, Prose, Span

from ..analysis import tidy_text
from ..index import build_index
from ..service import EditionSearch
from ..understand import guess_language
from .errors import EvaluationError
from .layout import Text, read_corpus

LANGUAGES = ("en", "es")
"""Those of the site. A document of another language is searched in the first one that its corpus has."""
LONGEST_QUESTION = 160
"""Characters of a line that can be a heading."""
_GUESSED_FROM = 600
_PREFIX = "d"
_CHAPTER = "corpus"
_BUILT_AT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class OpenCorpus:
    """ids: of the documents, by their place in the file."""

    search: EditionSearch
    ids: list[str]

    def call(self, address: str) -> str:
        """The id of the document whose address a result has."""
        return self.ids[int(address.split("#")[0].rstrip("/").rpartition("/")[2].removeprefix(_PREFIX))]


@contextmanager
def open_corpus(path: Path) -> Iterator[OpenCorpus]:
    """Index ``path`` (a ``corpus.jsonl``) in a temporary folder and open it, for as long as the block lasts.

    Raises EvaluationError that names file and line; OSError when the disk is full.
    """
    with tempfile.TemporaryDirectory(prefix="dogwood-corpus-") as name:
        folder = Path(name)
        ids = _write_edition(folder, path)
        opened = EditionSearch(folder)
        try:
            yield OpenCorpus(opened, ids)
        finally:
            opened.close()


def make_record(text: Text, number: int, language: str) -> GuideRecord:
    """The guide of a document, its place in the file as its key."""
    lead, body = _split(text.text)
    return GuideRecord(
        key=f"{_PREFIX}{number}",
        language=language,
        title=tidy_text(text.title),
        chapter=_CHAPTER,
        main_message=lead,
        body=body,
    )


class _Records(Sequence[Record]):
    """The records of a file, made anew each time that they are gone through."""

    def __init__(self, path: Path, languages: list[str]) -> None:
        self._path = path
        self._languages = languages

    def __len__(self) -> int:
        return len(self._languages)

    def __iter__(self) -> Iterator[Record]:
        for number, text in enumerate(read_corpus(self._path)):
            yield make_record(text, number, self._languages[number])

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> list[Record]: ...
    def __getitem__(self, at: int | slice) -> Record | list[Record]:
        found = list(self)
        return found[at]


def _write_edition(folder: Path, path: Path) -> list[str]:
    """Records, index and manifest of the corpus; returns the documents' ids."""
    ids: list[str] = []
    languages: list[str] = []
    for text in read_corpus(path):
        ids.append(text.id)
        languages.append(_choose_language(text))
    if not ids:
        raise EvaluationError(f"{path}: it holds no document.")
    records = _Records(path, languages)
    with naming_disk_errors():
        writer = RecordsWriter(folder)
        try:
            for record in records:
                writer.put(record)
            hashes = writer.hashes()
            writer.finish()
        finally:
            writer.close()
    manifest = Manifest(
        number=1,
        built_at=_BUILT_AT,
        languages=tuple(tag for tag in LANGUAGES if tag in set(languages)),
        counts={GuideRecord.record_type: {tag: languages.count(tag) for tag in LANGUAGES if tag in languages}},
        schema_version=SCHEMA_VERSION,
        software_version=dogwood.__version__,
        content_hash=content_hash(hashes),
        files={RECORDS_NAME: hash_file(folder / RECORDS_NAME)},
    ).sealed()
    manifest.write(folder)
    (folder / INDEX_NAME).mkdir()
    build_index(folder / INDEX_NAME, None, cast(list[Record], records), [], vectors=[])
    return ids


def _choose_language(text: Text) -> str:
    if text.language in LANGUAGES:
        return text.language
    return guess_language(f"{text.title}\n{text.text[:_GUESSED_FROM]}", LANGUAGES[0])


def _split(text: str) -> tuple[str, tuple[Block, ...]]:
    """What stands before the first question, and the blocks from there on."""
    lines = [line for raw in text.splitlines() if (line := " ".join(tidy_text(raw).split()))]
    if not lines:
        return "", ()
    lead = "" if _is_question(lines, 0) else lines[0]
    body: list[Block] = []
    question = ""
    answer: list[str] = []
    for at in range(1 if lead else 0, len(lines)):
        if _is_question(lines, at):
            _close(body, question, answer)
            question, answer = lines[at], []
        else:
            answer.append(lines[at])
    _close(body, question, answer)
    return lead, tuple(body)


def _is_question(lines: list[str], at: int) -> bool:
    """True for a short line that ends in a question mark and has something other than a question after it."""
    line = lines[at]
    follows = lines[at + 1] if at + 1 < len(lines) else ""
    return line.endswith("?") and len(line) <= LONGEST_QUESTION and bool(follows) and not follows.endswith("?")


def _close(body: list[Block], question: str, answer: list[str]) -> None:
    prose: Prose = tuple(Paragraph(spans=(Span(text=line),)) for line in answer)
    if question:
        body.append(QuestionBlock(question=question, text=prose))
    elif prose:
        body.append(TextBlock(text=prose))
