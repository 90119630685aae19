"""The newest changes as Atom (RFC 4287), one entry a change; its text names the fields, old and new."""

import json
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from dogwood.edition.file import EditionReader

from .changes import TYPES, PastEditions, describe_change, format_moment
from .render import read_directory

MOST = 200
_LONGEST = 300
"""Characters of a value; the whole of it stands under ``/api/changes``."""
_NOT_XML = {code: None for code in range(32) if code not in (9, 10, 13)}


def write_feed(reader: EditionReader, past: PastEditions, language: str, site: str) -> bytes:
    own = f"{site}/api/changes.atom?language={language}"
    name = read_directory(reader, language).name
    found = [c for c in reader.changes() if c.identity[0] in TYPES and c.identity[2] == language][:MOST]
    entries = []
    for change in found:
        after = past.get(change.edition, change.identity)
        before = past.get(change.edition - 1, change.identity)
        told = describe_change(reader, change, change.what, before, after, set(change.fields), site)
        link = told.get("url") or f"{site}/{language}/changes/"
        entries.append(
            f"<entry><id>{_text(own)}#{change.edition}-{_text('-'.join(change.identity))}</id>"
            f"<title>{_text(change.what)}: {_text(change.heading)}</title><link href={quoteattr(link)}/>"
            f"<updated>{told['at']}</updated><category term={quoteattr(change.what)}/>"
            f'<content type="text">{_text(_describe(told))}</content></entry>'
        )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">'
        f'<id>{_text(own)}</id><title>{_text(name)}</title><link rel="self" href={quoteattr(own)}/>'
        f"<author><name>{_text(name)}</name></author><updated>{format_moment(reader.manifest.built_at)}</updated>"
        f"{''.join(entries)}</feed>\n"
    ).encode()


def _describe(told: dict[str, Any]) -> str:
    lines = [told["note"]] if "note" in told else []
    if "successor" in told:
        lines.append(f"successor: {told['successor'].get('name', '')} ({told['successor']['key']})")
    for row in told.get("fields", []):
        old = f"{_shorten(row['old'])} → " if "old" in row else ""
        lines.append(f"{row['name']}: {old}{_shorten(row.get('new'))}")
    return "\n".join(lines) or f"edition {told['edition']}"


def _shorten(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _text(text: str) -> str:
    return escape(text.translate(_NOT_XML))
