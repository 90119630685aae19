"""Phone numbers as people write them, spelt ones too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.search.numbers import find_number


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("1-800-4-CANCER", "8004226237"), ("1 800 4 CANCER", "8004226237"), ("800.ACS.2345", "8002272345"),
        ("18004CANCER", ""), ("call 1-800-ACS-2345 please", "8002272345"), ("877-GO-KOMEN", "8774656636"),
        ("1-877 GO KOMEN", "8774656636"), ("800-227-2345", "8002272345"), ("nc 211", "211"), ("dial 988", "988"),
        ("211", "211"), ("call 211 for food", "211"), ("800 calories diet", ""), ("stage 4", ""), ("27858", ""),
        ("room 211b", ""), ("$211", ""), ("2026-11-23", ""), ("(910) 555-0103", "9105550103"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_a_phone_dials_them(text: str, digits: str) -> None:
    assert find_number(text)[0] == digits


def test_what_is_left_is_the_rest() -> None:
    assert find_number("call 1-800-4-CANCER now")[1].split() == ["call", "now"]
    assert find_number("211")[1] == "211"


@given(st.text(st.characters(), max_size=260))
def test_any_text_has_a_number_or_none(text: str) -> None:
    digits, rest = find_number(text)
    assert digits == "" or (digits.isdigit() and len(digits) in {3, 6, 7, 10})
    assert digits or rest == text
