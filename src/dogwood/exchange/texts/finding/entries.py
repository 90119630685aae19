"""From passages to a draft: the head gives the name, the rest gives facts, and what is left is the annotation."""

import re
from collections.abc import Sequence

from ..drafts import Found, TextDraft
from .citations import Citation, find_type
from .heads import Head
from .passages import Passage, has_label
from .roles import is_prose
from .sections import Section
from .spans import Span, remove_spans
from .words import DATE, EVERY, find_cost, find_hours, find_languages

_LABELLED = re.compile(r"(?P<label>[^\W\d_][\w ’'/&-]{1,28}?)\s{0,2}[:=]\s{0,3}(?P<words>\S.{0,600})", re.DOTALL)
_LABELS = (
    ("hours", re.compile(r"(?:office |business )?hours?(?: of operation)?|horario|when open|open", re.IGNORECASE)),
    ("cost", re.compile(r"costs?|fees?|costos?|precio|tarifa", re.IGNORECASE)),
    ("language", re.compile(r"languages?(?: spoken)?|idiomas?", re.IGNORECASE)),
    ("when", re.compile(r"when|dates?|date and time|meets|meeting times?|cu[aá]ndo|fecha|time", re.IGNORECASE)),
    ("annotation", re.compile(r"description|services?|about|descripci[oó]n|servicios|purpose|mission", re.IGNORECASE)),
    ("place", re.compile(r"where|(?:mailing |street )?address|location|d[oó]nde|direcci[oó]n", re.IGNORECASE)),
)
_NOT_A_LABEL = re.compile(
    r"\b(?:phone|tel[eé]fonos?|l[ií]nea|tel|fax|tty|web\w*|url|internet|e-?mail|correo|sitio|site|toll|hotline|helpline|https?|voice|main|office)\b",
    re.IGNORECASE,
)
_GET = re.compile(
    r"(?:\b(?:to order|order|available|call|contact|for a copy|for copies|free from|write|see|visit|download|llame|pida|purchase|published)\b[^.]{0,160}?)\Z",
    re.IGNORECASE,
)
_GET_SENTENCE = re.compile(
    r"(?:(?<=[.!?]\s)|(?<=\n)|\A)((?:To order|Order|Available|Call|Contact|For (?:a )?cop(?:y|ies)|Free|Write|Llame|Pida|Visit|Download)\b[^\n]{0,300}?)(?=[.!?]\s+[A-Z]|\s*\Z)"
)
_MOST_ANNOTATION = 6000


