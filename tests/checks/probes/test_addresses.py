"""Where a probe may go, and where never."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.checks.probes.net.addresses import check_addresses, is_public, read_host
from dogwood.checks.probes.net.errors import RefusedAddressError

REFUSED = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 127.8.9.10 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1
192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1 2001:db8::1
2002:7f00:1:: 2002:808:808:: 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1
""".split()
ALLOWED = "8.8.8.8 93.184.215.14 152.1.226.10 2600:1f18::1 2a00:1450:4001::1".split()


@pytest.mark.parametrize("text", REFUSED)
def test_an_address_that_is_not_public_is_refused(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", ALLOWED)
def test_a_public_address_is_allowed(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@given(st.ip_addresses())
def test_what_is_allowed_is_global_for_python_too(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if is_public(address):
        assert address.is_global and not address.is_multicast


@given(st.ip_addresses(v=4))
def test_no_ipv6_form_of_an_ipv4_address_is_allowed(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    for form in (number, 0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert not is_public(ipaddress.IPv6Address(form))


@pytest.mark.parametrize(
    "host",
    [
        "2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "127.0.0.01", "1.2.3.4.5", "256.1.1.1", "example.0x1",
        "localhost", "LOCALHOST.", "intranet", "printer.local", "db.internal", "a.lan", "x.home.arpa", "", ".", "a..b", "-a.org",
        "a b.org", "[::1", "fe80::1%eth0", "é" * 300 + ".org", "x.onion",
    ],
)  # fmt: skip
def test_a_host_that_is_no_public_name_is_refused(host: str) -> None:
    with pytest.raises(RefusedAddressError):
        address = read_host(host)
        assert not isinstance(address, str)
        check_addresses(host, [address])


def test_a_name_is_read_in_lower_case_without_its_last_dot() -> None:
    assert read_host("WWW.Example.ORG.") == "www.example.org"
    assert read_host("[2600:1f18::1]") == ipaddress.ip_address("2600:1f18::1")


@given(st.text(max_size=60))
def test_any_host_is_read_or_refused(host: str) -> None:
    try:
        read = read_host(host)
    except RefusedAddressError:
        return
    assert not isinstance(read, str) or "." in read


def test_one_address_inside_refuses_all() -> None:
    mixed = [ipaddress.ip_address("8.8.8.8"), ipaddress.ip_address("10.0.0.1")]
    with pytest.raises(RefusedAddressError, match=r"leads to 10\.0\.0\.1"):
        check_addresses("mixed.example.org", mixed)
    with pytest.raises(RefusedAddressError, match=r"^10\.0\.0\.1 is not an address"):
        check_addresses("10.0.0.1", [mixed[1]])
