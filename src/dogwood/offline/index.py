"""The search that runs on the device: an inverted index of its own, made of the search room's documents and tokens.

Every word as it is written (folded) leads to its stems, so the device needs no stemmer; what a reader types and no text
has is looked for among the words as a beginning or a misspelling (``static/find.js``). Weights are worked out here, over
all of the edition, so that the results of two parts can be joined.

An index is JSON: ``docs`` (see ``_Doc.as_row``), ``words`` (sorted, one space between), ``stems`` (for each word the
numbers of its stems), ``posts`` (for each stem: document, weight, document, weight …; documents as differences).
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dogwood.edition.file import EditionReader
from dogwood.edition.records import (
    EventRecord,
    GuideRecord,
    ListingRecord,
    PageRecord,
    PublicationRecord,
    Record,
    TermRecord,
)
from dogwood.places import all_counties
from dogwood.search import SearchDocument, make_documents
from dogwood.search.analysis import analyze, split_plain

from .parts import Partition

_TYPES: tuple[type[Record], ...] = (ListingRecord, GuideRecord, PublicationRecord, EventRecord, TermRecord, PageRecord)
_WEIGHTS = {"title": 6.0, "names": 5.0, "heading": 4.0, "labels": 2.0, "summary": 2.0, "body": 1.0, "place_words": 1.0}
_TWIN = 0.7
"""What a word of the same thing in another language weighs: readers mix languages."""
_HALF = 3.0
"""Weight of a word at which it counts half of what it can."""
_WIDE = frozenset({"state", "states", "nation", "world"})
_MOST_POINTS = 8
_DECIMALS = 2
"""Of coordinates: about a mile."""
_LONGEST = 180


@dataclass
class _Doc:
    """document: as shown. parts: it belongs into. phone: (as shown, address to press) or (). weights: stem → weight."""

    document: SearchDocument
    parts: tuple[str, ...]
    phone: tuple[str, str] | tuple[()]
    weights: Counter[str] = field(default_factory=Counter)
    forms: dict[str, set[str]] = field(default_factory=dict)

    def add(self, text: str, language: str, weight: float) -> None:
        for form in split_plain(text):
            stems = analyze(form, language)
            if not stems:
                continue
            stem = f"{language}:{stems[0]}"
            self.forms.setdefault(form, set()).add(stem)
            self.weights[stem] = int(max(self.weights[stem], 0) + weight * 100)

    def as_row(self, counties: dict[str, int]) -> list[Any]:
        """[address below the language, title, summary, kind, phone, counties, is wide, needs, points, is closed]."""
        document = self.document
        anchor = f"#{document.anchor}" if document.anchor else ""
        path = (
            f"glossary/#{document.key}"
            if document.record_type == "term"
            else f"{document.record_type}/{document.key}/{anchor}"
        )
        summary = f"{document.heading} {document.summary}".strip()
        names = dict.fromkeys((*document.counties, *document.serves))
        points = [round(value, _DECIMALS) for point in document.points[:_MOST_POINTS] for value in point]
        return [
            path,
            document.title,
            summary if len(summary) <= _LONGEST else summary[:_LONGEST].rsplit(" ", 1)[0] + " …",
            document.kind,
            list(self.phone),
            [counties[name] for name in names if name in counties],
            int(document.area in _WIDE),
            " ".join(document.needs),
            points,
            int(document.is_closed),
        ]


class DeviceIndex:
    """The index of an edition in one language; ``of_part`` gives that of a part."""

    def __init__(self, reader: EditionReader, language: str, partition: Partition) -> None:
        self._docs = list(_gather(reader, language, partition))
        self._counties = {county.name: number for number, county in enumerate(all_counties())}
        counts = Counter(stem for doc in self._docs for stem in doc.weights)
        total = len(self._docs)
        self._rarity = {stem: math.log(1 + (total - count + 0.5) / (count + 0.5)) for stem, count in counts.items()}

    def words(self) -> set[str]:
        """Every word that finds something."""
        return {form for doc in self._docs for form in doc.forms}

    def of_part(self, part: str) -> dict[str, Any]:
        docs = [doc for doc in self._docs if part in doc.parts]
        forms: dict[str, set[str]] = {}
        for doc in docs:
            for form, stems in doc.forms.items():
                forms.setdefault(form, set()).update(stems)
        names = sorted({stem for stems in forms.values() for stem in stems})
        numbers = {stem: number for number, stem in enumerate(names)}
        posts: list[list[int]] = [[] for _ in names]
        last = [0] * len(names)
        for at, doc in enumerate(docs):
            for stem in sorted(doc.weights):
                weight = doc.weights[stem] / 100
                number = numbers[stem]
                posts[number] += [at - last[number], max(1, round(10 * self._rarity[stem] * weight / (weight + _HALF)))]
                last[number] = at
        words = sorted(forms)
        return {
            "part": part,
            "docs": [doc.as_row(self._counties) for doc in docs],
            "words": " ".join(words),
            "stems": [sorted(numbers[stem] for stem in forms[word]) for word in words],
            "posts": posts,
        }


def _gather(reader: EditionReader, language: str, partition: Partition) -> Iterator[_Doc]:
    others = [tag for tag in reader.manifest.languages if tag != language]
    for cls in _TYPES:
        for record in reader.all_best(cls, language):
            parts = partition.parts_of(cls.record_type, record.key)
            phone = _phone_of(record)
            docs = [_Doc(document, parts, phone) for document in make_documents(record)]
            _read(docs, [doc.document for doc in docs], 1.0)
            for tag in others:
                twin = reader.get(cls, record.key, tag) if record.language != tag else None
                if twin is not None:
                    _read(docs, make_documents(twin), _TWIN)
            yield from docs


def _read(docs: list[_Doc], documents: list[SearchDocument], factor: float) -> None:
    """Take the words of ``documents`` in; a passage's where the twin has as many, else all at the start."""
    is_parallel = len(docs) == len(documents)
    for number, document in enumerate(documents):
        doc = docs[number if is_parallel else 0]
        for name, weight in _WEIGHTS.items():
            value = getattr(document, name)
            for text in value if isinstance(value, tuple) else (value,):
                doc.add(text, document.language, weight * factor)


def _phone_of(record: Record) -> tuple[str, str] | tuple[()]:
    phones: Iterable[Any] = record.phones if isinstance(record, ListingRecord) else ()
    for phone in phones:
        if (
            phone.kind not in {"fax", "tty", "text"}
            and isinstance(record, ListingRecord)
            and not record.status.is_closed
        ):
            return (phone.number.display, phone.number.href)
    return ()
