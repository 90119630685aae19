"""A zoo of misbehaving hosts on the loopback.

    with Zoo() as zoo:
        visit_address("http://loop.zoo.test/", zoo.rules())

Names under ``zoo.test`` resolve to PUBLIC, a public address to which no packet goes: the zoo's ``dial`` notes it and
connects to the zoo itself. So the production rules on addresses, ports and certificates are the ones under test, and an
address that should have been refused is seen in ``zoo.dialled``. Every animal stops when the zoo closes, and after
LIFETIME at the latest.
"""

import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any, Self

import httpcore
import trustme

from dogwood.checks.probes.net.addresses import Address
from dogwood.checks.probes.net.errors import NameMissingError, NameUnknownError
from dogwood.checks.probes.net.visit import Rules

PUBLIC = "93.184.215.14"
LIFETIME = 30.0
"""Seconds an animal goes on at most."""
BOMB_BYTES = 200_000_000
WORDS = (
    "The Sample Support Line answers every weekday from nine to five. Volunteers who had breast cancer themselves listen,"
    " explain words that doctors use, and find a ride to treatment near you. Calls are free. Groups meet in Boone on the"
    " first Tuesday of each month in the library, and families are welcome to come along and to bring their questions."
)
OTHER_WORDS = (
    "Discover our new collection of garden furniture made from weather proof teak. Delivery within three days across the"
    " whole country, easy returns, and a warranty of ten years on every table, chair and bench that leaves our workshop."
    " Subscribe to the newsletter for spring discounts and ideas on how to arrange a terrace or a small balcony in style."
)
SITES = {
    "home": f"<title>Sample Support Line</title><h1>Sample Support Line</h1><p>{WORDS}</p>",
    "closed": f"<h1>Sample Support Line</h1><p>After 20 years the Sample Support Line has closed its doors. Thank you.</p>{WORDS}",
    "cerrado": "<h1>Línea de apoyo</h1><p>Gracias a todos. Hemos cerrado el 30 de junio. Llame al 211.</p>",
    "season": f"<h1>Sample Support Line</h1><p>Registration for the walk has closed.</p><p>{WORDS}</p>",
    "parked": "<title>parked.zoo.test</title><p>This domain is for sale! Make an offer today.</p>",
    "casino": "<title>Slot Gacor</title>" + "<p>casino slot jackpot poker roulette betting gacor maxwin</p>" * 5,
    "hiring": f"<title>Sample Support Line</title><p>{WORDS}</p><p>This domain is for sale</p>" + f"<p>{WORDS} {OTHER_WORDS}</p>" * 4,
    "refresh": '<meta http-equiv="refresh" content="0; url=http://parked.zoo.test/">',
    "empty": "",
}  # fmt: skip
REDIRECTS = {
    "to-loopback": "http://127.0.0.1/", "to-metadata": "http://169.254.169.254/latest/meta-data/", "to-six": "http://[::1]/",
    "to-decimal": "http://2130706433/", "to-octal": "http://0177.0.0.1/", "to-hex": "http://0x7f.0.0.1/",
    "to-short": "http://127.1/", "to-mapped": "http://[::ffff:127.0.0.1]/", "to-nat64": "http://[64:ff9b::7f00:1]/",
    "to-zero": "http://0.0.0.0/", "to-port": "http://home.zoo.test:22/", "to-file": "file:///etc/passwd",
    "to-inside": "http://inside.zoo.test/", "to-localhost": "http://localhost/", "to-login": "http://a:b@home.zoo.test/",
    "to-mixed": "http://mixed.zoo.test/", "moved": "http://home.other.test/", "to-rebound": "http://rebound.zoo.test/",
    "to-shop": "http://www.hugedomains.com/domain_profile.cfm", "to-bad": "http://[zz/", "to-secure": "https://home.zoo.test/",
}  # fmt: skip
WILD = (
    "loop far silent slow-body slow-head huge huge-head huge-redirect continue bomb not-gzip garbage cut deep pdf slow-robots"
    " broken-robots inside mixed metadata six mapped rebound"
).split()
"""Animals that are more than a page, and names that lead inside."""
STATUSES = {"gone": "410 Gone", "missing": "404 Not Found", "broken": "500 Oops", "shy": "403 Forbidden"}


@dataclass
class Request:
    host: str
    path: str
    headers: dict[str, str]


