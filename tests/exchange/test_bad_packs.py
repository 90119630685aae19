"""Packs with something wrong: all of it is named, and nothing is half loaded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dogwood.checks.models import Check
from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord
from dogwood.edition.store import LocalStore
from dogwood.editorial.models import GuidePage, Listing, Organization
from dogwood.exchange.packs import PackError, Problem, load_pack
from dogwood.publishing import publish as publishing
from tests.support.made_records import write_few_files

from .conftest import PACK

WritePack = Callable[..., Path]
pytestmark = pytest.mark.django_db
GUIDE = "guides/care/pain.en.md"


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    assert not Listing.objects.exists() and not Organization.objects.exists()
    assert not GuidePage.objects.exists() and not Check.objects.exists()
    assert str(caught.value).count("\n") == len(caught.value.problems) - 1
    return caught.value.problems


def edit(file: str, old: str, new: str) -> dict[str, str]:
    assert PACK[file].count(old) >= 1
    return {file: PACK[file].replace(old, new, 1)}


@pytest.mark.parametrize(
    ("changes", "file", "line", "field", "reason"),
    [
        # rows
        (edit("listings.csv", "old-line,service", "old-line,sevice"), "listings.csv", 3, "kind", "sevice"),
        (edit("listings.csv", "talk-now;", "talk-nau;"), "listings.csv", 2, "needs", "talk-nau"),
        (edit("listings.csv", "en; es", "english"), "listings.csv", 2, "languages", "language code"),
        (edit("listings.csv", "2012-10", "1899-10"), "listings.csv", 3, "status_date", "1900"),
        (edit("listings.csv", "alliance,line,", "alliance,nobody,"), "listings.csv", 3, "successor", "nobody"),
        (edit("listings.csv", "Help line,alliance", "Help line,aliance"), "listings.csv", 2, "organization", "aliance"),
        (edit("listings.csv", "old-line,", "line,"), "listings.csv", 3, "key", "line 2"),
        (edit("listings.csv", "old-line,", "Old Line,"), "listings.csv", 3, "key", "lower-case"),
        (edit("listings.csv", "summary_en", "sumary_en"), "listings.csv", 1, "sumary_en", "There are: key"),
        (edit("listings.csv", "summary_en", "name"), "listings.csv", 1, "name", "twice"),
        (edit("listings.csv", "Somebody answers.", "Somebody, answers."), "listings.csv", 2, "", "more cells"),
        (edit("listings.csv", "Somebody answers.", '"Somebody answers.'), "listings.csv", 3, "", "not CSV"),
        (edit("listings.csv", "Somebody answers.", "x" * 1_000_000), "listings.csv", 2, "summary_en", "1000000"),
        (edit("listings.csv", "Somebody answers.", "a\0b"), "listings.csv", 2, "", "NUL"),
        (edit("phones.csv", "line,800", "lin,800"), "phones.csv", 2, "listing", "lin"),
        (edit("phones.csv", "12,,1", "12,,first"), "phones.csv", 3, "place", "not a number"),
        (edit("places.csv", "35.6127", "nan"), "places.csv", 2, "latitude", "not a number"),
        (edit("places.csv", "35.6127", "135"), "listings.csv", 2, "places 1, latitude", "90"),
        (edit("hours.csv", "mo-fr", "weekdays"), "listings.csv", 2, "hours 1, days", "mo-fr"),
        (edit("hours.csv", "17:00", "5 pm"), "listings.csv", 2, "hours 1, closes", "24 hours"),
        (edit("events.csv", "2026-12-17T17:30", "1899-12-17T17:30"), "events.csv", 2, "starts", "2026-12-17T17:30"),
        (edit("events.csv", "BYDAY=3TH", "BYDAY=XX"), "events.csv", 2, "recurrence", "recurrence"),
        (edit("publications.csv", ",2024,", ",MMXXIV,"), "publications.csv", 2, "year", "2026"),
        (edit("checks.csv", "2026-10-01", "1899-10-01"), "checks.csv", 2, "on", "1900"),
        (edit("checks.csv", "phone,confirmed", "telepathy,confirmed"), "checks.csv", 2, "method", "telepathy"),
        (edit("chapters.csv", "care,1", "care,first"), "chapters.csv", 2, "position", "number"),
        (edit("chapters.csv", "care,1", "The Care,1"), "chapters.csv", 2, "key", "lower-case"),
        ({"chapters.csv": PACK["chapters.csv"] + "care,2,B,B,,\n"}, "chapters.csv", 3, "key", "line 2"),
        ({"listings.csv": PACK["listings.csv"].encode("utf-16")}, "listings.csv", 0, "", "not UTF-8"),
        ({"glossary.csv": "key,term_en\nx,\xe9".encode("latin-1")}, "glossary.csv", 0, "", "not UTF-8"),
        # directory.toml
        ({"directory.toml": None}, "directory.toml", 0, "", "no such file"),
        ({"directory.toml": b"\xff\xfe"}, "directory.toml", 0, "", "cannot be read"),
        ({"directory.toml": "format = 1\nname = "}, "directory.toml", 0, "", "cannot be read"),
        (edit("directory.toml", "format = 1", "format = 9"), "directory.toml", 0, "format", "reads format 1"),
        (edit("directory.toml", '"es"]', '"klingon"]'), "directory.toml", 0, "languages", "language code"),
        (edit("directory.toml", '"es"]', '"fr"]'), "directory.toml", 0, "languages", "DOGWOOD_LANGUAGES"),
        (edit("directory.toml", '["en", "es"]', '["es", "en"]'), "directory.toml", 0, "languages", "first language"),
        (edit("directory.toml", '["en", "es"]', '"en"'), "directory.toml", 0, "languages", "list of texts"),
        (edit("directory.toml", '[name]\nen = "Small directory"\nes = "Directorio pequeño"', 'name = "Small"'), "directory.toml", 0, "name", "table of texts"),
        (edit("directory.toml", '["line"]', '["Night Line"]'), "directory.toml", 0, "answers_at_night", "lower-case"),
        # guides
        (edit(GUIDE, "the pain is new\n:::", "the pain is new"), GUIDE, 22, "", "no closing :::"),
        (edit(GUIDE, "position = 1", "position == 1"), GUIDE, 3, "", "TOML"),
        (edit(GUIDE, "position = 1", "positon = 1"), GUIDE, 1, "", "positon"),
        (edit(GUIDE, "position = 1", 'position = "first"'), GUIDE, 1, "", "position"),
        (edit(GUIDE, 'title = "Pain"', 'title = ""'), GUIDE, 1, "", "no title"),
        (edit(GUIDE, "side-effects", "side-defects"), GUIDE, 1, "needs", "side-defects"),
        (edit(GUIDE, 'date = "2024-11"', 'date = "1899"'), GUIDE, 1, "", "1899"),
        (edit(GUIDE, 'date = "2024-11"', 'day = "2024-11"'), GUIDE, 1, "", "sources"),
        (edit(GUIDE, 'state = "pending"', 'state = "reviewed"'), GUIDE, 1, "review_by", "names who reviewed"),
        (edit(GUIDE, "(listing:line)", "(javascript:alert(1))"), GUIDE, 20, "", "javascript"),
        ({GUIDE: None, "guides/care/pain.fr.md": PACK[GUIDE]}, "guides/care/pain.fr.md", 0, "", "pain.en.md"),
        ({GUIDE: None, "guides/care/The_Pain.en.md": PACK[GUIDE]}, "guides/care/The_Pain.en.md", 0, "key", "lower-case"),
        ({GUIDE: None, "guides/nowhere/pain.en.md": PACK[GUIDE]}, "guides/nowhere/pain.en.md", 1, "chapter", "nowhere"),
        ({"guides/other/pain.en.md": PACK[GUIDE]}, "guides/other/pain.en.md", 1, "", GUIDE),
        ({GUIDE: PACK[GUIDE].encode("utf-16")}, GUIDE, 0, "", "not UTF-8"),
        ({GUIDE: PACK[GUIDE] + "word " * 200_000}, GUIDE, 1, "", "the most"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_file_line_field_and_reason(
    write_pack: WritePack, changes: dict[str, str], file: str, line: int, field: str, reason: str
) -> None:
    problems = problems_of(write_pack(changes))
    found = [problem for problem in problems if (problem.file, problem.line, problem.field) == (file, line, field)]
    assert len(found) == 1, problems
    assert reason in found[0].reason and len(found[0].reason) < 2000


def test_everything_that_is_wrong_is_told_at_once(write_pack: WritePack) -> None:
    changes: dict[str, str] = {}
    for file, old, new in (
        ("places.csv", "35.6127", "north"),
        ("listings.csv", "2012-10", "1899"),
        ("events.csv", "3TH", "XX"),
        ("checks.csv", "phone,confirmed", "telepathy,confirmed"),
        (GUIDE, "side-effects", "side-defects"),
        ("pages/about.en.md", "Who we are.", "# Who"),
    ):
        changes.update(edit(file, old, new))
    problems = problems_of(write_pack(changes))
    assert {problem.file for problem in problems} == set(changes)
    assert len(problems) == 6  # and nothing that only seems wrong because something else is


def test_a_broken_pack_changes_nothing_of_what_is_there(write_pack: WritePack) -> None:
    load_pack(write_pack())
    broken = {
        "listings.csv": PACK["listings.csv"].replace("Somebody answers.", "Changed.").replace("nation", "moon"),
        "pages/about.en.md": PACK["pages/about.en.md"].replace("Who we are.", "Changed."),
    }
    with pytest.raises(PackError, match="moon"):
        load_pack(write_pack(broken))
    assert not Listing.objects.filter(summary="Changed.").exists()
    report = load_pack(write_pack())
    assert (report.created, report.changed) == (0, 0)


def test_a_phone_that_is_none_is_kept_and_held_back_by_the_gate(
    write_pack: WritePack, published_to: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "build_index", write_few_files)
    load_pack(write_pack(edit("phones.csv", "800.ACS.2345", "ask for Pat")))
    line = Listing.objects.get(key="line", locale__language_code="en")
    assert [phone.written for phone in line.phones.all()] == ["ask for Pat", "919-733-4261"]
    published = publishing.publish(why="test")
    reader = EditionReader(published_to.current_folder())
    record = reader.get(ListingRecord, "line", "en")
    assert record is not None and record.phones == () and "phone" in record.withheld  # the other one is dead
    assert any("ask for Pat" in finding.reason for finding in published.report.held_back)


def test_a_value_with_a_semicolon_cannot_be_typed_into_a_list(db: None) -> None:
    """A pack would part it in two."""
    listing = Listing(key="x", name="X", other_names=("one; two",))
    with pytest.raises(Exception, match="semicolon"):
        listing.clean_fields(exclude=["locale"])
