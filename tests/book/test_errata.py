"""The change sheet between a printed edition and now."""

import datetime as dt
from pathlib import Path

import pytest

from dogwood.book.errata import plan_errata
from dogwood.book.errors import BookError
from dogwood.book.indexes import plain
from dogwood.book.plan import Plan
from dogwood.book.text import write_text
from dogwood.book.typeset import count_pages, typeset
from dogwood.edition.build import Content, build_edition
from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord, Phone, Record, Status
from tests.support.made_records import write_few_files
from tests.support.sample_edition import BUILT_AT, LANGUAGES, build_sample_edition, sample_records


def sheet(
    root: Path, change: dict[str, dict[str, object]], *, gone: str = "", since: str = "2027", language: str = "en"
) -> Plan:
    """The sheet after the sample was printed as edition “2027” and ``change`` (listing key → fields) was published."""
    store = build_sample_edition(root, build_index=write_few_files, name="2027")
    records: list[Record] = [
        record.model_copy(update=change[record.key])
        if isinstance(record, ListingRecord) and record.key in change
        else record
        for record in sample_records()
        if not (gone and record.key == gone)
    ]
    build_edition(store, Content(records, LANGUAGES), build_index=write_few_files, now=BUILT_AT + dt.timedelta(days=90))
    reader = EditionReader(store.current_folder())
    try:
        return plan_errata(reader, since, language=language, address="https://directory.example")
    finally:
        reader.close()


@pytest.fixture
def keys() -> list[str]:
    return sorted(
        {r.key for r in sample_records() if isinstance(r, ListingRecord) and not r.status.is_closed and r.phones}
    )


def test_what_closed_is_struck_out_with_who_answers_now(tmp_path: Path, keys: list[str]) -> None:
    status = Status(state="defunct", since="2027-01", became="succeeded_by", successor=keys[1], note="It closed.")
    text = write_text(sheet(tmp_path, {keys[0]: {"status": status}})).decode()
    successor = next(r for r in sample_records() if r.key == keys[1])
    assert "Strike out" in text
    assert "It closed." in text
    assert successor.heading in text


def test_a_new_number_is_printed_and_a_new_summary_is_not_news(tmp_path: Path, keys: list[str]) -> None:
    phones = (Phone(written="919-733-4261", dial="+19197334261"),)
    text = write_text(sheet(tmp_path, {keys[0]: {"phones": phones}, keys[1]: {"summary": "Other words."}})).decode()
    names = {r.key: r.heading for r in sample_records() if isinstance(r, ListingRecord)}
    assert names[keys[0]] in text
    assert "Phone now: 919-733-4261" in text
    assert names[keys[1]] not in text


def test_a_renamed_listing_stands_under_the_name_that_the_book_has(tmp_path: Path, keys: list[str]) -> None:
    text = write_text(sheet(tmp_path, {keys[0]: {"name": "New Name", "other_names": ("Book Name",)}})).decode()
    assert "Book Name" in text
    assert "now called New Name" in text


def test_what_is_gone_says_so_in_spanish_too(tmp_path: Path, keys: list[str]) -> None:
    text = write_text(sheet(tmp_path, {}, gone=keys[0], language="es")).decode()
    assert "Ya no está en el directorio." in text


def test_nothing_to_correct_is_said(tmp_path: Path, keys: list[str]) -> None:
    plan = sheet(tmp_path, {keys[0]: {"summary": "Other words."}}, since="1")
    assert "Nothing in it has to be corrected." in write_text(plan).decode()


def test_a_few_corrections_fit_on_one_page(tmp_path: Path, keys: list[str]) -> None:
    plan = sheet(tmp_path, {key: {"phones": (Phone(written="211", dial="211"),)} for key in keys[:3]})
    assert count_pages(typeset(plan)) == 1


def test_an_edition_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="Named ones: 2027"):
        sheet(tmp_path, {}, gone=sample_records()[-1].key, since="1999")


def recalls_of(reader: EditionReader, language: str) -> list[tuple[bool, str]]:
    """Is it closed, and under which name: each line of the readers' page for the newest named edition."""
    from types import SimpleNamespace

    from dogwood.web.pages.recalls import _recalls_since

    visit = SimpleNamespace(reader=reader, language=language, record_url=lambda record: "")
    line = next(line for line in reversed(reader.manifest.history) if line.name)
    return [(recall.is_closed, recall.heading) for recall in _recalls_since(visit, line)]  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sheet_says_what_the_page_of_recalls_says(tmp_path: Path, keys: list[str], language: str) -> None:
    """Closed, moved number, new name, gone, changed hours, quiet changes: the same things under the same names."""
    store = build_sample_edition(tmp_path, build_index=write_few_files, name="2027")
    changes: dict[str, dict[str, object]] = {
        keys[0]: {"status": Status(state="defunct", since="2027-01", note="It closed.")},
        keys[1]: {"phones": (Phone(written="919-733-4261", dial="+19197334261"),)},
        keys[2]: {"name": "New Name", "other_names": ("Book Name",)},
        keys[3]: {"hours_note": "Mornings"},
        keys[4]: {"summary": "Other words."},
    }
    records: list[Record] = [
        record.model_copy(update=changes.get(record.key, {})) if isinstance(record, ListingRecord) else record
        for record in sample_records()
        if record.key != keys[5]
    ]
    build_edition(store, Content(records, LANGUAGES), build_index=write_few_files, now=BUILT_AT + dt.timedelta(days=90))
    reader = EditionReader(store.current_folder())
    try:
        plan = plan_errata(reader, "2027", language=language)
        expected = recalls_of(reader, language)
    finally:
        reader.close()
    part = plan.data["volumes"][0]["parts"][0]
    found = [("closed" in entry, plain(entry["name"])) for group in part["groups"] for entry in group["items"]]
    assert len(found) >= 4
    assert sorted(found) == sorted(expected)
