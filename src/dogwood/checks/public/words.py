"""The words of the public pages, in each language."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _read() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
    return found


def find_words(language: str) -> Mapping[str, str]:
    """Name → text in ``language``; English where that language has none."""
    return {name: texts.get(language) or texts["en"] for name, texts in _read().items()}
