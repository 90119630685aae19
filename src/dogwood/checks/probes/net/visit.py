"""One visit to one web address: what came of it, within a budget, whatever the host does.

Redirects are followed by hand, and each hop is held to the same rules as the first: http or https, ports 80 and 443,
public addresses, robots.txt. Only text is read, and no more of it than is needed.
"""

import logging
import ssl
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import httpcore
import httpx

from ..web.text import PageText, decode_page, read_page
from .addresses import read_host
from .budget import Budget
from .dialling import Dial, GuardedBackend, GuardedTransport, dial_address
from .errors import BudgetError, NameMissingError, ProbeNetError, RefusedAddressError
from .names import Resolver, SystemResolver
from .robots import ALL_ALLOWED, ALL_REFUSED, MOST_BYTES, Robots, read_robots

logging.getLogger("httpx").setLevel(logging.WARNING)  # else a line in the log for every page
PRODUCT = "DogwoodProbe"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEXT_TYPES = ("text/html", "application/xhtml", "text/plain")
_LONGEST_ADDRESS = 2_000


@cache
def trust_usual() -> ssl.SSLContext:
    """TLS with the certificate authorities that browsers trust, whatever the environment says."""
    return httpx.create_ssl_context(trust_env=False)


@dataclass(frozen=True)
class Rules:
    """What a visit may cost and how it introduces itself. seconds, bytes: for the whole visit, all hops. page_bytes: of
    one page, unpacked. resolver, dial, ssl_context: replaced in tests, so that the rules themselves stay."""

    agent: str = PRODUCT
    seconds: float = 20.0
    bytes: int = 1_500_000
    page_bytes: int = 1_000_000
    hops: int = 6
    resolver: Resolver = field(default_factory=SystemResolver)
    dial: Dial = dial_address
    ssl_context: Callable[[], ssl.SSLContext] = trust_usual


@dataclass(frozen=True, slots=True)
class Known:
    """What is known from before. final, etag, last_modified: of the last time. robots: host → what it allows."""

    final: str = ""
    etag: str = ""
    last_modified: str = ""
    robots: Mapping[str, Robots] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of it.

    trouble: "" or a kind of ``problems.PROBLEMS``. detail: the reason, in words. hops: the addresses gone through.
    status: of the last answer, 0 without one. is_reached: some host answered in some way. is_missing: the name servers know no such
    name. robots: what was learned of hosts. retry_after: seconds, 0 unsaid. is_whole: the page was read to its end.
    """

    url: str
    trouble: str = ""
    detail: str = ""
    status: int = 0
    hops: tuple[str, ...] = ()
    page: PageText | None = None
    etag: str = ""
    last_modified: str = ""
    robots: Mapping[str, Robots] = field(default_factory=dict)
    retry_after: float = 0.0
    is_reached: bool = False
    is_missing: bool = False
    is_unchanged: bool = False
    is_whole: bool = True
    bytes: int = 0

    @property
    def final(self) -> str:
        return self.hops[-1] if self.hops else self.url


def visit_address(url: str, rules: Rules, known: Known | None = None) -> Visit:
    """Go to ``url`` and say what is there. Never raises for what a host or a name server does."""
    walk = _Walk(url, rules, known or Known())
    try:
        result = walk.go()
    except ProbeNetError as error:
        result = Visit(url, error.trouble, str(error), is_missing=isinstance(error, NameMissingError))
    except httpx.InvalidURL as error:
        result = Visit(url, "refused-address", f"It is not an address of the web ({str(error)[:200]}).")
    except (httpcore.TimeoutException, httpx.TimeoutException):
        result = Visit(url, "unreachable", "The host did not answer in time.")
    except httpx.RemoteProtocolError as error:  # httpx's own: where it sends its readers is no address
        result = Visit(url, "refused-address", f"It sends its readers to no address of the web ({str(error)[:200]}).")
    except (httpcore.ProtocolError, httpx.ProtocolError, httpx.DecodingError, UnicodeError, ValueError) as error:
        result = Visit(url, "unreadable", f"What the host sent is no web page ({str(error)[:200]}).")
    except (httpcore.NetworkError, httpx.NetworkError, OSError) as error:
        result = _tell_network_error(url, error)
    hops = tuple(walk.hops)
    return replace(
        result, hops=hops, robots=dict(walk.learned), is_reached=bool(walk.backend.reached), bytes=walk.budget.used
    )


def _tell_network_error(url: str, error: BaseException) -> Visit:
    """A certificate that is not right is told as such; everything else is "could not be reached"."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Visit(url, "tls", f"Its certificate is not right: {cause.verify_message or cause.reason}.")
        if isinstance(cause, ssl.SSLError):
            return Visit(url, "tls", f"No secure connection can be made ({cause.reason or 'TLS error'}).")
        cause = cause.__cause__ or cause.__context__
    return Visit(url, "unreachable", f"No connection could be made ({str(error)[:200] or type(error).__name__}).")


