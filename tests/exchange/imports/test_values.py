"""Web and e-mail addresses, languages and our own words in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.exchange.imports.cells.values import (
    find_word,
    find_words,
    is_nothing,
    read_emails,
    read_languages,
    read_web,
)


@pytest.mark.parametrize(
    ("cell", "found", "rest"),
    [
        ("www.phillyrestart.com", ["https://www.phillyrestart.com"], ""),
        ("http://a.org/x; https://b.org", ["http://a.org/x", "https://b.org"], ""),
        ("example.org", ["https://example.org"], ""),
        ("(https://example.org/a).", ["https://example.org/a"], ""),
        ("info@example.org", [], "info@example.org"),
        ("none yet", [], "none yet"),
    ],
)
def test_web_addresses(cell: str, found: list[str], rest: str) -> None:
    assert read_web(cell)[0] == found
    assert read_web(cell)[1].strip(" .") == rest


def test_several_emails_in_a_cell() -> None:
    assert read_emails("a@example.org; b@example.org or mailto:c@example.org") == (
        ["a@example.org", "b@example.org", "c@example.org"],
        "",
    )


def test_languages_and_those_that_nobody_knows_here() -> None:
    assert read_languages("Spanish, Tagalog and Klingon") == (("es", "tl"), ["Klingon"])
    assert read_languages("inglés; español")[0] == ("en", "es")


def test_our_words_by_key_or_label_and_never_by_likeness() -> None:
    assert (
        find_word("service_types", "Support Group") == find_word("service_types", "grupo de apoyo") == "support-group"
    )
    assert find_word("service_types", "Emergency Shelter") == ""
    assert find_words("needs", "ride; Food") == (("ride",), ["Food"])


@pytest.mark.parametrize("cell", ["", " ", "N/A", "-", "null", "Ninguno"])
def test_a_cell_that_says_nothing(cell: str) -> None:
    assert is_nothing(cell)


@given(st.text(max_size=200))
def test_any_text_is_read_and_nothing_is_made_up(cell: str) -> None:
    for address in read_web(cell)[0]:
        assert address.removeprefix("https://") in cell or address in cell
    for email in read_emails(cell)[0]:
        assert email in cell
    read_languages(cell)
