"""The one way out: a name is resolved, every address of it is checked, and the connection goes to a checked address.

httpcore asks a "network backend" for each connection; this one resolves and checks itself, at every hop and every time,
so a name that changes its address between two looks ("rebinding") gains nothing. The name goes on into TLS (SNI, the
certificate) and into the Host header. Every read and write is held to the visit's budget.
"""

import ipaddress
import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore
import httpx

from .addresses import Address, check_addresses, read_host
from .budget import Budget
from .errors import BudgetError, ProbeNetError, RefusedAddressError
from .names import Resolver

PORTS = frozenset({80, 443})
_STEP_SECONDS = 8.0
"""For one connection, one read or one write; the budget holds all together."""
_TRIES = 3

Dial = Callable[[str, int, float], httpcore.NetworkStream]
"""(address, port, seconds) → a connection."""


def dial_address(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """Connect to an IP address. Raises httpcore's ConnectError and ConnectTimeout."""
    return httpcore.SyncBackend().connect_tcp(str(ipaddress.ip_address(address)), port, timeout=seconds)


class _HeldStream(httpcore.NetworkStream):
    """A connection that the budget holds."""

    def __init__(self, inner: httpcore.NetworkStream, budget: Budget) -> None:
        self._inner, self._budget = inner, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, timeout=self._budget.left(_STEP_SECONDS))
        self._budget.take(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout=self._budget.left(_STEP_SECONDS))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = self._budget.left(_STEP_SECONDS)
        return _HeldStream(self._inner.start_tls(ssl_context, server_hostname, timeout=seconds), self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only. reached: hosts that took a connection."""

    def __init__(self, resolver: Resolver, budget: Budget, dial: Dial = dial_address) -> None:
        self._resolver, self._budget, self._dial = resolver, budget, dial
        self.reached: set[str] = set()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        if port not in PORTS:
            raise RefusedAddressError(f"Port {port} is not one of the web.")
        trouble: Exception | None = None
        for address in find_checked(host, self._resolver, self._budget)[:_TRIES]:
            try:
                stream = self._dial(str(address), port, self._budget.left(_STEP_SECONDS))
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                trouble = error
                continue
            self.reached.add(host)
            return _HeldStream(stream, self._budget)
        raise trouble or httpcore.ConnectError("No address answered.")

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> Any:
        raise RefusedAddressError("A probe uses no socket of this machine.")

    def sleep(self, seconds: float) -> None:
        raise BudgetError("A probe does not wait for a host.")


def find_checked(host: str, resolver: Resolver, budget: Budget) -> list[Address]:
    """The addresses of ``host``, all of them public. Raises RefusedAddressError, NameMissingError, NameUnknownError."""
    read = read_host(host)
    found = resolver.find_addresses(read, budget.left()) if isinstance(read, str) else [read]
    return check_addresses(host, found)


class GuardedTransport(httpx.BaseTransport):
    """httpx over ``GuardedBackend``: HTTP/1.1, one connection a request, no proxy whatever the environment says."""

    def __init__(self, backend: GuardedBackend, ssl_context: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context,
            max_connections=2,
            max_keepalive_connections=0,
            http1=True,
            http2=False,
            retries=0,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            extensions={"timeout": {"pool": _STEP_SECONDS}},
        )
        answer = self._pool.handle_request(asked)
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), request=request)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Any:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


__all__ = ["Dial", "GuardedBackend", "GuardedTransport", "ProbeNetError", "dial_address", "find_checked"]
