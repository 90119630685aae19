"""Guide files made up by hypothesis, in the canonical form that reading gives."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from dogwood import vocabulary
from dogwood.editorial.richtext import html_from_prose
from dogwood.exchange.guides import BlockValue, GuideFile
from dogwood.facts.prose import ItemList, Paragraph, Span

from .prose import proses

keys = st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
words = st.text(st.sampled_from("ab 12.,'\"\\=#:&<ñ;-+"), max_size=14).map(lambda text: " ".join(text.split()))
some_words = words.filter(bool)
rich = proses.map(html_from_prose)
some_rich = rich.filter(bool)
dates = st.sampled_from(["", "2024", "2024-11", "2024-11-05"])


def _block(name: str, **values: Any) -> st.SearchStrategy[BlockValue]:
    return st.tuples(st.just(name), st.fixed_dictionaries(values))


question = _block("question", question=some_words, text=rich)
text = _block("text", text=some_rich)
fenced = st.one_of(
    _block("care", level=st.sampled_from(["emergency", "urgent", "routine"]), title=words, text=rich),
    _block("points", mood=st.sampled_from(["do", "dont"]), title=words, text=rich),
    _block("key_facts", title=words, text=rich),
    _block("statistic", value=words, year=dates, population=words, source=words, text=rich),
    _block("quotation", by=words, source=words, text=rich),
    _block("see_also", guides=st.lists(keys, min_size=1, max_size=3)),
    _block("ask", title=words, text=rich),
    _block(
        "listings",
        title=words,
        need=st.sampled_from(["", *vocabulary.words("needs")]),
        audience=st.sampled_from(["", *vocabulary.words("audiences")]),
        limit=st.integers(1, 50),
        keys=st.lists(keys, max_size=3),
    ),
)
bodies = st.lists(question | text | fenced, max_size=5)
_REQUIRED = {
    "care": ("title",), "points": ("text",), "key_facts": ("text",), "statistic": ("value", "source"),
    "quotation": ("text", "by"), "ask": ("text",),
}  # fmt: skip
#: Bodies that the desk's form would take too: nothing required is empty.
whole_bodies = bodies.map(
    lambda body: [(name, value) for name, value in body if all(map(value.get, _REQUIRED.get(name, ())))]
)
fronts = st.fixed_dictionaries(
    {"title": some_words, "position": st.integers(0, 99), "main_message": st.text(max_size=30)},
    optional={
        "needs": st.lists(st.sampled_from(list(vocabulary.words("needs"))), unique=True, max_size=3),
        "changed": st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)),
        "review": st.just({"state": "pending"}),
        "sources": st.lists(st.fixed_dictionaries({"name": some_words, "date": dates}), min_size=1, max_size=2),
    },
)
guide_files = st.builds(GuideFile, fronts, bodies)


def paragraph(words: str) -> str:
    """Rich text with one paragraph."""
    return html_from_prose((Paragraph(spans=(Span(text=words),)),))


def bullets(*items: str) -> str:
    """Rich text with one list."""
    return html_from_prose((ItemList(items=tuple((Span(text=item),) for item in items)),))
