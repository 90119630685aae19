"""Phone numbers as people put them into one cell.

215-686-7150/52                      two numbers, the second by its last digits
(215) 922-6400 ext. 112 or ext.102   one number, two extensions
866-HOPE-4-MEN                       letters; those after the tenth digit are not dialled
919-555-0100 (fax)                   the word beside a number says what it is
15-685-6440                          nine digits: no number, kept with the reason
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dogwood.facts.errors import FactError
from dogwood.facts.phone import PhoneNumber, parse_phone

from ..drafts import phone_row

MOST_NUMBERS = 20
"""In one cell; more is a paste by mistake."""
_MOST = 1000
_EXTENSION = (
    r"(?:ext(?:ension|ensi[oó]n)?\b\.?|(?<![a-z])x|#|\bopt(?:ion)?\b\.?|\bopci[oó]n\b)\s*:?\s*#?\s*([0-9]{1,7})\b"
)
_LETTERED = re.compile(
    r"(?<![\w])(?:\+?1[-. ]*)?\(?([2-9][0-9]{2})\)?[-. ]*((?=[A-Z0-9\-. ]*[A-Z]{2})[A-Z0-9](?:[-. ]?[A-Z0-9]){6,11})(?![\w])"
)
_NUMBER = re.compile(
    r"""(?<![\w+])(?:
        \+[0-9](?:[-. ()/]*[0-9]){6,14}                            # abroad
      | (?:1[-. ]*)?\(?[2-9][0-9]{2}\)?[-. /]*[0-9]{3}[-. ]*[0-9]{4}   # ten digits, as usual
      | [2-9]11(?![-. ]?[0-9]) | 988(?![-. ]?[0-9])                     # short codes
    )(?![0-9])""",
    re.VERBOSE,
)
_DIGITS = re.compile(r"\(?[0-9][0-9()\-. /]{4,24}[0-9]")
_LAST_DIGITS = re.compile(r"\s*(?:/|,|&|\bor\b|\band\b|\bo\b|\by\b)\s*([0-9]{1,4})(?![0-9\-.])", re.IGNORECASE)
_MORE_EXTENSION = re.compile(
    r"\s*(?:,|;|/|&|\bor\b|\band\b|\bo\b|\by\b)\s*(?:" + _EXTENSION + r"|([0-9]{2,6})(?![0-9\-.]))", re.IGNORECASE
)
_FIRST_EXTENSION = re.compile(r"\s*[,;]?\s*\(?\s*" + _EXTENSION + r"\)?", re.IGNORECASE)
_KIND_WORDS = (
    ("tty", re.compile(r"\b(?:tty|tdd|ttd)\b", re.IGNORECASE)),
    ("fax", re.compile(r"\b(?:fax|facs[ií]mile?)\b", re.IGNORECASE)),
    ("text", re.compile(r"\b(?:text|sms|texto|mensaje)s?\b", re.IGNORECASE)),
)
_ONLY_JOINTS = re.compile(
    r"(?:[\s,;/|&•·\-–—:.()]|\b(?:or|and|o|y|phone|tel|tel[eé]fono|call|main|voice|ph|p|t)\b\.?)*\Z", re.IGNORECASE
)
_SEVEN_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


@dataclass
class ReadPhones:
    """rows: of ``phones``. problems: for people. unread: words beside the numbers. sure: False where one should look."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unread: str = ""
    sure: bool = True
    language: str = "en"


def read_phones(words: str, kind: str = "voice", language: str = "en") -> ReadPhones:
    """Every number in ``words``. kind: what the column says that they are. language: of the words, for labels.

    A number that cannot be dialled is kept as it is written, with the reason in ``problems``; words without any
    number are ``unread``.
    """
    found = ReadPhones(language=language)
    text = words.strip()[:_MOST]
    rest: list[str] = []
    position = 0
    for start, end, rows in _find_numbers(text, found):
        before = text[position:start]
        said_kind = _kind_of(before[-30:]) or _kind_after(text[end : end + 24]) or kind
        for row in rows:
            row["kind"] = _settle_kind(row, said_kind)
        found.rows.extend(rows)
        rest.append(before)
        position = end
    rest.append(text[position:])
    left = [part.strip() for part in rest if not _ONLY_JOINTS.match(_drop_kind_words(part))]
    found.unread = " … ".join(left)
    if found.rows and left:
        found.sure = False
        label = " ".join(found.unread.split()).strip(" :;,-–—.")
        if len(found.rows) == 1 and len(label) <= 60:
            found.rows[0]["label"], found.unread = found.rows[0]["label"] or {language: label}, ""
    if len(found.rows) > MOST_NUMBERS:
        found.problems.append(f"{len(found.rows)} numbers in one cell; the first {MOST_NUMBERS} were taken.")
        found.rows = found.rows[:MOST_NUMBERS]
        found.sure = False
    found.rows = _drop_twins(found.rows)
    if not found.rows and text:
        found.problems.append(f"“{text[:80]}” is not a phone number. It is kept in the note for editors.")
        found.unread, found.sure = text, False
    return found


