import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.exchange.guides import GuideFile, GuideFileError, read_guide, write_guide
from tests.support.guide_files import bullets, guide_files, paragraph

FRONT = '+++\ntitle = "Pain"\n+++\n'


@given(guide_files)
def test_written_and_read_it_is_the_same(guide: GuideFile) -> None:
    written = write_guide(guide)
    assert read_guide(written) == guide
    assert write_guide(read_guide(written)) == written


def test_what_a_person_writes() -> None:
    guide = read_guide(
        FRONT
        + """
First words.

## What does it mean?
One.

:::care emergency title="Call 911"
- Sudden trouble
:::
After the card.

## And now?
:::see-also pain support
:::
:::listings need="ride" limit="3"
:::
"""
    )
    assert guide.front == {"title": "Pain"}
    assert guide.blocks == [
        ("text", {"text": paragraph("First words.")}),
        ("question", {"question": "What does it mean?", "text": paragraph("One.")}),
        ("care", {"level": "emergency", "title": "Call 911", "text": bullets("Sudden trouble")}),
        ("text", {"text": paragraph("After the card.")}),
        ("question", {"question": "And now?", "text": ""}),
        ("see_also", {"guides": ["pain", "support"]}),
        ("listings", {"title": "", "need": "ride", "audience": "", "limit": 3, "keys": []}),
    ]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, r"begins with \+\+\+"),
        ("+++\ntitle = 'x'\n", 1, "no closing"),
        ("+++\ntitle = 'x'\nposition == 1\n+++\n", 3, "TOML"),
        (FRONT + "# Title\n", 4, "two #"),
        (FRONT + "\n## Q\n\n#### Deep\n", 7, "three #"),
        (FRONT + "\n## Q\ntext\n:::care urgent title=\"x\"\n- a\n", 7, "no closing :::"),
        (FRONT + "\n:::\n", 5, "closes nothing"),
        (FRONT + "\n:::box title='x'\n:::\n", 5, "no fence :::box"),
        (FRONT + "\n:::care title='x'\n:::\n", 5, "has a level"),
        (FRONT + "\n:::do color='x'\n:::\n", 5, "no “color”"),
        (FRONT + "\n:::do title='x\n:::\n", 5, "quotation"),
        (FRONT + "\n:::do\n- a\n  - b\n:::\n", 7, "inside a list"),
        (FRONT + "\n:::see-also pain\nwords\n:::\n", 6, "holds no text"),
        (FRONT + "\n:::see-also Bad_Key\n:::\n", 5, "Bad_Key"),
        (FRONT + "\n:::see-also\n:::\n", 5, "guide"),
        (FRONT + "\n:::listings keys='a B'\n:::\n", 5, "B"),
        (FRONT + "\n:::listings limit='many'\n:::\n", 5, "number"),
        (FRONT + "\n:::listings limit='0'\n:::\n", 5, "1 to 50"),
        (FRONT + "\n:::listings need='yacht'\n:::\n", 5, "yacht"),
        (FRONT + "\n:::listings audience='yacht'\n:::\n", 5, "yacht"),
        (FRONT + "\n:::statistic value='1' year='1899'\n:::\n", 5, "1899"),
        (FRONT + "\n## Q\n\n[x](javascript:alert(1))\n", 7, "javascript"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_names_its_line_and_what_would_be_right(text: str, line: int, reason: str) -> None:
    with pytest.raises(GuideFileError, match=reason) as caught:
        read_guide(text)
    assert caught.value.line == line


@given(
    st.lists(
        st.sampled_from(
            ["+++", "title = 'x'", "## Q", ":::", ":::do", ":::care urgent", "- a", "words", "", "# T", "> q", "***"]
        ),
        max_size=12,
    )
)
def test_any_file_is_a_guide_or_an_error_with_a_line(lines: list[str]) -> None:
    try:
        guide = read_guide("\n".join(["+++", "title = 'x'", "+++", *lines]))
    except GuideFileError as error:
        assert 1 <= error.line <= len(lines) + 3
        return
    assert read_guide(write_guide(guide)) == guide
