"""The search page: results, odd input, nothing kept and nothing told."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from .conftest import parse


def search(client: Client, **query: str) -> str:
    response = client.get("/en/search", query)
    assert response.status_code == 200
    assert response.headers["x-dogwood-until"] == "0"
    assert len(parse(response.content).find_all("h1")) == 1
    return response.content.decode()


def test_search_finds_and_says_why(client: Client) -> None:
    page = parse(search(client, q="ride to chemo", near="Lumberton"))
    assert page.select_one("article.item h3 a")["href"] == "/en/listing/robeson-rides/"
    assert page.select_one("input#q")["value"] == "ride to chemo"
    assert page.select_one("input#near")["value"] == "Lumberton"


def test_search_without_result_leads_on(client: Client) -> None:
    page = parse(search(client, q="xqzvwk"))
    assert "Nothing was found" in page.get_text() and page.select("ul.needs a")


def test_a_search_is_noindex_and_is_not_told_to_others(client: Client) -> None:
    html = search(client, q="<script>alert(1)</script>\"'>")
    assert "<script>alert" not in html
    assert parse(html).select_one('meta[name="robots"]')["content"] == "noindex"
    assert "alert" not in " ".join(tag["content"] for tag in parse(html).select('meta[property="og:url"]'))


ODD = ["x " * 5_000, "'; DROP TABLE record; --", "../../etc/passwd", "\x00\x01\x1b[2J", "🎗️👩🏽‍🦲", "\u202eمرحبا שלום", '"', "(", "AND OR NOT", "*:*", "%s %(x)s {0}"]  # fmt: skip
ODD_PAGES = ["abc", "-1", "0", "999999", "9" * 5_000, "²", "٣", "1.5", "", " 2", "1e9"]


@pytest.mark.parametrize("text", ODD)
def test_search_with_odd_words(client: Client, text: str) -> None:
    search(client, q=text, near=text)
    search(client, q="ride", **dict.fromkeys(("kind", "need", "cost", "county", "served"), text))


@pytest.mark.parametrize("page", ODD_PAGES)
def test_search_with_odd_page_numbers(client: Client, page: str) -> None:
    search(client, q="mammogram", page=page)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    q=st.text(max_size=300), near=st.text(max_size=60), name=st.text(min_size=1, max_size=9), value=st.text(max_size=30)
)
@example(q="ride", near="", name="page", value="9" * 30)
def test_search_never_fails(client: Client, q: str, near: str, name: str, value: str) -> None:
    search(client, **{name: value, "q": q.replace("\ud800", ""), "near": near})
