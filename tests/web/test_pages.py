"""Every page of the readers' site: what all have in common, and what each kind promises."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from dogwood.web.security import HEADERS
from dogwood.web.urls import urlpatterns

from .conftest import ADDRESS, MONDAY_AT_TEN, parse

NOT_PAGES = {
    "suggest", "events_calendar", "event_calendar", "county_calendar", "need_calendar", "changes_feed", "cards", "manifest",
    "contact", "opensearch", "listing_card", "search_box",
}  # fmt: skip
PATHS = {
    "home": "",
    "chapters": "chapters/",
    "chapter": "chapter/living-with-cancer/",
    "guide": "guide/arm-swelling/",
    "guide_print": "guide/arm-swelling/print/",
    "listing": "listing/robeson-rides/",
    "listing_print": "listing/robeson-rides/print/",
    "organization": "organization/sample-cancer-alliance/",
    "needs": "needs/",
    "need": "need/ride/",
    "counties": "counties/",
    "county": "county/new-hanover/",
    "a_to_z": "a-z/",
    "publications": "publications/",
    "publication": "publication/sample-booklet/",
    "events": "events/",
    "event": "event/sample-walk/",
    "glossary": "glossary/",
    "search": "search",
    "near": "near/",
    "saved": "saved/",
    "questions": "questions/",
    "journal": "journal/",
    "offline": "offline/",
    "changes": "changes/",
    "recalls": "recalls/",
    "editions": "editions/",
    "data": "data/",
    "site_map": "site-map/",
    "information": "page/about/",
}
LANGUAGES = ("en", "es")
At = Callable[[dt.datetime], None]
each_page = pytest.mark.parametrize("path", [f"/{tag}/{path}" for tag in LANGUAGES for path in PATHS.values()])


def get(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def text_of(html: str, selector: str = "main") -> str:
    found = parse(html).select_one(selector)
    assert found is not None, selector
    return " ".join(found.get_text(" ").split())


def test_this_file_knows_every_page() -> None:
    assert {pattern.name for pattern in urlpatterns if pattern.name} == {*PATHS, *NOT_PAGES}


@each_page
def test_every_page(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    language = path[1:3]
    html = parse(response.content)
    assert html.html["lang"] == language == response.headers["Content-Language"]
    assert len(html.find_all("h1")) == 1 and html.h1.get_text(strip=True)
    assert html.title.get_text().endswith("· Sample")
    assert html.select_one('meta[name="viewport"]') is not None
    assert len({tag["id"] for tag in html.select("[id]")}) == len(html.select("[id]"))
    assert html.select_one('a.skip[href="#main"]') and html.select_one("main#main")
    assert [tag["content"] for tag in html.select('meta[property="og:url"]')] == [ADDRESS + path]
    assert {"og:title", "og:type", "og:site_name"} <= {tag["property"] for tag in html.select("meta[property]")}
    # Nothing inline, nothing from elsewhere.
    assert not html.find_all("style") and not html.select("[style]")
    assert all(script.get("type") == "application/ld+json" or script.get("src") for script in html.find_all("script"))
    assert not [name for tag in html.find_all() for name in tag.attrs if name.startswith("on")]
    loaded = [tag["src"] for tag in html.select("[src]")] + [
        tag["href"] for tag in html.select('link[rel~="stylesheet"], link[rel~="icon"], link[rel~="preload"]')
    ]
    assert loaded and all(address.startswith("/static/") for address in loaded)
    assert not html.select("iframe, object, embed, [srcset], form[method=post]")
    for link in html.select('a[href^="http"]'):
        assert {"noopener", "noreferrer", "external"} <= set(link["rel"])
    # Headers.
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert "Set-Cookie" not in response.headers and not response.cookies


@each_page
def test_every_page_names_its_twins(client: Client, path: str) -> None:
    html = parse(client.get(path).content)
    canonical = [tag["href"] for tag in html.select('link[rel="canonical"]')]
    twins = {tag["hreflang"]: tag["href"] for tag in html.select('link[rel="alternate"][hreflang]')}
    if path.endswith(("/search", "/print/")):  # endless pages and second forms are not for search engines
        assert not canonical and not twins
        assert html.select_one('meta[name="robots"]')["content"] == "noindex"
    else:
        assert canonical == [ADDRESS + path]
        assert twins == {tag: f"{ADDRESS}/{tag}{path[3:]}" for tag in LANGUAGES} | {
            "x-default": f"{ADDRESS}/en{path[3:]}"
        }
    other = "es" if path.startswith("/en") else "en"
    assert html.select_one(f'nav a[hreflang="{other}"]')["href"] == f"/{other}{path[3:]}"


def test_no_link_leads_nowhere(client: Client) -> None:
    """From every kind of page in English: each address of ours answers, and each anchor is there."""
    pages: dict[str, str] = {}
    wanted = {f"/en/{path}" for path in PATHS.values()}
    for path in sorted(wanted):
        pages[path] = get(client, path)
    links = {
        link["href"]
        for html in pages.values()
        for link in parse(html).select("a[href^='/'], link[href^='/']")
        if not link["href"].startswith(("/es/", "/en/county/"))
    }
    for link in sorted(links):
        path, _, anchor = link.partition("#")
        if path not in pages:
            response = client.get(path)
            assert response.status_code == 200, link
            pages[path] = response.content.decode() if "text" in response.headers["Content-Type"] else ""
        if anchor:
            assert parse(pages[path]).find(id=anchor) is not None, link


# Languages


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("guide/english-only-guide/", "A guide in English only"),
        ("listing/english-only-line/", "A line with words in English only."),
        ("publication/english-only-book/", "Nobody has put this note into Spanish yet."),
        ("event/english-only-talk/", "A talk in English only"),
    ],
)
def test_what_is_not_translated_is_shown_in_english_and_says_so(client: Client, path: str, words: str) -> None:
    html = parse(get(client, f"/es/{path}"))
    assert html.html["lang"] == "es"
    said = html.find(string=lambda text: text and words in text and text.find_parent("main"))
    assert said is not None
    assert next(tag["lang"] for tag in said.parents if tag.get("lang")) == "en"
    with translation.override("es"):
        note = gettext("This text is not translated yet. Here it is in %(language)s.") % {"language": "inglés"}
    told = html.find(string=note)
    assert told is not None
    assert next(tag["lang"] for tag in told.parents if tag.get("lang")) == "es"


def test_what_is_translated_does_not_say_so(client: Client) -> None:
    assert "translated yet" not in get(client, "/en/listing/english-only-line/")
    html = parse(get(client, "/es/guide/arm-swelling/"))
    assert html.h1.get_text() == "Hinchazón del brazo después de la cirugía"
    assert not html.select('article[lang="en"]')


def test_a_text_that_no_reviewer_has_read_says_so(client: Client) -> None:
    assert "No Spanish-speaking reviewer has read this text yet." in get(client, "/en/listing/english-only-line/")


# Listings


def test_a_listing(client: Client) -> None:
    html = get(client, "/en/listing/robeson-rides/")
    page = parse(html)
    assert page.select_one("ul.numbers a")["href"] == "tel:+19105550103"
    shown = text_of(html)
    for words in (
        "Call 910-555-0103",
        "You live in Robeson County.",
        "Free",
        "200 Example Avenue",
        "Lumberton, NC 28358",
    ):
        assert words in shown
    assert page.select_one('a[href="/en/county/robeson/"]') is not None


def test_an_extension_is_dialled_and_shown(client: Client) -> None:
    page = parse(get(client, "/en/listing/english-only-line/"))
    button = page.select_one("ul.numbers a")
    assert button["href"] == "tel:+18005550120;ext=42"
    assert button.get_text() == "Call 800-555-0120 ext. 42"


def test_a_number_left_out_says_why(client: Client) -> None:
    assert "A number was left out: it did not work when we checked." in get(client, "/en/listing/english-only-line/")
    assert "was left out" not in get(client, "/en/listing/robeson-rides/")


def test_unknown_is_said_plainly(client: Client) -> None:
    shown = text_of(get(client, "/en/listing/wig-closet-boone/"))
    for term in ("Who may use it", "Languages", "Hours"):
        assert f"{term} Unknown." in shown
    assert "Cost Unknown. Please ask." in text_of(get(client, "/en/listing/due-line/"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_closed_listing_shows_no_number_and_its_successor(client: Client, language: str) -> None:
    html = get(client, f"/{language}/listing/old-carolina-line/")
    page = parse(html)
    box = page.select_one(".closed-box")
    assert box.select_one(f'a[href="/{language}/listing/sample-helpline/"]') is not None
    assert "2012" in box.get_text()
    assert {tag["href"] for tag in page.select('main a[href^="tel:"]')} == {"tel:+18005550101"}  # the successor's
    assert not page.select("ul.numbers, .checked, p.open")
    data = json.loads(page.select_one('script[type="application/ld+json"]').get_text())
    assert "availableChannel" not in data and "contactPoint" not in data and "url" not in data
    assert "Old Carolina Cancer Line" in get(client, f"/{language}/listing/sample-helpline/")


def test_open_now_and_until_when(client: Client, at: At) -> None:
    path = "/en/listing/robeson-rides/"  # Monday to Friday, 8 to 5
    response = client.get(path)
    assert "Open now · until 5 pm" in text_of(response.content.decode(), "p.open.yes")
    assert float(response.headers["x-dogwood-until"]) == (MONDAY_AT_TEN + dt.timedelta(hours=7)).timestamp()
    at(dt.datetime(2026, 11, 27, 22, 0, tzinfo=dt.UTC))  # Friday at five sharp
    response = client.get(path)
    assert "Closed now · opens Monday, November 30, 2026, 8 am" in text_of(response.content.decode(), "p.open.no")
    assert float(response.headers["x-dogwood-until"]) == dt.datetime(2026, 11, 30, 13, tzinfo=dt.UTC).timestamp()


def test_round_the_clock_has_no_end(client: Client) -> None:
    assert text_of(get(client, "/en/listing/sample-helpline/"), "p.open") == "Open now"


@pytest.mark.parametrize(
    ("key", "state", "words"),
    [
        ("tar-river-fund", "unconfirmed", "Not confirmed by phone yet. From a document of August 2026."),
        ("wig-closet-boone", "unconfirmed", "Not confirmed by phone yet. We have no document for it yet."),
        ("robeson-rides", "fresh", "Confirmed. Last checked October 5, 2026, by phone."),
        ("due-line", "due", "Last checked September 1, 2026"),
        (
            "english-only-line",
            "overdue",
            "Check is overdue. Last checked December 2025, by phone.",
        ),
        ("lapsed-line", "lapsed", "Not confirmed for a long time."),
    ],
)
def test_how_sure_we_are(client: Client, key: str, state: str, words: str) -> None:
    assert words in text_of(get(client, f"/en/listing/{key}/"), f"div.checked.{state}")


def test_the_page_expires_when_the_check_runs_out(client: Client, at: At) -> None:
    response = client.get("/en/listing/english-only-line/")
    lapses = dt.datetime(2026, 12, 1, 5, tzinfo=dt.UTC)  # midnight in North Carolina
    assert float(response.headers["x-dogwood-until"]) == lapses.timestamp()
    at(lapses)
    assert "lapsed" in parse(get(client, "/en/listing/english-only-line/")).select_one("div.checked")["class"]


@pytest.mark.parametrize(("county", "is_there"), [("robeson", True), ("ashe", False), ("nowhere", True), ("", True)])
def test_needs_by_county(client: Client, county: str, is_there: bool) -> None:
    response = client.get("/en/need/ride/", {"county": county})
    assert response.status_code == 200 and response.headers["x-dogwood-until"] == "0"
    assert ("Robeson Rides to Care" in response.content.decode()) is is_there


# Guides


def test_terms_are_linked_once(client: Client) -> None:
    links = [
        tag["href"] for tag in parse(get(client, "/en/guide/arm-swelling/")).select('article a[href*="glossary/#"]')
    ]
    assert "/en/glossary/#lymphedema" in links and "/en/glossary/#lymph-node" in links
    assert len(links) == len(set(links))


def test_statistics_are_folded(client: Client) -> None:
    page = parse(get(client, "/en/guide/rides-and-bills/"))
    fold = page.select_one("details.statistic")
    assert not fold.has_attr("open")
    assert "1 in 8" in fold.get_text() and "1 in 8" not in fold.summary.get_text()
    fold.decompose()
    assert "1 in 8" not in page.get_text()


def test_a_guide_shows_its_sources_and_that_no_clinician_has_read_it(client: Client) -> None:
    html = get(client, "/en/guide/arm-swelling/")
    assert "Awaiting clinical review." in text_of(html)
    assert "National Cancer Institute. Sample page . November 2024" in text_of(html, "ol.sources")
    contents = parse(html).select("nav.contents ol a")
    assert [link.get_text() for link in contents] == ["What is lymphedema?", "Where can I get a sleeve?"]


def test_care_cards_say_how_urgent_it_is(client: Client) -> None:
    card = parse(get(client, "/en/guide/arm-swelling/")).select_one(".care.urgent")
    assert card.get_text().split(":")[0].strip() == "Urgent"


# Data for machines


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["home", "guide", "listing", "publication", "event"])
def test_json_ld(client: Client, language: str, name: str) -> None:
    page = parse(get(client, f"/{language}/{PATHS[name]}"))
    data = json.loads(page.select_one('script[type="application/ld+json"]').get_text())
    assert data["@context"] == "https://schema.org" and data["@type"] and data["name"]
    assert "lastReviewed" not in data and "reviewedBy" not in data
    if name == "listing":
        assert data["availableChannel"][0]["servicePhone"]["telephone"] == "+19105550103"
    if name == "event":
        assert dt.datetime.fromisoformat(data["startDate"]) == dt.datetime(2026, 12, 17, 22, 30, tzinfo=dt.UTC)


def test_only_what_has_a_place_says_to_call_before_travelling(client: Client) -> None:
    advice = "Call before you travel."
    assert advice not in client.get("/en/listing/english-only-line/").content.decode()
    assert advice in client.get("/en/listing/wig-closet-boone/").content.decode()
