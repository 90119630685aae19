import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.exchange.markdown import MarkdownError, markdown_from_prose, prose_from_markdown
from dogwood.facts.prose import ItemList, Paragraph, Prose, Span, Subheading, is_safe_href, linked_keys
from tests.support.prose import proses


@given(proses)
def test_written_and_read_it_is_the_same(prose: Prose) -> None:
    written = markdown_from_prose(prose)
    assert prose_from_markdown(written) == prose
    assert markdown_from_prose(prose_from_markdown(written)) == written


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("One\ntwo", (Paragraph(spans=(Span(text="One two"),)),)),
        ("### Sub", (Subheading(spans=(Span(text="Sub"),)),)),
        ("- a\n- b", (ItemList(items=((Span(text="a"),), (Span(text="b"),))),)),
        ("- a\n-\n", (ItemList(items=((Span(text="a"),),)),)),
        ("3. a\n4. b", (ItemList(ordered=True, items=((Span(text="a"),), (Span(text="b"),))),)),
        ("&nbsp;", ()),
        ("###", ()),
        ("[**NC 211**](listing:nc-211)", (Paragraph(spans=(Span(text="NC 211", strong=True, href="listing:nc-211"),)),)),
    ],
)  # fmt: skip
def test_what_a_person_writes(text: str, prose: Prose) -> None:
    assert prose_from_markdown(text) == prose


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("words\n\n# Title", 2, "three #"),
        ("words\n\n- a\n  - b", 3, "inside a list"),
        ("a\n\nwords\n[x](javascript:alert(1))", 3, "javascript"),
        ("[x](listing:NC-211)", 0, "listing:NC-211"),
        ("[x](../other)", 0, "other"),
    ],
)
def test_what_prose_cannot_hold_is_named_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(MarkdownError, match=reason) as caught:
        prose_from_markdown(text)
    assert caught.value.line == line


@given(st.text(st.sampled_from("ab 1.-*_#[]()`\\!<>&:\n"), max_size=60))
def test_any_text_is_prose_or_an_error_with_a_line(text: str) -> None:
    try:
        prose = prose_from_markdown(text)
    except MarkdownError as error:
        assert 0 <= error.line <= text.count("\n")
        return
    assert prose_from_markdown(markdown_from_prose(prose)) == prose
    assert all(is_safe_href(f"{scheme}:{key}") for scheme, key in linked_keys(prose))
