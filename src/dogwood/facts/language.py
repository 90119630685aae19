"""Language tags (BCP 47) that a directory uses, and how people call those languages."""

import re

from .errors import FactError

_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?\Z")

#: Each language's name in English and in Spanish (Unicode CLDR). A tag that is missing here is shown as it stands.
NAMES: dict[str, dict[str, str]] = {
    "en": {"en": "English", "es": "inglés"},
    "es": {"en": "Spanish", "es": "español"},
    "ar": {"en": "Arabic", "es": "árabe"},
    "chr": {"en": "Cherokee", "es": "cheroqui"},
    "de": {"en": "German", "es": "alemán"},
    "fr": {"en": "French", "es": "francés"},
    "hi": {"en": "Hindi", "es": "hindi"},
    "hmn": {"en": "Hmong", "es": "hmong"},
    "ja": {"en": "Japanese", "es": "japonés"},
    "ko": {"en": "Korean", "es": "coreano"},
    "pt": {"en": "Portuguese", "es": "portugués"},
    "ru": {"en": "Russian", "es": "ruso"},
    "tl": {"en": "Filipino", "es": "filipino"},
    "vi": {"en": "Vietnamese", "es": "vietnamita"},
    "zh": {"en": "Chinese", "es": "chino"},
    "ase": {"en": "American Sign Language", "es": "lengua de señas americana"},
    "mul": {"en": "Many languages, by interpreter", "es": "Muchos idiomas, con intérprete"},
}


_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Syrc", "Thaa"})
"""Languages and scripts that are written from right to left (Unicode CLDR, "characterOrder")."""


def is_right_to_left(tag: str) -> bool:
    """Whether the language ``tag`` is written from right to left."""
    language, *rest = tag.split("-")
    scripts = {part for part in rest if len(part) == 4}
    return bool(scripts & _RIGHT_TO_LEFT_SCRIPTS) if scripts else language in _RIGHT_TO_LEFT


def parse_language_tag(text: str) -> str:
    """Return ``text`` as a BCP 47 tag in its usual case. Raises FactError when it has not the form of one."""
    parts = text.strip().replace("_", "-").split("-")
    tag = "-".join(
        [parts[0].lower()] + [part.title() if len(part) == 4 else part.upper() for part in parts[1:]],
    )
    if not _TAG.match(tag):
        raise FactError(f"“{text[:40]}” is not a language code. Use one such as en, es or zh-Hant.")
    return tag


def name_language(tag: str, language: str) -> str:
    """The name of the language ``tag`` in the words of ``language``; the tag itself where no name is known."""
    names = NAMES.get(tag) or NAMES.get(tag.split("-")[0]) or {}
    return names.get(language) or names.get("en") or tag
