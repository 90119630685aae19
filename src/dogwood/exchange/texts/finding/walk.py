"""The walk through a document: which passages begin an entry, which belong to it, which are prose.

A passage begins an entry where a name is followed by facts that stand by themselves (numbers, addresses, a town in
brackets), where it is a citation, or where a heading announced listings and a name with words about it follows. Questions
with their answers, sentences, menus and small print begin none.
"""

from collections.abc import Sequence
from dataclasses import replace

from dogwood.exchange.texts.document import Document
from dogwood.exchange.texts.drafts import TextDraft

from .citations import read_citation
from .entries import Builder
from .evidence import (
    cut_date,
    find_kind,
    has_facts_apart,
    is_plain_heading,
    is_strong,
    is_wrapped,
    part_nameless,
    read_head_quietly,
    stands_apart,
)
from .heads import Head, read_head
from .menus import drop_menus
from .passages import Passage, group_lines, has_label
from .references import find_references
from .roles import (
    SUBJECTLESS,
    is_attribution,
    is_foot,
    is_menu,
    is_prose,
    is_question,
    rate_name,
    reads_as_name,
)
from .sections import Section, find_area, find_section_kind
from .tables import read_table
from .units import split_units, words_end

MOST_DRAFTS = 5000
_MOST_PROSE = 3


def find_drafts(document: Document) -> list[TextDraft]:
    """The draft listings of a document, in its order. Never raises; at most MOST_DRAFTS."""
    walker = _Walker(document)
    walker.walk()
    return walker.drafts[:MOST_DRAFTS]


