"""``dogwood probe``."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from dogwood.checks.probes import runs
from dogwood.checks.probes.looks import Looker
from dogwood.checks.probes.models import ProbeRun
from dogwood.cli import cli, probing
from tests.checks.calls.conftest import put_listing

from .zoo import Zoo


@pytest.fixture
def command(db: None, zoo: Zoo, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(probing, "use_desk", lambda: None)
    monkeypatch.setattr(probing, "has_pending_migrations", lambda: False)
    monkeypatch.setattr(runs, "Looker", lambda: Looker(zoo.rules(seconds=4.0), pause=0.0))
    return lambda *arguments: CliRunner().invoke(cli, ["probe", *arguments])


def test_it_tells_what_is_not_right(command: Any) -> None:
    put_listing(website="http://closed.zoo.test/", places=[])
    result = command()
    assert result.exit_code == 0, result.output
    assert (
        "closing-words" in result.output
        and "has closed its doors" in result.output
        and "1 open findings" in result.output
    )


def test_it_tells_it_as_json_too(command: Any) -> None:
    put_listing(website="http://parked.zoo.test/")
    put_listing("other", website="http://home.zoo.test/", phones=[])
    told = json.loads(command("web", "--listing", "line", "--json").output)
    assert (told["state"], told["total"], told["new"]) == ("done", 1, 1)
    (finding,) = told["findings"]
    assert finding["kind"] == "repurposed" and finding["severity"] == "high" and finding["key"] == "line"


def test_it_goes_on_with_a_run_that_broke_off(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    put_listing(website="http://home.zoo.test/")
    assert "no run to go on" in command("--resume").output
    real = Looker.look_at
    monkeypatch.setattr(Looker, "look_at", lambda self, items: (_ for _ in ()).throw(KeyboardInterrupt))
    interrupted = command("web")
    assert interrupted.exit_code == 130 and "--resume" in interrupted.output
    assert ProbeRun.objects.get().state == "stopped"
    monkeypatch.setattr(Looker, "look_at", real)
    resumed = command("--resume")
    assert resumed.exit_code == 0 and "1 looked at" in resumed.output and ProbeRun.objects.get().state == "done"


def test_two_runs_at_once_are_refused_with_what_to_do(command: Any) -> None:
    put_listing(website="http://home.zoo.test/")
    runs.start_run(what="web", by=None, is_here=True)
    refused = command()
    assert refused.exit_code == 1 and "under way" in refused.output and "--resume" in refused.output


@pytest.mark.parametrize(("arguments", "code"), [(["sky"], 2), (["--limit", "-1"], 2), (["--listing", "nobody"], 1)])
def test_it_is_called_wrongly(command: Any, arguments: list[str], code: int) -> None:
    assert command(*arguments).exit_code == code
