"""A whole installation for the tests that need one: the starter, set up by the real command in a folder of its own."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAIN = "from dogwood.cli import main; main()"


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(var: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DOGWOOD_", "DJANGO_"))}
    return {**kept, "DOGWOOD_VAR": str(var), **more}


def dogwood(var: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the ``dogwood`` command on the installation in ``var``."""
    return subprocess.run(
        [sys.executable, "-c", MAIN, *arguments],
        env=environment(var),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=check,
        timeout=300,
    )


@contextmanager
def serve_readers(var: Path) -> Iterator[str]:
    """The readers' site of ``var`` on a free port of the loopback; yields its address."""
    port = find_free_port()
    more = {"DOGWOOD_READERS_PORT": str(port), "DOGWOOD_READERS_URL": f"http://127.0.0.1:{port}"}
    child = subprocess.Popen([sys.executable, "-c", MAIN, "readers"], env=environment(var, **more), cwd=ROOT)
    try:
        wait_for(port, "/healthz", child)
        yield f"http://127.0.0.1:{port}"
    finally:
        child.terminate()
        child.wait(20)


def wait_for(port: int, path: str, child: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Wait until ``path`` is answered. Raises RuntimeError when the process ends or takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if child.poll() is not None:
            raise RuntimeError(f"The process ended with status {child.returncode}.")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            if connection.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError(f"Nothing answered {path} on port {port} within {seconds} seconds.")