class _Walker:
    def __init__(self, document: Document) -> None:
        lines = drop_menus(document.lines)
        self.is_wrapped = is_wrapped(lines)
        self.passages = _part_passages(group_lines(lines))
        self.section = Section()
        self.drafts: list[TextDraft] = []
        self.open: Builder | None = None
        self.open_how = ""
        self.open_marker = ""
        self.is_proven = False
        """The section has an entry with facts."""
        self.at = 0

    def walk(self) -> None:
        while self.at < len(self.passages) and len(self.drafts) < MOST_DRAFTS:
            passage = self.passages[self.at]
            self.at += 1
            if passage.first.cells:
                self._take_table()
            else:
                self._take(passage)
        self._close()

    def _next(self, ahead: int = 0) -> Passage | None:
        index = self.at + ahead
        return self.passages[index] if index < len(self.passages) else None

    # -- one passage ------------------------------------------------------------------------------------------------

    def _take(self, passage: Passage) -> None:
        text = passage.text
        if is_foot(text) or (is_menu(text) and len(text) <= 300):
            self._close()
            if is_foot(text):
                self.section = Section()
            return
        if is_attribution(text) or (passage.marker in {"—", "–"} and len(text) <= 60 and not passage.contacts):
            return
        if self._take_heading(passage):
            return
        if self._part_titles(passage) or self._take_citation(passage):
            return
        if self.open is not None and passage.is_contact and not passage.marker:
            self.open.add_words(passage)
            return
        if self.open is not None and passage.is_contact and not self._begins_entry(passage):
            self.open.add_words(passage)
            return
        if self._take_entry(passage):
            return
        self._take_words(passage)

    def _take_heading(self, passage: Passage) -> bool:
        """Headings that announce or end listings."""
        first = passage.first
        if passage.marker and not passage.marker[0].isalnum() and not passage.heading:
            return False
        if len(passage.lines) > 1 and not passage.heading and not self._is_announced(passage):
            return False
        words = first.text
        is_styled = (
            bool(passage.heading)
            or (first.bold >= len(words) - 1 and first.bold > 0)
            or (words.isupper() and len(words) > 5)
        )
        kind = find_section_kind(words)
        level = passage.heading or (7 if is_styled else 9)
        following = self._next() if len(passage.lines) == 1 else passage.part(1)
        if kind and not (
            following is not None and following.is_contact and not passage.heading and not is_plain_heading(words)
        ):
            self._close()
            self.section, self.is_proven = Section(kind, level, is_said=True), False
            self._put_back(passage)
            return True
        if (self.section.kind or is_styled) and (area := find_area(words)) and not passage.contacts_beyond_towns:
            self._close()
            self.section = replace(self.section, area=area, area_line=first.number)
            self._put_back(passage)
            return True
        if is_question(words) and (is_styled or len(passage.lines) == 1):
            self._close()
            self.section = Section()
            self._put_back(passage)
            return True
        if is_styled and passage.heading and not self._heads_entry(passage):
            self._close()
            if not (self.section.is_said and passage.heading > self.section.level):
                self.section = Section()
            return True
        return False

    def _is_announced(self, passage: Passage) -> bool:
        """True where the first of several lines is a heading right above its entries."""
        words = passage.first.text
        if not (
            words.isupper()
            or words.endswith(":")
            or passage.first.bold >= len(words) - 1 > 0
            or is_plain_heading(words)
        ):
            return False
        rest = passage.part(1)
        return bool(find_section_kind(words)) and rest is not None and not rest.each_line()[0].is_contact

    def _put_back(self, passage: Passage) -> None:
        """What follows a heading in the same passage is looked at next."""
        rest = passage.part(1)
        if rest is not None:
            self.passages[self.at : self.at] = _part_passages([rest])

    def _heads_entry(self, passage: Passage) -> bool:
        """True where a heading is the name of an entry: facts stand below it before the next heading."""
        if find_section_kind(passage.text) or is_question(passage.text) or read_head(passage) is None:
            return False
        is_strict = not self.section.kind
        for ahead in range(6):
            following = self._next(ahead)
            if (
                following is None
                or (following.heading and following.heading <= max(passage.heading, 1))
                or following.first.cells
            ):
                return False
            if following.heading:
                return False
            if has_facts_apart(following) or (not is_strict and following.contacts_beyond_towns):
                return True
            if read_citation(following.text) is not None:
                return False
        return False

    def _take_citation(self, passage: Passage) -> bool:
        is_expected = bool(self.section.publication_type) and self.section.publication_type != "website"
        if passage.is_contact or is_question(passage.first.text):
            return False
        citation = read_citation(passage.text, is_expected=is_expected)
        if citation is None or (is_prose(citation.title.words) and not is_expected):
            return False
        self._close()
        builder = Builder(
            "publication", citation.type or self.section.publication_type, passage, sure=citation.sure or is_expected
        )
        builder.add_citation(citation, passage)
        if not self.section.kind:
            self.section = Section("book")
        self._open(builder, "citation", passage)
        return True

    def _part_titles(self, passage: Passage) -> bool:
        """Titles one a line, each with its words behind it."""
        type_ = self.section.publication_type
        lines = passage.lines
        if (
            not type_
            or type_ == "website"
            or len(lines) < 2
            or (self.is_wrapped and not all(words_end(line.text) for line in lines))
        ):
            return False
        if not all(words_end(line.text) and read_citation(line.text, is_expected=True) for line in lines):
            return False
        self.passages[self.at : self.at] = [Passage((line,)) for line in lines]
        return True

    # -- entries ----------------------------------------------------------------------------------------------------

    def _begins_entry(self, passage: Passage) -> bool:
        head = read_head(passage)
        return head is not None and self._evidence(passage, head) > 0

    def _take_entry(self, passage: Passage) -> bool:
        head = read_head(passage)
        if head is None:
            return False
        evidence = self._evidence(passage, head)
        if evidence == 0:
            return False
        self._close()
        if not self.section.kind:
            self.section = Section("service")
        self.is_proven = self.is_proven or evidence == 2
        kind, type_ = find_kind(self.section, passage, head, self._next())
        note = "" if evidence == 2 else "It stands where listings stand, but without a number or address."
        builder = Builder(kind, type_, passage, sure=evidence == 2, note=note)
        rating = 0.6 if head.how in {"line", "inline", "link"} else 0.3
        if kind == "event":
            head = cut_date(head, passage)
        builder.add_name(head, passage, sure=evidence == 2 and head.rating >= rating, note=note)
        is_sites = self.section.publication_type == "website" and not self.is_wrapped
        nameless = part_nameless(passage, head) if is_sites else None
        builder.add_words(nameless[0] if nameless else passage, head.rest)
        self._open(builder, head.how, passage)
        if nameless:
            self._add_nameless(nameless[1])
        return True

    def _evidence(self, passage: Passage, head: Head) -> int:
        """2 for an entry, 1 where an editor should look, 0 for none."""
        section = self.section
        text = passage.text
        if find_section_kind(head.name) and head.how == "line" and len(passage.lines) == 1 and not head.place:
            return 0
        behind = text[head.rest :].strip()
        if head.place is not None and head.how in {"line", "bold", "heading"}:
            return 2
        if head.how == "label":
            return 2
        facts = [one for one in passage.contacts if one.end > head.start]
        strong = [one for one in facts if is_strong(one)]
        if strong and stands_apart(passage, head):
            return 2
        if head.how == "link" and section.kind:
            return 2
        if head.how in {"inline", "bold"} and strong and section.kind:
            return 2
        following = self._next()
        if (
            not behind
            and following is not None
            and not following.marker
            and has_facts_apart(following)
            and read_head_quietly(following) is None
        ):
            return 2
        if section.is_said:
            return self._evidence_in_section(passage, head, behind, strong, following)
        if (
            section.kind
            and head.how == "line"
            and not behind
            and following is not None
            and SUBJECTLESS.match(following.text)
            and is_prose(following.text)
        ):
            return 1
        if passage.heading and self._heads_entry(passage):
            return 2
        return 0

    def _evidence_in_section(
        self, passage: Passage, head: Head, behind: str, strong: Sequence[object], following: Passage | None
    ) -> int:
        section = self.section
        if strong and head.how in {"line", "heading", "bold"}:
            return 2
        has_words = bool(behind) and (is_prose(behind) or head.how == "inline")
        if not behind and following is not None and not following.marker and not following.heading:
            has_words = (
                is_prose(following.text) and not is_foot(following.text) and read_head_quietly(following) is None
            )
        if not has_words:
            # A bare list of names below a heading.
            return 1 if passage.marker and head.rating >= 0.8 and len(head.name.split()) >= 2 else 0
        if section.kind == "service":
            words = behind or (following.text if following is not None else "")
            return 1 if self.is_proven or SUBJECTLESS.match(words) else 0
        return 2 if head.how != "inline" or section.publication_type else 1

    def _add_nameless(self, passage: Passage) -> None:
        self._close()
        note = "The name seems to be lost in the source. Find out which site it was, or leave it out."
        builder = Builder("publication", "website", passage, sure=False, note=note)
        builder.add_words(passage, sure=False)
        self._open(builder, "line", passage)

    # -- words ------------------------------------------------------------------------------------------------------

    def _take_words(self, passage: Passage) -> None:
        """Prose: the annotation of the entry above, or none of ours."""
        builder = self.open
        if builder is not None and self._belongs(builder, passage):
            builder.add_words(passage)
            return
        self._close()
        if not self.section.is_said and self.section.kind:
            self.section = Section()
        for draft in find_references(passage):
            self.drafts.append(draft)

    def _belongs(self, builder: Builder, passage: Passage) -> bool:
        if is_question(passage.first.text) or passage.heading:
            return False
        if passage.marker and (self.open_marker or self.open_how not in {"heading", "label"}):
            return (
                self.section.is_said and not self.open_marker and builder.prose > 0 and not reads_as_name(passage.text)
            )
        if self.open_how == "heading":
            return builder.passages < 12
        if (
            len(passage.lines) > 1
            and rate_name(passage.first.text) >= 0.6
            and not SUBJECTLESS.match(passage.text)
            and not has_label(passage.text)
        ):
            return False  # a heading with its answer below
        if not is_prose(passage.text) and not SUBJECTLESS.match(passage.text) and not has_label(passage.text):
            return False
        if has_label(passage.text) or builder.prose == 0:
            return True
        return self.section.is_said and builder.prose < _MOST_PROSE and bool(SUBJECTLESS.match(passage.text))

    def _open(self, builder: Builder, how: str, passage: Passage) -> None:
        self.open, self.open_how, self.open_marker = builder, how, passage.marker

    def _close(self) -> None:
        if self.open is not None:
            self.drafts.append(self.open.finish(self.section))
        self.open = None

    def _take_table(self) -> None:
        """Rows of a table until it ends."""
        self._close()
        rows = [self.passages[self.at - 1].first]
        while (following := self._next()) is not None and following.first.cells:
            rows.append(following.first)
            self.at += 1
        self.drafts.extend(read_table(rows, self.section))


def _part_passages(passages: list[Passage]) -> list[Passage]:
    return [part for passage in passages for part in split_units(passage)]


__all__ = ["MOST_DRAFTS", "find_drafts"]
