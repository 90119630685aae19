"""What the values of search parameters mean, as conditions in SQL.

Values of one parameter that commas part are alternatives; the same parameter twice, or two of them, hold together.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dogwood.hsds.identity import read_id
from dogwood.hsds.services import format_moment
from dogwood.hsds.terms import TAXONOMIES
from dogwood.opendata.problems import ProblemError
from dogwood.opendata.query import read_moment

from .names import fold
from .near import read_near
from .words import BASE_PATH, KEYS_PATHS, LANGUAGES, TERMS_PATH

LONGEST = 200
"""Characters of one value."""
MOST_VALUES = 50
"""Alternatives of one parameter."""
_ANY = "1"
_NONE = "0"
_LAST_SIGN = "\U0010ffff"
_FHIR_ID = re.compile(r"[A-Za-z0-9.-]{1,64}\Z")
_SEPARATOR = re.compile(r"(?<!\\),")
_COMPARED = re.compile(r"(eq|ne|gt|lt|ge|le|sa|eb|ap)?(.*)\Z", re.DOTALL)
_SIGNS = {"ge": ">=", "gt": ">", "sa": ">", "le": "<=", "lt": "<", "eb": "<"}


class Condition(NamedTuple):
    """sql: a condition on a row of the resource's table. values: for its marks. order: what rows are sorted by, "" for
    their order in the directory; its marks are in ``order_values``."""

    sql: str
    values: tuple[object, ...] = ()
    order: str = ""
    order_values: tuple[object, ...] = ()


class Asked(NamedTuple):
    """One parameter as given. name: with a chain but without a modifier. site: address of the readers' site."""

    name: str
    modifier: str
    texts: tuple[str, ...]
    site: str


Compile = Callable[[Asked], Condition]


# What a value means: each makes a function of what was asked, or is one


def match_string(*fields: str) -> Compile:
    def compile(asked: Asked) -> Condition:
        parts: list[str] = []
        values: list[object] = []
        for text in asked.texts:
            folded = fold(text)
            if not folded:
                raise wrong(asked.name, f"“{asked.name}” has no letter or digit to look for.")
            for field in fields:
                if asked.modifier == "contains":
                    parts.append("field=? AND instr(folded,?)")
                    values += [field, folded]
                else:
                    parts.append("field=? AND folded>=? AND folded<?")
                    values += [field, folded, folded + _LAST_SIGN]
        return Condition(f"position IN (SELECT position FROM named WHERE {_or(parts)})", tuple(values))  # noqa: S608

    return compile


def match_word(*names: str) -> Compile:
    """names: lists of the vocabulary whose words are the codes."""
    facets = [TAXONOMIES[name][0] for name in names]
    own = _or([f"word>='{facet}:' AND word<'{facet};'" for facet in facets])  # a semicolon is the sign after the colon

    def compile(asked: Asked) -> Condition:
        tokens = [read_token(text) for text in asked.texts]
        codes = [code for system, code in tokens if system in {None, f"{asked.site}{TERMS_PATH}"}]
        if not codes:
            return Condition(_NONE)
        if not all(codes):  # any word
            return Condition(f"position IN (SELECT service FROM chosen WHERE {own})")  # noqa: S608
        marks = ",".join("?" * len(codes))
        return Condition(
            f"position IN (SELECT service FROM chosen WHERE word IN ({marks}) AND {own})",  # noqa: S608
            tuple(codes),
        )

    return compile


def match_language(asked: Asked) -> Condition:
    parts: list[str] = []
    values: list[object] = []
    for text in asked.texts:
        system, code = read_token(text)
        if system in {None, LANGUAGES}:
            parts.append("folded=? OR folded>=? AND folded<?" if code else _ANY)
            values += [code.casefold(), f"{code.casefold()}-", f"{code.casefold()}."] if code else []
    if not parts:
        return Condition(_NONE)
    inner = f"SELECT position FROM named WHERE field='language' AND ({_or(parts)})"  # noqa: S608
    return Condition(f"position IN ({inner})", tuple(values))


def match_active(field: str) -> Compile:
    def compile(asked: Asked) -> Condition:
        wanted = {read_token(text)[1] for text in asked.texts}
        if not wanted <= {"true", "false"}:
            raise wrong(asked.name, f"“{asked.name}” is true or false.")
        if len(wanted) == 2:
            return Condition(_ANY)
        sign = "NOT IN" if wanted == {"true"} else "IN"
        return Condition(f"position {sign} (SELECT position FROM named WHERE field='{field}')")  # noqa: S608

    return compile


