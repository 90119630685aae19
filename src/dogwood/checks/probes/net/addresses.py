"""Which addresses of the network a probe may talk to: public ones, and nothing else.

Sources: the IANA special-purpose address registries (RFC 6890), as Python's ``ipaddress`` knows them, and the forms of
IPv6 that carry an IPv4 address inside, which are refused as a whole: a public host has an IPv4 address of its own.
"""

import ipaddress
import re

from .errors import RefusedAddressError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
MOST_ADDRESSES = 16
"""Of one name that are looked at. More is no ordinary name."""
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_REFUSED: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = (
    ipaddress.IPv4Network("0.0.0.0/8"),
    ipaddress.IPv4Network("100.64.0.0/10"),  # shared with a carrier's customers
    ipaddress.IPv4Network("192.0.0.0/24"),
    ipaddress.IPv4Network("192.88.99.0/24"),  # 6to4 relays
    ipaddress.IPv4Network("240.0.0.0/4"),
    ipaddress.IPv6Network("2001::/23"),  # Teredo (with IPv4 inside), ORCHID, benchmarking
    ipaddress.IPv6Network("2001:db8::/32"),
    ipaddress.IPv6Network("2002::/16"),  # 6to4 (with IPv4 inside)
    ipaddress.IPv6Network("3fff::/20"),  # documentation
)
_NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)\Z")
_LABEL = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)\Z")


def is_public(address: Address) -> bool:
    """True for an address of the public internet that one host has: not private, loopback, link-local (where clouds keep
    their metadata), shared, multicast, reserved, nor an IPv6 form with an IPv4 address inside (mapped, NAT64, 6to4)."""
    if any(address.version == net.version and address in net for net in _REFUSED):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address not in _GLOBAL_V6 or address.scope_id is not None:
            return False
        if address.ipv4_mapped or address.sixtofour or address.teredo:
            return False
    return address.is_global and not (
        address.is_multicast
        or address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_reserved
        or address.is_unspecified
    )


def read_host(host: str) -> Address | str:
    """A host as it stands in an address (IPv6 with or without brackets): an IP address, or a name in lower case.

    Raises RefusedAddressError for what is neither: numbers that some programs take for an address (``2130706433``,
    ``0x7f.1``, ``0177.0.0.1``), names without a dot (``localhost``, ``intranet``), names that stand for one's own network.
    """
    bare = host.strip("[]").rstrip(".").lower()
    if ":" in bare:
        try:
            return ipaddress.IPv6Address(bare)
        except ValueError:
            raise RefusedAddressError(f"“{host[:80]}” is no host.") from None
    labels = bare.split(".")
    if _NUMBER.match(labels[-1]):
        try:
            return ipaddress.IPv4Address(bare)
        except ValueError:
            raise RefusedAddressError(f"“{host[:80]}” is a number, not a host's name.") from None
    if len(bare) > 253 or not all(map(_LABEL.match, labels)):
        raise RefusedAddressError(f"“{host[:80]}” is no host's name.")
    if len(labels) < 2 or labels[-1] in _OWN_NETWORK or bare.endswith("home.arpa"):
        raise RefusedAddressError(f"“{host[:80]}” is a name of a private network.")
    return bare


_OWN_NETWORK = frozenset({"localhost", "local", "internal", "intranet", "lan", "home", "corp", "onion", "localdomain"})


def check_addresses(host: str, found: list[Address]) -> list[Address]:
    """``found``, when every one of them is public. Raises RefusedAddressError when a single one is not: a name that
    leads both outside and inside is a trap, or a mistake that somebody must know of."""
    for address in found[:MOST_ADDRESSES]:
        if not is_public(address):
            way = "is" if host.strip("[]") == str(address) else f"leads to {address}, which is"
            raise RefusedAddressError(f"{host[:100]} {way} not an address of the public internet.")
    return found[:MOST_ADDRESSES]
