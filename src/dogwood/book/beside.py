"""Two languages side by side: the second volume is put in the order of the first, so that a renderer sets row by row.

What is known in one language alone stands beside an empty cell (None).
"""

from typing import Any

from .saying import Plain

PAIRED = frozenset(
    {"contents", "chapter", "short", "needs", "counties", "publications", "events", "closed", "list", "numbers"}
)
"""Kinds of parts that are set row by row. Others follow each other: an index has the order of its own language."""
_LISTS = ("guides", "groups", "types", "items", "rows", "blocks", "also")


def align(first: Plain, second: Plain) -> tuple[Plain, Plain]:
    """Two volumes → the same two, whose parts, groups and entries stand in the order of ``first``. Neither is changed."""
    parts, others = _align_rows(first["parts"], second["parts"])
    pairs = [
        _align_node(one, other) if one and other and one["kind"] in PAIRED else (one, other)
        for one, other in zip(parts, others, strict=True)
    ]
    return first | {"parts": [one for one, _ in pairs]}, second | {"parts": [other for _, other in pairs]}


def _name(item: Plain) -> str:
    """What both languages call it by: its key, or its label without the language."""
    key = item.get("key") or str(item.get("id") or item.get("to") or "").partition(".")[2]
    return str(key)


def _align_node(first: Plain, second: Plain) -> tuple[Plain, Plain]:
    first, second = dict(first), dict(second)
    for name in _LISTS:
        if name not in first and name not in second:
            continue
        rows, others = _align_rows(first.get(name, []), second.get(name, []))
        pairs = [
            _align_node(one, other) if one is not None and other is not None else (one, other)
            for one, other in zip(rows, others, strict=True)
        ]
        first[name], second[name] = [one for one, _ in pairs], [other for _, other in pairs]
    return first, second


def _align_rows(first: list[Any], second: list[Any]) -> tuple[list[Any], list[Any]]:
    names, others = [_name(row) for row in first], {_name(row): row for row in second}
    if not all(names) or len(set(names)) < len(names) or len(others) < len(second):
        more = len(first) - len(second)  # no names: both have the order of the record
        return first + [None] * -more, second + [None] * more
    late = [row for name, row in others.items() if name not in set(names)]
    return first + [None] * len(late), [others.get(name) for name in names] + late