class FakeResolver:
    """names: host → addresses, taken in turn as often as it is asked (the last one stays)."""

    def __init__(self) -> None:
        self.names: dict[str, list[list[str]]] = {
            "inside.zoo.test": [["10.0.0.5"]],
            "mixed.zoo.test": [[PUBLIC, "192.168.1.1"]],
            "metadata.zoo.test": [["169.254.169.254"]],
            "six.zoo.test": [["fd00::1"]],
            "mapped.zoo.test": [["::ffff:10.0.0.1"]],
            "rebound.zoo.test": [[PUBLIC], ["127.0.0.1"]],
            "www.hugedomains.com": [[PUBLIC]],
        }
        self.mail: dict[str, list[str]] = {"mail.test": ["mx.mail.test"], "nomail.test": ["."], "plain.zoo.test": []}
        self.asked: dict[str, int] = defaultdict(int)

    def find_addresses(self, host: str, seconds: float) -> list[Address]:
        if host.startswith("offline"):
            raise NameUnknownError(f"The name servers gave no answer about “{host}” (Timeout).")
        turns = self.names.get(host) or ([[PUBLIC]] if host.endswith((".zoo.test", ".other.test")) else None)
        if turns is None:
            raise NameMissingError(f"The name servers know no “{host}”.")
        found = turns[min(self.asked[host], len(turns) - 1)]
        self.asked[host] += 1
        return [ipaddress.ip_address(text) for text in found]

    def find_mail_hosts(self, domain: str, seconds: float) -> list[str]:
        if domain.startswith("offline"):
            raise NameUnknownError("The name servers gave no answer.")
        if domain not in self.mail:
            raise NameMissingError(f"The name servers know no “{domain}”.")
        return self.mail[domain]


