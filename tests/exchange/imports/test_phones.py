"""Phone cells: real dirt, and that nothing is invented."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.exchange.imports.cells.phones import MOST_NUMBERS, dial_of, read_phones


def told(cell: str, kind: str = "voice") -> list[tuple[str, str, str]]:
    return [(row["written"], row["extension"], row["kind"]) for row in read_phones(cell, kind).rows]


@pytest.mark.parametrize(
    ("cell", "rows"),
    [
        ("(215) 985-1600", [("(215) 985-1600", "", "voice")]),
        ("215-686-7150/52", [("215-686-7150", "", "voice"), ("215-686-7152", "", "voice")]),
        ("919-733-4261, 4262, 4263", [(f"919-733-426{n}", "", "voice") for n in (1, 2, 3)]),
        ("919-733-4261 or 919-733-4262", [("919-733-4261", "", "voice"), ("919-733-4262", "", "voice")]),
        (
            "(215) 922-6400 ext. 112 or ext.102",
            [("(215) 922-6400", "112", "voice"), ("(215) 922-6400", "102", "voice")],
        ),
        ("215-240-4800 Ext. #100", [("215-240-4800", "100", "voice")]),
        ("2527472921x2328", [("2527472921", "2328", "voice")]),
        ("800.ACS.2345", [("800.ACS.2345", "", "toll_free")]),
        ("1-800-4-CANCER (1-800-422-6237)", [("1-800-4-CANCER", "", "toll_free")]),
        ("Main: 919-733-4261; Fax 919-733-4262", [("919-733-4261", "", "voice"), ("919-733-4262", "", "fax")]),
        ("919-733-4261 (TTY)", [("919-733-4261", "", "tty")]),
        ("988", [("988", "", "voice")]),
        ("", []),
    ],
)
def test_a_cell_gives_its_numbers(cell: str, rows: list[tuple[str, str, str]]) -> None:
    read = read_phones(cell)
    assert told(cell) == rows
    assert not read.problems and not read.unread


def test_a_vanity_number_that_is_too_long_is_dialled_and_named_unsure() -> None:
    read = read_phones("866-HOPE-4-MEN", language="es")
    assert read.rows[0]["written"] == "866-467-3463" and read.rows[0]["label"] == {"es": "866-HOPE-4-MEN"}
    assert not read.sure and "866-HOPE-4-MEN" in read.problems[0]


@pytest.mark.parametrize(
    ("cell", "reason"), [("15-685-6440", "9 digits"), ("9879748762", "area code"), ("215-555", "digits")]
)
def test_what_no_phone_can_dial_is_kept_as_written_with_the_reason(cell: str, reason: str) -> None:
    read = read_phones(cell)
    assert [row["written"] for row in read.rows] == [cell]
    assert not read.sure and reason in read.problems[0]


def test_words_without_a_number_stay_words() -> None:
    read = read_phones("see our website")
    assert not read.rows and read.unread == "see our website" and read.problems


def test_words_beside_a_number_become_its_label() -> None:
    read = read_phones("24-hour Hotline: 215-829-5433")
    assert read.rows[0]["label"] == {"en": "24-hour Hotline"} and not read.sure


def test_one_number_written_twice_is_one() -> None:
    assert len(read_phones("919-733-4261 / (919) 733-4261").rows) == 1
    assert dial_of({"written": "919.733.4261", "extension": ""}) == ("+19197334261", "")


@given(st.one_of(st.text(max_size=120), st.text(alphabet="0123456789-() ./xXefaABC+,;#&ort", max_size=60)))
def test_any_text_is_read_and_no_digit_is_invented(cell: str) -> None:
    read = read_phones(cell)
    assert len(read.rows) <= MOST_NUMBERS
    said = re.sub(r"\D", "", cell)
    for row in read.rows:
        assert 0 < len(row["written"]) <= 100
        assert row["extension"] in said
        if row["written"] not in " ".join(cell.split()) and row["written"] not in cell:
            # Last digits after a slash, or letters: every digit of the source's own stands in it.
            assert re.search(r"[0-9]", cell) and (re.search(r"[A-Za-z]", cell) or row["written"][:3] in said)
    if cell.strip() and not read.rows:
        assert read.unread and read.problems


@given(st.from_regex(r"919-733-4[0-9]{3}", fullmatch=True), st.sampled_from(["; ", " / ", " or ", "\n", " y "]))
def test_two_written_out_numbers_are_both_found(number: str, joint: str) -> None:
    assert [row["written"] for row in read_phones(f"{number}{joint}252-847-5260").rows] == [number, "252-847-5260"]
