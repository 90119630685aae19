"""Glossary terms in a text: each linked once, the longest first, abbreviations as they are written."""

from hypothesis import example, given
from hypothesis import strategies as st

from dogwood.edition.records import TermRecord
from dogwood.web.terms import TermMarker


def term(key: str, word: str, *clinical: str) -> TermRecord:
    return TermRecord(key=key, language="en", term=word, definition="…", clinical=clinical)


TERMS = [
    term("lymph-node", "Lymph node", "axillary node"),
    term("lymph", "Lymph"),
    term("most", "MOST"),
    term("mri", "Magnetic picture", "MRI"),
    term("short", "is"),
    term("plus", "C++ (test)"),
    term("site", "site i"),
]


def found(text: str, marker: TermMarker | None = None) -> list[tuple[str, str]]:
    return [(piece, met.key) for piece, met in (marker or TermMarker(TERMS)).split(text) if met]


def test_a_term_is_linked_where_it_first_stands() -> None:
    marker = TermMarker(TERMS)
    assert found("A lymph NODE, and a lymph node.", marker) == [("lymph NODE", "lymph-node")]
    assert found("Another axillary node; lymph too.", marker) == [("lymph", "lymph")]
    assert [met.key for met in marker.met] == ["lymph-node", "lymph"]


def test_words_within_words_are_none() -> None:
    assert found("lymphedema, MRIs, almost, This") == []


def test_abbreviations_are_read_as_written() -> None:
    assert found("Most people, most days: the MOST form and an MRI, no mri.") == [("MOST", "most"), ("MRI", "mri")]


def test_words_of_the_subject_need_no_explaining() -> None:
    marker = TermMarker([term("cancer", "Cancer"), term("lymph", "Lymph")], "Cancer Directory")
    assert found("cancer and lymph", marker) == [("lymph", "lymph")]


def test_signs_are_no_pattern() -> None:
    assert found("the c++ (TEST) here") == [("c++ (TEST)", "plus")]


def test_a_link_of_the_texts_own_is_the_first_use() -> None:
    marker = TermMarker(TERMS)
    marker.meet("lymph-node")
    marker.meet("lymph-node")
    marker.meet("nowhere")
    assert found("a lymph node", marker) == []
    assert [met.key for met in marker.met] == ["lymph-node"]


def test_no_terms() -> None:
    assert TermMarker([]).split("words") == [("words", None)]


@given(st.text(alphabet=st.sampled_from("lymph nodeMOSTRI.,iİıſK() +c"), max_size=80))
@example("sİte İ site İ")
def test_no_letter_is_lost(text: str) -> None:
    marker = TermMarker(TERMS)
    assert "".join(piece for piece, _ in marker.split(text)) == text
    assert len({met.key for met in marker.met}) == len(marker.met)
