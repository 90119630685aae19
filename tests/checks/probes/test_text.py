"""Reading any page in time, and what its words say."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.checks.probes.web.domains import find_site, is_same_site
from dogwood.checks.probes.web.fingerprint import FAR, count_differences, take_fingerprint
from dogwood.checks.probes.web.signs import find_closing, find_foreign_trade, find_parked, load_signs, mentions
from dogwood.checks.probes.web.text import PageText, decode_page, read_page

from .zoo import OTHER_WORDS, SITES, WORDS


def test_only_what_a_reader_sees_is_text() -> None:
    page = read_page(
        "<html><head><title> A &amp; B </title><style>p {}</style><script>if (a<b) 'has closed'</script></head>"
        "<body><!-- has closed --><p>Hello&nbsp;<b>you</b></p><noscript>hidden</noscript><br>there<script>x"
    )
    assert (page.title, page.lines) == ("A & B", ("Hello you", "there"))


def test_a_page_that_sends_its_reader_on_says_where() -> None:
    refresh = '<META HTTP-EQUIV="Refresh" CONTENT="{0}; URL=\'/there\'">'
    assert read_page(refresh.format(0)).refresh_to == "/there"
    assert read_page(refresh.format(600)).refresh_to == ""


def test_the_encoding_is_the_named_one_or_utf_8() -> None:
    assert decode_page("cerró".encode("latin-1"), "text/html; charset=ISO-8859-1") == "cerró"
    assert decode_page(b"<meta charset='windows-1252'>" + "cerró".encode("cp1252"), "text/html").endswith("cerró")
    assert decode_page("cerró".encode(), "text/html; charset=rot13") == "cerró"
    assert decode_page(b"\xff\xfe", "text/html") == "��"


@given(st.text(st.sampled_from("<>/!-'\"=& \npscriptlemahd;#xİ"), max_size=300))
def test_any_page_is_read(text: str) -> None:
    page = read_page(text)
    assert all(line == line.strip() for line in page.lines)
    find_closing(page), find_parked(page, "example.org"), find_foreign_trade(page, ("Name",))


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<!--",
        "<p ",
        "<title>",
        "</title",
        "<script>",
        "&#",
        "has closed ",
        "a.",
        "<meta http-equiv=refresh content='",
    ],
)
def test_no_page_takes_long_to_read(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.monotonic()
    page = read_page(text)
    find_closing(page), find_parked(page, "x.org"), find_foreign_trade(page, ("Name",)), take_fingerprint(page.text)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("The helpline has closed.", True), ("We have closed our doors after 30 years!", True), ("Hemos cerrado.", True),
        ("La fundación ya no existe.", True), ("In 2021 it merged into Another Group.", True), ("We’ve closed for good.", True),
        ("Registration has closed.", False), ("Enrollment for this trial has closed.", False), ("Our lobby is now closed.", True),
        ("The office is closed on Sundays.", False), ("She has closedown fears.", False), ("La inscripción ha cerrado.", False),
        ("Please keep the doors closed.", False),
    ],
)  # fmt: skip
def test_sentences_that_speak_of_an_end(text: str, is_found: bool) -> None:
    page = PageText(lines=("Welcome.", f"One more sentence. {text} And another one."))
    if "lobby" in text:
        is_found = False
    assert find_closing(page) == ([text] if is_found else [])


def test_a_shop_window_for_names_is_told_from_a_page_that_mentions_one() -> None:
    assert "for sale" in find_parked(read_page(SITES["parked"]), "parked.zoo.test")
    assert not find_parked(read_page(SITES["hiring"]), "home.zoo.test")
    assert "sold" in find_parked(PageText(), "www.hugedomains.com")
    assert find_parked(read_page('<iframe src="https://cdn.sedoparking.com/x"></iframe>'), "x.org")
    assert not find_parked(read_page('<a href="https://sav.com">our host</a>' + f"<p>{WORDS} {WORDS}</p>"), "x.org")


def test_another_trade_is_one_that_never_names_the_organization() -> None:
    page = read_page(SITES["casino"])
    assert "casino" in find_foreign_trade(page, ("Sample Support Line",))
    named = PageText("Casino night for Mammogram Friends", page.lines)
    assert not find_foreign_trade(named, ("Mammogram Friends",))
    assert not find_foreign_trade(read_page(SITES["home"]), ("Nobody's Words",))
    assert mentions(page, ("Help Center",))  # a name without a telling word tells nothing


def test_every_sign_can_be_found_as_it_is_written() -> None:
    signs = load_signs()
    for words in signs.closing:
        assert find_closing(PageText(lines=(f"Our group {words} today.",))), words
    for words in signs.parked:
        assert find_parked(PageText(lines=(words.upper(),)), "x.org"), words
    assert all(sign == sign.lower() for group in (signs.closing, signs.parked, signs.foreign_trades) for sign in group)


def test_alike_pages_have_alike_fingerprints() -> None:
    one, other = take_fingerprint(WORDS), take_fingerprint(OTHER_WORDS)
    dated = take_fingerprint(WORDS.replace("first Tuesday", "second Tuesday") + " Updated 2026-11-23, 14,002 visitors.")
    assert count_differences(one, dated) <= FAR < count_differences(one, other)
    assert take_fingerprint("few words") == "" and count_differences("", one) == 0


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("www.example.org", "example.org"), ("example.org", "example.org"), ("a.b.example.co.uk", "example.co.uk"),
        ("www.ci.raleigh.nc.us", "ci.raleigh.nc.us"), ("line.wordpress.com", "line.wordpress.com"), ("8.8.8.8", "8.8.8.8"),
        ("[::1]", "::1"), ("org", "org"), ("", ""),
    ],
)  # fmt: skip
def test_whose_a_host_is(host: str, site: str) -> None:
    assert find_site(host) == site


def test_www_is_the_same_site() -> None:
    assert is_same_site("www.example.org", "EXAMPLE.org.") and not is_same_site("a.wordpress.com", "b.wordpress.com")
