"""Asking the name servers, with a deadline: addresses of a host, and whether a domain takes mail.

dnspython asks the servers that this machine is set up with. Its own answers are used and nothing else (no hosts file,
no search list), so that the address that is checked is the one that is dialled.
"""

import ipaddress
from functools import cache
from typing import Any, Protocol

import dns.exception
import dns.name
import dns.rdatatype
import dns.resolver

from .addresses import Address
from .errors import NameMissingError, NameUnknownError, NoAddressError

SECONDS = 6.0
"""For one question, all its tries together."""


class Resolver(Protocol):
    """Answers to questions about names. Each method raises NameMissingError, NameUnknownError."""

    def find_addresses(self, host: str, seconds: float) -> list[Address]:
        """IPv4 addresses first, then IPv6; never empty."""

    def find_mail_hosts(self, domain: str, seconds: float) -> list[str]:
        """Hosts that take mail for ``domain``, by preference; ["."] where it says that it takes none (RFC 7505); []
        where it names none."""


class SystemResolver:
    """Asks the name servers of this machine."""

    def find_addresses(self, host: str, seconds: float) -> list[Address]:
        answers: list[Address] = []
        troubles: list[NameUnknownError] = []
        for kind in (dns.rdatatype.A, dns.rdatatype.AAAA):
            try:
                answers += [ipaddress.ip_address(item.address) for item in _ask(host, kind, seconds / 2)]
            except NameUnknownError as error:
                troubles.append(error)
        if not answers:
            raise troubles[0] if troubles else NoAddressError(f"{host} has no address.")
        return answers

    def find_mail_hosts(self, domain: str, seconds: float) -> list[str]:
        found = sorted((item.preference, item.exchange.to_text()) for item in _ask(domain, dns.rdatatype.MX, seconds))
        return [name.rstrip(".") or "." for _, name in found]


@cache
def _resolver() -> dns.resolver.Resolver:
    resolver = dns.resolver.Resolver()
    resolver.use_search_by_default = False
    resolver.timeout = 2.0
    return resolver


def _ask(name: str, kind: dns.rdatatype.RdataType, seconds: float) -> list[Any]:
    """The answers to one question; [] where the name exists without any."""
    try:
        answer = _resolver().resolve(name.rstrip(".") + ".", kind, lifetime=max(0.1, min(seconds, SECONDS)))
    except dns.resolver.NXDOMAIN:
        raise NameMissingError(f"The name servers know no “{name}”.") from None
    except dns.resolver.NoAnswer:
        return []
    except (dns.exception.DNSException, OSError, ValueError, UnicodeError) as error:
        raise NameUnknownError(f"The name servers gave no answer about “{name}” ({type(error).__name__}).") from None
    return list(answer)