class Builder:
    """Gathers what is said of one entry. Passages are added in the order of the document."""

    def __init__(self, kind: str, type_: str, first: Passage, *, sure: bool = True, note: str = "") -> None:
        self.draft = TextDraft(kind, first.first.where, first.first.number, "", type_, sure, note)
        self.said: list[str] = []
        self.passages = 0
        self.prose = 0

    def add_name(self, head: Head, passage: Passage, *, sure: bool = True, note: str = "") -> None:
        line = passage.line_at(head.start).number
        self.draft.add("name", Found(head.name, passage.said_at(head.start, head.end), line, sure, note))
        if head.place is not None:
            self._add_span(head.place, passage)
        if head.byline is not None:
            start, end = head.byline
            words = " ".join(passage.text[start:end].split())
            self.draft.add("publisher", Found(words, passage.said_at(start, end), passage.line_at(start).number))

    def add_words(self, passage: Passage, start: int = 0, *, sure: bool = True) -> None:
        """Add what stands in ``passage`` from ``start`` on."""
        self.said.append(passage.text)
        self.passages += 1
        taken: list[Span] = []
        for one in passage.contacts:
            if one.end > start and one.start >= start - 2:
                self._add_span(one, passage, sure=sure)
                taken.append(one)
            elif one.what in {"web", "email"} and one.note:  # the address behind the name itself
                self._add_span(one, passage, sure=sure)
        text = passage.text
        labelled = self._read_labels(passage, start)
        body_start = start
        words = text[body_start:]
        self._add_said(passage, body_start, labelled)
        annotation = self._annotation(passage, body_start, taken, labelled)
        if annotation:
            self.prose += is_prose(annotation)
            line = passage.line_at(min(body_start, len(text) - 1)).number if words else passage.first.number
            self.draft.add(
                "annotation", Found(annotation[:_MOST_ANNOTATION], annotation[:_MOST_ANNOTATION], line, sure)
            )

    def _add_span(self, one: Span, passage: Passage, *, sure: bool = True) -> None:
        note = one.note
        is_sure = one.sure
        if one.what in {"web", "email"} and any(one.start < join < one.end for join in passage.joins):
            is_sure, note = False, "A line broke this address in two; try it."
        value = one.value
        if one.what == "phone" and value["label"] and value["label"] in self.draft.name:
            value = {**value, "label": ""}
        end = min(one.end, len(passage.text))
        said = passage.said_at(one.start, end)
        if note.startswith("The address behind"):
            said = f"{passage.text[one.start : end]} ({one.value})"
        self.draft.add(one.what, Found(value, said, passage.line_at(one.start).number, is_sure and sure, note))

    def _add_said(self, passage: Passage, start: int, labelled: Sequence[tuple[int, int]]) -> None:
        """Hours, cost, languages and dates in sentences."""
        text = passage.text
        for begin, end in labelled:
            text = text[:begin] + " " * (end - begin) + text[end:]
        for finder in (find_hours, find_cost, find_languages):
            for one in finder(text):
                if one.end > start:
                    said = passage.said_at(one.start, one.end)
                    self.draft.add(
                        one.what, Found(one.value, said, passage.line_at(one.start).number, one.sure, one.note)
                    )
        for pattern in (DATE, EVERY):
            for hit in pattern.finditer(text):
                if hit.start() >= start:
                    self.draft.add(
                        "when",
                        Found(
                            hit[0],
                            passage.said_at(*hit.span()),
                            passage.line_at(hit.start()).number,
                            False,
                            "A date in the text.",
                        ),
                    )

    def _read_labels(self, passage: Passage, start: int) -> list[tuple[int, int]]:
        """Read ``Label: words`` lines; gives where they stand."""
        spans: list[tuple[int, int]] = []
        position = 0
        for row in passage.text.split("\n"):
            begin, position = position, position + len(row) + 1
            if begin < start and begin + len(row) <= start:
                continue
            found = _LABELLED.match(row) if begin >= start else None
            if (
                found is None
                or _NOT_A_LABEL.search(found["label"])
                or len(found["label"].split()) > 4
                or found["words"].startswith("//")
            ):
                continue
            field = next((name for name, pattern in _LABELS if pattern.fullmatch(found["label"])), "")
            line = passage.line_at(begin).number
            words = " ".join(found["words"].split())
            if not field and (not has_label(row) and len(found["label"].split()) > 2):
                continue
            if field == "annotation":
                self.draft.add("annotation", Found(words, row, line))
            elif field in {"hours", "when"}:
                self.draft.add(field, Found(words, row, line))
            elif field in {"cost", "language"}:
                finder = find_cost if field == "cost" else find_languages
                hits = finder(f"{found['label']}: {words}")
                for one in hits:
                    self.draft.add(
                        field,
                        Found(
                            one.value, row, line, field == "language" or one.sure, one.note if field == "cost" else ""
                        ),
                    )
                if not hits or field == "cost":
                    self.draft.add("note", Found(words, row, line, True, found["label"]))
            elif field != "place":
                self.draft.add("note", Found(words, row, line, True, found["label"]))
            elif not any(begin <= one.start < begin + len(row) for one in passage.contacts):
                self.draft.add("note", Found(words, row, line, False, found["label"]))
            spans.append((begin, begin + len(row)))
        return spans

    def _annotation(
        self, passage: Passage, start: int, taken: Sequence[Span], labelled: Sequence[tuple[int, int]]
    ) -> str:
        """The words of the passage that are neither name nor facts nor labelled. Sentences stay whole, facts in them too."""
        runs: list[list[str]] = [[]]
        position = 0
        for row in passage.text.split("\n"):
            begin, position = position, position + len(row) + 1
            stop = begin + len(row)
            if stop <= start:
                continue
            if any(a <= begin < b for a, b in labelled):
                runs.append([])
                continue
            begin = max(begin, start)
            words = passage.text[begin:stop]
            inside = [one for one in taken if one.start < stop and begin < one.end]
            if inside:
                moved = [
                    Span(max(one.start, begin) - begin, min(one.end, stop) - begin, one.what, one.value) for one in inside
                    if not one.note.startswith("The address behind")
                ]  # fmt: skip
                left = remove_spans(words, moved)
                if (
                    len(re.sub(r"\W", "", left)) <= 14
                    or (has_label(words) and len(left) <= 40)
                    or not re.search(r"[a-z]{3,}\s[a-z]{2,}", left)
                ):
                    runs.append([])
                    continue
                stripped = _strip_contact_edges(words, moved)
                if stripped != words:  # what stands behind it does not go on where it ends
                    runs.extend(([stripped], []))
                    continue
            if (hours := find_hours(words)) and len(re.sub(r"\W", "", remove_spans(words, hours))) <= 6:
                runs.append([])
                continue
            runs[-1].append(words)
        texts = (re.sub(r"\A[-:.]\s*", "", " ".join(" ".join(run).split()).strip(" ;,–—|•·")) for run in runs)
        return "\n".join(text for text in texts if len(re.sub(r"\W", "", text)) >= 4)

    def add_citation(self, citation: Citation, passage: Passage) -> None:
        for field, part, sure in (
            ("name", citation.title, True), ("year", citation.year, True), ("edition", citation.edition, True),
            ("publisher", citation.publisher, False), *(("author", one, citation.sure) for one in citation.authors),
        ):  # fmt: skip
            if part is None or not part.words:
                continue
            words = re.search(r"(?:19|20)[0-9]{2}", part.words)[0] if field == "year" else " ".join(part.words.split())  # type: ignore[index]
            line = passage.line_at(part.start).number
            note = citation.note if field == "author" and not citation.sure else ""
            self.draft.add(field, Found(words, passage.said_at(part.start, part.end), line, sure, note))
        self.add_words(passage, citation.rest)
        if not self.draft.type:
            self.draft.type = citation.type or find_type(passage.text[: citation.rest]) or "book"
        self._add_get(passage, citation.rest)

    def _add_get(self, passage: Passage, start: int) -> None:
        """How a publication is had: the sentence that holds a number or says ``order``."""
        for hit in _GET_SENTENCE.finditer(passage.text, start):
            if find_contact_in(passage, *hit.span(1)) or re.match(
                r"(?:To order|Order|Available|For (?:a )?cop)", hit[1]
            ):
                words = " ".join(hit[1].split())
                self.draft.add(
                    "get",
                    Found(
                        re.sub(r"\s(?:or|and)?\s?(?:see|visit|at|online)\Z", "", words),
                        passage.said_at(*hit.span(1)),
                        passage.line_at(hit.start(1)).number,
                    ),
                )

    def finish(self, section: Section) -> TextDraft:
        draft = self.draft
        draft.source = "\n".join(self.said)
        if section.area and not draft.all("place"):
            draft.add("area", Found(section.area, section.area, section.area_line, False, "A heading above names it."))
        if draft.kind == "publication":
            for drop in ("cost", "hours", "when", "language"):
                draft.found.pop(drop, None)
            if not draft.type:
                draft.type = find_type(draft.name) or "book"
        pieces = draft.all("annotation")
        if len(pieces) > 1:
            whole = "\n\n".join(str(one.value) for one in pieces)[:_MOST_ANNOTATION]
            draft.found["annotation"] = [
                Found(whole, whole, pieces[0].line, all(one.sure for one in pieces), pieces[0].note)
            ]
        return draft


