import pytest
from hypothesis import given

from dogwood.editorial.richtext import html_from_prose, prose_from_html
from dogwood.facts.prose import ItemList, Paragraph, Prose, Span, Subheading, plain_text
from tests.support.prose import proses


@given(proses)
def test_written_and_read_it_is_the_same(prose: Prose) -> None:
    written = html_from_prose(prose)
    assert prose_from_html(written) == prose
    assert html_from_prose(prose_from_html(written)) == written


@pytest.mark.parametrize(
    ("source", "prose"),
    [
        ("<p>One <b>two</b> <i>three</i></p>", (Paragraph(spans=(Span(text="One "), Span(text="two", strong=True), Span(text=" "), Span(text="three", emphasis=True))),)),
        ("<h3> Sub </h3><ul><li>a</li><li> </li></ul>", (Subheading(spans=(Span(text="Sub"),)), ItemList(items=((Span(text="a"),),)))),
        ("loose <em>words</em>", (Paragraph(spans=(Span(text="loose "), Span(text="words", emphasis=True))),)),
        ('<p><a href="/listing/nc-211/">NC 211</a></p>', (Paragraph(spans=(Span(text="NC 211", href="listing:nc-211"),)),)),
        ("<p>a<br/>b</p><p> </p>", (Paragraph(spans=(Span(text="a b"),)),)),
    ],
)  # fmt: skip
def test_what_the_editor_writes(source: str, prose: Prose) -> None:
    assert prose_from_html(source) == prose


@pytest.mark.parametrize(
    "source",
    ['<p><a href="javascript:alert(1)">word</a></p>', '<p><a href=" java\nscript:x">word</a></p>', "<p><a>word</a></p>",
     '<p onclick="x"><span style="color:red">word</span></p>', "<table><tr><td>word</td></tr></table>",
     '<p><a href="data:text/html,x">word</a></p>', '<p><a href="listing:nc-211">word</a></p>'],
)  # fmt: skip
def test_words_stay_and_what_prose_cannot_hold_goes(source: str) -> None:
    assert prose_from_html(source) == (Paragraph(spans=(Span(text="word"),)),)


def test_scripts_have_no_words() -> None:
    assert "alert" not in plain_text(prose_from_html("<p>word</p><script>alert(1)</script><style>p{}</style>"))
