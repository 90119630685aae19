"""``dogwood export hsds``: a file in each form, whole or not at all."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dogwood.cli import export_hsds
from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord
from dogwood.edition.store import LocalStore
from dogwood.exchange.hsds.files import read_files
from dogwood.settings.config import Config
from tests.hsds.canonical import find_faults
from tests.support.sample_edition import build_sample_edition


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("editions")
    build_sample_edition(root)
    return root


@pytest.fixture(autouse=True)
def _these_editions(editions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class _Config(Config):
        @property
        def editions(self) -> Path:
            return editions

    monkeypatch.setattr(export_hsds, "load_config", lambda: _Config(readers_url="https://directory.example.org"))


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(export_hsds.hsds, list(map(str, arguments)))


@pytest.mark.parametrize("form", ["json", "ndjson", "zip"])
def test_each_form_holds_every_listing(tmp_path: Path, editions: Path, form: str) -> None:
    file = tmp_path / f"directory.{form}"
    result = run(file)
    assert result.exit_code == 0, result.output
    found, _ = read_files(file.read_bytes(), file.name)
    count = LocalStore(editions).manifests()[0].counts["listing"]["en"]
    assert len(found.services) == count and f"Wrote {count} services of edition 1" in result.output
    assert found.problems == []
    if form != "zip":
        assert [fault for _, service in found.services for fault in find_faults(service, "service")] == []


def test_the_page_is_one_of_the_api_and_the_package_names_its_licence(tmp_path: Path) -> None:
    assert run(tmp_path / "a.json").exit_code == run(tmp_path / "a.zip").exit_code == 0
    page = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (page["total_items"], page["total_pages"], page["empty"]) == (len(page["contents"]), 1, False)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        descriptor = json.loads(archive.read("datapackage.json"))
    assert descriptor["licenses"][0]["path"] == "https://creativecommons.org/licenses/by/4.0/"
    assert descriptor["version"] == "edition 1"


def test_other_languages_have_the_same_ids(tmp_path: Path) -> None:
    assert run(tmp_path / "en.ndjson").exit_code == run(tmp_path / "es.ndjson", "--language", "es").exit_code == 0
    english, spanish = (
        {
            one["id"]: one
            for one in map(json.loads, (tmp_path / f"{tag}.ndjson").read_text(encoding="utf-8").splitlines())
        }
        for tag in ("en", "es")
    )
    assert set(english) == set(spanish)
    assert any(english[own].get("description") != spanish[own].get("description") for own in english)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a.csv",), "the name has to end in .json, .ndjson, .zip"),
        (("a.json", "--language", "fr"), "has no language “fr”. It has: en, es"),
        (("missing/a.json",), "cannot be written"),
    ],
)
def test_wrong_use_says_what_to_do(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run(tmp_path / arguments[0], *arguments[1:])
    assert result.exit_code != 0 and message in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.ndjson"
    file.write_bytes(b"before")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dogwood.hsds.export.nest_service", fail)
    result = run(file)
    assert result.exit_code == 1 and "No space left" in result.output
    assert file.read_bytes() == b"before" and list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("form", ["ndjson", "zip"])
def test_a_filter_leaves_the_others_and_their_organizations_out(tmp_path: Path, editions: Path, form: str) -> None:
    reader = EditionReader(LocalStore(editions).current_folder())
    listings = list(reader.all_best(ListingRecord, "en"))
    reader.close()
    need = next(need for listing in listings for need in listing.needs)
    wanted = {listing.name for listing in listings if need in listing.needs}
    assert 0 < len(wanted) < len(listings)
    file = tmp_path / f"some.{form}"
    assert run(file, "--need", need).exit_code == 0
    found, _ = read_files(file.read_bytes(), file.name)
    assert {service["name"] for _, service in found.services} == wanted
    assert found.problems == []


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("--need", "luck", "is not a need"), ("--county", "Kent", "is not a county"), ("--kind", "shop", "is not a kind")],
)
def test_a_filter_that_cannot_be_names_what_there_is(tmp_path: Path, option: str, value: str, said: str) -> None:
    result = run(tmp_path / "a.ndjson", option, value)
    assert result.exit_code == 2 and said in result.output
    assert not list(tmp_path.iterdir())