@dataclass
class Zoo:
    """sites: host's first label → page, to be changed by a test. robots: the same for robots.txt. requests: what came."""

    sites: dict[str, str] = field(default_factory=lambda: dict(SITES))
    robots: dict[str, str] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    sent: int = 0
    resolver: FakeResolver = field(default_factory=FakeResolver)
    _is_closing: threading.Event = field(default_factory=threading.Event)
    _listeners: dict[int, socket.socket] = field(default_factory=dict)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        for port in (80, 443):
            listener = socket.create_server(("127.0.0.1", 0), backlog=50)
            listener.settimeout(0.1)
            self._listeners[port] = listener
            self._start(partial(self._listen, listener, port == 443))
        return self

    def __exit__(self, *error: object) -> None:
        self._is_closing.set()
        for thread in self._threads:
            thread.join(5)
        for listener in self._listeners.values():
            listener.close()

    def rules(self, **more: Any) -> Rules:
        """The production rules with the zoo's names and doors, and less patience; tests of slow hosts have least."""
        rules = Rules(
            agent="DogwoodProbe/test (+http://localhost/; editor@example.org)",
            seconds=8.0,
            resolver=self.resolver,
            dial=self.dial,
            ssl_context=lambda: _authority()[1],
        )
        return replace(rules, **more)

    def dial(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        self.dialled.append((address, port))
        if address != PUBLIC:
            raise AssertionError(f"A probe went to {address}.")
        where = self._listeners[port].getsockname()
        return httpcore.SyncBackend().connect_tcp(where[0], where[1], timeout=seconds)

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _listen(self, listener: socket.socket, is_tls: bool) -> None:
        while not self._is_closing.is_set():
            with suppress(TimeoutError):
                connection = listener.accept()[0]
                self._start(partial(self._serve, connection, is_tls))

    def _serve(self, connection: socket.socket, is_tls: bool) -> None:
        with suppress(OSError, ssl.SSLError, ValueError):
            connection.settimeout(5)
            if is_tls:
                connection = _server_context().wrap_socket(connection, server_side=True)
            with connection:
                head = b""
                while b"\r\n\r\n" not in head and len(head) < 65_536:
                    head += connection.recv(4096) or b"\r\n\r\n"
                first, *lines = head.decode("latin-1").split("\r\n")
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
                request = Request(headers.get("host", ""), first.split(" ")[1], headers)
                self.requests.append(request)
                for data in self._answer(request):
                    if self._is_closing.is_set():
                        return
                    connection.sendall(data)
                    self.sent += len(data)
                    if not data:
                        time.sleep(0.02)

    def _answer(self, request: Request) -> Iterator[bytes]:
        animal = request.host.partition(".")[0]
        if request.path == "/robots.txt":
            yield from self._answer_robots(animal)
        elif animal in REDIRECTS:
            yield _head("302 Found", Location=REDIRECTS[animal])
        elif animal in STATUSES:
            yield _page(f"<p>{STATUSES[animal]}</p>", STATUSES[animal])
        elif animal in self.sites:
            page = self.sites[animal]
            tag = f'"{len(page)}"'
            if request.headers.get("if-none-match") == tag:
                yield _head("304 Not Modified", ETag=tag)
            else:
                yield _page(page, ETag=tag)
        else:
            wild = getattr(self, f"_{animal.replace('-', '_')}", None)
            yield from wild(request) if wild else iter([_page("", "404 Not Found")])

    def _answer_robots(self, animal: str) -> Iterator[bytes]:
        if animal == "slow-robots":
            yield from _for_ever(_head("200 OK") + b"User-agent: *\n", b"#", pause=0.1)
        elif animal == "broken-robots":
            yield _head("503 Later")
        elif animal in self.robots:
            yield _page(self.robots[animal], kind="text/plain")
        else:
            yield _head("404 Not Found")

    # Animals whose behaviour is more than a page.
    def _loop(self, request: Request) -> Iterator[bytes]:
        yield _head("302 Found", Location="/b" if request.path == "/a" else "/a")

    def _far(self, request: Request) -> Iterator[bytes]:
        yield _head("302 Found", Location=f"{request.path}x")

    def _silent(self, request: Request) -> Iterator[bytes]:
        yield from _for_ever(b"", b"", pause=0.1)

    def _slow_body(self, request: Request) -> Iterator[bytes]:
        yield from _for_ever(_head("200 OK"), b".", pause=0.1)

    def _slow_head(self, request: Request) -> Iterator[bytes]:
        yield from _for_ever(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x", pause=0.1)

    def _huge(self, request: Request) -> Iterator[bytes]:
        yield from _for_ever(_head("200 OK"), b"<p>more and more</p>" * 3_000)

    def _huge_head(self, request: Request) -> Iterator[bytes]:
        yield from _for_ever(b"HTTP/1.1 200 OK\r\n", b"".join(b"X-%d: y\r\n" % number for number in range(1_000)))

    def _huge_redirect(self, request: Request) -> Iterator[bytes]:
        yield _head("302 Found", Location=f"http://home.zoo.test/{'x' * 60_000}")

    def _continue(self, request: Request) -> Iterator[bytes]:
        yield from _for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100)

    def _bomb(self, request: Request) -> Iterator[bytes]:
        data = _make_bomb()
        yield _head("200 OK", **{"Content-Encoding": "gzip", "Content-Length": str(len(data))}) + data

    def _not_gzip(self, request: Request) -> Iterator[bytes]:
        yield _head("200 OK", **{"Content-Encoding": "gzip"}) + b"this is not gzip"

    def _garbage(self, request: Request) -> Iterator[bytes]:
        yield b"\x00\xff\x16\x03 not http at all\r\n\r\n"

    def _cut(self, request: Request) -> Iterator[bytes]:
        yield _head("200 OK", **{"Content-Length": "100000"}) + b"<p>Half a page"

    def _deep(self, request: Request) -> Iterator[bytes]:
        yield _head("200 OK") + b"<div>" * 150_000 + b"<" * 10_000 + b"<!--" * 10_000

    def _pdf(self, request: Request) -> Iterator[bytes]:
        yield from _for_ever(_head("200 OK", **{"Content-Type": "application/pdf"}), b"%PDF" * 1_000)

    def _busy(self, request: Request) -> Iterator[bytes]:
        count = sum(one.host == request.host and one.path != "/robots.txt" for one in self.requests)
        yield _head("429 Later", **{"Retry-After": "1"}) if count < 2 else _page(self.sites["home"])

    def _selfsigned(self, request: Request) -> Iterator[bytes]:
        yield _page(self.sites["home"])


def _head(status: str, **headers: str) -> bytes:
    headers = {"Content-Type": "text/html; charset=utf-8", "Connection": "close", **headers}
    return "".join([f"HTTP/1.1 {status}\r\n", *(f"{n}: {v}\r\n" for n, v in headers.items()), "\r\n"]).encode()


def _page(body: str, status: str = "200 OK", *, kind: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    data = body.encode()
    return _head(status, **{"Content-Type": kind, "Content-Length": str(len(data)), **headers}) + data


def _for_ever(first: bytes, then: bytes, *, pause: float = 0.0) -> Iterator[bytes]:
    yield first
    end = time.monotonic() + LIFETIME
    while time.monotonic() < end:
        time.sleep(pause)
        yield then


@cache
def _make_bomb() -> bytes:
    """A small file that unpacks to BOMB_BYTES: one stream, not many one after the other."""
    packer, block = zlib.compressobj(9, zlib.DEFLATED, 31), bytes(1_000_000)
    return b"".join([*(packer.compress(block) for _ in range(BOMB_BYTES // 1_000_000)), packer.flush()])


@cache
def _authority() -> tuple[trustme.CA, ssl.SSLContext]:
    """The zoo's own certificate authority, and a client's context that trusts it."""
    authority = trustme.CA()
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return authority, context


@cache
def _server_context() -> ssl.SSLContext:
    """The right certificate for ``*.zoo.test``; for some names another authority's, or another name's."""
    authority, _ = _authority()
    context, stranger, misnamed = (ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) for _ in range(3))
    authority.issue_cert("*.zoo.test").configure_cert(context)
    trustme.CA().issue_cert("selfsigned.zoo.test").configure_cert(stranger)
    authority.issue_cert("somebody-else.test").configure_cert(misnamed)

    def choose(connection: Any, name: str | None, _context: ssl.SSLContext) -> None:
        connection.context = {"selfsigned.zoo.test": stranger, "misnamed.zoo.test": misnamed}.get(name or "", context)

    context.sni_callback = choose
    return context
