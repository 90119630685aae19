"""Listings and organizations as publishing can make them: what the editorial models take, in their order."""

from hypothesis import strategies as st

from dogwood import vocabulary
from dogwood.edition.records import Hours, ListingRecord, OrganizationRecord, Phone, Place, Status, WebLink
from dogwood.facts.phone import parse_phone

_text = st.text(st.sampled_from("ab 12.,'\"\\=#:&<ñ;-+\n😀"), max_size=24).map(str.strip)
_line = _text.map(lambda words: " ".join(words.split()))
_name = _line.filter(lambda words: any(letter.isalpha() for letter in words))
_item = _line.map(lambda words: words.replace(";", "")).map(str.strip).filter(bool)
_url = st.sampled_from(["", "https://example.org", "http://www.example.org/a?b=c#d", "https://example.org/x%20y/"])
_tags = st.lists(st.sampled_from(["en", "es", "zh-Hant", "zh", "ase", "mul"]), unique=True, max_size=3).map(tuple)
_NUMBERS = ("919-733-4261", "(919) 733-4262", "800.ACS.2345", "1-800-227-2345", "988", "+44 20 7123 4567", "741741")


def _phone(written: str, kind: str, extension: str, languages: tuple[str, ...], label: str, place: int | None) -> Phone:
    number = parse_phone(written, extension)
    kind = "toll_free" if kind == "voice" and number.is_toll_free else kind
    return Phone(
        written=written, dial=number.dial, kind=kind, extension=extension, languages=languages, label=label, place=place
    )


_phones = st.builds(
    _phone,
    st.sampled_from(_NUMBERS),
    st.sampled_from(list(vocabulary.words("phone_kinds"))),
    st.sampled_from(["", "5", "0071", "1234567"]),
    _tags,
    _line,
    st.sampled_from([None, 1, 2]),
)
_places = st.builds(
    Place,
    name=_line,
    address=st.sampled_from(["12 Oak Street", "12 Oak Street, Suite 5", "P.O. Box 7"]),
    address_2=st.sampled_from(["", "Floor 2"]),
    city=st.sampled_from(["", "Greenville"]),
    state=st.sampled_from(["NC"]),
    zip=st.sampled_from(["", "27834", "27834-1234"]),
    county=st.sampled_from(["", "Pitt", "New Hanover"]),
    latitude=st.just(35.6),
    longitude=st.just(-77.375),
    accessibility=_text,
)
_hours = st.builds(
    Hours,
    days=st.lists(st.integers(0, 6), unique=True, min_size=1, max_size=7).map(lambda days: tuple(sorted(days))),
    opens=st.integers(0, 1439),
    closes=st.integers(1, 1440),
    timezone=st.sampled_from(["America/New_York", "America/Phoenix", "Asia/Kolkata"]),
    weeks=st.lists(st.integers(1, 5), unique=True, max_size=2).map(lambda weeks: tuple(sorted(weeks))),
    place=st.sampled_from([None, 1]),
    note=_text,
)


def _some(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    words = list(vocabulary.words(name))
    return st.lists(st.sampled_from(words), unique=True, max_size=3).map(lambda keys: vocabulary.sort_words(name, keys))


def _one(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *vocabulary.words(name)])


def _listing(key: str, organization: str) -> st.SearchStrategy[ListingRecord]:
    return st.builds(
        ListingRecord,
        key=st.just(key),
        language=st.just("en"),
        kind=st.sampled_from(["service", "trial"]),
        name=_name,
        other_names=st.lists(_item, unique=True, max_size=2).map(tuple),
        organization=st.just(organization),
        organization_name=st.just("Org " + organization if organization else ""),
        summary=_text,
        description=_text,
        service_type=_one("service_types"),
        needs=_some("needs"),
        audiences=_some("audiences"),
        formats=_some("formats"),
        languages=_tags,
        cost=_one("costs"),
        cost_note=_text,
        eligibility=_text,
        area=_one("areas"),
        area_counties=st.sampled_from([(), ("Pitt", "New Hanover")]),
        area_states=st.sampled_from([(), ("NC", "VA"), ("VA",)]),
        area_note=_line,
        website=_url,
        web=st.lists(
            st.builds(WebLink, url=_url.filter(bool), label=_line), unique_by=lambda link: link.url, max_size=2
        ).map(tuple),
        email=st.sampled_from(["", "help@example.org"]),
        phones=st.lists(_phones, unique_by=lambda row: (row.dial, row.extension), max_size=4).map(tuple),
        hours=st.lists(_hours, max_size=3).map(tuple),
        hours_note=_text,
        places=st.lists(_places, max_size=2).map(tuple),
        accessibility=_text,
        documents=_text,
        accepting=_one("acceptings"),
        insurance=_text,
        waiting_time=_line,
        status=st.builds(Status, state=_one("statuses"), note=_text),
    )


def _close(record: ListingRecord) -> ListingRecord:
    """The gate publishes what is closed without its numbers."""
    return record.model_copy(update={"phones": ()}) if record.status.is_closed else record


@st.composite
def _worlds(draw: st.DrawFn) -> tuple[list[ListingRecord], list[OrganizationRecord]]:
    """Up to three listings of up to two organizations, the second below the first."""
    count = draw(st.integers(0, 2))
    organizations = [
        OrganizationRecord(
            key=f"org-{number}",
            language="en",
            name=f"Org org-{number}",
            other_names=draw(st.lists(_item, unique=True, max_size=2).map(tuple)),
            parent="org-0" if number else "",
            status=Status(note=draw(_text)),
            website=draw(_url),
        )
        for number in range(count)
    ]
    keys = draw(
        st.lists(st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True), unique=True, min_size=1, max_size=3)
    )
    listings = [
        _close(draw(_listing(key, draw(st.sampled_from(["", *(one.key for one in organizations)]))))) for key in keys
    ]
    return listings, organizations


worlds = _worlds()
