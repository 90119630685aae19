"""The search page: results, why, filters, what to do when nothing is near; odd input; nothing kept and nothing told."""

import dataclasses
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client, override_settings
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dogwood.edition.records import Source, UrgentRecord
from dogwood.search import EditionSearch, SearchAnswer
from dogwood.search.zero_results import ZeroResultCounter

from .conftest import parse


def search(client: Client, language: str = "en", **query: str) -> str:
    response = client.get(f"/{language}/search", query)
    assert response.status_code == 200
    assert response.headers["x-dogwood-until"] == "0"
    assert len(parse(response.content).find_all("h1")) == 1
    return response.content.decode()


def look(client: Client, language: str = "en", **query: str) -> BeautifulSoup:
    return parse(search(client, language, **query))


def address(link: Tag) -> dict[str, str]:
    """The query of a link on the page."""
    assert link["href"].startswith("?")
    return {name: values[0] for name, values in parse_qs(link["href"][1:]).items()}


def test_search_finds_and_says_why(client: Client) -> None:
    page = look(client, q="ride to chemo", near="Lumberton")
    first = page.select_one("article.item")
    assert first.select_one("h3 a")["href"] == "/en/listing/robeson-rides/"
    reasons = [item.get_text(strip=True) for item in first.select(".why li")]
    assert any("Robeson County" in reason for reason in reasons) and "A ride to treatment" in reasons
    assert first.select_one('a[href^="tel:"]')
    assert page.select_one("input#q")["value"] == "ride to chemo"
    assert page.select_one("input#near")["value"] == "Lumberton"
    assert "near Lumberton (Robeson County)" in page.select_one("h2.count").get_text()


def test_words_that_were_asked_for_are_marked(client: Client) -> None:
    page = look(client, q="swollen arm")
    assert {mark.get_text().lower() for mark in page.select("article mark")} & {"swelling", "arm", "swollen"}


def test_search_without_result_leads_on(client: Client) -> None:
    page = look(client, q="xqzvwk")
    assert "Nothing was found" in page.get_text() and page.select("ul.needs a")
    assert page.select('section[aria-labelledby="always"] a[href^="tel:"]')


def test_search_without_words_shows_needs(client: Client) -> None:
    page = look(client, q="  ")
    assert page.select("ul.needs a") and not page.select("article, .count, .chosen")


def test_facets_count_and_add_a_filter_that_can_be_removed(client: Client) -> None:
    page = look(client, q="help", near="Boone")
    link = next(link for link in page.select("#narrow .facet a") if "need" in address(link))
    count = int(link.select_one(".soft").contents[0])
    assert address(link) == {"q": "help", "near": "Boone", "need": address(link)["need"]}
    narrowed = look(client, **address(link))
    assert narrowed.select_one("h2.count").get_text().split()[0] == str(count)
    chips = narrowed.select(".chosen a")
    assert [address(chip) for chip in chips] == [
        {"q": "help", "need": address(link)["need"]},
        {"q": "help", "near": "Boone"},
    ]
    # The form keeps what was chosen, and the place box is free to change.
    hidden = {tag["name"]: tag["value"] for tag in narrowed.select("form input[type=hidden]")}
    assert hidden == {"need": address(link)["need"]}