def match_status(asked: Asked) -> Condition:
    """Of a location: what its service's status makes of it."""
    states = {
        "active": "NOT IN (SELECT position FROM named WHERE field='closed')",
        "suspended": "IN (SELECT position FROM named WHERE field='closed' AND folded='temporarily_closed')",
        "inactive": "IN (SELECT position FROM named WHERE field='closed' AND folded!='temporarily_closed')",
    }
    wanted = {read_token(text)[1] for text in asked.texts}
    if not wanted <= set(states):
        raise wrong(asked.name, f"“{asked.name}” is one of: {', '.join(states)}.")
    return Condition(_or([f"service {states[state]}" for state in sorted(wanted)]))


def match_id(sql: str) -> Compile:
    """sql: with {} for the marks. An id that nothing can have finds nothing."""

    def compile(asked: Asked) -> Condition:
        for text in asked.texts:
            if not is_id(text):
                raise wrong(asked.name, f"“{text[:64]}” is no id: letters, digits, hyphens and points, at most 64.")
        return _mark(sql, [own for own in map(read_id, asked.texts) if own])

    return compile


def match_reference(target: str, sql: str) -> Compile:
    def compile(asked: Asked) -> Condition:
        if asked.modifier not in {"", target}:
            raise wrong(asked.name, f"“{asked.name}” refers to {target} and nothing else.")
        found = []
        for text in asked.texts:
            kind, own_id = read_reference(text, asked.site)
            if kind not in {"", target} or not is_id(own_id):
                raise wrong(asked.name, f"“{asked.name}” takes {target}/ID, or the id alone.")
            found.append(read_id(own_id) or "")
        return _mark(sql, [own for own in found if own])

    return compile


def match_identifier(resource: str, make: Callable[[str], str]) -> Compile:
    """The directory's key of an entry, of which its id is made."""

    def compile(asked: Asked) -> Condition:
        found = []
        for text in asked.texts:
            system, key = read_token(text)
            if system in {None, f"{asked.site}{KEYS_PATHS[resource]}"} and key:
                found.append(make(key))
        return _mark("id IN ({})", found)

    return compile


def match_moment(sql: str) -> Compile:
    """sql: with {} for the comparison. A date alone is the day in UTC."""

    def compile(asked: Asked) -> Condition:
        parts: list[str] = []
        values: list[object] = []
        for text in asked.texts:
            found = _COMPARED.match(text)
            sign = _SIGNS.get((found[1] if found else "") or "")
            if not found or not sign:
                raise wrong(asked.name, f"“{asked.name}” starts with gt, ge, lt or le, such as ge2026-11-23.")
            moment = format_moment(read_moment(found[2], asked.name))
            if len(found[2]) == 10 and found[1] in {"gt", "sa", "le"}:
                moment = f"{found[2]}T23:59:59.999Z"
            parts.append(sql.format(f"{sign}?"))
            values.append(moment)
        return Condition(_or(parts), tuple(values))

    return compile


def match_nearness(asked: Asked) -> Condition:
    if len(asked.texts) > 1:
        raise wrong(asked.name, f"“{asked.name}” takes one point.")
    near = read_near(asked.texts[0], asked.name)
    return Condition(*near.as_sql(), *near.as_order())


# Reading values


def read_values(name: str, text: str) -> tuple[str, ...]:
    """The alternatives of one value. Raises ProblemError."""
    texts = tuple(_unescape(part.strip()) for part in _SEPARATOR.split(text))
    if not all(texts):
        raise wrong(name, f"“{name}” has no value. Leave it out, or say what to look for.")
    if len(texts) > MOST_VALUES or any(len(part) > LONGEST for part in texts):
        raise wrong(name, f"“{name}” takes at most {MOST_VALUES} values of at most {LONGEST} characters.")
    return texts


def read_token(text: str) -> tuple[str | None, str]:
    """(system, code) of ``[system|]code``. System None: any; "": none."""
    system, bar, code = text.rpartition("|")
    return (system if bar else None), code


def read_reference(text: str, site: str) -> tuple[str, str]:
    """(type, id) of ``id``, ``Type/id`` or an address below this site; another address gives itself as the type."""
    base = f"{site}{BASE_PATH}/"
    text = text.removeprefix(base)
    if "://" in text:
        return text, ""
    kind, _, own_id = text.rpartition("/")
    return kind, own_id


def is_id(text: str) -> bool:
    """Whether ``text`` can be an id of FHIR."""
    return bool(_FHIR_ID.match(text))


def wrong(name: str, detail: str) -> ProblemError:
    return ProblemError("parameter", detail, parameter=name[:40])


def _unescape(text: str) -> str:
    return re.sub(r"\\([\\,|$])", r"\1", text)


def _mark(sql: str, values: Sequence[object]) -> Condition:
    """sql with a mark for each of the values; nothing is found without any."""
    return Condition(sql.format(",".join("?" * len(values))), tuple(values)) if values else Condition(_NONE)


def _or(parts: Sequence[str]) -> str:
    return "(" + " OR ".join(f"({part})" for part in parts) + ")"
