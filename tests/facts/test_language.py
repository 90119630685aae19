import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.facts.errors import FactError
from dogwood.facts.language import NAMES, name_language, parse_language_tag


@pytest.mark.parametrize(
    ("text", "tag"), [("en", "en"), (" ES ", "es"), ("zh_hant", "zh-Hant"), ("pt-br", "pt-BR"), ("ase", "ase")]
)
def test_tags_in_their_usual_case(text: str, tag: str) -> None:
    assert parse_language_tag(text) == tag


@pytest.mark.parametrize("text", ["", "english", "e", "en-", "en-us-x", "español", "12", "x" * 9999])
def test_what_is_no_tag_is_refused(text: str) -> None:
    with pytest.raises(FactError, match="language code") as caught:
        parse_language_tag(text)
    assert len(str(caught.value)) < 200


@given(st.text(max_size=12))
def test_a_tag_read_again_is_the_same(text: str) -> None:
    try:
        tag = parse_language_tag(text)
    except FactError:
        return
    assert tag.isascii() and parse_language_tag(tag) == tag


def test_names() -> None:
    assert name_language("es", "en") == "Spanish"
    assert name_language("es", "es") == "español"
    assert name_language("zh-Hant", "en") == "Chinese"
    assert name_language("ar", "fr") == "Arabic"  # English where a language has no words for it
    assert name_language("xx", "en") == "xx"
    assert all({"en", "es"} <= names.keys() for names in NAMES.values())
