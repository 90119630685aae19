"""One change between two editions."""

import datetime as dt
from typing import Literal, NamedTuple

What = Literal["added", "changed", "closed", "removed"]


class Change(NamedTuple):
    """identity: record type, key, language. heading: what readers know it by. fields: the names of those that changed."""

    identity: tuple[str, str, str]
    heading: str
    what: What
    fields: tuple[str, ...] = ()
    edition: int = 0
    built_at: dt.datetime | None = None