def _find_numbers(text: str, found: ReadPhones) -> list[tuple[int, int, list[dict[str, Any]]]]:
    """(start, end, rows) of every number and what belongs to it, from left to right."""
    made: list[tuple[int, int, list[dict[str, Any]]]] = []
    position = 0
    while position < len(text) and len(made) <= MOST_NUMBERS:
        hits = [hit for hit in (_NUMBER.search(text, position), _LETTERED.search(text, position)) if hit]
        hit = min(hits, key=lambda one: (one.start(), -one.end())) if hits else None
        broken = _DIGITS.search(text, position, hit.start() if hit else len(text))
        if broken and len(re.sub(r"\D", "", broken[0])) >= 6:
            made.append((broken.start(), broken.end(), [_keep_broken(broken[0], found)]))
            position = broken.end()
            continue
        if hit is None:
            break
        written = hit[0].strip()
        rows, end = _read_one(text, written, hit.end(), found)
        made.append((hit.start(), end, rows))
        position = max(end, hit.end())
    return made


def _read_one(text: str, written: str, end: int, found: ReadPhones) -> tuple[list[dict[str, Any]], int]:
    """The rows of the number that ends at ``end`` and of the extensions or last digits behind it, and where they end."""
    number, row = _dial(written, found)
    extension = _FIRST_EXTENSION.match(text, end)
    if extension:
        row["extension"], end = extension[1], extension.end()
        rows = [row]
        while (more := _MORE_EXTENSION.match(text, end)) and len(rows) < MOST_NUMBERS:
            rows.append({**row, "extension": more[1] or more[2]})
            end = more.end()
        return rows, end
    rows = [row]
    while number and (more := _LAST_DIGITS.match(text, end)) and len(rows) < MOST_NUMBERS:
        joint_and_short = more[1]
        digits = number.display.replace("-", "")
        if len(digits) != 10:
            break
        twin = digits[: 10 - len(joint_and_short)] + joint_and_short
        written_twin = f"{twin[:3]}-{twin[3:6]}-{twin[6:]}"
        if not _is_dialable(written_twin):
            break
        rows.append(phone_row(written_twin))
        end = more.end()
    return rows, end


def _dial(written: str, found: ReadPhones) -> tuple[PhoneNumber | None, dict[str, Any]]:
    number = _parse(written)
    if isinstance(number, PhoneNumber):
        return number, phone_row(written)
    reason = number
    letters = re.search(r"[A-Z]", written)
    keys = re.sub(r"[^0-9]", "", written.translate(_SEVEN_KEYS))
    keys = keys[1:] if len(keys) > 10 and keys[0] == "1" else keys
    if letters and len(keys) > 10:
        short = f"{keys[:3]}-{keys[3:6]}-{keys[6:10]}"
        if _is_dialable(short):
            found.sure = False
            found.problems.append(
                f"“{written}” has more letters than a number has digits; phones stop after {short}. Call it once to check."
            )
            return None, phone_row(short, label={found.language: written})
    found.sure = False
    found.problems.append(f"{reason} It is kept as it is written, and not shown to readers.")
    return None, phone_row(written[:100])


def _keep_broken(written: str, found: ReadPhones) -> dict[str, Any]:
    written = written.strip(" -./")
    count = len(re.sub(r"\D", "", written))
    found.sure = False
    found.problems.append(
        f"“{written}” has {count} digits, not ten. It is kept as it is written, and not shown to readers."
        if count != 10
        else f"“{written}” is in no area code that exists. It is kept as it is written, and not shown to readers."
    )
    return phone_row(written[:100])


@lru_cache(maxsize=65_536)
def _parse(written: str, extension: str = "") -> PhoneNumber | str:
    """The number, or why it is none: the same numbers are read again and again."""
    try:
        return parse_phone(written, extension)
    except FactError as error:
        return str(error)


def _is_dialable(written: str) -> bool:
    return isinstance(_parse(written), PhoneNumber)


def _settle_kind(row: dict[str, Any], said: str) -> str:
    """What the words say; where they say nothing of note, a toll-free number is one."""
    if said != "voice":
        return said
    number = _parse(row["written"])
    return "toll_free" if isinstance(number, PhoneNumber) and number.is_toll_free else "voice"


def _kind_of(words: str) -> str:
    last = re.split(r"[;\n|]|\b[0-9]{4}\b", words)[-1]
    return next((kind for kind, pattern in _KIND_WORDS if pattern.search(last)), "")


def _kind_after(words: str) -> str:
    found = re.match(r"\s*[\[(]\s*([^\])]{2,20})[\])]|\s*[-–]?\s*(fax|tty|tdd|text)\b", words, re.IGNORECASE)
    return _kind_of(found[1] or found[2]) if found else ""


def _drop_kind_words(words: str) -> str:
    for _, pattern in _KIND_WORDS:
        words = pattern.sub(" ", words)
    return re.sub(r"\b(?:toll[- ]?free|only|solo|n[uú]mero|number|no)\b\.?", " ", words, flags=re.IGNORECASE)


def _drop_twins(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each number and extension once."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for row in rows:
        mark = dial_of(row)
        if mark not in seen:
            seen.add(mark)
            kept.append(row)
    return kept


def dial_of(row: Mapping[str, Any]) -> tuple[str, str]:
    """(dialable number or else the digits as written, extension): two rows with the same are one number."""
    number = _parse(row["written"], row.get("extension") or "")
    if isinstance(number, PhoneNumber):
        return number.dial, number.extension
    return re.sub(r"\D", "", row["written"]) or row["written"], row.get("extension") or ""
