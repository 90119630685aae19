"""Records → documents: what is searched, counted and shown of a record in one language."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from dogwood import vocabulary
from dogwood.edition.records import (
    EventRecord,
    GuideRecord,
    ListingRecord,
    PageRecord,
    PublicationRecord,
    Record,
    TermRecord,
)
from dogwood.facts.freshness import UNCONFIRMING_METHODS
from dogwood.facts.language import name_language

from .analysis import split_plain, tidy_text
from .details import brand_of, counties_of, digits_of, opens_of, place_words_of, points_of
from .passages import split_passages

LONGEST_SUMMARY = 280
"""Characters of a passage that a result shows."""

FACETS = (
    "kind",
    "need",
    "audience",
    "county",
    "served",
    "cost",
    "format",
    "service_type",
    "area",
    "record_type",
    "closed",
    "shelf",
    "open",
)
"""Names that filters and counts use. county: it lies in or serves only it. served: language tag in which one is
served. closed: "yes" or "no". shelf: "read", "turn" (to turn to) or "crowded". open:
"day", "evening", "weekend" or "always", where hours are known. Values are vocabulary words, county names and language tags."""

WITH_PLACES = ("listing", "event")
"""Record types that can have a place."""
CROWDED_TYPES = ("mammography", "hospital", "cancer-center", "health-center", "hospice")
"""Service types of which there are many alike; they are asked for apart, so that they cannot fill all places."""

_UNCONFIRMED = frozenset({None, *UNCONFIRMING_METHODS})


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A record, or one passage of a guide or page, in one language.

    kind: word of the vocabulary's ``kinds``, or "page". anchor: of the passage, "" for the start; position: its number
    in the record, 0 for the first. heading: the passage's question. names: other names. exact: its own names,
    folded, one space between the words, only where position is 0; for no term, whose name is a word like others.
    labels: words of its needs, audiences and type. body: further words (not kept in the index). digits: phone numbers
    to find it by. counties: it lies in; serves: counties that it is for alone. points: (latitude, longitude) in
    degrees, of the ZIP code, town or county where no nearer is known. successor: key of the record that took over. checked_on: ISO partial date or None. is_confirmed: that
    check reached it (by phone, visit, …), not a document about it. opens: values of the facet "open". family: key or brand
    of what runs it, folded, "" for none: places of one family may be many and alike.
    """

    record_type: str
    key: str
    language: str
    kind: str
    title: str
    anchor: str = ""
    position: int = 0
    heading: str = ""
    summary: str = ""
    names: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    labels: str = ""
    body: str = ""
    place_words: str = ""
    digits: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    served: tuple[str, ...] = ()
    cost: str = ""
    formats: tuple[str, ...] = ()
    service_type: str = ""
    area: str = ""
    is_closed: bool = False
    successor: str = ""
    points: tuple[tuple[float, float], ...] = ()
    checked_on: str | None = None
    is_confirmed: bool = False
    opens: tuple[str, ...] = ()
    family: str = ""

    @property
    def identity(self) -> tuple[str, str, str]:
        return (self.record_type, self.key, self.language)

    @property
    def facets(self) -> dict[str, tuple[str, ...]]:
        """Facet → values, for every name of ``FACETS``."""
        return {
            "kind": (self.kind,),
            "need": self.needs,
            "audience": self.audiences,
            "county": tuple(dict.fromkeys((*self.counties, *self.serves))),
            "served": self.served,
            "cost": (self.cost,) if self.cost else (),
            "format": self.formats,
            "service_type": (self.service_type,) if self.service_type else (),
            "area": (self.area,) if self.area else (),
            "record_type": (self.record_type,),
            "closed": ("yes" if self.is_closed else "no",),
            "shelf": (self.shelf,),
            "open": self.opens,
        }

    @property
    def shelf(self) -> str:
        if self.record_type not in WITH_PLACES:
            return "read"
        return "crowded" if self.service_type in CROWDED_TYPES else "turn"

    def to_json(self) -> bytes:
        """All but the body, as the index keeps it: the values in the order of the fields."""
        values = ["" if name == "body" else getattr(self, name) for name in _NAMES]
        return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, data: bytes) -> "SearchDocument":
        values = json.loads(data.decode())
        for at in _TUPLES:
            values[at] = tuple(values[at])
        values[_POINTS] = tuple((latitude, longitude) for latitude, longitude in values[_POINTS])
        return cls(*values)


_NAMES = tuple(field.name for field in fields(SearchDocument))
_TUPLES = tuple(at for at, field in enumerate(fields(SearchDocument)) if "tuple" in str(field.type))
_POINTS = _NAMES.index("points")


def make_documents(record: Record) -> list[SearchDocument]:
    """The documents of ``record``, in order; [] for records that nobody searches (directory, chapter, organization)."""
    if isinstance(record, GuideRecord | PageRecord):
        documents = _passages(record)
    elif isinstance(record, ListingRecord):
        documents = [_listing(record)]
    elif isinstance(record, PublicationRecord):
        documents = [_publication(record)]
    elif isinstance(record, EventRecord):
        documents = [_event(record)]
    elif isinstance(record, TermRecord):
        documents = [_term(record)]
    else:
        return []
    return [_cleaned(document) for document in documents]


