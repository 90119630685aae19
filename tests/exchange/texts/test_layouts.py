"""The same five invented entries, written in every way that old directories write them."""

import pytest

from dogwood.exchange.texts import TextDraft, find_drafts, read_document

from .directory import BOOK_LAYOUTS, BOOKS, LAYOUTS, SERVICES
from .files import Letters, make_docx, make_pdf, paragraph, run, table


def check_services(drafts: list[TextDraft]) -> None:
    assert [draft.name for draft in drafts] == [one.name for one in SERVICES]
    for draft, one in zip(drafts, SERVICES, strict=True):
        assert draft.kind == "service" and draft.sure
        assert tuple(phone.value["written"] for phone in draft.all("phone")) == one.phones
        assert [web.value.removeprefix("https://") for web in draft.all("web")] == [
            one.web.removeprefix("https://")
        ] * bool(one.web)
        assert draft.first("email") == one.email
        place = draft.first("place") or {"address": "", "address_2": "", "city": "", "zip": ""}
        assert ", ".join(filter(None, (place["address"], place["address_2"]))) == one.street
        assert (place["city"], place["zip"]) == (one.city, one.zip)
        assert " ".join(str(draft.first("annotation")).split()) == one.words


@pytest.mark.parametrize("layout", LAYOUTS)
def test_reads_services(layout: str) -> None:
    check_services(find_drafts(read_document(LAYOUTS[layout]().encode())))


@pytest.mark.parametrize("layout", BOOK_LAYOUTS)
def test_reads_books(layout: str) -> None:
    drafts = find_drafts(read_document(BOOK_LAYOUTS[layout]().encode()))
    assert [draft.name for draft in drafts] == [one.title for one in BOOKS]
    for draft, one in zip(drafts, BOOKS, strict=True):
        assert (draft.kind, draft.type, draft.first("year")) == ("publication", "book", one.year)
        assert tuple(author.value for author in draft.all("author")) == one.authors
        assert draft.first("annotation") == one.words


def test_labels_become_fields() -> None:
    draft = find_drafts(read_document(LAYOUTS["labelled"]().encode()))[0]
    assert draft.first("hours") == "Mon-Fri 9am-5pm"
    assert [one.value for one in draft.all("language")] == ["en", "es"]
    assert [(one.note, one.value) for one in draft.all("note")] == [("Contact", "Ms. Nobody")]


@pytest.mark.parametrize("columns", [1, 2])
def test_reads_a_pdf(columns: int) -> None:
    import textwrap

    letters: list[Letters] = [(72, 740, 18, True, "Resources"), (300, 40, 8, False, "- 7 -")]
    for column in range(columns):
        y = 710.0
        for one in SERVICES if columns == 1 else (SERVICES[:3], SERVICES[3:])[column]:
            town = f"{one.city}, {one.state} {one.zip}" if one.city else ""
            rows = [
                one.street,
                town,
                " or ".join(one.phones),
                one.web,
                one.email,
                *textwrap.wrap(one.words, 80 if columns == 1 else 40),
            ]
            for number, words in enumerate([one.name, *filter(None, rows)]):
                letters.append((72 + 250 * column, y, 10, number == 0, words))
                y -= 12
            y -= 10
    document = read_document(make_pdf([letters]))
    assert document.form == "pdf" and all(line.page == 1 for line in document.lines)
    assert [line.text for line in document.lines if line.bold][1:] == [one.name for one in SERVICES]
    check_services(find_drafts(document))


def test_reads_a_word_document() -> None:
    body = paragraph(run("Resources"), style="Heading1") + "".join(
        paragraph(run(one.name, bold=True))
        + "".join(
            paragraph(run(words))
            for words in (
                f"{one.street}, {one.city}, {one.state} {one.zip}" if one.street else "",
                " or ".join(one.phones),
                one.web,
                one.email,
                one.words,
            )
            if words
        )
        for one in SERVICES
    )
    check_services(find_drafts(read_document(make_docx(body))))


def test_reads_a_table_of_word() -> None:
    rows = [("Name", "Phone", "Address", "Web", "E-mail", "About")]
    rows += [
        (
            one.name,
            ", ".join(one.phones),
            f"{one.street}, {one.city}, {one.state} {one.zip}" if one.street else "",
            one.web,
            one.email,
            one.words,
        )
        for one in SERVICES
    ]
    check_services(find_drafts(read_document(make_docx(table(rows)))))


def test_a_row_without_a_name_is_no_entry() -> None:
    page = "## Groups\n\n| Name | Phone |\n|---|---|\n| Made-Up Friends | 919-555-0100 |\n| | 919-555-0101 |\n"
    assert [draft.name for draft in find_drafts(read_document(page.encode()))] == ["Made-Up Friends"]
