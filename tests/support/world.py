"""A small directory in the editorial database, made only through ``editorial.actions`` and ``checks.actions``.

    directory (en, es), answers at night: line
    ├── chapter care
    │   ├── guide pain (en, es)   links to guide fatigue, listing line, term lymph-node; see also fatigue
    │   └── guide fatigue (en)
    └── page about (en)

    organization alliance
    ├── listing line (en, es)     919-733-4261 mornings, called on 2026-10-01
    ├── listing rides (en)        800.ACS.2345, in Pitt County; known from a document
    ├── publication handbook (en)
    └── event meeting (en)        held by listing line
    term lymph-node (en, es)

The organizations and people are made up; the numbers are real ones that anybody may call.
"""

from collections.abc import Mapping
from typing import Any

from dogwood.checks.actions import record_checks
from dogwood.editorial.actions import (
    EntryInput,
    PageInput,
    PutReport,
    describe_directory,
    put_entries,
    put_pages,
)
from dogwood.editorial.models import (
    ChapterPage,
    Event,
    GlossaryTerm,
    GuidePage,
    InformationPage,
    Listing,
    Organization,
    Publication,
)

from .guide_files import paragraph

WHY = "made for a test"
SOURCE = (
    "source",
    {"name": "National Cancer Institute", "title": "Pain", "url": "https://www.cancer.gov", "date": "2024-11"},
)
HOURS = {"days": "mo-fr", "opens": "09:00", "closes": "12:00", "weeks": (), "timezone": "", "place": None, "note": {}}
LINKS = (
    '<p>See <a href="/guide/fatigue/">being tired</a>, call the <a href="/listing/line/">line</a>, '
    'and read what a <a href="/term/lymph-node/">lymph node</a> is.</p>'
)


def phone(written: str, **values: Any) -> dict[str, Any]:
    return {"written": written, "kind": "voice", "extension": "", "languages": (), "place": None, "label": {}, **values}


def put(
    model: Any, key: str, language: str = "en", *, references: Any = None, parts: Any = None, **values: Any
) -> PutReport:
    """Put one entry."""
    entry = EntryInput(model, key, language, values, references or {}, parts or {})
    return put_entries(entries=[entry], by=None, why=WHY)


def put_guide(key: str, language: str = "en", **values: Any) -> PutReport:
    """Put one guide of the chapter care; ``title`` and ``sources`` have defaults."""
    title = values.pop("title", key.title())
    values.setdefault("sources", [SOURCE])
    values.setdefault("main_message", f"What to know about {key}.")
    return put_pages(pages=[PageInput(GuidePage, key, language, title, 1, "care", values)], by=None, why=WHY)


def check(key: str = "line", **values: Any) -> None:
    """Record one check; by default a call that confirmed the whole listing."""
    facts: Mapping[str, Any] = {
        "subject": "listing", "key": key, "on": "2026-10-01", "method": "phone", "outcome": "confirmed", "by": "Pat", **values,
    }  # fmt: skip
    record_checks(checks=[facts])


def make_world() -> None:
    """Make all of it."""
    describe_directory(
        values={
            "name": {"en": "Small directory", "es": "Directorio pequeño"},
            "area_name": {"en": "North Carolina", "es": "Carolina del Norte"},
            "state": "NC",
            "answers_at_night": ("line",),
        },
        languages=("en", "es"),
        by=None,
        why=WHY,
    )
    chapters = [PageInput(ChapterPage, "care", tag, title, 1) for tag, title in (("en", "Care"), ("es", "Cuidado"))]
    put_pages(pages=[*chapters, PageInput(InformationPage, "about", "en", "About")], by=None, why=WHY)
    put_guide("fatigue")
    body = [("question", {"question": "What helps?", "text": LINKS}), ("see_also", {"guides": ["fatigue"]})]
    put_guide("pain", body=body)
    put_guide("pain", "es", title="Dolor", body=[("text", {"text": paragraph("Pida ayuda.")})])
    put(Organization, "alliance", name="Made Alliance")
    run_by = {"organization": "alliance", "successor": ""}
    line = {"name": "Help line", "needs": ("talk-now",), "service_type": "helpline", "languages": ("en", "es")}
    put(
        Listing, "line", references=run_by, parts={"phones": [phone("919-733-4261")], "hours": [HOURS]},
        summary="Somebody answers.", **line,
    )  # fmt: skip
    put(Listing, "line", "es", summary="Alguien contesta.", **line)
    put(
        Listing, "rides", references=run_by, parts={"phones": [phone("800.ACS.2345")]},
        name="Rides", summary="Drivers take you.", needs=("ride",), area="county", area_counties=("Pitt",),
    )  # fmt: skip
    put(Publication, "handbook", references=run_by, title="A handbook", annotation="What to ask.", year="2024")
    put(
        Event, "meeting", references={"listing": "line", "organization": "alliance"},
        name="Meeting", starts="2026-12-17T17:30", recurrence="FREQ=MONTHLY;BYDAY=3TH", phone="919-733-4261",
    )  # fmt: skip
    put(GlossaryTerm, "lymph-node", term="Lymph node", definition="A small gland.", lay=("gland",))
    put(GlossaryTerm, "lymph-node", "es", term="Ganglio", definition="Una glándula.", lay=("glándula",))
    check("line")
    check("rides", method="document", on="2026-08", evidence="https://www.cancer.org")
