"""A listing as a vCard: read back by another's reader of content lines."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentline, Contentlines

from dogwood.edition.records import ListingRecord, Place
from dogwood.web.contentlines import clean, escape_text, fold_line
from dogwood.web.pages.contact import write_card
from tests.support.sample_listings import _phone

from .conftest import ADDRESS, parse

BUILT = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def unfold(text: str) -> list[str]:
    return text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")


def read(text: str) -> dict[str, str]:
    """First value a name, as it stands on the line."""
    found: dict[str, str] = {}
    for line in unfold(text):
        name, _, value = line.partition(":")
        found.setdefault(name, value)
    return found


def unescape(value: str) -> str:
    made, letters = "", iter(value)
    for letter in letters:
        after = next(letters) if letter == "\\" else ""
        made += "\n" if after == "n" else after or letter
    return made


def test_the_contact_of_a_listing(client: Client) -> None:
    response = client.get("/en/listing/tar-river-fund/contact.vcf")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="tar-river-fund.vcf"'
    text = response.content.decode()
    lines = unfold(text)
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCARD", "VERSION:3.0", "END:VCARD")
    card = read(text)
    assert card["FN"] == "Tar River Gas and Bills Fund"
    assert card["TEL;TYPE=WORK,VOICE"] == "+12525550104"
    assert card["ADR;TYPE=WORK"] == ";;100 Sample Street;Greenville;NC;27834;USA"
    note = unescape(card["NOTE"])
    assert "Not confirmed by phone yet. From a document of August 2026." in note
    assert f"{ADDRESS}/en/listing/tar-river-fund/" in note


def test_a_checked_listing_says_when_and_how(client: Client) -> None:
    note = unescape(read(client.get("/en/listing/robeson-rides/contact.vcf").content.decode())["NOTE"])
    assert "Confirmed. Last checked October 5, 2026, by phone." in note


def test_a_note_runs_out_with_its_check(client: Client) -> None:
    response = client.get("/en/listing/english-only-line/contact.vcf")
    assert float(response.headers["x-dogwood-until"]) == dt.datetime(2026, 12, 1, 5, tzinfo=dt.UTC).timestamp()


def test_an_extension_and_a_label(client: Client) -> None:
    text = client.get("/en/listing/english-only-line/contact.vcf").content.decode()
    assert read(text)["TEL;TYPE=WORK,VOICE"] == "+18005550120\\;ext=42"
    card = read(client.get("/es/listing/sample-helpline/contact.vcf").content.decode())
    assert card["item2.TEL;TYPE=WORK,VOICE"] == "+18005550102" and card["item2.X-ABLabel"] == "Spanish"


@pytest.mark.parametrize(("kind", "types"), [("tty", "item1.TEL;TYPE=WORK"), ("text", "TEL;TYPE=WORK,MSG"), ("fax", "TEL;TYPE=WORK,FAX")])  # fmt: skip
def test_kinds_of_numbers(kind: str, types: str) -> None:
    listing = ListingRecord(key="x", language="en", name="X", phones=(_phone("8005550101", kind),))
    with translation.override("en"):
        assert read(write_card(listing, ADDRESS, "", BUILT))[types] == "+18005550101"


@pytest.mark.parametrize("key", ["old-carolina-line", "nowhere"])
def test_what_is_closed_is_no_contact(client: Client, key: str) -> None:
    assert client.get(f"/en/listing/{key}/contact.vcf").status_code == 404


def test_the_page_leads_to_it_but_not_where_it_is_closed(client: Client) -> None:
    def links(key: str, rest: str = "") -> list[str]:
        html = client.get(f"/en/listing/{key}/{rest}").content
        return [link["href"] for link in parse(html).select('a[href$=".vcf"]')]

    assert links("robeson-rides") == links("robeson-rides", "?view=simple")
    assert links("robeson-rides") == ["/en/listing/robeson-rides/contact.vcf"]
    assert links("old-carolina-line") == links("robeson-rides", "print/") == []


@given(text=st.text())
def test_escaping_has_a_way_back(text: str) -> None:
    escaped = escape_text(text)
    assert not set(escaped) & {"\r", "\n"} and unescape(escaped) == clean(text)


@given(text=st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=400))
def test_folding_has_a_way_back_and_cuts_no_character(text: str) -> None:
    folded = fold_line(f"NOTE:{text}")
    assert folded.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert unfold(folded) == [f"NOTE:{text}"]


words = st.text(max_size=60)


@given(name=st.text(min_size=1, max_size=60), summary=words, street=words, city=words, website=words)
def test_no_words_break_out_of_their_line(name: str, summary: str, street: str, city: str, website: str) -> None:
    listing = ListingRecord(
        key="x", language="en", name=name, summary=summary, website=website,
        places=(Place(address=street, city=city, state="NC"),),
    )  # fmt: skip
    lines = [Contentline(line) for line in Contentlines.from_ical(write_card(listing, ADDRESS, "Sure.", BUILT)) if line]
    known = {"BEGIN", "VERSION", "UID", "REV", "FN", "N", "ORG", "X-ABShowAs", "ADR", "URL", "SOURCE", "NOTE", "END"}
    names = [line.partition(":")[0].partition(";")[0] for line in lines]
    assert set(names) <= known and len(names) == len(set(names))
    card = read(write_card(listing, ADDRESS, "Sure.", BUILT))
    assert unescape(card["FN"]) == unescape(card["ORG"]) == clean(name)
