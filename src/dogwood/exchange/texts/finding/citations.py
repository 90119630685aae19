"""Books and films as directories cite them: title, authors, edition, year, and the annotation behind.

The Long Road, 2nd ed., by Ann Author and Bo Writer, Editor (1998). Tells …
The Long Road (video) by people who were there, Ann Author. Five women …
Author, A. B. (1998). The long road. Example Press.
The Long Road (Ann Author, 1998)
"""

import re
from dataclasses import dataclass

from .roles import rate_name
from .words import YEAR, find_edition

_PERSON_WORD = r"(?:[A-ZÁÉÍÓÚÑ][\w'’-]{1,24}|[A-Z]\.(?:\s?[A-Z]\.)?|[A-Z]{2}|de|del|la|las|los|van|von|der|den|di|da|du|le|y|St\.|Mc|O['’])"
_PERSON = re.compile(rf"(?:Dr\.?\s|Rev\.?\s|Sister\s)?[A-ZÁÉÍÓÚÑ][\w'’.-]{{0,24}}(?:\s{{1,2}}{_PERSON_WORD}){{1,4}}\Z")
_DEGREES = re.compile(
    r",?\s{0,2}\b(?:M\.?\s?D|Ph\.?\s?D|R\.?\s?N|M\.?\s?S\.?\s?W|L\.?\s?C\.?\s?S\.?\s?W|M\.?\s?P\.?\s?H|M\.?\s?S|M\.?\s?A|B\.?\s?S\.?\s?N|D\.?\s?O|Ed\.?\s?D|Psy\.?\s?D|O\.?\s?C\.?\s?N|F\.?\s?A\.?\s?C\.?\s?S|J\.?\s?D|Jr|Sr|III?)\b\.?"
)
_ROLES = re.compile(
    r",?\s{0,2}\(?\b(?:editors?|eds?|ed|illustrators?|translators?|directors?|producers?|foreword by|editora?s?)\b\.?\)?",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:\s|,|\A)\s{0,3}(?:(?P<by>written by|edited by|compiled by|produced by|directed by|by|por|editado por))\s{1,3}(?=[A-ZÁÉÍÓÚÑa-z])"
)
_BY_ALONE = re.compile(r"(?P<title>.{3,220}?),\s{1,3}de\s{1,3}(?=[A-ZÁÉÍÓÚÑ])")
_YEAR = re.compile(
    r"[\s,;]{0,3}[(\[](?P<inside>[^()\[\]]{0,80}?)(?P<year>(?:19|20)[0-9]{2})(?:\s?[-–/]\s?[0-9]{2,4})?[^()\[\]]{0,20}[)\]]\s{0,2}[.:,–—-]?\s{0,3}"
)
_APA = re.compile(
    r"(?P<authors>[A-ZÁÉÍÓÚÑ][\w'’-]{1,24},\s(?:[A-Z]\.\s?-?){1,3}(?:,?\s(?:&|and|y)\s[A-ZÁÉÍÓÚÑ][\w'’-]{1,24},\s(?:[A-Z]\.\s?){1,3}){0,4},?)\s{1,2}\((?P<year>(?:19|20)[0-9]{2})\)\.\s{1,3}(?P<title>[^.?!]{3,200}[.?!])\s{0,3}"
)
_AUTHOR_YEAR = re.compile(
    r"(?P<title>.{3,200}?)\s{1,2}\((?P<authors>[A-ZÁÉÍÓÚÑ][^()]{3,80}?),\s(?P<year>(?:19|20)[0-9]{2})\)[.:,–—-]?\s{0,3}"
)
_LONE_YEAR = re.compile(
    r"(?P<title>.{3,200}?)[,.]?\s{1,3}\((?P<type>[A-Za-z]{3,12},\s)?(?P<year>(?:19|20)[0-9]{2})\)[.:,–—-]?\s{1,3}"
)
_BARE = re.compile(r"(?P<title>[^.!?\n]{3,160}?[!?]?)(?:\.\s{1,3}|(?<=[!?])\s{1,3})(?=\S)")
_TYPES = (
    ("video", re.compile(r"[(\[]?\b(?:video(?:tape)?|dvd|vhs|film)s?\b[)\]]?", re.IGNORECASE)),
    ("booklet", re.compile(r"[(\[]?\b(?:booklet|brochure|pamphlet|folleto)\b[)\]]?", re.IGNORECASE)),
    ("magazine", re.compile(r"[(\[]?\b(?:magazine|newsletter|revista)\b[)\]]?", re.IGNORECASE)),
    ("book", re.compile(r"[(\[]\s?(?:book|paperback|libro|audio ?book)\s?[)\]]", re.IGNORECASE)),
)
_IN_BRACKETS = re.compile(
    r"[\s,]{0,3}[(\[]\s?(video(?:tape)?|dvd|vhs|film|booklet|brochure|pamphlet|magazine|newsletter|book|paperback|folleto|libro|revista)s?\s?[)\]]",
    re.IGNORECASE,
)
_MOST = 700


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a citation and where they stand in its text."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """title: as written. authors: names as written, without degrees. rest: where the annotation begins. sure: of title
    and authors. type: as the citation itself says, "" where it does not."""

    title: Part
    authors: tuple[Part, ...] = ()
    year: Part | None = None
    edition: Part | None = None
    publisher: Part | None = None
    type: str = ""
    rest: int = 0
    sure: bool = True
    note: str = ""


def read_citation(text: str, *, is_expected: bool = False) -> Citation | None:
    """The citation at the start of ``text``. is_expected: a heading announced books, so that a year may be missing."""
    head = text[:_MOST]
    if found := _APA.match(head):
        title = _part(text, found.start("title"), found.end("title"), ". ")
        authors = tuple(
            Part(one[0].strip(" ,"), found.start("authors") + one.start(), found.start("authors") + one.end())
            for one in re.finditer(r"[A-ZÁÉÍÓÚÑ][\w'’-]{1,24},\s(?:[A-Z]\.\s?){1,3}", found["authors"])
        )
        return Citation(title, authors, _part(text, *found.span("year")), rest=found.end())
    by = _read_by(text, head, is_expected)
    if by is not None:
        return by
    if found := _AUTHOR_YEAR.match(head):
        people, sure = split_authors(found["authors"], found.start("authors"))
        if people and rate_name(found["title"]) >= 0.5 and "\n" not in found["title"]:
            return Citation(
                _title(text, 0, found.end("title")),
                people,
                _part(text, *found.span("year")),
                rest=found.end(),
                sure=sure,
            )
    if is_expected and (found := _LONE_YEAR.match(head)) and rate_name(found["title"]) >= 0.6:
        return Citation(
            _title(text, 0, found.end("title")),
            (),
            _part(text, *found.span("year")),
            rest=found.end(),
            sure=False,
            type=find_type(found["type"] or ""),
            note="No author was found.",
        )
    if (
        is_expected
        and (found := _BARE.match(head))
        and rate_name(found["title"], is_title=True) >= 0.75
        and len(found["title"].split()) >= 2
    ):
        words, edition, type_ = _strip_title(found["title"])
        return Citation(
            _title(text, 0, len(words)),
            (),
            None,
            edition,
            type=type_,
            rest=found.end(),
            sure=False,
            note="No author was found.",
        )
    return None


def _read_by(text: str, head: str, is_expected: bool) -> Citation | None:
    spanish = _BY_ALONE.finditer(head) if ", de " in head else ()
    for hit in (*_BY.finditer(head), *spanish):
        if hit.re is _BY_ALONE:
            before_end, people_start = hit.end("title"), hit.end()
        else:
            before_end, people_start = hit.start(), hit.end()
        before = head[:before_end]
        year = _YEAR.search(head, people_start)
        stop = _end_of_people(head, people_start)
        if year is not None and year.start() <= stop + 1:
            people_end, rest = year.start(), year.end()
        elif is_expected or hit["by"] not in {None, "by", "por"}:
            year, people_end, rest = None, stop, min(stop + 1, len(head))
        else:
            continue
        title_words, edition, type_ = _strip_title(before)
        if not _is_title(title_words, is_expected, has_year=year is not None) or people_end <= people_start:
            continue
        people, sure = split_authors(head[people_start:people_end], people_start)
        if not people:
            continue
        publisher = _publisher(text, year)
        title = _title(text, 0, len(title_words))
        return Citation(
            title, people, _part(text, *year.span("year")) if year else None, edition, publisher, type_, rest + _skip(text, rest), sure,
            "" if sure else "Not every word before the year is a name.",
        )  # fmt: skip
    return None


def _skip(text: str, position: int) -> int:
    return len(text[position:]) - len(text[position:].lstrip(" .\n,:;–—-"))


def _publisher(text: str, year: re.Match[str] | None) -> Part | None:
    if year is None or len(year["inside"].strip(" ,.:;")) < 3 or not re.search(r"[A-Z]", year["inside"]):
        return None
    return _part(text, year.start("inside"), year.end("inside"), " ,.:;")


def _end_of_people(text: str, start: int) -> int:
    """Where the names end: at a full stop that is no initial's, at a colon or at the end of a line after a comma."""
    for hit in re.finditer(r"\.(?=\s{1,3}[A-ZÁÉÍÓÚÑ“\"]|\s*\Z)|[:;(\[]|\s[–—-]\s|\Z", text[start : start + 260]):
        before = text[start : start + hit.start()]
        if hit[0] == "." and re.search(
            r"(?:\b[A-Z]|\b(?:Jr|Sr|Dr|Mrs?|Ms|St|Ph|Ed|ed|eds|M\.D|Ph\.D|Rev|Mc))\Z", before
        ):
            continue
        return start + hit.start()
    return min(len(text), start + 260)


