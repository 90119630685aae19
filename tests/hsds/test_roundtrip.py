"""Export, import into an empty directory, publish, export: what HSDS says of a listing stays the same."""

import io
import itertools
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord, OrganizationRecord
from dogwood.edition.store import LocalStore
from dogwood.editorial.actions import describe_directory
from dogwood.exchange.imports.runs import ImportOptions, apply_now, find_source, preview
from dogwood.hsds.frame import Frame, make_frame
from dogwood.hsds.organizations import write_organization, write_stand_in
from dogwood.hsds.services import nest_service
from dogwood.hsds.tabular import PackageWriter
from dogwood.hsds.values import HsdsObject
from dogwood.publishing.publish import publish
from tests.hsds.possible import worlds
from tests.hsds.worlds import LANGUAGES, TODAY

OURS = ("assured_date", "assurer_email", "alert", "last_modified")
"""What checks and editions say: another directory's checks are no checks of ours, so an import takes none of it over."""

pytestmark = pytest.mark.django_db


class _RollBackError(Exception):
    """Ends a transaction that nobody wants to keep."""


@contextmanager
def empty_directory() -> Iterator[LocalStore]:
    """A directory with nothing in it, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with transaction.atomic():
                describe_directory(
                    values={"name": {"en": "Small"}, "area_name": {"en": "North Carolina"}, "state": "NC"},
                    languages=LANGUAGES,
                    by=None,
                    why="test",
                )
                yield LocalStore(Path(folder) / "editions")
                raise _RollBackError
        except _RollBackError:
            pass


def make_world_frame() -> Frame:
    return make_frame("en", LANGUAGES, TODAY, state="NC", directory="Small")


def export_records(
    listings: Iterable[ListingRecord], organizations: Iterable[OrganizationRecord]
) -> tuple[list[HsdsObject], list[HsdsObject]]:
    """(services in full, organizations)."""
    frame = make_world_frame()
    runners = {one.key: write_organization(one, frame) for one in organizations}
    services = [
        nest_service(one, runners.get(one.organization) or write_stand_in(one, frame), frame)
        for one in sorted(listings, key=lambda one: one.key)
    ]
    return services, [runners[key] for key in sorted(runners)]


def export_edition(store: LocalStore) -> tuple[list[HsdsObject], list[HsdsObject]]:
    with closing(EditionReader(store.current_folder())) as reader:
        return export_reader(reader)


def export_reader(reader: EditionReader) -> tuple[list[HsdsObject], list[HsdsObject]]:
    return export_records(reader.all(ListingRecord, "en"), reader.all(OrganizationRecord, "en"))


def pack(form: str, services: list[HsdsObject], organizations: list[HsdsObject]) -> bytes:
    if form == "ndjson":
        return "\n".join(json.dumps(one) for one in services).encode()
    if form == "json":
        return json.dumps({"contents": services}).encode()
    out = io.BytesIO()
    with PackageWriter(out, {}) as package:
        for one in organizations:
            package.add("organization", one)
        for one in services:
            package.add("service", one)
    return out.getvalue()


def import_and_publish(data: bytes, form: str, store: LocalStore) -> None:
    source = find_source("hsds", "Elsewhere", "")
    how = ImportOptions(publish=True)
    plan = preview(data, f"x.{form}", "hsds", source, how)
    assert {row.action for row in plan.rows} <= {"create"}, [(one.row, one.action, one.reason) for one in plan.rows]
    assert not [problem for row in plan.rows for problem in row.problems]
    apply_now(data=data, file_name=f"x.{form}", kind="hsds", source=source, options=how, plan=plan, by=None)
    publish(store=store, is_full=True)


def without_ours(services: Iterable[HsdsObject]) -> dict[str, HsdsObject]:
    return {one["id"]: {name: value for name, value in one.items() if name not in OURS} for one in services}


def find_difference(before: object, after: object, path: str = "$") -> str:
    """Where two values first differ, and how; "" where they do not."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before | after:
            if found := find_difference(before.get(key), after.get(key), f"{path}.{key}"):
                return found
        return ""
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return next((found for n, (one, two) in pairs if (found := find_difference(one, two, f"{path}[{n}]"))), "")
    return "" if before == after else f"{path}: {before!r} → {after!r}"


# Each example is an import and an edition, so a failing one is told as it is: shrinking it would take minutes.
@settings(
    max_examples=int(os.environ.get("DOGWOOD_HSDS_EXAMPLES", "10")),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(worlds, st.sampled_from(["zip", "ndjson", "json"]))
def test_export_import_publish_export_is_the_identity(
    world: tuple[list[ListingRecord], list[OrganizationRecord]], form: str
) -> None:
    listings, runners = world
    if form != "zip":  # these hold who runs a service, not who stands above that
        runners = [one.model_copy(update={"parent": ""}) for one in runners]
    services, organizations = export_records(listings, runners)
    with empty_directory() as store:
        import_and_publish(pack(form, services, organizations), form, store)
        again, organizations_again = export_edition(store)
    assert find_difference(without_ours(services), without_ours(again)) == ""
    if form == "zip":
        assert organizations_again == organizations


def test_every_way_to_say_a_cost_comes_back() -> None:
    ways = list(itertools.product(["", "free", "sliding-scale"], ["", "Ask the office."], ["", "Takes Medicaid."]))
    listings = [
        ListingRecord(
            key=f"way-{number}", language="en", kind="service", name=f"Way {number}", cost=cost, cost_note=note,
            insurance=insurance,
        )
        for number, (cost, note, insurance) in enumerate(ways)
    ]  # fmt: skip
    services, _ = export_records(listings, [])
    with empty_directory() as store:
        import_and_publish(pack("ndjson", services, []), "ndjson", store)
        with closing(EditionReader(store.current_folder())) as reader:
            again = {one.key: one for one in reader.all(ListingRecord, "en")}
    for one in listings:
        found = again[one.key]
        assert (found.cost, found.cost_note, found.insurance) == (one.cost, one.cost_note, one.insurance)


def test_the_starter_comes_back_as_it_was(starter: EditionReader) -> None:
    services, organizations = export_reader(starter)
    assert len(services) > 1000
    with empty_directory() as store:
        import_and_publish(pack("zip", services, organizations), "zip", store)
        again, organizations_again = export_edition(store)
    assert find_difference(without_ours(services), without_ours(again)) == ""
    assert organizations_again == organizations
