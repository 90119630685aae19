import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.facts.errors import FactError
from dogwood.facts.phone import PhoneNumber, parse_phone

separators = st.sampled_from(["-", ".", " ", "", ") "])


@pytest.mark.parametrize(
    ("written", "dial", "extension"),
    [
        ("800.ACS.2345", "+18002272345", ""),
        ("1-800-4-CANCER", "+18004226237", ""),
        ("(919) 733-4261", "+19197334261", ""),
        ("919-733-4261 ext. 12", "+19197334261", "12"),
        ("919-733-4261, x7", "+19197334261", "7"),
        ("919.733.4261 #300", "+19197334261", "300"),
        ("+44 20 7946 0018", "+442079460018", ""),
        ("2-1-1", "211", ""),
        ("711", "711", ""),
        ("988", "988", ""),
        ("741741", "741741", ""),
    ],
)
def test_numbers_as_sources_write_them(written: str, dial: str, extension: str) -> None:
    number = parse_phone(written)
    assert (number.written, number.dial, number.extension) == (written, dial, extension)


@pytest.mark.parametrize(
    "written",
    ["", "none", "call us", "555-1212", "919-555", "919-55", "12345", "123-456-7890", "919-733-42611234", "000-000-0000",
     "٢١١", "2٠٠٠٠", "x" * 100_000],
)  # fmt: skip
def test_what_cannot_be_dialled_is_refused(written: str) -> None:
    with pytest.raises(FactError) as caught:
        parse_phone(written)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("extension", ["12a", "²", "ext 4", "٤"])
def test_an_extension_is_digits(extension: str) -> None:
    with pytest.raises(FactError, match="digits only"):
        parse_phone("919-733-4261", extension)


def test_an_extension_of_its_own_goes_before_the_written_one() -> None:
    assert parse_phone("919-733-4261 x5", "9").extension == "9"
    assert parse_phone("919-733-4261", "9").href == "tel:+19197334261;ext=9"


@pytest.mark.parametrize(
    ("written", "display", "vanity", "is_toll_free"),
    [
        ("800.ACS.2345", "800-227-2345", "800.ACS.2345", True),
        ("Toll free: 800-227-2345", "800-227-2345", "", True),
        ("919-733-4261 extension 3", "919-733-4261", "", False),
        ("+44 20 7946 0018", "+44 20 7946 0018", "", False),
        ("988", "988", "", False),
    ],
)
def test_how_readers_see_a_number(written: str, display: str, vanity: str, is_toll_free: bool) -> None:
    number = parse_phone(written)
    assert (number.display, number.vanity, number.is_toll_free) == (display, vanity, is_toll_free)


@given(st.sampled_from(["919", "252", "828", "800", "866"]), st.integers(2_000_000, 9_999_999), separators, separators)
def test_separators_do_not_change_a_number(area: str, rest: int, first: str, second: str) -> None:
    plain = f"{area}{rest}"
    try:
        expected = parse_phone(plain)
    except FactError:  # an exchange such as 911 does not exist
        with pytest.raises(FactError):
            parse_phone(f"{area}{first}{str(rest)[:3]}{second}{str(rest)[3:]}")
        return
    assert parse_phone(f"{area}{first}{str(rest)[:3]}{second}{str(rest)[3:]}").dial == expected.dial
    assert parse_phone(expected.display).dial == expected.dial


@given(st.text(max_size=40) | st.from_regex(r"[0-9A-Za-z().,+#x -]{0,30}", fullmatch=True))
def test_any_text_is_a_number_that_can_be_dialled_or_an_error_of_facts(text: str) -> None:
    try:
        number = parse_phone(text)
    except FactError:
        return
    assert number.dial.isascii() and number.dial.lstrip("+").isdigit()
    assert not number.extension or (number.extension.isascii() and number.extension.isdigit())
    assert number.href.startswith("tel:") and number.display
    assert PhoneNumber(number.written, number.dial, number.extension) == number


def test_letters_with_their_digits_behind_them_are_one_number() -> None:
    number = parse_phone("800-799-SAFE (7233)")
    assert (number.written, number.dial) == ("800-799-SAFE (7233)", "+18007997233")
    assert parse_phone("1-800-ACS-[2345]").dial == parse_phone("800.ACS.2345").dial
    with pytest.raises(FactError):
        parse_phone("800-799-SAFE (7234)")  # which of the two?
