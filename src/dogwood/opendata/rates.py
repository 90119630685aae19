"""How often one may ask: so many requests a minute from one address, told in ``Retry-After`` where it is more.

Addresses stay in memory, as a keyed hash, for as long as the count runs: nothing says who asked for what.
"""

import hashlib
import math
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_CLIENTS = 20_000
"""Addresses that are counted at a time; the longest silent go first."""


class RateLimit:
    """A bucket of ``most`` requests that fills again within ``seconds``. clock: monotonic seconds."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self.seconds = seconds
        self._clock = clock
        self._key = secrets.token_bytes(16)
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, client: str, cost: float = 1.0) -> int:
        """Count a request of ``client``. Returns 0 where it may go on, else the whole seconds after which to come back."""
        name = hashlib.blake2b(client.encode(), key=self._key, digest_size=16).digest()
        now = self._clock()
        with self._lock:
            left, then = self._left.pop(name, (float(self.most), now))
            left = min(float(self.most), left + (now - then) * self.most / self.seconds)
            wait = 0 if left >= cost else max(1, math.ceil((cost - left) * self.seconds / self.most))
            self._left[name] = (left if wait else left - cost, now)
            while len(self._left) > MOST_CLIENTS:
                self._left.popitem(last=False)
        return wait
