"""One supervisor for the three processes: starts them, restarts one that dies, stops all together."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

START_SECONDS = 60
STOP_SECONDS = 10
_RESTARTS = 5
"""A process that dies more often than this within a minute keeps dying; what then: see ``Supervisor.run``."""
_LONGEST_PAUSE = 30.0


@dataclass
class Process:
    """name: for messages. command: argument list, no shell. probe: address that answers once it is ready, "" none.

    is_vital: when this one keeps dying, all stop. One that is not is tried again and again, while the others run on:
    trouble on the editors' side never takes the readers' site down.
    """

    name: str
    command: list[str]
    environment: dict[str, str]
    probe: str
    is_vital: bool = True
    deaths: list[float] = field(default_factory=list)
    child: subprocess.Popen[bytes] | None = None
    start_at: float = 0.0
    is_ready: bool = False

    def start(self) -> None:
        # Its own session, so that Ctrl-C reaches only the supervisor, which then stops all in order.
        self.child = subprocess.Popen(self.command, env=self.environment, start_new_session=True)  # noqa: S603

    @property
    def is_running(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def kill_group(self) -> None:
        """End the process and what it started, such as web workers that would go on holding the port."""
        if self.child is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()


class Supervisor:
    """processes: in the order in which they start. say: prints one message. first_pause: seconds before the first
    restart of a process; it doubles with each of its deaths within a minute, up to 30 seconds."""

    def __init__(self, processes: list[Process], say: Callable[[str], None], *, first_pause: float = 0.5) -> None:
        self.processes = processes
        self.say = say
        self.first_pause = first_pause
        self.is_stopping = False
        self.is_ready = False
        self._is_wait_said = False

    def run(self, *, ready: str) -> int:
        """Run until SIGINT, SIGTERM or SIGHUP (returns 0), or until a process keeps dying (returns 1).

        A process that keeps dying stops all when it is vital, and any one does before all were ready once, while the
        operator is looking. ready: said once, when all that have a probe answer.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        try:
            for process in self.processes:
                process.start()
            deadline = time.monotonic() + START_SECONDS
            while not self.is_stopping:
                time.sleep(0.05 if not self.is_ready else 0.2)
                if not all(self._tend(process) for process in self.processes):
                    return 1
                if not self.is_ready and not self.is_stopping and self._are_all_ready(deadline):
                    self.is_ready = True
                    self.say(ready)
            return 0
        finally:
            self.stop()

    def stop(self) -> None:
        """Ask every process to end, wait, and end those that do not, with all that they started."""
        for process in self.processes:
            if process.is_running and process.child:
                process.child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.processes:
            if process.child is None:
                continue
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.child.wait(max(0.1, deadline - time.monotonic()))
            process.kill_group()
        self.say("Stopped.")

    def _ask_to_stop(self, number: int, frame: object) -> None:
        self.is_stopping = True

    def _tend(self, process: Process) -> bool:
        """Start a process again that died, when its pause is over. False when it is given up and all must stop."""
        if process.is_running or self.is_stopping:
            return True
        now = time.monotonic()
        if process.start_at:
            if now >= process.start_at:
                process.start_at = 0.0
                process.start()
            return True
        process.deaths = [moment for moment in process.deaths if now - moment < 60] + [now]
        code = process.child.returncode if process.child else None
        process.kill_group()
        if len(process.deaths) > _RESTARTS and (process.is_vital or not self.is_ready):
            self.say(f"The {process.name} process keeps ending (exit status {code}); stopping everything.")
            return False
        pause = min(self.first_pause * 2 ** (len(process.deaths) - 1), _LONGEST_PAUSE)
        if len(process.deaths) > _RESTARTS:
            pause = _LONGEST_PAUSE
        process.start_at = now + pause
        self.say(f"The {process.name} process ended (exit status {code}); starting it again in {pause:g} s.")
        return True

    def _are_all_ready(self, deadline: float) -> bool:
        for process in self.processes:
            if not process.probe or process.is_ready:
                continue
            process.is_ready = process.is_running and answers(process.probe)
            if not process.is_ready:
                if time.monotonic() > deadline and not self._is_wait_said:
                    self._is_wait_said = True
                    self.say(f"The {process.name} process does not answer at {process.probe} yet; still waiting.")
                return False
        return True


def answers(address: str) -> bool:
    """True when an HTTP GET of ``address`` gets any answer below 500 within 2 seconds."""
    url = urlsplit(address)
    connection = http.client.HTTPConnection(url.hostname or "", url.port or 80, timeout=2)
    try:
        connection.request("GET", url.path or "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def find_busy_port(host: str, port: int) -> bool:
    """True when something listens on the port already. Raises OSError when ``host`` is no address of this machine."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host.strip("[]"), port)) == 0


def local_address(host: str, port: int) -> str:
    """Where this machine itself reaches a process that listens on ``host``: ``0.0.0.0`` and ``::`` mean everywhere."""
    bare = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host.strip("[]"), host.strip("[]"))  # noqa: S104 - compared, not bound
    return f"http://[{bare}]:{port}" if ":" in bare else f"http://{bare}:{port}"
