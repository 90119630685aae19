"""Asking name servers: a small one on the loopback that answers, denies, or says nothing."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest

from dogwood.checks.probes.net import names
from dogwood.checks.probes.net.errors import NameMissingError, NameUnknownError, NoAddressError
from dogwood.checks.probes.net.names import SystemResolver

RECORDS = {
    ("both.test.", "A"): ["8.8.8.8", "8.8.4.4"],
    ("both.test.", "AAAA"): ["2600:1f18::1"],
    ("both.test.", "MX"): ["20 second.test.", "10 first.test."],
    ("null.test.", "MX"): ["0 ."],
    ("null.test.", "A"): ["8.8.8.8"],
    ("bare.test.", "TXT"): ['"x"'],
}
HOSTS = {name for name, _ in RECORDS}


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Answers from RECORDS; ``silent.test`` gets none, ``broken.test`` a failure, ``garbage.test`` no DNS message."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        door.settimeout(0.1)
        is_closing = threading.Event()
        thread = threading.Thread(target=_serve, args=(door, is_closing), daemon=True)
        thread.start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port, resolver.timeout = ["127.0.0.1"], door.getsockname()[1], 0.4
        monkeypatch.setattr(names, "_resolver", lambda: resolver)
        yield
        is_closing.set()
        thread.join(2)


def _serve(door: socket.socket, is_closing: threading.Event) -> None:
    while not is_closing.is_set():
        with suppress(TimeoutError, dns.exception.DNSException):
            data, who = door.recvfrom(4096)
            query = dns.message.from_wire(data)
            question = query.question[0]
            name, kind = question.name.to_text(), dns.rdatatype.to_text(question.rdtype)
            if name == "silent.test.":
                continue
            if name == "garbage.test.":
                door.sendto(b"\x00" * 5, who)
                continue
            answer = dns.message.make_response(query)
            answer.flags |= dns.flags.RA
            if name == "broken.test.":
                answer.set_rcode(dns.rcode.SERVFAIL)
            elif name not in HOSTS:
                answer.set_rcode(dns.rcode.NXDOMAIN)
            elif (name, kind) in RECORDS:
                answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *RECORDS[name, kind]))
            door.sendto(answer.to_wire(), who)


def test_addresses_of_both_kinds_the_old_one_first() -> None:
    found = [str(address) for address in SystemResolver().find_addresses("both.test", 3)]
    assert set(found[:2]) == {"8.8.8.8", "8.8.4.4"} and found[2:] == ["2600:1f18::1"]


def test_hosts_that_take_mail_by_preference() -> None:
    assert SystemResolver().find_mail_hosts("both.test", 3) == ["first.test", "second.test"]
    assert SystemResolver().find_mail_hosts("null.test", 3) == ["."]
    assert SystemResolver().find_mail_hosts("bare.test", 3) == []


def test_no_such_name_is_not_the_same_as_no_answer() -> None:
    with pytest.raises(NameMissingError):
        SystemResolver().find_addresses("nobody.test", 3)
    with pytest.raises(NoAddressError):
        SystemResolver().find_addresses("bare.test", 3)
    for name in ("silent.test", "broken.test", "garbage.test"):
        with pytest.raises(NameUnknownError):
            SystemResolver().find_addresses(name, 1)


def test_a_server_that_says_nothing_takes_no_longer_than_it_may() -> None:
    start = time.monotonic()
    for ask in (SystemResolver().find_addresses, SystemResolver().find_mail_hosts):
        with pytest.raises(NameUnknownError):
            ask("silent.test", 1.0)
    assert time.monotonic() - start < 2.0 + 5.0


@pytest.mark.parametrize("name", ["", ".", "a" * 64 + ".test", "x." * 200, "é.test", "a..b", "\x00.test"])
def test_a_name_that_is_none_is_no_trouble(name: str) -> None:
    with pytest.raises((NameMissingError, NameUnknownError)):
        SystemResolver().find_addresses(name, 1)
