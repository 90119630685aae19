"""Requests a second of a ready guide page, beside nginx serving the same bytes with as many workers."""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import Figure

READERS_PORT, NGINX_PORT = 18_440, 18_441
SECONDS = 1
ROUNDS = 12
PAGE = "/en/guide/advanced-breast-cancer/"


def measure(var: Path) -> list[Figure]:
    """The ratio readers/nginx, one worker each: of the best second of each among ``ROUNDS`` taken in turn, for what else
    runs on a machine only slows. Needs nginx and wrk."""
    if not (shutil.which("nginx") and shutil.which("wrk")):
        return [Figure("Guide page, readers/nginx", "not measured: needs nginx and wrk", "at least 0.3")]
    with readers(var, READERS_PORT), _nginx(get(READERS_PORT, PAGE)):
        rates = [(_rate(READERS_PORT), _rate(NGINX_PORT)) for _ in range(ROUNDS)]
    ours, theirs = (max(rate) for rate in zip(*rates, strict=True))
    ratios = [one / other for one, other in rates]
    spread = f"{min(ratios):.2f} to {max(ratios):.2f} in {ROUNDS} rounds"
    return [
        Figure(
            "Guide page from readers / the same bytes from nginx, one worker each",
            f"{ours / theirs:.2f} ({ours:,.0f} and {theirs:,.0f} requests/s; {spread})",
            "at least 0.3",
            ours / theirs >= 0.3,
        )
    ]


def get(port: int, path: str, encoding: str = "gzip") -> tuple[bytes, dict[str, str]]:
    """Body and headers of one GET on the loopback address."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return body, {name.lower(): value for name, value in answer.getheaders()}


@contextmanager
def readers(var: Path, port: int) -> Iterator[int]:
    """The readers' process on ``port``; yields its process id and ends it afterwards."""
    from dogwood.cli.processes import readers_command
    from dogwood.settings.config import Config

    command = readers_command(Config(var=var, readers_port=port))
    child = subprocess.Popen(command, env={**os.environ, "DOGWOOD_VAR": str(var)})
    try:
        wait_for(port)
        yield child.pid
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(15)


def wait_for(port: int, path: str = "/healthz") -> None:
    for _ in range(300):
        try:
            get(port, path)
            return
        except (OSError, RuntimeError):
            time.sleep(0.1)
    raise RuntimeError(f"Nothing answers on port {port}.")


@contextmanager
def _nginx(page: tuple[bytes, dict[str, str]]) -> Iterator[None]:
    body, _ = page
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.html").write_bytes(body)
        (folder / "nginx.conf").write_text(
            f"worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
            "events { worker_connections 512; }\n"
            f"http {{ access_log off; keepalive_requests 1000000; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;"
            f" fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n"
            f" server {{ listen 127.0.0.1:{NGINX_PORT}; root {folder}; default_type text/html;"
            " location = /healthz { return 200; } location / { try_files /page.html =404; add_header Content-Encoding gzip; } }\n}\n"
        )
        folder.chmod(0o755)
        child = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-p", name], stderr=subprocess.DEVNULL)
        try:
            wait_for(NGINX_PORT)
            yield
        finally:
            child.terminate()
            child.wait(10)


def _rate(port: int) -> float:
    output = subprocess.run(
        ["wrk", "-t1", "-c16", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip", f"http://127.0.0.1:{port}{PAGE}"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if not found or "Non-2xx" in output:
        raise RuntimeError(f"wrk on port {port}:\n{output}")
    return float(found[1])


def edition_paths(var: Path) -> list[str]:
    """Paths of guides and listings of the current edition, as the site map gives them."""
    script = (
        "import json; from pathlib import Path; from dogwood.edition.store import LocalStore;"
        "from dogwood.edition.file import EditionReader; from dogwood.edition.records import GuideRecord, ListingRecord;"
        f"r = EditionReader(LocalStore(Path({str(var / 'editions')!r})).current_folder());"
        "print(json.dumps([f'/en/guide/{k}/' for k in sorted(r.keys(GuideRecord))]"
        "+[f'/en/listing/{k}/' for k in sorted(r.keys(ListingRecord))]))"
    )
    output = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    paths: list[str] = json.loads(output)
    return paths
