"""``dogwood import`` and ``dogwood export`` as somebody types them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dogwood.cli import importing
from dogwood.editorial.models import Listing
from dogwood.exchange.models import ImportRun, Source

from .conftest import make_table
from .test_fda import pipes
from .test_plan import NEW, OURS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture(autouse=True)
def on_this_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_use", lambda: None)
    monkeypatch.setattr(importing, "use_desk", lambda: None)


def run(*arguments: Any) -> Result:
    group, *rest = map(str, arguments)
    command = importing.import_ if group == "import" else importing.export
    return CliRunner().invoke(command, rest)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "county.csv"
    path.write_bytes(make_table([NEW, OURS]))
    return path


def test_a_dry_run_reports_and_changes_nothing(table: Path) -> None:
    result = run("import", "spreadsheet", table)
    assert result.exit_code == 0, result.output
    assert (
        "1 new, 1 to update" in result.output
        and "dry run" in result.output
        and "Phone → phone (heading)" in result.output
    )
    assert not ImportRun.objects.exists() and not Source.objects.exists()


def test_apply_list_and_undo(table: Path) -> None:
    assert run("import", "spreadsheet", table, "--apply", "--source", "County", "--publish").exit_code == 0
    assert Listing.objects.get(key="food-pantry").live
    number = ImportRun.objects.get().pk
    assert f"{number} " in run("import", "list").output and "County" in run("import", "list").output
    assert "dry run" in run("import", "undo", number).output and Listing.objects.filter(key="food-pantry").exists()
    assert "1 removed, 1 restored" in run("import", "undo", number, "--apply").output
    assert not Listing.objects.filter(key="food-pantry").exists()
    assert run("import", "undo", number, "--apply").exit_code == 1 and run("import", "undo", 99).exit_code == 1


def test_json_holds_all_of_it(table: Path) -> None:
    report = json.loads(run("import", "spreadsheet", table, "--json").output)
    assert report["applied"] is False and report["counts"]["create"] == 1 and len(report["rows"]) == 2
    assert report["rows"][1]["matches"][0]["key"] == "pitt-rides" and report["rows"][1]["matches"][0]["reasons"]


def test_a_mapping_is_chosen_and_remembered(table: Path) -> None:
    args = ("import", "spreadsheet", table, "--source", "County", "--mapping", "Notes=eligibility")
    assert run(*args, "--apply").exit_code == 0
    assert Listing.objects.get(key="food-pantry").eligibility == "Ask for Ann"
    assert "Notes → eligibility (remembered)" in run(*args[:5]).output
    assert run("import", "spreadsheet", table, "--mapping", "Wat=name").exit_code == 1
    assert run("import", "spreadsheet", table, "--mapping", "Wat").exit_code == 2


def test_rows_can_be_decided_by_their_number(table: Path) -> None:
    result = run("import", "spreadsheet", table, "--as-new", "3", "--leave-out", "2")
    assert "1 new, 1 left out" in result.output
    assert run("import", "spreadsheet", table, "--as-new", "99").exit_code == 2


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04"])
def test_a_bad_file_is_one_clear_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    result = run("import", "spreadsheet", path, "--apply")
    assert result.exit_code == 1 and result.output.startswith("Error: ") and "Traceback" not in result.output
    assert run("import", "spreadsheet", tmp_path / "none.csv").exit_code == 1


def test_a_file_of_a_gigabyte_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2**30)
    result = run("import", "spreadsheet", path)
    assert result.exit_code == 1 and "1024 MB" in result.output


def test_rows_that_were_not_imported_give_exit_status_3(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(make_table([("1", "", *NEW[2:]), NEW]))
    result = run("import", "spreadsheet", path)
    assert result.exit_code == 3 and "1 cannot be imported" in result.output


def test_fda(tmp_path: Path) -> None:
    path = tmp_path / "public.txt"
    path.write_bytes(pipes())
    result = run("import", "fda", path, "--state", "NC", "--dated", "2026-06-20", "--apply")
    assert result.exit_code == 0, result.output
    assert Listing.objects.get(key="made-county-hospital").service_type == "mammography"
    assert run("import", "fda", path, "--dated", "someday").exit_code == 1
    assert run("import", "spreadsheet", path, "--source", "FDA MQSA certified facilities").exit_code == 1


def test_exports(tmp_path: Path) -> None:
    for form in ("csv", "xlsx", "pack"):
        path = tmp_path / f"out.{form}"
        result = run("export", form, path, "--county", "Pitt", "--need", "ride")
        assert result.exit_code == 0 and "Wrote 1 listings" in result.output and path.stat().st_size > 100
    assert run("export", "csv", tmp_path / "x.csv", "--kind", "zoo").exit_code == 1
    assert "phone " in run("import", "fields").output
