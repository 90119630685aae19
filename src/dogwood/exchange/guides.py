"""A guide's or page's file ↔ its front matter and the desk's blocks.

The body is Markdown with ``##`` questions and ``:::`` fences (docs/editors/packs.md). Blocks are the desk's:
``(name, value)`` pairs as ``editorial.blocks.BodyBlock`` takes them, with rich text as HTML.
"""

import re
import shlex
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import tomli_w
from django.core.exceptions import ValidationError

from dogwood import vocabulary
from dogwood.editorial.fields import validate_key
from dogwood.editorial.richtext import html_from_prose, prose_from_html
from dogwood.facts.dates import parse_partial_date

from .markdown import MarkdownError, markdown_from_prose, prose_from_markdown

BlockValue = tuple[str, dict[str, Any]]
"""A block's name and its value."""

_FENCE = re.compile(r":::\s*([a-z-]+)\s*(.*)\Z")
_ENDS = re.compile(r"\s*:::|## ")
"""What ends a fence: the closing mark, or another block, which says that it was forgotten."""
#: Fence → (block name, attributes in the order in which they are written, has text).
_FENCES: dict[str, tuple[str, tuple[str, ...], bool]] = {
    "text": ("text", (), True),
    "care": ("care", ("level", "title"), True),
    "do": ("points", ("title",), True),
    "dont": ("points", ("title",), True),
    "key-facts": ("key_facts", ("title",), True),
    "statistic": ("statistic", ("value", "year", "population", "source"), True),
    "quotation": ("quotation", ("by", "source"), True),
    "see-also": ("see_also", (), False),
    "ask": ("ask", ("title",), True),
    "listings": ("listings", ("title", "need", "audience", "limit", "keys"), False),
    "figure": ("figure", ("image", "alt", "caption", "credit"), False),
}
_LEVELS = ("emergency", "urgent", "routine")


class GuideFileError(ValueError):
    """A guide's file that cannot be read. line: counted from 1 in the file."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        super().__init__(reason)


@dataclass
class GuideFile:
    """front: the front matter as read from TOML. blocks: the body."""

    front: dict[str, Any]
    blocks: list[BlockValue]


def read_guide(text: str) -> GuideFile:
    """Read a whole file. Raises GuideFileError with its line."""
    lines = text.split("\n")
    if lines[0].strip() != "+++":
        raise GuideFileError(1, "The file begins with +++, the front matter, and +++ again.")
    try:
        end = next(number for number, line in enumerate(lines[1:], 1) if line.strip() == "+++")
    except StopIteration:
        raise GuideFileError(1, "The front matter has no closing +++.") from None
    try:
        front = tomllib.loads("\n".join(lines[1:end]))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise GuideFileError(1 + int(found[1]) if found else 1, f"The front matter is not TOML: {error}.") from None
    return GuideFile(front, _read_body(lines, end + 1))


def write_guide(guide: GuideFile) -> str:
    """The file's text, in one canonical form: reading it gives the same guide."""
    front = tomli_w.dumps(guide.front, multiline_strings=False).strip("\n")
    parts: list[str] = []
    before = ""
    for name, value in guide.blocks:
        # Text after text, or after an answer, would else become a part of it.
        is_fenced = name == "text" and before in {"text", "question"}
        parts.append(_write_block(name, value, is_fenced=is_fenced))
        before = "" if is_fenced else name
    body = "\n\n".join(parts)
    return f"+++\n{front}\n+++\n\n{body}".rstrip("\n") + "\n"


def _read_body(lines: list[str], start: int) -> list[BlockValue]:
    blocks: list[BlockValue] = []
    question: str | None = None
    gathered: list[str] = []
    gathered_from = start

    def flush() -> None:
        nonlocal question
        prose = _html("\n".join(gathered), gathered_from)
        if question is not None:
            blocks.append(("question", {"question": question, "text": prose}))
        elif prose:
            blocks.append(("text", {"text": prose}))
        question = None
        gathered.clear()

    number = start
    while number < len(lines):
        line = lines[number]
        fence = _FENCE.match(line.strip())
        if line.startswith("## "):
            flush()
            question, gathered_from = line[3:].strip(), number + 1
        elif line.startswith("# "):
            raise GuideFileError(number + 1, "The title stands in the front matter; headings in the body have two #.")
        elif fence:
            flush()
            end = next((at for at in range(number + 1, len(lines)) if _ENDS.match(lines[at])), None)
            if end is None or lines[end].strip() != ":::":
                raise GuideFileError(number + 1, f"The fence :::{fence[1]} has no closing :::.")
            blocks.append(_read_fence(fence[1], fence[2], lines[number + 1 : end], number))
            number, gathered_from = end, end + 1
        elif line.strip() == ":::":
            raise GuideFileError(number + 1, "This ::: closes nothing.")
        else:
            gathered.append(line)
        number += 1
    flush()
    return blocks


