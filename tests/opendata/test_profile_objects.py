"""Whatever a record holds, its object in the profile is one by the schemas."""

import datetime as dt
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dogwood import vocabulary
from dogwood.edition.records import (
    Confirmation,
    EventRecord,
    FigureBlock,
    GuideRecord,
    ListingsBlock,
    Phone,
    Place,
    PointsBlock,
    PublicationRecord,
    QuestionBlock,
    QuotationBlock,
    Record,
    Review,
    SeeAlsoBlock,
    Source,
    StatisticBlock,
    Status,
    TextBlock,
)
from dogwood.facts.prose import ItemList, Paragraph, Span, Subheading
from dogwood.hsds.events import nest_event
from dogwood.hsds.frame import Frame
from dogwood.hsds.guides import nest_guide, write_text
from dogwood.hsds.publications import nest_publication
from dogwood.hsds.terms import Terms

from .conftest import SITE
from .merged import Merged
from .test_profile import merged as merged

TEXT = st.text(st.sampled_from('ab 1.;:-\n"<&ñ😀‮'), max_size=20)
NAME = TEXT.filter(lambda text: bool(text))
URL = st.sampled_from(
    [
        "",
        "https://example.org",
        "https://example.org/a b",
        "javascript:alert(1)",
        "http://[::1",
        "example.org",
        "https://ñ.org/",
    ]
)
DATE = st.sampled_from([None, "1998", "2006-02", "2026-11-23"])
KEYS = st.lists(st.sampled_from(["a", "b-1"]), unique=True).map(tuple)
SPANS = st.lists(
    st.builds(Span, text=NAME, href=st.sampled_from(["", "guide:a", "listing:b-1", "tel:+1"])), min_size=1, max_size=2
)
PROSE = st.lists(
    st.one_of(
        st.builds(Paragraph, spans=SPANS.map(tuple)),
        st.builds(Subheading, spans=SPANS.map(tuple)),
        st.builds(ItemList, ordered=st.booleans(), items=st.lists(SPANS.map(tuple), max_size=3).map(tuple)),
    ),
    max_size=3,
).map(tuple)
BLOCK: st.SearchStrategy[Any] = st.one_of(
    st.builds(QuestionBlock, question=TEXT, text=PROSE),
    st.builds(TextBlock, text=PROSE),
    st.builds(PointsBlock, mood=st.sampled_from(["do", "dont"]), title=TEXT, text=PROSE),
    st.builds(StatisticBlock, value=TEXT, year=TEXT, population=TEXT, source=TEXT, text=PROSE),
    st.builds(QuotationBlock, by=TEXT, source=TEXT, text=PROSE),
    st.builds(SeeAlsoBlock, guides=KEYS),
    st.builds(ListingsBlock, title=TEXT, need=st.sampled_from(["", "ride", "no-such-need"]), audience=TEXT, keys=KEYS),
    st.builds(FigureBlock, image=st.sampled_from(["media/a.webp", "a b.webp"]), alt=TEXT, caption=TEXT, credit=TEXT),
)
CONFIRMATION = st.builds(
    Confirmation,
    checked_on=DATE,
    as_written=TEXT,
    method=st.sampled_from([None, "document", "phone"]),
    source=st.one_of(URL, TEXT),
    due_on=st.sampled_from([None, dt.date(2026, 1, 1), dt.date(2027, 1, 1)]),
    lapses_on=st.sampled_from([None, dt.date(2026, 6, 1), dt.date(2028, 1, 1)]),
)
STATUS = st.builds(
    Status,
    state=st.sampled_from(["", *vocabulary.words("statuses")]),
    became=st.sampled_from(["", *vocabulary.words("becames")]),
    successor=st.sampled_from(["", "a"]),
    note=TEXT,
)
COMMON: dict[str, st.SearchStrategy[Any]] = {
    "key": st.sampled_from(["a", "b-1"]),
    "language": st.sampled_from(["en", "es", "zh-Hant"]),
    "notices": st.lists(st.sampled_from(["awaiting_clinical_review", "awaiting_language_review", "else"])).map(tuple),
    "needs": st.lists(st.sampled_from(list(vocabulary.words("needs"))), unique=True, max_size=2).map(tuple),
    "audiences": st.lists(st.sampled_from(list(vocabulary.words("audiences"))), unique=True, max_size=2).map(tuple),
}
RESOURCE = {**COMMON, "confirmation": CONFIRMATION, "status": STATUS}
GUIDE = st.builds(
    GuideRecord,
    title=NAME,
    chapter=st.just("a"),
    main_message=TEXT,
    body=st.lists(BLOCK, max_size=4).map(tuple),
    sources=st.lists(st.builds(Source, name=TEXT, title=TEXT, url=URL, date=DATE), max_size=2).map(tuple),
    review=st.builds(
        Review,
        state=st.sampled_from(["pending", "reviewed"]),
        by=TEXT,
        role=TEXT,
        on=DATE,
        next_due=st.none() | st.dates(),
    ),
    changed=st.none() | st.dates(),
    **COMMON,
)
PUBLICATION = st.builds(
    PublicationRecord,
    title=NAME,
    authors=st.lists(NAME, max_size=2).map(tuple),
    year=DATE,
    edition=TEXT,
    publication_language=st.sampled_from(["", "en"]),
    organization=st.sampled_from(["", "a"]),
    organization_name=TEXT,
    annotation=TEXT,
    how_to_get=TEXT,
    website=URL,
    **RESOURCE,
)
EVENT = st.builds(
    EventRecord,
    name=NAME,
    summary=TEXT,
    starts=st.datetimes(),
    ends=st.none() | st.datetimes(),
    timezone=st.sampled_from(["America/New_York", "Asia/Kolkata", "UTC", "Nowhere/Land"]),
    recurrence=st.sampled_from(["", "FREQ=WEEKLY"]),
    listing=st.sampled_from(["", "a"]),
    organization=st.sampled_from(["", "a"]),
    organization_name=TEXT,
    place=st.none() | st.builds(Place, name=TEXT, address=TEXT, city=TEXT, county=TEXT, accessibility=TEXT),
    online=URL,
    website=URL,
    phone=st.none() | st.just(Phone(written="919-733-4261", dial="+19197334261", languages=("es", "zh-Hant"))),
    cost=st.sampled_from(["", *vocabulary.words("costs")]),
    languages=st.lists(st.sampled_from(["en", "es", "zh-Hant", "zh"]), max_size=4).map(tuple),
    **RESOURCE,
)


