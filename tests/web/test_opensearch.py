"""The directory as a browser's search, and as assistants find it."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from dogwood.web.hotpath import HotPath

from .conftest import ADDRESS, ask, parse

OS = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_description_leads_to_the_search(client: Client, language: str) -> None:
    response = client.get(f"/{language}/opensearch.xml")
    assert response.headers["Content-Type"].startswith("application/opensearchdescription+xml")
    root = ET.fromstring(response.content)
    assert root.tag == f"{OS}OpenSearchDescription"
    assert 0 < len(root.findtext(f"{OS}ShortName", "")) <= 16
    assert 0 < len(root.findtext(f"{OS}LongName", "")) <= 48
    urls = {url.get("type"): url.get("template", "") for url in root.findall(f"{OS}Url")}
    search = urls["text/html"].replace("{searchTerms}", "ride").removeprefix(ADDRESS)
    assert search.startswith(f"/{language}/") and client.get(search).status_code == 200
    image = root.findtext(f"{OS}Image", "").removeprefix(ADDRESS)
    assert client.get(image).headers["Content-Type"] == "image/png"


@pytest.mark.parametrize("path", ["/en/", "/es/guide/arm-swelling/", "/en/search?q=ride", "/en/nowhere/"])
def test_every_page_names_it(client: Client, path: str) -> None:
    (link,) = parse(client.get(path).content).select('link[rel="search"]')
    assert link["href"] == f"{path[:3]}/opensearch.xml" and link["title"]


def test_what_assistants_are_told(client: Client) -> None:
    response = client.get("/llms.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    text = response.content.decode()
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1 and text.startswith("# ")
    assert "no medical advice" in text and "911" in text and "In English and Spanish." in text


def test_every_address_told_to_assistants_answers(client: Client) -> None:
    links = [link for link in re.findall(r"\]\((.*?)\)", client.get("/llms.txt").content.decode()) if ADDRESS in link]
    assert len(links) > 10
    for link in [link.removeprefix(ADDRESS) for link in links if "/api/" not in link]:
        assert client.get(link).status_code == 200, link


def test_without_an_edition_assistants_are_told_nothing(application: HotPath) -> None:
    assert ask(application, "/llms.txt").status in {404, 503}
