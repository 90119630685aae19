"""Every word of the interface is translated, and what is served is what was translated."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping
from babel.messages.pofile import read_po

WEB = Path(__file__).parents[2] / "src" / "dogwood" / "web"
LOCALES = sorted(path.parent.parent for path in (WEB / "locale").glob("*/LC_MESSAGES/django.po"))
HOW = "See docs/editors/README.md, “The interface's words”."


def read(locale: Path) -> Catalog:
    with (locale / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def wanted() -> set[str | tuple[str, ...]]:
    with (WEB / "locale" / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping(file)
    return {message for _, _, message, _, _ in extract_from_dir(WEB, methods, options)}


def test_spanish_is_among_them() -> None:
    assert "es" in {locale.name for locale in LOCALES}


@pytest.mark.parametrize("locale", LOCALES, ids=lambda path: path.name)
def test_every_text_is_translated(locale: Path, wanted: set[str | tuple[str, ...]]) -> None:
    catalog = read(locale)
    first = {message[0] if isinstance(message, tuple) else message for message in wanted}
    untranslated = [
        text
        for text in sorted(first)
        if (found := catalog.get(text)) is None or not found.string or found.fuzzy or "" in tuple(found.string)
    ]
    assert untranslated == [], HOW


@pytest.mark.parametrize("locale", LOCALES, ids=lambda path: path.name)
def test_what_is_compiled_is_what_was_translated(locale: Path) -> None:
    with (locale / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in read(locale):
        if isinstance(message.id, tuple):
            for count, text in ((1, message.string[0]), (2, message.string[1])):
                assert compiled.ngettext(*message.id, count) == text, HOW
        elif message.id:
            assert compiled.gettext(message.id) == message.string, HOW


@pytest.mark.parametrize("locale", LOCALES, ids=lambda path: path.name)
def test_placeholders_agree(locale: Path) -> None:
    for message in read(locale):
        texts = message.id if isinstance(message.id, tuple) else (message.id,)
        translated = message.string if isinstance(message.id, tuple) else (message.string,)
        for text, other in zip(texts, translated, strict=True):
            assert set(re.findall(r"%\(\w+\)s", text)) == set(re.findall(r"%\(\w+\)s", other)), text
