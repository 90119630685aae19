"""The readers' page about the data, with what the API's room made."""

import pytest
from bs4 import BeautifulSoup

from dogwood.opendata.bulk import KINDS

from .conftest import SITE, Api, publish


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_lists_the_files_with_their_sizes_once_they_are_made(own_root: object, language: str) -> None:
    publish(own_root)  # type: ignore[arg-type]
    api = Api()
    before = BeautifulSoup(api.get(f"/{language}/data/").body, "html.parser")
    assert before.select('main a[href="/api/files/"]')
    assert api.get("/api/files/").status == 200
    after = BeautifulSoup(api.get(f"/{language}/data/").body, "html.parser")
    linked = {str(tag["href"]) for tag in after.select('main a[href^="/api/files/"]')}
    assert linked == {f"/api/files/{name}" for name in KINDS}
    for path in [*linked, *(str(tag["href"]) for tag in after.select('main a[href^="/api/"]'))]:
        found, _, query = path.partition("?")
        assert api.ask(found, query).status == 200
    text = after.get_text(" ")
    assert "CC BY 4.0" in text and f"{SITE}/api/hsds/services" in text


def test_the_short_address_leads_to_the_page(api: Api) -> None:
    answer = api.get("/data/", headers={"Accept-Language": "es"})
    assert (answer.status, answer.headers["location"]) == (302, "/es/data/")
