"""Pages as this room gets them."""

from collections.abc import Callable
from typing import NamedTuple


class Rendered(NamedTuple):
    """kind: content type without parameters. body: bytes."""

    kind: str
    body: bytes

    @property
    def is_page(self) -> bool:
        return self.kind == "text/html"


Render = Callable[[str], "tuple[str, bytes] | None"]
"""Address ("/en/guide/pain/") → content type and bytes, as the readers' site would answer; None where it would not."""