def _read_fence(name: str, rest: str, inner: list[str], number: int) -> BlockValue:
    if name not in _FENCES:
        raise GuideFileError(number + 1, f"There is no fence :::{name}. There are {', '.join(_FENCES)}.")
    block, attributes, has_text = _FENCES[name]
    try:
        words = shlex.split(rest)
    except ValueError as error:
        raise GuideFileError(number + 1, f":::{name} {rest}: {error}.") from None
    if name == "see-also":
        if not words:
            raise GuideFileError(number + 1, ":::see-also names the key of a guide, or several.")
        if any(line.strip() for line in inner):
            raise GuideFileError(number + 2, ":::see-also holds no text.")
        for key in words:
            _check(number, validate_key, key)
        return block, {"guides": words}
    value: dict[str, Any] = dict.fromkeys(attributes, "")
    for word in words:
        key, equals, text = word.partition("=")
        if not equals and name == "care" and word in _LEVELS:
            key, text = "level", word
        if key not in attributes:
            having = ", ".join(attributes) or "none"
            raise GuideFileError(number + 1, f":::{name} has no “{key}”. Its attributes: {having}.")
        value[key] = text
    if has_text:
        value["text"] = _html("\n".join(inner), number + 1)
    elif any(line.strip() for line in inner):
        raise GuideFileError(number + 2, f":::{name} holds no text.")
    if name == "care" and value["level"] not in _LEVELS:
        raise GuideFileError(number + 1, f":::care has a level: {', '.join(_LEVELS)}.")
    if block == "points":
        value["mood"] = name
    if name == "listings":
        try:
            value["limit"] = int(value["limit"] or 8)
        except ValueError:
            raise GuideFileError(number + 1, f"limit=“{value['limit']}” is not a number.") from None
        if not 1 <= value["limit"] <= 50:
            raise GuideFileError(number + 1, f"limit=“{value['limit']}” does not lie in 1 to 50.")
        value["keys"] = value["keys"].split()
        for key in value["keys"]:
            _check(number, validate_key, key)
        for attribute, words_of in (("need", "needs"), ("audience", "audiences")):
            if value[attribute]:
                _check(number, partial(vocabulary.find_word, words_of), value[attribute])
    if value.get("year"):
        _check(number, parse_partial_date, value["year"])
    return block, value


def _check(number: int, check: Callable[[str], object], text: str) -> None:
    """Run a check that the desk's form would. Raises GuideFileError for the line."""
    try:
        check(text)
    except ValidationError as error:
        raise GuideFileError(number + 1, f"“{text[:60]}”: {' '.join(error.messages)}") from None
    except ValueError as error:
        raise GuideFileError(number + 1, str(error)) from None


def _write_block(name: str, value: dict[str, Any], *, is_fenced: bool = False) -> str:
    text = markdown_from_prose(prose_from_html(value["text"])) if value.get("text") else ""
    if name == "question":
        return f"## {value['question']}" + (f"\n\n{text}" if text else "")
    if name == "text" and not is_fenced:
        return text
    if name == "see_also":
        return ":::see-also " + " ".join(value["guides"]) + "\n:::"
    fence = value["mood"] if name == "points" else name.replace("_", "-")
    if fence not in _FENCES:
        raise ValueError(f"A {name} block cannot be saved in a pack yet.")
    written = []
    for attribute in _FENCES[fence][1]:
        raw = value.get(attribute)
        if attribute == "level":
            written.append(str(raw))
        elif attribute == "limit":
            if raw != 8:
                written.append(f'limit="{raw}"')
        elif raw:
            words = " ".join(raw) if isinstance(raw, list) else str(raw)
            words = words.replace("\\", "\\\\").replace('"', '\\"')
            written.append(f'{attribute}="{words}"')
    head = " ".join([f":::{fence}", *written])
    return f"{head}\n{text}\n:::" if text else f"{head}\n:::"


def _html(text: str, first_line: int) -> str:
    if not text.strip():
        return ""
    try:
        return html_from_prose(prose_from_markdown(text))
    except MarkdownError as error:
        raise GuideFileError(first_line + error.line + 1, str(error)) from None
