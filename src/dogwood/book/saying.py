"""Text as the renderers get it: a string, or a list of runs.

A run is ``{"s": text}`` with, where they hold, ``"l"`` (its language, where it is not the volume's), ``"b"`` and ``"i"``
(strong, emphasised) and ``"to"`` (the label it leads to inside the book, whose page is printed behind it).
"""

from typing import Any

from dogwood.facts.prose import ItemList, Prose, Span, Spans, Subheading

from .glyphs import split_scripts, tidy

Plain = dict[str, Any]
Say = str | list[Plain]


class Sayer:
    """Turns text into what is printed, in a volume of ``language``. replaced: how many characters no font had.

    labels: record type and key → label, of all that stands in the volume.
    """

    def __init__(self, language: str, labels: dict[tuple[str, str], str]) -> None:
        self.language = language
        self.labels = labels
        self.replaced = 0

    def say(self, text: str, language: str | None = None) -> Say:
        """``text``, in ``language`` where that is not the volume's."""
        clean, replaced = tidy(text)
        self.replaced += replaced
        own = language if language and language != self.language else None
        runs = split_scripts(clean)
        if own is None and all(other is None for _, other in runs):
            return clean
        return [{"s": part, **({"l": tag} if (tag := other or own) else {})} for part, other in runs]

    def spans(self, spans: Spans, language: str) -> Say:
        """Spans of prose. Links into the book become page references; addresses stand behind their words."""
        found: list[Plain] = []
        for number, span in enumerate(spans):
            runs = self._runs(span, language)
            if not runs:
                continue
            if span.text[:1].isspace() and number:
                runs[0]["s"] = " " + runs[0]["s"]
            if span.text[-1:].isspace() and number < len(spans) - 1:
                runs[-1]["s"] += " "
            found += runs
        if all(set(run) == {"s"} for run in found):
            return "".join(run["s"] for run in found)
        return found

    def _runs(self, span: Span, language: str) -> list[Plain]:
        said = self.say(span.text, language)
        runs = [{"s": said}] if isinstance(said, str) else said
        extra: Plain = {}
        if span.strong:
            extra["b"] = True
        if span.emphasis:
            extra["i"] = True
        made = [{**run, **extra} for run in runs]
        if made:
            made[-1] |= self._aim(span)
        return made

    def _aim(self, span: Span) -> Plain:
        scheme, _, rest = span.href.partition(":")
        if not scheme:
            return {}
        if label := self.labels.get((scheme, rest)):
            return {"to": label}
        if scheme in {"http", "https"}:
            shown = show_address(span.href)
            return {} if shown.casefold() in span.text.casefold() else {"at": tidy(shown)[0]}
        if scheme == "mailto" and rest.casefold() not in span.text.casefold():
            return {"at": tidy(rest)[0]}
        return {}

    def prose(self, prose: Prose, language: str, level: int) -> list[Plain]:
        """Nodes: ``{"p"}``, ``{"h", "level"}``, ``{"ul"}`` or ``{"ol"}``. level: of a subheading."""
        nodes: list[Plain] = []
        for node in prose:
            if isinstance(node, ItemList):
                items = [self.spans(item, language) for item in node.items]
                nodes.append({"ol" if node.ordered else "ul": items})
            elif isinstance(node, Subheading):
                nodes.append({"h": self.spans(node.spans, language), "level": level})
            else:
                nodes.append({"p": self.spans(node.spans, language)})
        return nodes


LONGEST_ADDRESS = 44
"""Characters of a web address that a person types; of a longer one only the site stands in the book."""


def show_address(url: str) -> str:
    """An address as one types it: without scheme, "www.", final slash and what follows "?"; a long one is its site."""
    shown = url.partition("://")[2].removeprefix("www.").split("#")[0].rstrip("/")
    host = shown.split("/")[0]
    return shown if len(shown) <= LONGEST_ADDRESS and "?" not in shown else host


def shorten(text: str, limit: int) -> tuple[str, int]:
    """``text`` cut at the end of a sentence, else of a word, and how many characters were left out. limit 0: never cut."""
    text = " ".join(text.split())
    if not limit or len(text) <= limit:
        return text, 0
    head = text[:limit]
    end = max(head.rfind(mark) for mark in (". ", "! ", "? "))
    kept = head[: end + 1] if end > limit // 2 else head.rsplit(" ", 1)[0].rstrip(",.;:") + "…"
    return kept, len(text) - len(kept)
