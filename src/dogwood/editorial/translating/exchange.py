"""A translation as a PO file (GNU gettext), for translators who work with Poedit, Weblate or OmegaT.

A part that lags behind is marked fuzzy, with the text that its words were made from beside it, as gettext has it.
"""

import polib

from .work_sheet import Part


class TranslationFileError(ValueError):
    """A PO file that cannot be taken. The message says what to do."""


def write_po(parts: list[Part], language: str, title: str) -> str:
    file = polib.POFile(wrapwidth=100)
    file.metadata = {"Language": language, "MIME-Version": "1.0", "Content-Type": "text/plain; charset=utf-8",
                     "Content-Transfer-Encoding": "8bit", "Project-Id-Version": title}  # fmt: skip
    for part in parts:
        entry = polib.POEntry(msgctxt=part.name, msgid=part.text, msgstr=part.words)
        if part.is_behind and part.words:
            entry.flags = ["fuzzy"]
            if part.before:
                entry.previous_msgid = part.before
        file.append(entry)
    return str(file)


def read_po(text: str, parts: list[Part]) -> dict[str, str]:
    """Name of a part → words, of entries that are translated and not fuzzy. Raises TranslationFileError."""
    try:
        file = polib.pofile(text)
    except (OSError, ValueError, UnicodeDecodeError) as error:
        raise TranslationFileError(f"This is not a PO file that can be read ({error}). Nothing was changed.") from None
    texts = {part.name: part.text for part in parts}
    found = {}
    for entry in file:
        if not entry.msgstr or entry.fuzzy or entry.obsolete:
            continue
        if texts.get(entry.msgctxt or "") != entry.msgid:
            raise TranslationFileError(
                f"“{entry.msgid[:60]}” is no longer in the text. Download a new file: yours was made from an older text."
            )
        found[entry.msgctxt] = entry.msgstr
    if not found:
        raise TranslationFileError("The file holds no finished translation. Nothing was changed.")
    return found
