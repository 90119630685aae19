"""A small directory, and files to import into it."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from dogwood.exchange.imports.drafts import place_row
from dogwood.exchange.imports.planned import Decision, ImportPlan
from dogwood.exchange.imports.runs import ImportOptions, apply_now, find_source, preview
from dogwood.exchange.models import ImportRun
from tests.support.world import make_world, phone, put

HEADER = ("Id", "Name", "Phone", "Address", "City", "State", "Zip", "Website", "Description", "Notes")


def make_table(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()


def plan_table(data: bytes, name: str = "sheet", kind: str = "spreadsheet", **options: Any) -> ImportPlan:
    """What importing would do."""
    return preview(data, f"{name}.csv", kind, find_source(kind, name, ""), ImportOptions(**options))


def import_table(data: bytes, name: str = "sheet", kind: str = "spreadsheet", **options: Any) -> ImportRun:
    """Preview and apply."""
    source = find_source(kind, name, "")
    how = ImportOptions(**options)
    plan = preview(data, f"{name}.csv", kind, source, how)
    return apply_now(data=data, file_name=f"{name}.csv", kind=kind, source=source, options=how, plan=plan, by=None)


def decide(ident: str, action: str = "", key: str = "", *take: str) -> dict[str, Decision]:
    return {ident: Decision(action, key, take)}


@pytest.fixture
def world() -> Callable[[], None]:
    """The small world, with one listing that has a place: Pitt Rides, 919-733-4263, 12 Oak St, Greenville."""
    from dogwood.editorial.models import Listing

    make_world()
    put(
        Listing, "pitt-rides", name="Pitt Rides", website="https://pittrides.example.org",
        parts={
            "phones": [phone("919-733-4263")],
            "places": [place_row(address="12 Oak Street", city="Greenville", state="NC", zip="27834", county="Pitt")],
        },
    )  # fmt: skip
    return make_world