def test_did_you_mean_keeps_the_place(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = EditionSearch.search

    def with_suggestion(self: EditionSearch, text: str, **rest: Any) -> SearchAnswer:
        return dataclasses.replace(whole(self, text, **rest), suggestions=("mammogram",))

    monkeypatch.setattr(EditionSearch, "search", with_suggestion)
    link = look(client, q="mamogarm", near="Boone", cost="free").select(".meant a")[-1]
    assert link.get_text() == "mammogram"
    assert address(link) == {"q": "mammogram", "near": "Boone", "cost": "free"}


def test_a_slip_is_mended_and_the_words_as_typed_are_one_link_away(client: Client) -> None:
    note = look(client, q="mamogarm", near="Boone", cost="free").select_one(".meant")
    assert "These are results for mammogram" in " ".join(note.get_text().split())
    assert address(note.select_one("a")) == {"q": "mamogarm", "near": "Boone", "cost": "free", "exact": "1"}
    assert "results for mammogram" not in look(client, q="mamogarm", exact="1").get_text()


def test_paging_keeps_everything(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["dogwood.web.pages.search"], "PER_PAGE", 1)
    page = look(client, q="help", near="Boone", served="en", page="2")
    for link, number in zip(page.select("nav.pages a"), ("1", "3"), strict=True):
        assert address(link) == {"q": "help", "near": "Boone", "served": "en", "page": number}


def test_none_in_this_county_says_so_and_shows_who_helps(client: Client) -> None:
    page = look(client, q="wig", county="Hyde")
    assert page.select_one("h2.count").get_text() == "We found none in Hyde County."
    wide = page.select('section[aria-labelledby="wide"] article')
    nearest = page.select('section[aria-labelledby="nearest"] article')
    assert wide or nearest
    assert page.select('section[aria-labelledby="always"] a[href^="tel:"]')
    spanish = look(client, "es", q="peluca", county="Hyde")
    assert spanish.select_one("h2.count").get_text() == "No encontramos ninguno en el condado de Hyde."


def test_none_in_the_county_of_the_place(client: Client) -> None:
    page = look(client, q="ride", near="Hyde County")
    note = page.select_one("p.note").get_text()
    assert "We found none in Hyde County." in note and "nearest" in note
    assert "near Hyde County" in page.select_one("h2.count").get_text()
    assert not look(client, q="ride", near="Robeson County").select("p.note")


def test_words_that_nothing_has_promise_nothing_near(client: Client) -> None:
    for query in ({"near": "Hyde County"}, {"county": "Hyde"}):
        page = look(client, q="xqzvwk", **query)
        assert page.select_one("h2.count").get_text() == "0 results" and not page.select("p.note")
        assert "Nothing was found" in page.get_text()


def test_a_place_that_nobody_knows(client: Client) -> None:
    page = look(client, q="ride", near="Xyzzyville")
    assert "We do not know the place “Xyzzyville”" in page.select_one("p.note").get_text()


def with_urgent(monkeypatch: pytest.MonkeyPatch, *records: UrgentRecord) -> None:
    """Whatever is searched, ``records`` are urgent."""
    whole = EditionSearch.search

    class Urgent(SearchAnswer):
        urgent = records

    def answer(self: EditionSearch, text: str, **rest: Any) -> SearchAnswer:
        found = whole(self, text, **rest)
        if "urgent" in {field.name for field in dataclasses.fields(SearchAnswer)}:
            return dataclasses.replace(found, urgent=records)  # type: ignore[call-arg]
        return Urgent(*(getattr(found, field.name) for field in dataclasses.fields(SearchAnswer)))

    monkeypatch.setattr(EditionSearch, "search", answer)


HELP = UrgentRecord(
    key="made-up",
    language="en",
    title="Call now",
    advice="Do not wait until tomorrow.",
    phrases=("made up",),
    level="urgent",
    guide="arm-swelling",
    listing="sample-helpline",
    source=Source(name="A made-up source"),
)


def test_what_is_urgent_stands_first(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    emergency = HELP.model_copy(update={"title": "Call 911", "level": "emergency", "listing": "", "guide": ""})
    with_urgent(monkeypatch, HELP, emergency)
    page = look(client, q="wig")
    parts = page.select("section.care.first, form.q, article, .count")
    assert [part.name for part in parts[:3]] == ["section", "section", "form"]
    assert "emergency" in parts[0]["class"] and parts[0].select_one('a[href="tel:911"]')
    # The number of the listing, the care card of the guide, and the way to the whole guide.
    assert parts[1].select_one('a.btn[href^="tel:"]') and not parts[1].select_one('a[href="tel:911"]')
    assert "your arm is red, hot and painful" in parts[1].get_text()
    assert parts[1].select_one("a.more")["href"] == "/en/guide/arm-swelling/"
    assert "Source: A made-up source." in parts[1].get_text()


def test_who_is_in_danger_gets_911_and_the_line_that_knows(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with_urgent(monkeypatch, HELP.model_copy(update={"title": "In danger now: call 911", "level": "emergency"}))
    calls = [link["href"] for link in look(client, q="wig").select("section.care.first .act a[href^='tel:']")]
    assert calls[0] == "tel:911" and len(calls) > 1


def test_what_is_urgent_and_gone_fails_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with_urgent(monkeypatch, HELP.model_copy(update={"guide": "gone", "listing": "gone"}))
    page = look(client, "es", q="peluca")
    assert page.select_one("section.care.first")["lang"] == "en"


def test_words_of_another_language_lead_to_its_page(client: Client) -> None:
    link = look(client, q="¿cómo consigo transporte al tratamiento?", near="Boone").select_one("a.more[hreflang=es]")
    assert link.get_text() == "Ver estos resultados en español"
    assert link["href"].startswith("/es/search?q=") and link["href"].endswith("&near=Boone")
    assert look(client, "es", **{"q": "¿cómo consigo transporte?"}).select_one("a.more[hreflang]") is None


def test_coordinates_are_rounded_and_no_readers_place_is_on_the_page(client: Client) -> None:
    page = look(client, q="ride", near="Lumberton")
    points = [point for item in page.select("[data-at]") for point in item["data-at"].split()]
    assert points
    for point in points:
        assert all(len(number.partition(".")[2]) <= 2 for number in point.split(","))


def test_a_search_is_noindex_and_is_not_told_to_others(client: Client) -> None:
    html = search(client, q="<script>alert(1)</script>\"'>")
    assert "<script>alert" not in html
    assert parse(html).select_one('meta[name="robots"]')["content"] == "noindex"
    assert "alert" not in " ".join(tag["content"] for tag in parse(html).select('meta[property="og:url"]'))


def test_gaps_are_counted_only_where_the_operator_says_so(client: Client, tmp_path: Path) -> None:
    counter = ZeroResultCounter(tmp_path / "search-gaps.json")
    search(client, q="lodging", near="Hyde County")
    assert not list(tmp_path.iterdir())
    with override_settings(SEARCH_GAPS_FILE=counter.path):
        for _ in range(5):
            search(client, q="ride for my secret aunt", near="Hyde County")
            search(client, q="ride for my secret aunt", near="Hyde County", page="2")
            search(client, q="ride", near="Robeson County")
    assert [(gap.need, gap.county, gap.count) for gap in counter.show()] == [("ride", "Hyde", 5)]
    assert "aunt" not in counter.path.read_text(encoding="utf-8")


ODD = [
    "x " * 5_000, "a" * 10_000, "'; DROP TABLE record; --", "1' OR '1'='1", "../../etc/passwd", "\x00\x01\x1b[2J",
    "🎗️👩🏽‍🦲", "\u202eمرحبا שלום", '"', "(", "AND OR NOT", "*:*", "title:wig^5", "cancer AND (", "/[/", "wig~2",
    "%s %(x)s {0}", "{{7*7}}", "{% raw %}", "\ufeff\u200b\u2060", "ﷺ" * 100, "near near in de",
]  # fmt: skip
ODD_PAGES = ["abc", "-1", "0", "999999", "9" * 5_000, "²", "٣", "1.5", "", " 2", "1e9"]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("language", ["en", "es"])
def test_search_with_odd_words(client: Client, text: str, language: str) -> None:
    search(client, language, q=text, near=text)
    search(client, language, q="ride", **dict.fromkeys(("kind", "need", "cost", "county", "served"), text))


def test_a_long_query_is_cut_and_says_so(client: Client) -> None:
    text = "a ride to chemotherapy " * 500
    page = look(client, q=text)
    assert page.select("article") and len(page.select_one("input#q")["value"]) <= 240


@pytest.mark.parametrize("page", ODD_PAGES)
def test_search_with_odd_page_numbers(client: Client, page: str) -> None:
    search(client, q="mammogram", page=page)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    q=st.text(max_size=300) | st.lists(st.sampled_from([*ODD[2:], "ride", "Boone", "wig"]), max_size=6).map(" ".join),
    near=st.text(max_size=60),
    name=st.text(min_size=1, max_size=9) | st.sampled_from(["county", "need", "page", "served", "kind"]),
    value=st.text(max_size=30),
    language=st.sampled_from(["en", "es"]),
)
@example(q="ride", near="", name="page", value="9" * 30, language="en")
@example(q="ride", near="", name="county", value="Hyde", language="es")
def test_search_never_fails(client: Client, q: str, near: str, name: str, value: str, language: str) -> None:
    search(client, language, **{name: value, "q": q.replace("\ud800", ""), "near": near})
