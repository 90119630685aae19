from itertools import pairwise

import pytest
from hypothesis import given

from dogwood.facts.prose import (
    ItemList,
    Paragraph,
    Span,
    is_safe_href,
    linked_keys,
    plain_spans,
    plain_text,
    tidy_spans,
)
from tests.support.prose import loose_spans

TEXT = Span(text="See "), Span(text="lymph node", href="term:lymph-node"), Span(text=" and this", href="https://x.org")


@given(loose_spans)
def test_tidying_twice_is_tidying_once(spans: list[Span]) -> None:
    tidy = tidy_spans(spans)
    assert tidy_spans(tidy) == tidy


@given(loose_spans)
def test_tidying_keeps_the_words_and_leaves_no_loose_ends(spans: list[Span]) -> None:
    tidy = tidy_spans(spans)
    assert plain_spans(tidy).split() == "".join(span.text for span in spans).split()
    assert plain_spans(tidy) == " ".join(plain_spans(tidy).split())
    for span in tidy:
        assert span.text
        if span.strong or span.emphasis or span.href:
            assert span.text == span.text.strip()
    for left, right in pairwise(tidy):
        assert (left.strong, left.emphasis, left.href) != (right.strong, right.emphasis, right.href)


def test_white_space_stands_outside_of_a_form() -> None:
    spans = [Span(text="Call  "), Span(text=" now ", strong=True), Span(text="\n"), Span(text="", emphasis=True), Span(text="or later ")]  # fmt: skip
    assert tidy_spans(spans) == (Span(text="Call "), Span(text="now", strong=True), Span(text=" or later"))


def test_the_words_alone() -> None:
    prose = (Paragraph(spans=TEXT), ItemList(items=((Span(text="one"),), (Span(text="two", strong=True),))))
    assert plain_text(prose) == "See lymph node and this\none\ntwo"


def test_keys_that_prose_links_to() -> None:
    prose = (Paragraph(spans=TEXT), ItemList(items=((Span(text="one", href="guide:pain"),),)))
    assert linked_keys(prose) == {("term", "lymph-node"), ("guide", "pain")}


@pytest.mark.parametrize(
    "href", ["https://x.org", "http://x.org", "mailto:a@x.org", "tel:988", "listing:nc-211", "term:a"]
)
def test_addresses_that_prose_may_hold(href: str) -> None:
    assert is_safe_href(href)


@pytest.mark.parametrize(
    "href",
    ["", "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "listing:", "listing", "other:key", "/path",
     "listing:NC 211", "listing:../x", "guide:a--b", "//x.org"],
)  # fmt: skip
def test_addresses_that_it_may_not_hold(href: str) -> None:
    assert not is_safe_href(href)
