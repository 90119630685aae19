"""What a host's robots.txt allows (RFC 9309): groups by user agent, the longest rule wins, ``*`` and ``$`` understood.

Python's own parser knows no ``*`` inside of a path; parsers that turn rules into regular expressions can be made to hang
by a hostile file. Here a rule is matched piece by piece, in time that grows with the length of rule and path only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

MOST_BYTES = 200_000
MOST_RULES = 2_000
LONGEST_DELAY = 30.0
"""Seconds between two requests that a host may ask for; a longer wish counts as this."""


@dataclass(frozen=True, slots=True)
class Robots:
    """rules: (allows, path). delay: seconds between two requests that the host asks for, 0 for none."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """target: path and query of an address. What no rule speaks of is allowed; of two rules the longer one wins,
        and of two as long the one that allows."""
        path = _tidy(target or "/")
        best: tuple[int, bool] = (-1, True)
        for is_allowed, rule in self.rules:
            if _matches(rule, path):
                best = max(best, (len(rule), is_allowed))
        return best[1]

    def as_text(self) -> str:
        """For keeping: one rule a line. ``Robots.from_text`` reads it."""
        return "\n".join(
            [f"delay {self.delay:g}", *(f"{'allow' if allows else 'disallow'} {path}" for allows, path in self.rules)]
        )

    @classmethod
    def from_text(cls, text: str) -> "Robots":
        head, *lines = text.splitlines() or ["delay 0"]
        pairs = [line.partition(" ") for line in lines]
        return cls(tuple((word == "allow", path) for word, _, path in pairs), float(head.removeprefix("delay ")))


ALL_ALLOWED = Robots()
ALL_REFUSED = Robots(((False, "/"),))


def read_robots(text: str, product: str) -> Robots:
    """The rules of ``text`` for the user agent ``product``: those of its own groups, else those for ``*``. Never raises."""
    own: list[tuple[bool, str]] = []
    common: list[tuple[bool, str]] = []
    delays = {"own": 0.0, "common": 0.0}
    has_own = False
    agents: list[str] = []
    is_open = False  # in the lines that name a group's agents
    if len(text) >= MOST_BYTES:  # half a rule would be another rule
        text = text[:MOST_BYTES].rpartition("\n")[0]
    for field, value in _read_lines(text):
        if field == "user-agent":
            agents = [*agents, value.lower()] if is_open else [value.lower()]
            is_open = True
            has_own = has_own or _is_named(product, value.lower())
            continue
        is_open = False
        is_own, is_common = any(_is_named(product, agent) for agent in agents), "*" in agents
        if field in {"allow", "disallow"} and value:
            rule = (field == "allow", _tidy(value))
            if is_own and len(own) < MOST_RULES:
                own.append(rule)
            if is_common and len(common) < MOST_RULES:
                common.append(rule)
        elif field == "crawl-delay" and value.replace(".", "", 1).isdecimal() and value.isascii():
            for name, applies in (("own", is_own), ("common", is_common)):
                if applies:
                    delays[name] = min(float(value), LONGEST_DELAY)
    return Robots(tuple(own), delays["own"]) if has_own else Robots(tuple(common), delays["common"])


def _read_lines(text: str) -> Iterable[tuple[str, str]]:
    for line in text.lstrip("\ufeff").splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield field.strip().lower(), value.strip()[:2_000]


def _is_named(product: str, agent: str) -> bool:
    return bool(agent) and agent != "*" and product.lower().startswith(agent.partition("/")[0].strip())


def _tidy(path: str) -> str:
    """One way to write a path: percent signs only where they must be."""
    return quote(unquote(path), safe="/?&=%*$:@!,;+~'()[]-._")


def _matches(rule: str, path: str) -> bool:
    is_whole = rule.endswith("$")
    pieces = (rule[:-1] if is_whole else rule).split("*")
    if not path.startswith(pieces[0]):
        return False
    position = len(pieces[0])
    for piece in pieces[1:-1]:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    if len(pieces) == 1:
        return not is_whole or position == len(path)
    last = pieces[-1]
    if is_whole:
        return len(path) - len(last) >= position and path.endswith(last)
    return path.find(last, position) >= 0
