"""Wilson's score interval for a share (E. B. Wilson, Journal of the American Statistical Association 22, 1927)."""

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054
"""Standard normal quantile for 95%."""


@dataclass(frozen=True, slots=True)
class Interval:
    """share, low, high: 0 to 1. hits of count. None of them means anything where count is 0."""

    hits: int
    count: int
    share: float
    low: float
    high: float

    @property
    def percent(self) -> str:
        """ "83% (76 to 88)", or "–" where nothing was counted."""
        if not self.count:
            return "–"
        return f"{100 * self.share:.0f}% ({100 * self.low:.0f} to {100 * self.high:.0f})"


def wilson(hits: int, count: int, z: float = Z_95) -> Interval:
    """The interval for ``hits`` of ``count``. Raises ValueError for counts that cannot be."""
    if count < 0 or not 0 <= hits <= count:
        raise ValueError(f"{hits} of {count} cannot be.")
    if not count:
        return Interval(0, 0, 0.0, 0.0, 1.0)
    share = hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return Interval(hits, count, share, max(0.0, middle - half), min(1.0, middle + half))
