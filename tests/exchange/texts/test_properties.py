"""Whatever is pasted: no exception, nothing that is not in it, and in time."""

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.exchange.texts import Document, find_drafts
from dogwood.exchange.texts.finding.phones import find_phones
from dogwood.exchange.texts.finding.places import find_places
from dogwood.exchange.texts.finding.webs import find_webs
from dogwood.exchange.texts.importing import make_draft
from dogwood.exchange.texts.reading.html import read_html
from dogwood.exchange.texts.reading.text import read_text

from .directory import BOOK_LAYOUTS, LAYOUTS

_PIECES = [
    "919-555-0100", "(800) 555-HELP", "800.4.CANCER", "www.example.org", "http://example.org/a-", "help@example.org", "12 Oak Street", "Boone, NC 28607",
    "P.O. Box 5", "Made-Up Center", "Resources", "Books and More", "Web Sites", "by Ann Author (1999).", "What is it?", "Offers help to all.", "•", "1.", "**", "#", "|",
    "–", ":", "(", ")", "\n", "\n\n", "    ", "Mon-Fri 9-5", "in Spanish", "free", "May 4, 2019", "Copyright 2001", "TTY", "ext. 5", "…", "é", "\u2028", "\x00", "<b>", "&amp;",
]  # fmt: skip
pastes = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(_PIECES), max_size=60).map(" ".join),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=12)), max_size=60).map("\n".join),
)


def squeeze(text: str) -> str:
    """Without white space and without the marks that joining lines may drop."""
    return re.sub(r"[\s\x00-\x1f\x7f\u200b\u2060\ufeff\xa0-]+", "", text)


def check_literal(document: Document) -> None:
    """Every value stands in the text, every source too."""
    words = squeeze(document.text)
    for draft in find_drafts(document):
        for name, one in draft:
            if isinstance(one.value, dict):
                values = [
                    one.value[key]
                    for key in ("written", "extension", "label", "address", "address_2", "city", "state_written", "zip")
                    if one.value.get(key)
                ]
            elif name in {"language", "cost"}:
                values = [one.source]
            else:
                values = str(one.value).split("\n")
            for value in values:
                assert squeeze(value) in words, (name, value)
            assert 1 <= one.line <= len(document.lines)
        make_draft(draft)


@given(pastes)
def test_any_paste_gives_only_what_it_says(text: str) -> None:
    check_literal(read_text(text))


@given(pastes)
def test_any_markdown_gives_only_what_it_says(text: str) -> None:
    check_literal(read_text(text, is_markdown=True))


@given(pastes)
def test_any_page_gives_only_what_it_says(text: str) -> None:
    check_literal(read_html(f"<p>{text}</p>"))


@given(pastes)
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    for finder in (find_phones, find_places, find_webs):
        last = 0
        for one in finder(text):
            assert 0 <= one.start < one.end <= len(text)
            assert one.start >= last or finder is find_webs
            last = one.start


@pytest.mark.parametrize("layout", [*LAYOUTS, *BOOK_LAYOUTS])
def test_layouts_give_only_what_they_say(layout: str) -> None:
    text = {**LAYOUTS, **BOOK_LAYOUTS}[layout]()
    check_literal(read_html(text) if text.startswith("<") else read_text(text))


@given(st.integers(0, 2**32))
def test_cut_off_layouts_give_only_what_they_say(seed: int) -> None:
    """Lines left out, joined and mixed."""
    chance = random.Random(seed)
    lines = [line for layout in chance.sample(sorted(LAYOUTS), 3) for line in LAYOUTS[layout]().split("\n")]
    chance.shuffle(lines)
    check_literal(read_text("\n".join(lines[: chance.randint(1, 60)])))


MEGABYTE = 1_000_000
LARGE = {
    "entries": "\n\n".join(LAYOUTS["blocks"]() for _ in range(900)),
    "lines": "Abc Def\n" * (MEGABYTE // 8),
    "one line": "A b. " * (MEGABYTE // 5),
    "columns": ("x" * 20 + " " * 30 + "y" * 20 + "\n") * (MEGABYTE // 71),
    "pipes": "| a | b |\n" * (MEGABYTE // 10),
    "noise": "".join(random.Random(1).choices("aA1 .,-()\n@:/|*#&é“”—$", k=MEGABYTE)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_a_megabyte_takes_bounded_time(name: str) -> None:
    start = time.monotonic()
    find_drafts(read_text(LARGE[name]))
    assert time.monotonic() - start < 60  # 12 s at most on two cores that others use too
