"""A plan read from top to bottom: what plain text and EPUB set, line by line, in the order of the printed book."""

from collections.abc import Iterator
from dataclasses import dataclass

from .saying import Plain, Say

_TITLES = {
    "now": "now_title", "how": "how_title", "short": "short_guides_title", "needs": "needs_title", "counties": "counties_title",
    "publications": "publications_title", "events": "events_title", "closed": "closed_title", "list": "my_list",
    "numbers": "numbers_title", "glossary": "glossary_title", "credits": "credits_title",
}  # fmt: skip
_INTROS = {
    "needs": "needs_intro", "counties": "counties_intro", "publications": "publications_intro", "events": "events_intro",
    "closed": "closed_intro", "numbers": "numbers_intro",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A heading (level 1 to 6), an item of a list, or a paragraph. label: by which others lead to it. to: where it leads.

    is_tight: stands close to the line before. said: the same text with its runs, for renderers that mark languages.
    language: of the volume.
    """

    said: Say
    level: int = 0
    is_item: bool = False
    is_tight: bool = False
    label: str = ""
    to: str = ""
    language: str = "en"

    @property
    def text(self) -> str:
        return flat(self.said)


def flat(said: Say) -> str:
    """The words, with an address behind the words that lead to it."""
    if isinstance(said, str):
        return said
    return "".join(run["s"] + (f" ({run['at']})" if "at" in run else "") for run in said)


def join(*pieces: Say) -> Say:
    """One said text of several."""
    if all(isinstance(piece, str) for piece in pieces):
        return "".join(piece for piece in pieces if isinstance(piece, str))
    runs: list[Plain] = []
    for piece in pieces:
        runs += [{"s": piece}] if isinstance(piece, str) else piece
    return [run for run in runs if run["s"]]


def walk(data: Plain) -> Iterator[Line]:
    """All lines of a plan but contents, indexes and notes pages, which only paper needs."""
    for volume in data["volumes"]:
        yield from walk_volume(volume)


def walk_volume(volume: Plain) -> Iterator[Line]:
    language = volume["lang"]
    cover = volume["cover"]
    yield Line(volume["title"], level=1, language=language)
    for text in (cover["area"], cover["edition"], volume["printed"]):
        if text:
            yield Line(text, language=language)
    if cover["recalls"]:
        yield Line(join(volume["words"]["recall_text"], " ", cover["recalls"]), language=language)
    for part in volume["parts"]:
        for line in walk_part(volume, part):
            yield line if line.language == language else _in(line, language)


def _in(line: Line, language: str) -> Line:
    return Line(line.said, line.level, line.is_item, line.is_tight, line.label, line.to, language)


def walk_part(volume: Plain, part: Plain) -> Iterator[Line]:
    """The lines of one part."""
    words, kind = volume["words"], part["kind"]
    if kind in {"contents", "index", "notes"}:
        return
    yield Line(part["title"] if "title" in part else words[_TITLES[kind]], level=1, label=part["id"])
    if kind in _INTROS:
        yield Line(words[_INTROS[kind]])
    match kind:
        case "now":
            yield from _now(words, part)
        case "how":
            yield from _how(volume)
        case "chapter":
            if part["summary"]:
                yield Line(part["summary"])
            for guide in part["guides"]:
                yield from _guide(words, guide)
        case "short":
            for row in part["rows"]:
                yield Line(row["s"], level=2)
                yield Line(row["text"])
        case "needs":
            for group in part["groups"]:
                yield Line(group["title"], level=2, label=group["id"])
                for text in group["common"]:
                    yield Line(text)
                yield from _entries(volume, group["items"], 3)
                yield from _also(words["needs_also"], group["also"])
        case "counties":
            for row in part["common"]:
                yield Line(join(f"{row['title']}. ", row["text"]))
            for group in part["groups"]:
                yield Line(group["title"], level=2, label=group["id"])
                if group["none"]:
                    yield Line(words["near_none"])
                for kind_of in group["types"]:
                    yield Line(kind_of["title"], level=3)
                    yield from _entries(volume, kind_of["items"], 4)
                yield from _also(words["counties_also"], group["also"])
        case "publications" | "list":
            for group in part["groups"]:
                yield Line(group["title"], level=2)
                yield from _entries(volume, group["items"], 3)
        case "errata":
            yield Line(part["intro"])
            if part["none"]:
                yield Line(part["none"])
            for group in part["groups"]:
                yield Line(group["title"], level=2)
                yield from _entries(volume, group["items"], 3)
        case "events" | "closed":
            yield from _entries(volume, part["items"], 2)
        case "numbers":
            for guide in part["guides"]:
                yield Line(guide["title"], level=2, label=guide["id"], to=guide["to"])
                for row in guide["rows"]:
                    yield Line(row["value"])
                    yield from _prose(row["text"])
                    yield Line(row["about"], is_tight=True)
        case "glossary":
            for row in part["rows"]:
                also = join(" ", row["also"]) if row["also"] else ""
                yield Line(join(row["s"], ". ", row["text"], also), label=row["id"])
        case "credits":
            for text in volume["cover"]["credits"]:
                yield Line(text)


def _now(words: dict[str, str], part: Plain) -> Iterator[Line]:
    for level in ("emergency", "urgent"):
        if part[level]["rows"]:
            yield Line(words[f"now_{level}"], level=2)
        if part[level]["lead"]:
            yield Line(part[level]["lead"])
        for row in part[level]["rows"]:
            yield Line(join(row["s"], ": ", row["more"]) if row["more"] else row["s"], is_item=True)
    if part["night"]:
        yield Line(words["now_talk"], level=2)
    for row in part["night"]:
        yield Line(join(row["n"], ": ", row["s"], ". ", row["text"]), is_item=True, to=row["to"])


def _how(volume: Plain) -> Iterator[Line]:
    words = volume["words"]
    for name, count in (("find", 4), ("call", 4), ("sure", 3)):
        yield Line(words[f"how_{name}"], level=2)
        for number in range(1, count + 1):
            yield Line(words[f"how_{name}_{number}"], is_item=True)
    yield Line(words["how_signs"], level=2)
    for sign in volume["signs"].values():
        yield Line(f"{sign['short']}: {sign['means']}", is_item=True)


def _guide(words: dict[str, str], guide: Plain) -> Iterator[Line]:
    yield Line(guide["title"], level=2, label=guide["id"])
    for text in (guide["announce"], guide["main"], *guide["notices"], guide["review"]):
        if text:
            yield Line(text)
    for block in guide["blocks"]:
        yield from _block(words, block)
    if guide["sources"]:
        yield Line(words["sources"], level=3)
        for source in guide["sources"]:
            yield Line(join(source["s"], " ", source["at"]), is_item=True)


def _block(words: dict[str, str], block: Plain) -> Iterator[Line]:
    kind = block["type"]
    if kind == "question":
        yield Line(block["title"], level=3, label=block["id"])
    elif kind == "care":
        yield Line(join(f"{block['tag']}: ", block["title"]), level=block["level"])
    elif "title" in block:
        yield Line(block["title"], level=block["level"])
    if kind == "number":
        yield Line(words["numbers_title"], to=block["to"])
    elif kind == "figure":
        yield Line(block["alt"])
    for ref in block.get("refs", ()):
        about = f", {ref['phone']}" if "phone" in ref else f" ({ref['about']})" if "about" in ref else ""
        yield Line(join(ref["s"], about), is_item=True, to=ref["to"])
    yield from _prose(block.get("text", ()))
    if kind == "quotation":
        yield Line(block["by"], is_tight=True)


def _prose(nodes: list[Plain]) -> Iterator[Line]:
    for node in nodes:
        if "p" in node:
            yield Line(node["p"])
        elif "h" in node:
            yield Line(node["h"], level=node["level"])
        else:
            for item in node.get("ul") or node.get("ol") or ():
                yield Line(item, is_item=True)


def _entries(volume: Plain, entries: list[Plain], level: int) -> Iterator[Line]:
    for entry in entries:
        yield Line(entry["name"], level=level, label=entry.get("id", ""))
        for line in _entry(volume, entry):
            yield Line(line.said, is_tight=True, to=line.to)


def _entry(volume: Plain, entry: Plain) -> Iterator[Line]:
    words = volume["words"]
    for name in ("proof",):
        for text in entry.get(name, ()):
            yield Line(f"[{text}]")
    if "closed" in entry:
        yield Line(join(entry["closed"], " ", entry.get("note", "")))
    if successor := entry.get("successor"):
        number = f", {successor['n']}" if "n" in successor else ""
        yield Line(join(entry.get("became", ""), ": ", successor.get("s", ""), number), to=successor["to"])
    if "nobody" in entry:
        yield Line(entry["nobody"])
    for phone in entry.get("phones", ()):
        vanity = join(" (", phone["v"], ")") if "v" in phone else ""
        parts = [phone.get("k", ""), " " if "k" in phone else "", phone["n"], vanity]
        parts += [f" {phone['x']}" if "x" in phone else "", join(" ", phone["l"]) if "l" in phone else ""]
        yield Line(join(*parts))
    if entry.get("marks"):
        yield Line(", ".join(volume["signs"][mark]["short"] for mark in entry["marks"]))
    for name in ("year", "text", "more", "cut"):
        if entry.get(name):
            yield Line(entry[name])
    if "note" in entry and "closed" not in entry:
        yield Line(entry["note"])
    if "withheld" in entry:
        yield Line(entry["withheld"])
    for term, value in entry.get("facts", ()):
        yield Line(join(f"{term}: ", value))
    if "by" in entry:
        yield Line(join(f"{words['run_by']}: ", entry["by"]["s"]), to=entry["by"]["to"])
    for address in entry.get("web", ()):
        yield Line(address)
    if "mine" in entry:
        yield Line(join(f"{words['my_note']}: ", entry["mine"]))
    if "checked" in entry:
        star = " *" if entry.get("star") else ""
        yield Line(entry["checked"]["s"] + star)


def _also(words: str, refs: list[Plain]) -> Iterator[Line]:
    if refs:
        yield Line(words)
    for ref in refs:
        yield Line(ref["s"], is_item=True, to=ref.get("to", ""))