class _Walk:
    """The hops of one visit."""

    def __init__(self, url: str, rules: Rules, known: Known) -> None:
        self.url, self.rules, self.known = url, rules, known
        self.budget = Budget(rules.seconds, rules.bytes)
        self.backend = GuardedBackend(rules.resolver, self.budget, rules.dial)
        self.hops: list[str] = []
        self.learned: dict[str, Robots] = {}

    def go(self) -> Visit:
        url = _read_address(self.url)
        transport = GuardedTransport(self.backend, self.rules.ssl_context())
        headers = {
            "User-Agent": self.rules.agent,
            "Accept": "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8,*/*;q=0.1",
            "Accept-Encoding": "gzip",
            "Accept-Language": "en-US,en;q=0.8,es;q=0.6",
            "Connection": "close",
        }
        with httpx.Client(transport=transport, headers=headers, trust_env=False, follow_redirects=False) as client:
            while True:
                if str(url) in self.hops:
                    self.hops.append(str(url))
                    return Visit(self.url, "redirect-loop", "It sends its readers round in a circle.")
                if len(self.hops) >= self.rules.hops:
                    return Visit(
                        self.url, "redirect-loop", f"It sends its readers on more than {len(self.hops)} times."
                    )
                self.hops.append(str(url))
                robots = self.find_robots(client, url)
                if not robots.allows(url.raw_path.decode("ascii")):
                    return Visit(self.url, "robots", f"{url.host} asks programs to leave this page alone.")
                found, onward = self.look(client, url)
                if not onward:
                    return found
                url = _read_address(str(url.join(onward)))

    def find_robots(self, client: httpx.Client, url: httpx.URL) -> Robots:
        """What the host allows: as known, else asked (RFC 9309: none there means all, an error of the host means nothing)."""
        name = url.netloc.decode("ascii").lower()
        known = self.learned.get(name) or self.known.robots.get(name)
        if known is not None:
            return known
        address, robots = url.copy_with(raw_path=b"/robots.txt"), ALL_REFUSED
        for _ in range(3):
            with client.stream("GET", address) as answer:
                status, onward = answer.status_code, _find_location(answer)
                if status == 200:
                    robots = read_robots(self.read_body(answer, MOST_BYTES)[0].decode("utf-8", "replace"), PRODUCT)
                elif status < 500 and status != 429 and not onward:
                    robots = ALL_ALLOWED
            if not onward:
                break
            address, robots = _read_address(str(address.join(onward))), ALL_ALLOWED
        self.learned[name] = robots
        return robots

    def look(self, client: httpx.Client, url: httpx.URL) -> tuple[Visit, str]:
        """What is at ``url``, and where it sends its reader on ("" nowhere)."""
        conditions = {}
        if str(url) == self.known.final:
            if self.known.etag:
                conditions["If-None-Match"] = self.known.etag
            if self.known.last_modified:
                conditions["If-Modified-Since"] = self.known.last_modified
        with client.stream("GET", url, headers=conditions) as answer:
            found = Visit(
                self.url,
                status=answer.status_code,
                etag=answer.headers.get("etag", "")[:200],
                last_modified=answer.headers.get("last-modified", "")[:100],
                is_unchanged=answer.status_code == 304,
                retry_after=_read_retry(answer.headers.get("retry-after", "")),
            )
            if onward := _find_location(answer):
                return found, onward
            kind = answer.headers.get("content-type", "text/html").lower()
            if not kind.startswith(_TEXT_TYPES) or answer.status_code == 304:
                return found, ""
            body, is_whole = self.read_body(answer, self.rules.page_bytes)
        page = read_page(decode_page(body, kind))
        found = replace(found, page=page, is_whole=is_whole)
        # Only a page that is nothing else sends on; a long one that reloads itself is a page.
        if page.refresh_to and len(page.text) < 2_000 and str(url.join(page.refresh_to)) != str(url):
            return found, page.refresh_to
        return found, ""

    def read_body(self, answer: httpx.Response, most: int) -> tuple[bytes, bool]:
        """At most ``most`` bytes, unpacked a little at a time (so a small file that unpacks to a huge one costs no more
        than it may), and whether that is all. Time and bytes that run out end a page, not the visit."""
        packing = answer.headers.get("content-encoding", "identity").strip().lower()
        if packing not in {"identity", "", "gzip", "x-gzip", "deflate"}:
            return b"", False
        unpacker = (
            zlib.decompressobj(47) if "gzip" in packing else zlib.decompressobj() if packing == "deflate" else None
        )
        body = bytearray()
        try:
            for chunk in answer.iter_raw():
                self.budget.left()
                body += unpacker.decompress(chunk, most + 1 - len(body)) if unpacker else chunk
                if len(body) > most:
                    return bytes(body[:most]), False
                if unpacker and unpacker.eof:
                    break
        except zlib.error:
            return bytes(body), False
        except (BudgetError, httpcore.TimeoutException, httpcore.RemoteProtocolError):
            if not body:
                raise
            return bytes(body), False
        return bytes(body), True


def _read_address(text: str) -> httpx.URL:
    """Raises RefusedAddressError for what is not a plain address of the web."""
    if len(text) > _LONGEST_ADDRESS:
        raise RefusedAddressError("The address is longer than any real one.")
    url = httpx.URL(text.strip()).copy_with(fragment=None)
    if url.scheme not in {"http", "https"} or not url.host:
        raise RefusedAddressError(f"“{text[:200]}” is not an address that begins with http:// or https://.")
    if url.userinfo:
        raise RefusedAddressError("The address holds a name and a password.")
    if url.port not in {None, 80, 443}:
        raise RefusedAddressError(f"Port {url.port} is not one of the web.")
    read_host(url.raw_host.decode("ascii"))
    return url


def _find_location(answer: httpx.Response) -> str:
    return str(answer.headers.get("location", ""))[: _LONGEST_ADDRESS + 1] if answer.status_code in _REDIRECTS else ""


def _read_retry(text: str) -> float:
    """Seconds; a date counts as an hour, more than a day as a day."""
    if not text:
        return 0.0
    return min(float(text), 86_400.0) if text.isascii() and text.isdecimal() else 3_600.0
