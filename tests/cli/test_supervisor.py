"""The supervisor, with small Python children in place of the real processes."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dogwood.cli import supervisor as module
from dogwood.cli.supervisor import Process, Supervisor, answers, find_busy_port, local_address
from dogwood.settings.config import Config

from .conftest import find_free_port, invoke

SERVE = """
    import http.server, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(int(sys.argv[2])); self.end_headers()
        def log_message(self, *arguments): pass
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
LINGER = "import time; time.sleep(60)"


def make(name: str, code: str, *arguments: object, probe: str = "", is_vital: bool = True) -> Process:
    command = [sys.executable, "-S", "-c", textwrap.dedent(code), *map(str, arguments)]
    return Process(name, command, dict(os.environ), probe, is_vital)


def wait_for(condition: Callable[[], bool], seconds: float = 8) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def is_alive(number: int) -> bool:
    """True while the process runs; one that has ended and was not collected yet counts as ended."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture(autouse=True)
def keep_handlers() -> Iterator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


class Stage:
    """Runs a supervisor, and does things to it from another thread when a message is said."""

    def __init__(self, *processes: Process) -> None:
        self.said: list[str] = []
        self.supervisor = Supervisor(list(processes), self.said.append, first_pause=0.02)

    def run(self, act: Callable[[], None] = lambda: None) -> int:
        failures: list[BaseException] = []

        def guard() -> None:
            try:
                act()
            except BaseException as error:
                failures.append(error)
                self.supervisor.is_stopping = True

        thread = threading.Thread(target=guard)
        thread.start()
        code = self.supervisor.run(ready="all ready")
        thread.join()
        assert not failures, (failures, self.said)
        return code


def test_says_ready_once_all_answer_and_stops_on_sigterm() -> None:
    port = find_free_port()
    server = make("readers", SERVE, port, 200, probe=f"http://127.0.0.1:{port}/healthz")
    worker = make("worker", LINGER)
    stage = Stage(server, worker)
    asked_at = []

    def act() -> None:
        wait_for(lambda: "all ready" in stage.said)
        asked_at.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGTERM)

    assert stage.run(act) == 0
    assert time.monotonic() - asked_at[0] < 3
    assert stage.said == ["all ready", "Stopped."]
    assert not server.is_running
    assert not worker.is_running


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_ctrl_c_and_a_closed_terminal_stop_all(number: signal.Signals) -> None:
    child = make("worker", LINGER)
    stage = Stage(child)

    def act() -> None:
        wait_for(lambda: "all ready" in stage.said)
        os.kill(os.getpid(), number)

    assert stage.run(act) == 0
    assert not child.is_running


def test_a_child_that_dies_is_started_again() -> None:
    child = make("worker", LINGER)
    stage = Stage(child)

    def act() -> None:
        wait_for(lambda: child.is_running)
        assert child.child is not None
        first = child.child.pid
        child.child.kill()
        wait_for(lambda: child.is_running and child.child is not None and child.child.pid != first)
        stage.supervisor.is_stopping = True

    assert stage.run(act) == 0
    assert "The worker process ended (exit status -9); starting it again in 0.02 s." in stage.said


def test_what_a_dead_child_left_running_is_ended_before_the_restart(tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    code = f"""
        import pathlib, subprocess, sys, time
        left = subprocess.Popen([sys.executable, "-S", "-c", {LINGER!r}])
        path = pathlib.Path(sys.argv[1])
        is_first = not path.exists()
        path.open("a").write(str(left.pid) + "\\n")
        if not is_first: time.sleep(60)
    """
    stage = Stage(make("readers", code, note))

    def act() -> None:
        wait_for(lambda: note.exists() and note.read_text().count("\n") == 2)
        first, second = map(int, note.read_text().split())
        wait_for(lambda: not is_alive(first))
        assert is_alive(second)
        stage.supervisor.is_stopping = True

    assert stage.run(act) == 0
    wait_for(lambda: not any(is_alive(int(number)) for number in note.read_text().split()))


def test_gives_up_on_a_vital_child_that_keeps_dying() -> None:
    other = make("desk", LINGER)
    stage = Stage(make("readers", "raise SystemExit(3)"), other)
    assert stage.run() == 1
    assert "The readers process keeps ending (exit status 3); stopping everything." in stage.said
    assert sum("starting it again" in line for line in stage.said) == 5
    assert not other.is_running


def test_before_all_were_ready_any_child_that_keeps_dying_stops_all() -> None:
    silent = make("readers", LINGER, probe=f"http://127.0.0.1:{find_free_port()}/")
    stage = Stage(silent, make("worker", "raise SystemExit(3)", is_vital=False))
    assert stage.run() == 1
    assert "The worker process keeps ending (exit status 3); stopping everything." in stage.said
    assert "all ready" not in stage.said


def test_the_readers_site_outlives_a_desk_that_keeps_dying(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LONGEST_PAUSE", 0.05)
    readers = make("readers", LINGER)
    stage = Stage(readers, make("desk", "raise SystemExit(3)", is_vital=False))

    def act() -> None:
        wait_for(lambda: sum("The desk process ended" in line for line in stage.said) > 7)
        assert readers.is_running
        stage.supervisor.is_stopping = True

    assert stage.run(act) == 0


def test_a_child_that_will_not_stop_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "STOP_SECONDS", 0.3)
    deaf = "import pathlib, signal, sys, time; signal.signal(15, signal.SIG_IGN); pathlib.Path(sys.argv[1]).touch(); time.sleep(60)"
    child = make("desk", deaf, tmp_path / "deaf")
    stage = Stage(child)

    def act() -> None:
        wait_for((tmp_path / "deaf").exists)
        stage.supervisor.is_stopping = True

    assert stage.run(act) == 0
    assert not child.is_running


def test_says_so_when_a_process_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "START_SECONDS", 0.1)
    stage = Stage(make("readers", LINGER, probe=f"http://127.0.0.1:{find_free_port()}/"))

    def act() -> None:
        wait_for(lambda: any("does not answer" in line for line in stage.said))
        stage.supervisor.is_stopping = True

    assert stage.run(act) == 0
    assert "all ready" not in stage.said


def test_an_answer_below_500_counts() -> None:
    for status, expected in ((200, True), (404, True), (503, False)):
        port = find_free_port()
        command = [sys.executable, "-S", "-c", textwrap.dedent(SERVE), str(port), str(status)]
        with subprocess.Popen(command) as child:
            wait_for(lambda port=port: find_busy_port("127.0.0.1", port))  # type: ignore[misc]
            assert answers(f"http://127.0.0.1:{port}/") is expected
            child.kill()


def test_where_a_process_is_asked() -> None:
    assert local_address("0.0.0.0", 8000) == "http://127.0.0.1:8000"
    assert local_address("127.0.0.1", 8000) == "http://127.0.0.1:8000"
    assert local_address("::", 8000) == "http://[::1]:8000"
    assert local_address("[::1]", 8000) == "http://[::1]:8000"


def test_a_busy_port_is_named_with_its_setting(set_up: Callable[..., Config]) -> None:
    port = find_free_port()
    with subprocess.Popen([sys.executable, "-S", "-c", textwrap.dedent(SERVE), str(port), "200"]) as child:
        wait_for(lambda: find_busy_port("127.0.0.1", port))
        set_up(desk_port=port)
        result = invoke("run")
        child.kill()
    assert result.exit_code == 1
    assert f"Port {port} is in use. Stop what uses it, or set DOGWOOD_DESK_PORT." in result.output


def test_ports_that_cannot_work_are_refused(set_up: Callable[..., Config]) -> None:
    set_up(readers_port=9321, desk_port=9321)
    assert "Give each its own" in invoke("run").output
    set_up(desk_port=9322, host="no-such-host.invalid")
    assert "DOGWOOD_HOST = 'no-such-host.invalid'" in invoke("run").output