def _strip_title(before: str) -> tuple[str, Part | None, str]:
    """(title with its own punctuation, edition, type): ``The Long Road, 2nd ed.,`` gives three."""
    words = before.rstrip(" ,.;:–—-\n")
    edition: Part | None = None
    type_ = ""
    for _ in range(3):
        if (hit := find_edition(words)) is not None and hit.end() >= len(words) - 2:
            tail = words[: hit.start()]
            end = hit.end() + (before[hit.end() : hit.end() + 1] == ".")
            edition = Part(before[hit.start() : end], hit.start(), end)
            words = tail.rstrip(" ,;:(–—-\n")
        bracket = list(_IN_BRACKETS.finditer(words))
        if bracket and bracket[-1].end() >= len(words) - 1:
            type_ = find_type(bracket[-1][0])
            words = words[: bracket[-1].start()].rstrip(" ,;:–—-\n")
    return words, edition, type_


def find_type(words: str) -> str:
    """The publication type that words name, "" for none."""
    return next((kind for kind, pattern in _TYPES if pattern.search(words)), "")


def _is_title(words: str, is_expected: bool, *, has_year: bool) -> bool:
    plain = " ".join(words.split())
    bare = plain.strip("“”\"'‘’*_ ").rstrip("!?.")
    if not 2 <= len(bare) <= 240 or len(bare.split()) > 30 or re.search(r"[.!?]\s+[A-Z]\w+\s+[a-z]+\s+[a-z]+", bare):
        return False
    is_quoted = plain[:1] in '“"«' and plain[-1:] in '”"»,.'
    if is_expected and has_year and len(bare.split()) <= 14 and bare[:1].isupper():
        return True  # Spanish titles have one capital
    return is_quoted or rate_name(bare[:160]) >= (0.4 if is_expected else 0.7)