def find_contact_in(passage: Passage, start: int, end: int) -> bool:
    return any(start <= one.start < end and one.what != "place" for one in passage.contacts)


def _strip_contact_edges(words: str, spans: Sequence[Span]) -> str:
    """Without the contact facts that stand before the first or behind the last sentence."""
    ordered = sorted(spans, key=lambda one: one.start)
    start, end = 0, len(words)
    for one in ordered:
        if (
            len(
                re.sub(
                    r"\W|\b(?:phone|tel|fax|tty|or|and|call|at|web|site|e-?mail|toll|free)\b",
                    "",
                    words[start : one.start],
                    flags=re.IGNORECASE,
                )
            )
            <= 2
        ):
            start = one.end
    last = end
    for one in reversed(ordered):
        if one.start < start:
            break
        if (
            len(
                re.sub(
                    r"\W|\b(?:phone|tel|fax|tty|or|and|web|site|e-?mail|toll|free)\b",
                    "",
                    words[one.end : last],
                    flags=re.IGNORECASE,
                )
            )
            <= 2
        ):
            before = words[start : one.start]
            label = re.search(
                r"(?:(?<=[.;!?])|\A)\s*(?:(?:phone|tel(?:ephone)?|fax|tty|web ?site|web|e-?mail|toll[- ]free|address)\.?\s{0,2}:?\s{0,2}(?:or|and)?\s*)?[(\[]?\Z",
                before,
                re.IGNORECASE,
            )
            last = one.start
            if label is not None:
                end = start + label.start()
        else:
            break
    return words[start:end].strip(" ;,–—|")


__all__ = ["Builder", "find_contact_in"]
