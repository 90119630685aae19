"""A small line plot as SVG, drawn on the server: the desk needs no script for it."""

import datetime as dt
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .truth import Share

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 540, 190, 40, 26, 10


def plot_trend(trend: Sequence[tuple[dt.date, Share]]) -> SafeString:
    """Share in percent over time. Its text alternative gives the first and the last figure."""
    inner = HEIGHT - BOTTOM - TOP
    step = (WIDTH - LEFT - 12) / max(1, len(trend) - 1)
    points = [
        (LEFT + number * step, TOP + inner * (1 - share.percent / 100)) for number, (_day, share) in enumerate(trend)
    ]
    grid = format_html_join(
        "",
        '<line class="dw-grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="end">{}%</text>',
        (
            (LEFT, WIDTH - 12, y, y, LEFT - 6, y + 4, percent)
            for percent in (0, 50, 100)
            for y in [round(TOP + inner * (1 - percent / 100), 1)]
        ),
    )
    labels = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (round(points[number][0], 1), HEIGHT - 8, day.strftime("%b %Y"))
            for number, (day, _share) in enumerate(trend)
            if number % 4 == 0 and len(trend) - number > 2
        ),
    )
    told = _("From {first}% on {first_day} to {last}% on {last_day}").format(
        first=round(trend[0][1].percent), first_day=trend[0][0], last=round(trend[-1][1].percent), last_day=trend[-1][0]
    )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return format_html(
        '<svg class="dw-plot" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}<polyline class="dw-line" points="{}"/></svg>',
        WIDTH, HEIGHT, told, grid, labels, line,
    )  # fmt: skip
