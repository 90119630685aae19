"""What the last run of the accessibility tests found, for the accessibility statement.

The tests write ``accessibility.toml`` beside this file (``DOGWOOD_WRITE_ACCESSIBILITY=1``); no figure is typed by hand.
"""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = "accessibility.toml"


@dataclass(frozen=True, slots=True)
class AccessibilityRun:
    """One run. tool, browser: with their version. pages: kinds of page. widths: CSS pixels. checks: pages looked at, in all
    languages and states. violations: that axe-core found."""

    on: dt.date
    tool: str
    browser: str
    languages: tuple[str, ...]
    pages: int
    widths: tuple[int, ...]
    checks: int
    violations: int


@cache
def read_last_run() -> AccessibilityRun:
    """The run that this version was tested with."""
    found = tomllib.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    return AccessibilityRun(
        on=found["on"],
        tool=found["tool"],
        browser=found["browser"],
        languages=tuple(found["languages"]),
        pages=found["pages"],
        widths=tuple(found["widths"]),
        checks=found["checks"],
        violations=found["violations"],
    )