@given(
    record=st.one_of(GUIDE, PUBLICATION, EVENT),
    language=st.sampled_from(["en", "es"]),
    site=st.sampled_from(["", SITE]),
)
def test_every_possible_record_gives_an_object_by_the_schema(
    merged: Merged, record: Record, language: str, site: str
) -> None:
    frame = Frame(
        language, ("en", "es"), dt.date(2026, 11, 23), site=site, name_of=lambda kind, key: f"{kind} {key}",
        modified=lambda kind, key: dt.datetime(2026, 11, 1, tzinfo=dt.UTC), terms=Terms(("en", "es"), site),
        licence="CC BY 4.0", licence_url="https://creativecommons.org/licenses/by/4.0/",
    )  # fmt: skip
    nest: Any = {"guide": nest_guide, "publication": nest_publication, "event": nest_event}[record.record_type]
    told = nest(record, frame, ["en", "es"])
    assert merged.find_faults(told, record.record_type) == []
    assert told == nest(record, frame, ["en", "es"])
    assert json.loads(json.dumps(told)) == told
    assert ("page_url" in told) is bool(site)
    own = [row["id"] for name in ("attributes", "phones", "languages") for row in told.get(name, [])]
    assert len(own) == len(set(own))
    if not (isinstance(record, GuideRecord) and record.review.state == "reviewed"):
        assert not [name for name in told if name.startswith("review")]
    if "assured_date" in told:
        assert isinstance(record, PublicationRecord | EventRecord)
        assert record.confirmation.method not in {None, "document"}


def test_lists_and_paragraphs_stay_apart_in_plain_text() -> None:
    prose = (
        Subheading(spans=(Span(text="First"),)),
        ItemList(ordered=True, items=((Span(text="one"),), (Span(text="two "), Span(text="more", strong=True)))),
        Paragraph(spans=(Span(text="Then."),)),
        ItemList(items=((Span(text="three"),),)),
    )
    assert write_text(prose) == "First\n\n1. one\n2. two more\n\nThen.\n\n- three"