def _passages(record: GuideRecord | PageRecord) -> list[SearchDocument]:
    needs = record.needs if isinstance(record, GuideRecord) else ()
    audiences = record.audiences if isinstance(record, GuideRecord) else ()
    return [
        SearchDocument(
            record_type=record.record_type,
            key=record.key,
            language=record.language,
            kind=record.record_type,
            title=record.title,
            anchor=passage.anchor,
            position=position,
            heading=passage.heading,
            summary=_shorten(passage.text),
            labels=_labels(record.language, needs=needs, audiences=audiences) if position == 0 else "",
            body=f"{passage.text}\n{passage.extra}",
            needs=needs,
            audiences=audiences,
        )
        for position, passage in enumerate(split_passages(record.main_message, record.body))
    ]


def _listing(record: ListingRecord) -> SearchDocument:
    words = (
        record.description, record.eligibility, record.cost_note, record.area_note, record.hours_note,
        record.documents, record.accessibility, record.insurance, record.status.note,
        *(phone.label for phone in record.phones), *(place.name for place in record.places),
    )  # fmt: skip
    return SearchDocument(
        record_type="listing",
        key=record.key,
        language=record.language,
        kind=record.kind,
        title=record.name,
        summary=record.summary,
        names=tuple(name for name in (*record.other_names, record.organization_name) if name),
        exact=record.other_names,
        labels=_labels(
            record.language,
            needs=record.needs,
            audiences=record.audiences,
            service_types=(record.service_type,),
            formats=record.formats,
            costs=(record.cost,),
            languages=record.languages,
        ),
        body=_join(words),
        place_words=_join((*place_words_of(record.places), *record.area_counties)),
        digits=digits_of(record.phones),
        needs=record.needs,
        audiences=record.audiences,
        counties=counties_of(record.places),
        serves=record.area_counties,
        served=record.languages,
        cost=record.cost,
        formats=record.formats,
        service_type=record.service_type,
        area=record.area,
        is_closed=record.status.is_closed,
        successor=record.status.successor,
        points=points_of(record.places),
        checked_on=record.confirmation.checked_on,
        is_confirmed=record.confirmation.method not in _UNCONFIRMED,
        opens=opens_of(record.hours),
        family=record.organization or brand_of(record.name),
    )


def _publication(record: PublicationRecord) -> SearchDocument:
    return SearchDocument(
        record_type="publication",
        key=record.key,
        language=record.language,
        kind="publication",
        title=record.title,
        summary=record.annotation,
        names=tuple(name for name in (*record.authors, record.organization_name) if name),
        labels=_labels(
            record.language,
            needs=record.needs,
            audiences=record.audiences,
            publication_types=(record.publication_type,),
            languages=(record.publication_language,),
        ),
        body=_join((record.how_to_get, record.edition, record.year or "", record.status.note)),
        needs=record.needs,
        audiences=record.audiences,
        served=(record.publication_language,) if record.publication_language else (),
        service_type=record.publication_type,
        is_closed=record.status.is_closed,
        successor=record.status.successor,
        checked_on=record.confirmation.checked_on,
        is_confirmed=record.confirmation.method not in _UNCONFIRMED,
    )


def _event(record: EventRecord) -> SearchDocument:
    places = (record.place,) if record.place else ()
    return SearchDocument(
        record_type="event",
        key=record.key,
        language=record.language,
        kind="event",
        title=record.name,
        summary=record.summary,
        names=(record.organization_name,) if record.organization_name else (),
        labels=_labels(
            record.language,
            needs=record.needs,
            audiences=record.audiences,
            costs=(record.cost,),
            languages=record.languages,
        ),
        body=_join((*(place.name for place in places), record.status.note)),
        place_words=_join(place_words_of(places)),
        digits=digits_of((record.phone,) if record.phone else ()),
        needs=record.needs,
        audiences=record.audiences,
        counties=counties_of(places),
        served=record.languages,
        cost=record.cost,
        formats=("online",) if record.online else (),
        is_closed=record.status.is_closed,
        successor=record.status.successor,
        points=points_of(places),
        checked_on=record.confirmation.checked_on,
        is_confirmed=record.confirmation.method not in _UNCONFIRMED,
    )


def _term(record: TermRecord) -> SearchDocument:
    return SearchDocument(
        record_type="term",
        key=record.key,
        language=record.language,
        kind="term",
        title=record.term,
        summary=record.definition,
        names=(*record.lay, *record.clinical),
    )


def _cleaned(document: SearchDocument) -> SearchDocument:
    names = tuple(tidy_text(name) for name in document.names)
    title = tidy_text(document.title)
    exact = (" ".join(split_plain(name)) for name in (title, *document.exact))
    return replace(
        document,
        title=title,
        exact=tuple(dict.fromkeys(exact)) if document.position == 0 and document.record_type != "term" else (),
        heading=tidy_text(document.heading),
        summary=tidy_text(document.summary),
        body=tidy_text(document.body),
        names=names,
    )


def _labels(language: str, *, languages: Iterable[str] = (), **lists: Iterable[str]) -> str:
    """The labels and hints of vocabulary words, as readers of ``language`` know them."""
    found = []
    for name, keys in lists.items():
        for key in keys:
            word = vocabulary.words(name).get(key)
            if word is not None:
                found += [word.label(language), word.hint(language)]
    found += [name_language(tag, language) for tag in languages if tag]
    return _join(found)


def _join(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


def _shorten(text: str) -> str:
    """The start of ``text``, cut after a word."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_SUMMARY:
        return line
    return line[:LONGEST_SUMMARY].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
