"""What partners show inside their own pages: framed by anyone, without a script; and nothing else is."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from dogwood.edition.store import LocalStore
from dogwood.web.hotpath import HotPath
from dogwood.web.security import FRAMED_HEADERS, HEADERS

from .conftest import ADDRESS, ask, parse, write_edition

CARD = "listing/robeson-rides/card/"
FRAMED = [f"/{tag}/{path}" for tag in ("en", "es") for path in (CARD, "search-box/", "listing/old-carolina-line/card/")]
SMALL = 4_000
"""Bytes of a card's page before it is compressed."""
LISTING = f"{ADDRESS}/en/listing/robeson-rides/"


@pytest.mark.parametrize("path", FRAMED)
def test_any_site_may_frame_it_and_no_script_runs_in_it(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert {name: response.headers[name] for name in FRAMED_HEADERS} == FRAMED_HEADERS
    assert "X-Frame-Options" not in response.headers
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy and "default-src 'none'" in policy and "script-src" not in policy
    html = parse(response.content)
    assert html.html["lang"] == path[1:3] == response.headers["Content-Language"]
    assert not html.select("script, style, [style], img, iframe, object") and len(html.find_all("h1")) == 1
    assert html.select_one('meta[name="robots"]')["content"] == "noindex"
    assert len(response.content) < SMALL


@pytest.mark.parametrize("path", ["/en/", "/en/listing/robeson-rides/", "/en/listing/nowhere/card/", "/en/search?q=x"])
def test_nothing_else_may_be_framed(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS


def test_a_kept_card_may_be_framed_too(application: HotPath, own_store: LocalStore) -> None:
    write_edition(own_store.root)
    for _ in range(2):
        headers = ask(application, f"/en/{CARD}").headers
        assert "frame-ancestors *" in headers["content-security-policy"] and "x-frame-options" not in headers
    assert ask(application, "/en/listing/robeson-rides/").headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", FRAMED)
def test_links_open_in_a_tab_of_their_own_and_lead_somewhere(client: Client, path: str) -> None:
    html = parse(client.get(path).content)
    links = [link for link in html.select("a[href], form") if not str(link.get("href")).startswith("tel:")]
    assert links
    for link in links:
        assert link["target"] == "_blank" and "noopener" in link["rel"]
        assert client.get(link.get("href") or link["action"]).status_code == 200


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/en/listing/robeson-rides/card/", "Confirmed: October 5, 2026, by phone."),
        ("/en/listing/tar-river-fund/card/", "Not confirmed by phone yet. From a document of August 2026."),
        ("/es/listing/english-only-line/card/", "inglés"),
    ],
)
def test_a_card_says_how_sure_it_is(client: Client, path: str, words: str) -> None:
    assert words in " ".join(parse(client.get(path).content).main.get_text(" ").split()).replace(" :", ":")


def test_a_card_has_the_number(client: Client) -> None:
    html = parse(client.get(f"/en/{CARD}").content)
    assert [link["href"] for link in html.select('a[href^="tel:"]')] == ["tel:+19105550103"]


def test_a_closed_card_has_no_number_and_names_who_answers_now(client: Client) -> None:
    html = parse(client.get("/en/listing/old-carolina-line/card/").content)
    assert not html.select('a[href^="tel:"]')
    assert html.select_one('a[href="/en/listing/sample-helpline/"]') is not None


# oEmbed


def embed(client: Client, url: str = LISTING, **more: str) -> dict[str, object]:
    response = client.get("/oembed", {"url": url, **more})
    assert response.status_code == 200 and response.headers["Content-Type"].startswith("application/json")
    found: dict[str, object] = json.loads(response.content)
    return found


def test_the_listing_names_its_card(client: Client) -> None:
    html = parse(client.get("/en/listing/robeson-rides/").content)
    link = urlsplit(html.select_one('link[type="application/json+oembed"]')["href"])
    assert link.path == "/oembed" and parse_qs(link.query) == {"url": [LISTING]}


@pytest.mark.parametrize(
    ("url", "path"),
    [
        (LISTING, "/en/listing/robeson-rides/card/"),
        (f"{LISTING}?view=simple#x", "/en/listing/robeson-rides/card/"),
        (f"{LISTING}print/", "/en/listing/robeson-rides/card/"),
        (f"{ADDRESS}/es/{CARD}", "/es/listing/robeson-rides/card/"),
        (f"{ADDRESS}/es/search-box/", "/es/search-box/"),
    ],
)
def test_what_an_address_is_shown_as(client: Client, url: str, path: str) -> None:
    found = embed(client, url)
    assert (found["version"], found["type"]) == ("1.0", "rich")
    iframe = parse(str(found["html"])).iframe
    assert iframe["src"] == ADDRESS + path and iframe["title"] == found["title"]
    assert (iframe["width"], iframe["height"]) == (str(found["width"]), str(found["height"]))
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("most", "width"), [("200", 200), ("9999", 480), ("0", 480), ("-5", 480), ("x", 480), ("9" * 40, 480)]
)
def test_no_wider_than_asked(client: Client, most: str, width: int) -> None:
    assert embed(client, maxwidth=most)["width"] == width
    assert int(str(embed(client, maxheight="100")["height"])) == 100


def test_the_same_as_xml(client: Client) -> None:
    response = client.get("/oembed", {"url": LISTING, "format": "xml"})
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = ET.fromstring(response.content)
    assert {row.tag: row.text for row in root} == {name: str(value) for name, value in embed(client).items()}


@pytest.mark.parametrize(
    "url",
    ["https://elsewhere.example.net/en/listing/robeson-rides/", f"{ADDRESS}/en/listing/nowhere/", f"{ADDRESS}/en/",
     f"{ADDRESS}/fr/listing/robeson-rides/", "javascript:alert(1)", "http://[", "x", "http://[::1/en/search-box/"],
)  # fmt: skip
def test_nothing_to_show(client: Client, url: str) -> None:
    assert client.get("/oembed", {"url": url}).status_code == 404


def test_what_is_asked_wrongly(client: Client) -> None:
    assert client.get("/oembed", {"url": LISTING, "format": "yaml"}).status_code == 501
    assert client.get("/oembed").status_code == 400
    assert client.post("/oembed", {"url": LISTING}).status_code == 405


def test_the_page_for_partners_shows_what_is_served(client: Client) -> None:
    page = (Path(__file__).parents[2] / "docs/partners/embedding.md").read_text()
    frames = re.findall(r"<iframe.*?</iframe>", page)
    assert len(frames) == 2
    shown = [str(embed(client, url)["html"]) for url in (LISTING, f"{ADDRESS}/en/search-box/")]
    assert frames == shown