def _title(text: str, start: int, end: int) -> Part:
    return _part(text, start, end, " ,;:–—-\n*_")


def _part(text: str, start: int, end: int, strip: str = " ") -> Part:
    words = text[start:end]
    left = len(words) - len(words.lstrip(strip))
    right = len(words.rstrip(strip))
    words = words[left:right]
    if (
        len(words) > 2
        and words[0] in '“"«'
        and words[-1] in '”"»'
        and words.count(words[0]) + words.count(words[-1]) <= 2
    ):
        return Part(words[1:-1].rstrip(",."), start + left + 1, start + right - 1)
    return Part(words, start + left, start + right)


def split_authors(words: str, offset: int = 0) -> tuple[tuple[Part, ...], bool]:
    """(people as written, whether all the words are people or their degrees)."""
    people: list[Part] = []
    sure = True
    position = 0
    for joint in (
        *re.finditer(r"\s{0,2}(?:,\s{0,3}(?:and|with|&|y)\s|,|;|\s(?:and|with|&|y|e)\s|\n)\s{0,3}", words),
        None,
    ):
        end = joint.start() if joint else len(words)
        chunk = words[position:end]
        start = position
        position = joint.end() if joint else end
        clean = chunk.strip(" .,;\n") + ("." if re.search(r"\b[A-Z]\.\s*\Z", chunk) else "")
        clean = _ROLES.sub("", _DEGREES.sub("", clean)).strip(" ,;\n")
        bare = re.sub(r"\A(?:with|and|by)\s", "", clean)
        if (
            not bare
            or _DEGREES.fullmatch(f", {bare}")
            or _DEGREES.fullmatch(chunk.strip())
            or _ROLES.fullmatch(chunk.strip(" ,."))
        ):
            continue
        if _PERSON.match(" ".join(bare.split())) or (len(bare.split()) >= 3 and rate_name(bare) >= 0.9):
            at = chunk.find(bare)
            people.append(Part(bare, offset + start + max(at, 0), offset + end))
        else:
            sure = False
    return tuple(people), sure


def find_year(text: str) -> re.Match[str] | None:
    return YEAR.search(text)
