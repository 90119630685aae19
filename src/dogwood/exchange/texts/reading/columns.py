"""Text in two or three columns side by side, as it comes out of a PDF: one column after the other."""

import re

_FEWEST = 6
"""Rows with words on both sides of a gutter; fewer is a coincidence."""
_MOST_LINES = 200_000
_BAND = 400
"""Lines that are looked at together: about six pages."""
_FACT = re.compile(r"[0-9]{3}[-.) ]{1,2}[0-9]{3}[-. ][0-9]{4}|@|www\.|https?:|\$[0-9]|[0-9]{5}\Z")


def unfold_columns(lines: list[str]) -> tuple[list[str], bool]:
    """(lines with columns read one after the other, whether there were any). Never raises."""
    if len(lines) > _MOST_LINES or sum(1 for line in lines if "   " in line.strip()) < _FEWEST:
        return lines, False
    made: list[str] = []
    changed = False
    for start in range(0, len(lines), _BAND):
        band = lines[start : start + _BAND]
        unfolded = _unfold(band, 2)
        changed = changed or unfolded is not band
        made.extend(unfolded)
    return (made, True) if changed else (lines, False)


def _unfold(lines: list[str], depth: int) -> list[str]:
    gutter = find_gutter(lines)
    if gutter is None:
        return lines
    made: list[str] = []
    block: list[str] = []
    for line in [*lines, None]:
        # A line that runs across the gutter is a heading over both columns; it ends what stands side by side.
        if line is not None and not line[max(gutter - 2, 0) : gutter].strip():
            block.append(line)
            continue
        if block:
            left, right = [one[:gutter].rstrip() for one in block], [one[gutter:].rstrip() for one in block]
            for side in (left, right):
                made.extend(_unfold(_dedent(side), depth - 1) if depth > 1 else _dedent(side))
                made.append("")
            block = []
        if line is not None:
            made.append(line)
    return made


def _dedent(lines: list[str]) -> list[str]:
    """Without the white space that all lines share."""
    filled = [line for line in lines if line.strip()]
    common = min((len(line) - len(line.lstrip()) for line in filled), default=0)
    return [line[common:] for line in lines]


def find_gutter(lines: list[str]) -> int | None:
    """The column at which the right part starts, None for text in one column or in rows of a table."""
    width = min(max((len(line.rstrip()) for line in lines), default=0), 400)
    if width < 40:
        return None
    starts: dict[int, int] = {}
    for line in lines:
        for hit in re.finditer(r"(?<=\s{3})\S", line[:width]):
            starts[hit.start()] = starts.get(hit.start(), 0) + 1
    best = max(starts, key=lambda column: (starts[column], -column), default=None)
    if best is None or starts[best] < _FEWEST or not 0.2 * width <= best <= 0.8 * width:
        return None
    pairs = [
        (line[:best].strip(), line[best:].strip())
        for line in lines
        if line[best:].strip() and not line[max(best - 2, 0) : best].strip()
    ]
    both = [(left, right) for left, right in pairs if left and right]
    crossing = sum(1 for line in lines if line[max(best - 2, 0) : best].strip())
    if len(both) < _FEWEST or crossing > 0.34 * (len(both) + crossing):
        return None
    # In a table the facts stand on one side, in columns on both.
    facts_left = sum(1 for left, _ in both if _FACT.search(left))
    facts_right = sum(1 for _, right in both if _FACT.search(right))
    if facts_right >= 0.6 * len(both) and facts_left <= 0.2 * len(both):
        return None
    return best
