"""The tabular data package: HSDS's own tables and fields, valid, every reference whole, and back again."""

import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import pytest
from frictionless import Package, system
from hypothesis import Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dogwood.edition.records import ListingRecord, OrganizationRecord
from dogwood.exchange.hsds.files import read_files
from dogwood.hsds.fields import NESTED, TABLES
from dogwood.hsds.nesting import find_table
from dogwood.hsds.organizations import write_organization, write_stand_in
from dogwood.hsds.services import nest_service
from dogwood.hsds.tabular import PackageWriter, make_descriptor, write_cell
from tests.hsds.canonical import SCHEMAS
from tests.hsds.possible import worlds
from tests.hsds.test_write import frame

CANONICAL = {
    one["name"]: one for one in json.loads((SCHEMAS / "datapackage.json").read_text(encoding="utf-8"))["resources"]
}
_AS_IT_IS = (Phase.explicit, Phase.reuse, Phase.generate)
"""A world is large: one that fails is told as it is, for shrinking it takes minutes."""
World = tuple[list[ListingRecord], list[OrganizationRecord]]


def write_world(world: World) -> bytes:
    listings, organizations = world
    runners = {one.key: write_organization(one, frame()) for one in organizations}
    out = io.BytesIO()
    with PackageWriter(out, {"title": "Made up"}, {"LICENSE.txt": b"CC0"}) as package:
        for runner in runners.values():
            package.add("organization", runner)
        for one in listings:
            package.add(
                "service", nest_service(one, runners.get(one.organization) or write_stand_in(one, frame()), frame())
            )
    return out.getvalue()


@pytest.mark.parametrize("name", sorted(set(CANONICAL) & set(TABLES)))
def test_tables_are_those_of_the_standard(name: str) -> None:
    ours, theirs = TABLES[name], CANONICAL[name]
    assert ours.path == theirs["path"]
    fields = {field["name"]: field for field in theirs["schema"]["fields"]}
    assert list(ours.fields) == list(fields)
    for field in ours.fields.values():
        canonical = fields[field.name]
        kind = canonical.get("format") or canonical["type"]
        assert field.kind == kind, field.name
        assert field.is_required == canonical["constraints"]["required"], field.name
    for key in theirs["schema"].get("foreignKeys", []):
        assert ours.references[key["fields"]] == key["reference"]["resource"]


def test_all_tables_but_the_unused_are_there() -> None:
    assert set(CANONICAL) - set(TABLES) == {"meta_table_description", "service_capacity", "unit"}
    assert set(NESTED.values()) == set(TABLES)
    assert all(find_table(table.path) == name for name, table in TABLES.items())


@hypothesis_settings(max_examples=8, phases=_AS_IT_IS)
@given(worlds)
def test_packages_are_valid(tmp_path_factory: pytest.TempPathFactory, world: World) -> None:
    folder: Path = tmp_path_factory.mktemp("package")
    with zipfile.ZipFile(io.BytesIO(write_world(world))) as archive:
        archive.extractall(folder)
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "note", "fieldName"])[:5]
    assert (folder / "LICENSE.txt").read_bytes() == b"CC0"


@hypothesis_settings(max_examples=30, phases=_AS_IT_IS)
@given(worlds)
def test_rows_nest_again(world: World) -> None:
    listings, _ = world
    found, _ = read_files(write_world(world), "x.zip")
    assert found.problems == []
    assert [service["id"] for _, service in found.services] == [
        nest_service(one, None, frame())["id"] for one in listings
    ]
    for (_, service), one in zip(found.services, listings, strict=True):
        whole = nest_service(one, None, frame())
        assert len(service.get("phones", [])) == len(whole.get("phones", []))
        assert len(service.get("service_at_locations", [])) == len(one.places)
        assert [row["value"] for row in service["attributes"]] == [row["value"] for row in whole["attributes"]]


@hypothesis_settings(max_examples=5, phases=_AS_IT_IS)
@given(worlds)
def test_equal_data_are_equal_bytes(world: World) -> None:
    assert write_world(world) == write_world(world)


@given(st.one_of(st.floats(-1e6, 1e6), st.integers(-10, 10)))
def test_numbers_keep_their_value(number: float) -> None:
    assert float(write_cell(number)) == number


def test_cells_of_other_types() -> None:
    assert [write_cell(value) for value in (None, True, False, "=1+1", dt.date(2026, 1, 2))] == [
        "", "true", "false", "=1+1", "2026-01-02",
    ]  # fmt: skip


def test_references_to_tables_that_are_not_there_are_left_out() -> None:
    resources = make_descriptor(["service", "phone"], {"title": "x"})["resources"]
    keys = {one["name"]: [key["fields"] for key in one["schema"].get("foreignKeys", [])] for one in resources}
    assert keys == {"service": [], "phone": ["service_id"]}


def test_a_writer_that_fails_writes_nothing() -> None:
    out = io.BytesIO()
    with pytest.raises(KeyError), PackageWriter(out, {}) as package:
        package.add("service", {"name": "no id"})
    assert out.getvalue() == b""
