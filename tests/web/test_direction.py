"""A third language needs no code: an edition in Arabic, written from right to left, with what is not translated yet in English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from dogwood.edition.build import Content, build_edition
from dogwood.edition.records import DirectoryRecord, GuideRecord, ListingRecord
from dogwood.edition.store import LocalStore
from dogwood.facts.language import is_right_to_left
from dogwood.search.holder import get_holder
from dogwood.search.index import build_index
from dogwood.web.direction import add_directions
from tests.support.sample_edition import BUILT_AT, sample_records

from .conftest import parse, use_readers_settings

ARABIC_TITLE = "تورم الذراع بعد العلاج"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    records = sample_records()
    for record in list(records):
        if isinstance(record, DirectoryRecord) and record.language == "en":
            records.append(
                record.model_copy(update={"language": "ar", "name": "دليل", "languages": ("en", "es", "ar")})
            )
        if isinstance(record, GuideRecord) and record.identity == ("guide", "arm-swelling", "en"):
            records.append(record.model_copy(update={"language": "ar", "title": ARABIC_TITLE}))
        if isinstance(record, ListingRecord) and record.identity == ("listing", "robeson-rides", "en"):
            records.append(record.model_copy(update={"language": "ar", "summary": "رحلات إلى العلاج"}))
    root: Path = tmp_path_factory.mktemp("arabic") / "editions"
    build_edition(
        LocalStore(root), Content(records, ("en", "es", "ar")), build_index=build_index, now=BUILT_AT, name=""
    )
    with use_readers_settings(root):
        get_holder.cache_clear()
        yield Client()
    get_holder.cache_clear()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "guide/arm-swelling/",
        "listing/robeson-rides/",
        "needs/",
        "a-z/",
        "search?q=ride",
        "saved/",
        "near/",
        "guide/arm-swelling/print/",
    ],
)
def test_pages_run_from_right_to_left(client: Client, path: str) -> None:
    response = client.get(f"/ar/{path}")
    assert response.status_code == 200
    html = parse(response.content)
    assert (html.html["lang"], html.html["dir"]) == ("ar", "rtl")
    assert response.headers["Content-Language"] == "ar"
    for tag in html.select("[lang]"):
        assert tag["dir"] == ("rtl" if tag["lang"] == "ar" else "ltr"), tag


def test_words_of_the_third_language_are_shown_and_found(client: Client) -> None:
    assert parse(client.get("/ar/guide/arm-swelling/").content).h1.get_text() == ARABIC_TITLE
    found = parse(client.get("/ar/search?q=الذراع").content)
    assert [link["href"] for link in found.select("article.result h3 a")][:1] == ["/ar/guide/arm-swelling/"]


def test_what_is_not_translated_stands_in_english_and_says_so(client: Client) -> None:
    html = parse(client.get("/ar/listing/sample-helpline/").content)
    assert html.select_one('main [lang="en"][dir="ltr"]') is not None


def test_every_page_leads_to_its_twins(client: Client) -> None:
    html = parse(client.get("/en/guide/arm-swelling/").content)
    assert {tag["hreflang"] for tag in html.select(".tools a[hreflang]")} == {"es", "ar"}
    assert html.html["dir"] == "ltr"


@pytest.mark.parametrize(
    ("tag", "is_rtl"), [("ar", True), ("he", True), ("az-Arab", True), ("az", False), ("es", False), ("ur-Latn", False)]
)
def test_which_languages_run_from_right_to_left(tag: str, is_rtl: bool) -> None:
    assert is_right_to_left(tag) is is_rtl


def test_text_that_only_looks_like_a_tag_is_left_alone() -> None:
    text = '<p class="x">lang="ar"</p>'
    assert add_directions(text) == text
