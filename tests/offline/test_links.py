"""Links of files: relative, and still leading where they led."""

from posixpath import join, normpath

import pytest

from dogwood.offline.links import file_of, find_links, make_relative


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/en/", "en/index.html"),
        ("/en/guide/pain/", "en/guide/pain/index.html"),
        ("/en/search?q=x", "en/search/index.html"),
        ("/en/event/walk.ics", "en/event/walk.ics"),
        ("/static/ab12/site.css", "static/ab12/site.css"),
    ],
)
def test_an_address_has_one_file(address: str, file: str) -> None:
    assert file_of(address) == file


@pytest.mark.parametrize("page", ["/en/", "/en/guide/pain/", "/en/search", "/es/listing/nc-211/print/"])
@pytest.mark.parametrize("target", ["/en/", "/es/guide/pain/", "/static/ab/site.css", "/en/events.ics", "/en/search"])
def test_a_relative_link_leads_to_the_same_file(page: str, target: str) -> None:
    html = make_relative(f'<a class="x" href="{target}#a">', page)
    link = html.split('"')[3].removesuffix("#a")
    assert not link.startswith("/")
    assert normpath(join(file_of(page).rpartition("/")[0], link)) == file_of(target)


def test_what_is_not_ours_and_what_stands_on_the_page_stays() -> None:
    html = (
        '<a href="https://example.org/x"><a href="//example.org"><a href="#here"><a href="?know=all"><a href="tel:911">'
    )
    assert make_relative(html, "/en/guide/pain/") == html
    assert find_links(html) == set()


def test_the_query_and_the_place_on_a_page_stay() -> None:
    assert make_relative('<a href="/en/need/ride/?county=wake#list">', "/en/") == (
        '<a href="need/ride/index.html?county=wake#list">'
    )


def test_what_scripts_add_to_stays_a_folder() -> None:
    html = make_relative('<div data-home="/en/" data-catalog="/offline/" data-cards="/en/cards.json">', "/en/saved/")
    assert html == '<div data-home="../" data-catalog="../../offline/" data-cards="../cards.json">'
