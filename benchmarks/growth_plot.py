"""A line plot as SVG, drawn by hand: milliseconds (from zero) over documents (each step ten times the one before)."""

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, log10

from .searching import Measured

WIDTH, HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 80, 44, 48
_LINES = (("p95", "#9b2c5e"), ("p50", "#2b6cb0"))
_LIMIT, _INK, _GRID = "#b7791f", "#333", "#ddd"
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200)
_MOST_RULES = 6


def draw(found: Sequence[Measured], limits: Mapping[int, float]) -> str:
    """The plot of ``found``, one or more. limits: documents → milliseconds, drawn as marks."""
    frame = _Frame(
        [one.documents for one in found],
        max([*(one.p95 for one in found), *limits.values()]),
    )
    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'role="img" aria-labelledby="title what" font-family="system-ui, sans-serif" font-size="13">',
        '<title id="title">How long a search takes, by the number of documents</title>',
        f'<desc id="what">{escape(_describe(found))}</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        _text(_LEFT, 24, "Milliseconds of one search in process, facets and highlights included", _INK, weight="600"),
        *frame.rules(),
    ]
    for documents, limit in limits.items():
        if frame.holds(documents):
            rows.append(_mark(frame.across(documents), frame.up(limit), f"target {limit:g}"))
    for name, color in _LINES:
        points = [(frame.across(one.documents), frame.up(getattr(one, name))) for one in found]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        rows.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2.5"/>')
        rows += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{color}"/>' for x, y in points]
        rows.append(_text(points[-1][0] + 10, points[-1][1] + 4, f"{name} {getattr(found[-1], name):.1f}", color))
    rows.append(_text(WIDTH / 2, HEIGHT - 8, "documents", _INK, anchor="middle"))
    return "\n".join([*rows, "</svg>"]) + "\n"


class _Frame:
    """Where a number of documents and a time lie on the picture."""

    def __init__(self, documents: Sequence[int], most: float) -> None:
        self._documents = documents
        self._low, self._high = log10(min(documents)), log10(max(documents))
        self._step = next((step for step in _STEPS if most / step <= _MOST_RULES), _STEPS[-1])
        self._most = ceil(most / self._step + 0.2) * self._step

    def across(self, documents: float) -> float:
        share = (log10(documents) - self._low) / ((self._high - self._low) or 1.0)
        return _LEFT + share * (WIDTH - _LEFT - _RIGHT)

    def up(self, milliseconds: float) -> float:
        return HEIGHT - _BOTTOM - milliseconds / self._most * (HEIGHT - _TOP - _BOTTOM)

    def holds(self, documents: float) -> bool:
        return self._low - 0.01 <= log10(documents) <= self._high + 0.01

    def rules(self) -> list[str]:
        right, rows = WIDTH - _RIGHT, []
        for value in range(0, self._most + 1, self._step):
            y = self.up(value)
            rows.append(f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="{_GRID}"/>')
            rows.append(_text(_LEFT - 8, y + 4, f"{value}", _INK, anchor="end"))
        below = HEIGHT - _BOTTOM + 18
        rows += [
            _text(self.across(value), below, f"{round(value, -3):,}", _INK, anchor="middle")
            for value in self._documents
        ]
        return rows


def _describe(found: Sequence[Measured]) -> str:
    return "; ".join(f"{one.documents:,} documents: p50 {one.p50:.1f} ms, p95 {one.p95:.1f} ms" for one in found)


def _mark(x: float, y: float, text: str) -> str:
    line = f'<line x1="{x - 14:.1f}" y1="{y:.1f}" x2="{x + 14:.1f}" y2="{y:.1f}" stroke="{_LIMIT}" stroke-width="3"/>'
    return line + _text(x - 18, y + 4, text, _LIMIT, anchor="end")


def _text(x: float, y: float, text: str, color: str, *, anchor: str = "start", weight: str = "400") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" fill="{color}" text-anchor="{anchor}" font-weight="{weight}"'
    return f"<text {place}>{escape(text)}</text>"
