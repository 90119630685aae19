"""Languages that are written from right to left: every element that names its language names its direction too."""

import re
from collections.abc import Iterable

from dogwood.facts.language import is_right_to_left

_LANGUAGE = re.compile(r'(<[a-z][a-z0-9]*\b[^>]*?\slang="([A-Za-z-]+)")')


def mixes_directions(languages: Iterable[str]) -> bool:
    return any(map(is_right_to_left, languages))


def add_directions(html: str) -> str:
    """``html`` with ``dir`` beside each ``lang``."""
    return _LANGUAGE.sub(lambda found: f'{found[1]} dir="{"rtl" if is_right_to_left(found[2]) else "ltr"}"', html)
