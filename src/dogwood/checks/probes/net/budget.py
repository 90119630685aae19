"""What one visit may cost: one deadline and one count of bytes for all its hops together."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from .errors import BudgetError


@dataclass
class Budget:
    """seconds, bytes: at most, from now. clock: monotonic seconds, replaced in tests."""

    seconds: float
    bytes: int
    clock: Callable[[], float] = time.monotonic
    used: int = 0
    _end: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self._end = self.clock() + self.seconds

    def left(self, most: float | None = None) -> float:
        """Seconds left, at most ``most``. Raises BudgetError when there are none."""
        rest = self._end - self.clock()
        if rest <= 0:
            raise BudgetError(f"It took longer than {self.seconds:g} seconds.")
        return rest if most is None else min(rest, most)

    def take(self, count: int) -> None:
        """Count bytes that came in. Raises BudgetError when there were too many."""
        self.used += count
        if self.used > self.bytes:
            raise BudgetError(f"It sent more than {self.bytes:,} bytes.")
