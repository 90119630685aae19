"""Applying and undoing: all or nothing, provenance, checks, and what was edited since."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from wagtail.models import ModelLogEntry

from dogwood.checks.models import Check
from dogwood.editorial.models import Listing
from dogwood.exchange.imports.errors import PlanError, RunStateError, StalePlanError
from dogwood.exchange.imports.runs import ImportOptions, apply_run, preview_due_sources, start_run
from dogwood.exchange.imports.undo import undo_run
from dogwood.exchange.models import FieldProvenance, ImportRun, Source
from tests.support.installation import ROOT, dogwood, environment
from tests.support.world import put

from .conftest import decide, import_table, make_table
from .test_plan import NEW, OURS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def test_new_entries_are_drafts_unless_told(django_capture_on_commit_callbacks: object) -> None:
    import_table(make_table([NEW]))
    assert not Listing.objects.get(key="food-pantry").live
    import_table(make_table([("8", "Wig Bank", *[""] * 8)]), publish=True)
    assert Listing.objects.get(key="wig-bank").live


def test_who_and_why_are_in_the_log_and_the_source_in_a_check() -> None:
    run = import_table(make_table([NEW]), name="County list", dated="2026-06")
    pantry = Listing.objects.get(key="food-pantry")
    assert f"import {run.pk}" in ModelLogEntry.objects.filter(object_id=str(pantry.pk)).latest("pk").data["why"]
    check = Check.objects.get(key="food-pantry")
    assert (check.method, check.outcome, check.on, check.evidence) == (
        "document",
        "confirmed",
        "2026-06",
        "County list",
    )
    import_table(make_table([NEW]), name="County list", dated="2026-06")
    assert Check.objects.filter(key="food-pantry").count() == 1


def test_every_field_has_its_origin() -> None:
    run = import_table(make_table([NEW]))
    origins = {one.field: one for one in FieldProvenance.objects.filter(key="food-pantry")}
    assert set(origins) == {"", "name", "phones", "places", "description"}
    assert origins["phones"].said == "Phone: 252-847-5260" and origins["phones"].row == "row 2"
    assert origins["phones"].run_id == run.pk and origins["phones"].kept


def test_undo_removes_what_was_made_and_restores_what_was_changed() -> None:
    before = Listing.objects.get(key="pitt-rides")
    import_table(make_table([NEW]))
    run = import_table(
        make_table([(*NEW[:2], "252-847-5261", *NEW[3:]), OURS, ("8", "Wig Bank", *[""] * 8)]),
        decisions=decide("2", "", "", "name"),
    )
    assert Listing.objects.get(key="pitt-rides").name == "Pitt Rides Inc"
    report = undo_run(run=run, by=None)
    assert (report.removed, report.restored, report.left) == (1, 2, [])
    after = Listing.objects.get(key="pitt-rides")
    assert (after.name, after.description) == (before.name, before.description)
    assert not Listing.objects.filter(key="wig-bank").exists()
    assert [one.written for one in Listing.objects.get(key="food-pantry").phones.all()] == ["252-847-5260"]
    phones = FieldProvenance.objects.get(key="food-pantry", field="phones")
    assert phones.said == "Phone: 252-847-5260"


def test_undo_leaves_what_was_edited_since_and_names_it() -> None:
    run = import_table(make_table([NEW, OURS]), decisions=decide("2", "", "", "name"))
    put(Listing, "food-pantry", summary="An editor's sentence.")
    put(Listing, "pitt-rides", name="Pitt County Rides")
    dry = undo_run(run=run, by=None, dry=True)
    run.refresh_from_db()
    assert run.state == "applied"
    report = undo_run(run=run, by=None)
    assert report.as_json() == dry.as_json()
    assert {(key, name) for key, _row, name, _why in report.left} == {("food-pantry", ""), ("pitt-rides", "name")}
    assert Listing.objects.get(key="pitt-rides").name == "Pitt County Rides"
    assert Listing.objects.get(key="pitt-rides").description == ""
    assert Listing.objects.filter(key="food-pantry").exists()


def test_only_the_last_import_of_a_source_can_be_undone_and_only_once() -> None:
    first = import_table(make_table([NEW]))
    second = import_table(make_table([(*NEW[:8], "Other words.", "")]))
    with pytest.raises(RunStateError, match=str(second.pk)):
        undo_run(run=first, by=None)
    undo_run(run=second, by=None)
    with pytest.raises(RunStateError):
        undo_run(run=second, by=None)
    undo_run(run=first, by=None)
    assert not Listing.objects.filter(key="food-pantry").exists()


def test_nothing_else_than_what_was_previewed_is_applied() -> None:
    run, _ = start_run(
        data=make_table([NEW]), file_name="a.csv", kind="spreadsheet", source_name="", options=ImportOptions(), by=None
    )
    put(Listing, "pantry", name="Food Pantry", parts={"phones": [{"written": "252-847-5260"}]})
    with pytest.raises(StalePlanError):
        apply_run(run=run, by=None)
    run.refresh_from_db()
    assert run.state == "previewed" and not Listing.objects.filter(key="food-pantry").exists()


def test_one_value_that_cannot_be_saved_stops_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dogwood.exchange.imports.plan.find_faults", lambda *_: [])
    before = Listing.objects.count()
    with pytest.raises(PlanError) as caught:
        import_table(make_table([NEW, ("3", "Wig Bank", *[""] * 5, "https://exa_mple.org", "", "")]))
    assert caught.value.problems[0][:2] == ("row 3", "website")
    assert Listing.objects.count() == before and not ImportRun.objects.exists() and not Source.objects.exists()


def test_due_sources_are_looked_at_and_only_previewed(tmp_path: Path) -> None:
    from django.utils.timezone import now

    file = tmp_path / "list.csv"
    file.write_bytes(make_table([NEW]))
    Source.objects.create(name="County", kind="spreadsheet", location=str(file), every_days=7)
    ((_, run, _),) = preview_due_sources(moment=now())
    assert run is not None and run.state == "previewed" and not Listing.objects.filter(key="food-pantry").exists()
    assert preview_due_sources(moment=now()) == []
    Source.objects.update(looked_at=None)
    ((_, again, told),) = preview_due_sources(moment=now())
    assert again is None and "same" in told


@pytest.mark.slow
def test_a_killed_import_leaves_nothing_half_done(tmp_path: Path) -> None:
    table = tmp_path / "many.csv"
    table.write_bytes(
        make_table(
            [
                (
                    str(n),
                    f"Made House {n} {'abcdefghij'[n % 10] * 3}",
                    "",
                    f"{n} Elm St",
                    "Kinston",
                    "NC",
                    "28501",
                    "",
                    "Food.",
                    "",
                )
                for n in range(2500)
            ]
        )
    )
    var = tmp_path / "var"
    env = environment(var, DJANGO_SETTINGS_MODULE="dogwood.settings.desk")
    var.mkdir()
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=env, cwd=ROOT, check=True, timeout=300)
    database = var / "editorial.sqlite"

    def count() -> tuple[int, int, int]:
        with closing(sqlite3.connect(database)) as connection:
            one, two, three = (
                connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0]
                for name in ("editorial_listing", "exchange_importrun", "exchange_fieldprovenance")
            )
        return one, two, three

    command = [
        sys.executable,
        "-c",
        "from dogwood.cli import main; main()",
        "import",
        "spreadsheet",
        str(table),
        "--apply",
    ]
    child = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    journals = (var / "editorial.sqlite-journal", var / "editorial.sqlite-wal")
    quiet = max((path.stat().st_size for path in journals if path.exists()), default=0)
    while time.monotonic() < deadline and child.poll() is None:
        if max((path.stat().st_size for path in journals if path.exists()), default=0) > quiet + 50_000:
            break
        time.sleep(0.02)
    assert child.poll() is None, "it ended before it could be killed"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert count() == (0, 0, 0)
    done = dogwood(var, "import", "spreadsheet", str(table), "--apply")
    assert "2500 new" in done.stdout and count()[:2] == (2500, 1)
