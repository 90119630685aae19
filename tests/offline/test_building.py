"""The packs and the export of the sample edition, by the real commands."""

import gzip
import json
import re
from pathlib import Path
from posixpath import join, normpath
from typing import Any

import pytest
from bs4 import BeautifulSoup

from dogwood.offline.links import file_of
from tests.support.installation import dogwood
from tests.support.sample_edition import build_sample_edition


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline") / "var"
    folder.mkdir()
    build_sample_edition(folder / "editions")
    return folder


@pytest.fixture(scope="module")
def packs(var: Path) -> Path:
    """The one folder of packs."""
    assert "together" in dogwood(var, "offline", "build").stdout
    (found,) = [path for path in (var / "offline").iterdir() if path.is_dir()]
    return found


@pytest.fixture(scope="module")
def exported(var: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "site"
    assert "Edition 1" in dogwood(var, "export", "static", str(folder)).stdout
    return folder


def read_pack(packs: Path, language: str, part: str, ending: str = "pack") -> dict[str, Any]:
    catalog = json.loads((packs / f"{language}.json").read_text())
    body: dict[str, Any] = json.loads(
        gzip.decompress((packs / catalog["name"] / language / f"{part}.{ending}").read_bytes())
    )
    return body


def test_the_same_edition_gives_the_same_bytes(var: Path, packs: Path) -> None:
    before = {path.relative_to(packs): path.read_bytes() for path in packs.rglob("*") if path.is_file()}
    dogwood(var, "offline", "build", "--again")
    assert {path.relative_to(packs): path.read_bytes() for path in packs.rglob("*") if path.is_file()} == before
    assert "are there" in dogwood(var, "offline", "build").stdout


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_catalog_tells_sizes_before_anything_is_fetched(packs: Path, language: str) -> None:
    catalog = json.loads((packs / f"{language}.json").read_text())
    for part, size in catalog["parts"].items():
        files = [packs / catalog["name"] / language / f"{part}.{ending}" for ending in ("pack", "index")]
        assert sum(path.stat().st_size for path in files) == size
    assert {"core", "state"} <= catalog["parts"].keys()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_county_has_its_pages_and_core_what_all_need(packs: Path, language: str) -> None:
    core, county = read_pack(packs, language, "core"), read_pack(packs, language, "robeson")
    assert f"{language}/guide/arm-swelling" in core["pages"] and f"{language}/saved" in core["pages"]
    assert f"{language}/county/robeson" in county["pages"] and f"{language}/listing/robeson-rides" in county["pages"]
    assert not core["pages"].keys() & county["pages"].keys()
    assert core["edition"] == county["edition"] == 1


def test_kept_pages_tell_the_time_of_the_edition_only(packs: Path) -> None:
    text = json.dumps(read_pack(packs, "en", "core")) + json.dumps(read_pack(packs, "en", "robeson"))
    assert "Open now" not in text and "Closed now" not in text
    assert "data-turns=" in text  # the device works out what has run out since


def test_an_index_leads_from_words_to_pages_of_the_pack(packs: Path) -> None:
    pages = {**read_pack(packs, "en", "core")["pages"], **read_pack(packs, "en", "state")["pages"]}
    for part in ("core", "state"):
        index = read_pack(packs, "en", part, "index")
        words = index["words"].split(" ")
        assert words == sorted(words) and len(words) == len(index["stems"])
        assert max(number for numbers in index["stems"] for number in numbers) == len(index["posts"]) - 1
        for doc in index["docs"]:
            assert f"en/{doc[0].partition('#')[0].strip('/')}" in pages, doc[0]
        for posts in index["posts"]:
            assert sum(posts[::2]) < len(index["docs"]) and all(weight > 0 for weight in posts[1::2])


def test_every_link_of_the_export_leads_to_a_file(exported: Path) -> None:
    pages = list(exported.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        here = page.relative_to(exported).parent.as_posix()
        html = BeautifulSoup(page.read_bytes(), "html.parser")
        for tag in html.select("[href], [src], [action]"):
            link = str(tag.get("href") or tag.get("src") or tag.get("action"))
            if re.match(r"[a-z]+:|#|\?|//", link) or not link:
                continue
            target = re.split(r"[?#]", link, maxsplit=1)[0]
            assert not target.startswith("/"), (page, link)
            path = exported / normpath(join(here, target))
            assert path.is_file(), (page, link)


def test_the_export_has_every_page_of_the_site_map(exported: Path, var: Path) -> None:
    assert (exported / "index.html").is_file()
    for path in (
        "/en/",
        "/es/guide/arm-swelling/",
        "/en/listing/robeson-rides/",
        "/en/a-z/",
        "/en/guide/arm-swelling/print/",
    ):
        assert (exported / file_of(path)).is_file(), path


def test_a_folder_with_something_else_is_left_alone(var: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    failed = dogwood(var, "export", "static", str(tmp_path), check=False)
    assert failed.returncode == 1 and "Nothing was touched" in failed.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    (tmp_path / "file").write_text("x")
    assert "is a file" in dogwood(var, "export", "static", str(tmp_path / "file"), check=False).stderr


def test_an_earlier_export_is_replaced(var: Path, exported: Path) -> None:
    (exported / "old.html").write_text("of an older edition")
    dogwood(var, "export", "static", str(exported))
    assert not (exported / "old.html").exists() and (exported / "index.html").is_file()
