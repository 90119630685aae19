"""The front matter of a guide's or page's file → what ``put_pages`` takes."""

import datetime as dt
from typing import Any

from dogwood.editorial.actions import PageInput
from dogwood.editorial.models import GuidePage, InformationPage
from dogwood.facts.dates import parse_partial_date
from dogwood.facts.errors import FactError

from ..guides import GuideFile, GuideFileError


def _take(front: dict[str, Any], name: str, kind: type | tuple[type, ...], default: Any) -> Any:
    value = front.pop(name, default)
    if value is not default and not isinstance(value, kind):
        raise GuideFileError(1, f"In the front matter “{name}” has the wrong form ({value!r}).")
    return value


def _take_tables(front: dict[str, Any], name: str, names: set[str]) -> list[dict[str, Any]]:
    tables = _take(front, name, list, [])
    for table in tables:
        if not isinstance(table, dict) or not table.keys() <= names:
            raise GuideFileError(1, f"In the front matter [[{name}]] has {', '.join(sorted(names))} and nothing else.")
        if table.get("date"):
            try:
                parse_partial_date(str(table["date"]))
            except FactError as error:
                raise GuideFileError(1, f"In the front matter, date of a source: {error}") from None
    return tables


def read_guide_page(guide: GuideFile, chapter: str) -> PageInput:
    front = dict(guide.front)
    review = _take(front, "review", dict, {})
    values = {
        "main_message": _take(front, "main_message", str, ""),
        "body": guide.blocks,
        "sources": [
            ("source", {name: str(source.get(name, "")) for name in ("name", "title", "url", "date")})
            for source in _take_tables(front, "sources", {"name", "title", "url", "date"})
        ],
        "needs": tuple(_take(front, "needs", list, [])),
        "audiences": tuple(_take(front, "audiences", list, [])),
        "changed": _take(front, "changed", dt.date, None),
        "review_state": review.get("state", "pending"),
        "review_by": review.get("by", ""),
        "review_role": review.get("role", ""),
        "review_on": str(review.get("on", "")),
        "review_next_due": review.get("next_due"),
        "reviewer_notes": [
            ("note", str(note.get("text", ""))) for note in _take_tables(front, "reviewer_notes", {"text"})
        ],
    }
    return _finish_page(GuidePage, front, values, chapter)


def read_information_page(guide: GuideFile) -> PageInput:
    front = dict(guide.front)
    values = {
        "main_message": _take(front, "main_message", str, ""),
        "body": guide.blocks,
        "changed": _take(front, "changed", dt.date, None),
    }
    return _finish_page(InformationPage, front, values, "")


def _finish_page(model: type[Any], front: dict[str, Any], values: dict[str, Any], chapter: str) -> PageInput:
    title = _take(front, "title", str, "")
    values["position"] = position = _take(front, "position", int, 0)
    if _take(front, "unpublished", bool, False):
        values["live"] = False
    if front:
        raise GuideFileError(1, f"The front matter has unknown names: {', '.join(front)}.")
    if not title:
        raise GuideFileError(1, "The front matter has no title.")
    return PageInput(model, "", "", title, position, chapter, values)
