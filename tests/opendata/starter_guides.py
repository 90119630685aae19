"""The starter's guides and chapters as records, straight from their files: no database, so in a second."""

import csv
from pathlib import Path
from typing import Any

from dogwood.edition.records import Block, ChapterRecord, GuideRecord, Record, Source
from dogwood.editorial.richtext import prose_from_html
from dogwood.exchange.guides import read_guide
from dogwood.publishing.collect.pages import BLOCKS

STARTER = Path(__file__).parents[2] / "starter"
LANGUAGES = ("en", "es")
_FRONT = {"title", "position", "main_message", "needs", "audiences", "changed", "sources", "review", "reviewer_notes"}
"""What the front matter of the starter's guides has: a new field must be thought of here too."""


def read_starter_guides() -> list[Record]:
    """Every chapter and guide in both languages."""
    found: list[Record] = []
    with (STARTER / "chapters.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for tag in LANGUAGES:
                title = row[f"title_{tag}"]
                found.append(ChapterRecord(key=row["key"], language=tag, title=title, position=int(row["position"])))
    return found + [_read_guide(path) for path in sorted((STARTER / "guides").glob("*/*.md"))]


def _read_guide(path: Path) -> GuideRecord:
    key, language, _ = path.name.split(".")
    guide = read_guide(path.read_text(encoding="utf-8"))
    front = dict(guide.front)
    assert set(front) <= _FRONT, set(front) - _FRONT
    return GuideRecord(
        key=key,
        language=language,
        title=front["title"],
        chapter=path.parent.name,
        position=front.get("position", 0),
        main_message=front.get("main_message", ""),
        body=tuple(_make_block(name, value) for name, value in guide.blocks),
        sources=tuple(Source(**{**row, "date": row.get("date") or None}) for row in front.get("sources", [])),
        needs=tuple(front.get("needs", ())),
        audiences=tuple(front.get("audiences", ())),
        changed=front.get("changed"),
        notices=("awaiting_clinical_review",),
    )


def _make_block(name: str, value: dict[str, Any]) -> Block:
    fields: dict[str, Any] = dict(value)
    if "text" in fields:
        fields["text"] = prose_from_html(fields["text"])
    made: Block = BLOCKS[name](**fields)
    return made
