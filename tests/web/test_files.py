"""What is not a page: feeds, calendars, the sitemap, static files, and files for machines."""

import datetime as dt
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.test import Client
from icalendar import Calendar

from dogwood.edition.store import LocalStore
from dogwood.search.holder import EditionHolder
from dogwood.web.hotpath import HotPath
from dogwood.web.security import HEADERS
from dogwood.web.templating import STATIC, static_url

from .conftest import ADDRESS, ask, ask_settled, write_changed_edition, write_edition

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
ATOM = "{http://www.w3.org/2005/Atom}"


def get(client: Client, path: str, kind: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith(kind)
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert not response.cookies
    return response.content


def test_the_sitemap_names_every_page_and_its_twins_reciprocally(client: Client) -> None:
    root = ET.fromstring(get(client, "/sitemap.xml", "application/xml"))
    twins = {
        row.findtext(f"{SITEMAP}loc"): {link.get("hreflang"): link.get("href") for link in row.findall(LINK)}
        for row in root.findall(f"{SITEMAP}url")
    }
    assert len(twins) == len(root)
    for address, links in twins.items():
        assert address in links.values() and set(links) == {"en", "es", "x-default"}
        assert links["x-default"] == links["en"]
        assert all(twins[twin] == links for twin in links.values())
    paths = {address.removeprefix(ADDRESS) for address in twins if address}
    for path in ("/en/", "/es/guide/arm-swelling/", "/en/organization/sample-cancer-alliance/", "/es/site-map/",
                 "/en/county/wake/", "/en/need/ride/", "/en/listing/english-only-line/"):  # fmt: skip
        assert path in paths
    assert not [path for path in paths if "search" in path]


def test_every_address_of_the_sitemap_answers_and_is_its_own_canonical(client: Client) -> None:
    addresses = re.findall(r"<loc>(.*?)</loc>", get(client, "/sitemap.xml", "application/xml").decode())
    for address in [address for address in addresses if "/county/" not in address]:
        response = client.get(address.removeprefix(ADDRESS))
        assert response.status_code == 200, address
        assert f'<link rel="canonical" href="{address}">' in response.content.decode()


def test_robots(client: Client) -> None:
    lines = get(client, "/robots.txt", "text/plain").decode().splitlines()
    assert lines == ["User-agent: *", "Disallow: /*/search", f"Sitemap: {ADDRESS}/sitemap.xml"]


def test_security_txt(client: Client, editions: LocalStore) -> None:
    """The fields that RFC 9116 asks for."""
    text = get(client, "/.well-known/security.txt", "text/plain; charset=utf-8").decode()
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"].startswith("https://")
    assert fields["Preferred-Languages"] == "en, es"
    expires = dt.datetime.fromisoformat(fields["Expires"].replace("Z", "+00:00"))
    assert expires - editions.manifests()[-1].built_at == dt.timedelta(days=365)


def test_health(client: Client, editions: LocalStore) -> None:
    response = client.get("/healthz")
    assert json.loads(response.content) == {
        "edition": 1,
        "content_hash": editions.manifests()[-1].content_hash,
    }
    assert response.headers["x-dogwood-until"] == "0"


@pytest.mark.parametrize("name", sorted(path.name for path in STATIC.iterdir()))
def test_static_files_are_kept_for_ever(client: Client, name: str) -> None:
    response = client.get(static_url(name))
    assert response.status_code == 200
    assert response.content == (STATIC / name).read_bytes()
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Type"] in {"text/css", "image/svg+xml", "image/png", "text/javascript"}


@pytest.mark.parametrize("name", ["../asgi.py", "..", "nothing.css", "site.css%00"])
def test_nothing_else_is_a_static_file(client: Client, name: str) -> None:
    version = static_url("site.css").split("/")[2]
    assert client.get(f"/static/{version}/{name}").status_code in {302, 404}


def test_the_sheet_loads_nothing_from_elsewhere() -> None:
    sheet = (STATIC / "site.css").read_text()
    assert "@import" not in sheet and "//" not in re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)


def test_favicon(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"] == static_url("flower.svg")


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_event_for_the_calendar(client: Client, language: str) -> None:
    calendar = Calendar.from_ical(get(client, f"/{language}/event/sample-walk.ics", "text/calendar"))
    assert (calendar["version"], bool(calendar["prodid"])) == ("2.0", True)
    (event,) = calendar.walk("VEVENT")
    assert event["rrule"] == {"FREQ": ["MONTHLY"], "BYDAY": ["3TH"]}
    assert event["dtstart"].dt.isoformat() == "2026-12-17T17:30:00-05:00"
    assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(minutes=90)
    assert event["url"] == f"{ADDRESS}/{language}/event/sample-walk/"
    assert "100 Sample Street" in event["location"]
    assert event["uid"] and event["dtstamp"].dt.tzinfo is not None
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["tzid"] == event["dtstart"].params["TZID"] == "America/New_York"
    assert event["summary"] == ("Greenville Sample Walk" if language == "en" else "Caminata de muestra en Greenville")


def test_all_events_for_the_calendar(client: Client) -> None:
    calendar = Calendar.from_ical(get(client, "/en/events.ics", "text/calendar"))
    assert len(calendar.walk("VEVENT")) == 2
    assert len({event["uid"] for event in calendar.walk("VEVENT")}) == 2


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_feed(client: Client, language: str) -> None:
    root = ET.fromstring(get(client, f"/{language}/changes.atom", "application/atom+xml"))
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert root.findtext(f"{ATOM}{name}")
    assert root.find(f'{ATOM}link[@rel="self"]').get("href") == f"{ADDRESS}/{language}/changes.atom"  # type: ignore[union-attr]


def test_the_feed_tells_what_changed(application: HotPath, own_store: LocalStore) -> None:
    write_edition(own_store.root)
    title = write_changed_edition(own_store)
    root = ET.fromstring(ask(application, "/en/changes.atom").body)
    entries = {entry.findtext(f"{ATOM}title"): entry for entry in root.findall(f"{ATOM}entry")}
    entry = entries[f"Changed: {title}"]
    assert entry.find(f"{ATOM}link").get("href") == f"{ADDRESS}/en/guide/arm-swelling/"  # type: ignore[union-attr]
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    assert title in ask(application, "/en/changes/").body.decode()
    assert b"Edition 2" in ask_settled(application, "/en/editions/").body


def test_files_change_with_the_edition(application: HotPath, own_store: LocalStore) -> None:
    write_edition(own_store.root)
    assert json.loads(ask(application, "/healthz").body)["edition"] == 1
    before = ask(application, "/sitemap.xml").headers["etag"]
    write_changed_edition(own_store)
    assert json.loads(ask_settled(application, "/healthz").body)["edition"] == 2
    assert ask(application, "/sitemap.xml").headers["etag"] == before  # the same addresses, built the same day


def test_the_holder_of_the_files_is_that_of_the_pages(application: HotPath, tmp_path: Path) -> None:
    assert isinstance(application.holder, EditionHolder)
    assert application.holder.store.root == tmp_path / "own"
