"""HSDS among the forms in which chosen listings leave the desk."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dogwood.edition.store import LocalStore
from dogwood.editorial.actions import EntryInput, put_entries
from dogwood.editorial.models import Listing
from dogwood.exchange.exports import form_choices

pytestmark = pytest.mark.usefixtures("printed_from")


@pytest.fixture(autouse=True)
def listings(db: None) -> None:
    """One that the sample edition has, and one that is not published."""
    entries = [EntryInput(Listing, key, "en", {"name": key}) for key in ("robeson-rides", "draft-line")]
    put_entries(entries=entries, by=None, why="test")


def export(desk: Client, form: str, *keys: str) -> Any:
    return desk.get(reverse("export-listings"), {"form": form, "key": keys})


def test_the_chosen_and_published_are_given_out(desk: Client) -> None:
    answer = export(desk, "hsds-json", "robeson-rides", "draft-line")
    assert answer["Content-Disposition"].endswith('.hsds.json"')
    services = json.loads(answer.content)["contents"]
    assert len(services) == 1 and services[0]["name"] != "robeson-rides", "the edition's words, not the draft's"


def test_as_a_package(desk: Client) -> None:
    content = export(desk, "hsds", "robeson-rides").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("services.csv").count(b"\n") == 2
        assert "datapackage.json" in archive.namelist()


@pytest.mark.parametrize("form", ["hsds", "hsds-json"])
def test_what_is_not_published_is_told(desk: Client, form: str) -> None:
    answer = desk.get(reverse("export-listings"), {"form": form, "key": "draft-line"}, follow=True)
    assert "None of these listings is published yet" in answer.content.decode()


def test_without_an_edition_it_is_told(desk: Client, settings: Any, tmp_path: Path) -> None:
    settings.EDITIONS_ROOT = LocalStore(tmp_path / "none").root
    answer = desk.get(reverse("export-listings"), {"form": "hsds", "key": "robeson-rides"}, follow=True)
    assert answer.status_code == 200 and answer.redirect_chain


def test_editors_choose_among_all_forms(desk: Client) -> None:
    page = desk.get(reverse("imports")).content.decode()
    for key, _label in form_choices():
        assert f'value="{key}"' in page
    assert {"xlsx", "csv", "pack", "hsds", "hsds-json"} == {key for key, _label in form_choices()}
