"""When an upgrade publishes a new edition, and when the one there is stays. Publishing itself is replaced here."""

import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import dogwood
from dogwood.cli import upgrade as module
from dogwood.cli.upgrade import find_blockers, find_reasons, publish_upgraded
from dogwood.edition.manifest import Manifest
from dogwood.edition.store import LocalStore
from dogwood.settings.config import Config

from .conftest import publish_term

Publisher = Callable[[list[int | None]], list[LocalStore]]


@pytest.fixture
def publish_as(monkeypatch: pytest.MonkeyPatch) -> Publisher:
    """Let ``publish`` return editions of these numbers, one a call, None for “nothing had changed”."""

    def replace(numbers: list[int | None]) -> list[LocalStore]:
        stores: list[LocalStore] = []

        def publish(*, why: str, is_full: bool, store: LocalStore) -> Any:
            assert is_full
            stores.append(store)
            number = numbers[len(stores) - 1]
            return SimpleNamespace(manifest=None if number is None else SimpleNamespace(number=number))

        fake = ModuleType("dogwood.publishing.publish")
        fake.publish = publish  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "dogwood.publishing.publish", fake)
        return stores

    return replace


def test_an_edition_of_this_software_stays(config: Config) -> None:
    assert find_reasons(LocalStore(config.editions)) == []


def test_other_software_is_a_reason_but_no_obstacle(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    was = dogwood.__version__
    monkeypatch.setattr(dogwood, "__version__", "9.9")
    store = LocalStore(config.editions)
    assert find_reasons(store) == [f"the software went from {was} to 9.9"]
    assert find_blockers(store) == []


def test_another_record_schema_is_an_obstacle(config: Config) -> None:
    store = LocalStore(config.editions)
    folder = store.current_folder()
    old = Manifest.read(folder).model_copy(update={"schema_version": 0}).sealed()
    old.write(folder)
    assert "record schema went from 0" in find_blockers(store)[0]


def test_an_edition_that_cannot_be_read_or_is_missing_is_an_obstacle(config: Config) -> None:
    store = LocalStore(config.editions)
    (store.current_folder() / "manifest.json").write_text("{}")
    assert "cannot be read" in find_blockers(store)[0]
    store.pointer.write_text("7-00000000\n")
    assert "cannot be read" in find_blockers(store)[0]
    store.pointer.unlink()
    assert find_blockers(store) == ["nothing is published yet"]


def test_says_the_number_of_the_new_edition(config: Config, publish_as: Publisher) -> None:
    publish_as([2])
    said: list[str] = []
    publish_upgraded(LocalStore(config.editions), ["a reason"], said.append)
    assert said[0].startswith("Edition 2 is live.")


def test_the_same_content_makes_no_new_edition(
    config: Config, publish_as: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_as([None])
    monkeypatch.setattr(module, "find_index_trouble", lambda store: "")
    said: list[str] = []
    publish_upgraded(LocalStore(config.editions), ["a reason"], said.append)
    assert said == ["The content is that of edition 1, which this software can serve: it stays."]


def test_an_index_that_cannot_be_used_is_built_anew(
    config: Config, publish_as: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = publish_as([None, 2])
    monkeypatch.setattr(module, "find_index_trouble", lambda store: "ValueError: another format")
    store, said = LocalStore(config.editions), list[str]()
    publish_upgraded(store, ["a reason"], said.append)
    assert "building it anew" in said[0]
    assert said[1].startswith("Edition 2 is live.")
    assert stores[1].current_name() is None
    assert store.current_name() is not None, "readers go on with the old one meanwhile"


def test_building_afresh_gives_the_next_number_and_switches(config: Config) -> None:
    from dogwood.cli.upgrade import AfreshStore
    from dogwood.edition.build import Content, build_edition

    from .conftest import NOW, build_stub_index

    publish_term(config.var, "Second.")
    before = LocalStore(config.editions)
    records = list(_records(before))
    manifest = build_edition(
        AfreshStore(config.editions), Content(records, ("en",)), build_index=build_stub_index, now=NOW
    )
    assert manifest is not None
    assert manifest.number == 3
    assert before.current_name() == manifest.folder_name


def _records(store: LocalStore) -> list[Any]:
    from dogwood.edition.file import EditionReader

    reader = EditionReader(store.current_folder())
    try:
        return list(reader.records())
    finally:
        reader.close()
