"""Phone numbers in a reader's words: "800-227-2345", "1-800-4-CANCER", "877 GO KOMEN", "nc 211"."""

import re
import string

SHORT_CODES = frozenset({"211", "311", "511", "711", "811", "911", "988"})
"""Three digits that are a number to call wherever they stand (North American Numbering Plan, and the crisis line)."""
_PHONE = re.compile(r"(?<![\w])\+?\(?\d[\d\s().\-/]{5,18}\d(?![\w])")
_ALONE = re.compile(r"\s*(\d{3}|\d{5,6})\s*\Z")
_CODE = re.compile(r"(?<![\w.\-/$#])(\d{3})(?![\w]|[.\-/]\w)")
_TOLL_FREE = re.compile(r"(?<!\w)(?:\+?1[\s.\-]{0,2})?\(?(8(?:00|33|44|55|66|77|88))\)?[\s.\-]{1,2}", re.IGNORECASE)
_LETTERS_OF_KEYS = ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz")
_KEYPAD = {letter: str(key) for key, letters in enumerate(_LETTERS_OF_KEYS, start=2) for letter in letters}
"""The letters on the keys of a phone (ITU-T E.161)."""
_LOCAL_DIGITS = 7
_TEN_DIGITS = 10


def find_number(text: str) -> tuple[str, str]:
    """The digits of a phone number in ``text``, and the text without it; ("", text) where there is none.

    Seven or ten digits; three for a short code, which stays in the text where it stands alone. A number spelt in letters
    is read as a phone dials it. Never raises.
    """
    if (short := _ALONE.match(text)) and (len(short[1]) != 5):
        return short[1], text
    for found in _PHONE.finditer(text):
        digits = re.sub(r"[^0-9]", "", found[0])
        digits = digits[1:] if len(digits) == _TEN_DIGITS + 1 and digits.startswith("1") else digits
        if len(digits) in {_LOCAL_DIGITS, _TEN_DIGITS}:
            return digits, f"{text[: found.start()]} {text[found.end() :]}".strip()
    if spelt := _find_spelt(text):
        return spelt
    for found in _CODE.finditer(text):
        if found[1] in SHORT_CODES:
            return found[1], f"{text[: found.start()]} {text[found.end() :]}".strip()
    return "", text


def _find_spelt(text: str) -> tuple[str, str] | None:
    """A toll-free number of which letters spell a part."""
    for found in _TOLL_FREE.finditer(text):
        keys, at, has_letters = "", found.end(), False
        while at < len(text) and len(keys) < _LOCAL_DIGITS and (text[at] in " .-()" or text[at] in _ALNUM):
            if text[at] in _ALNUM:
                keys += _KEYPAD.get(text[at].lower(), text[at])
                has_letters = has_letters or text[at].isalpha()
            at += 1
        end = at
        while end < len(text) and text[end] in _ALNUM:  # vanity names may be longer than what is dialled
            end += 1
        spelling = text[found.end() : end]
        is_joined = not found[0].endswith(" ") and not re.search(r"\s", spelling)
        is_number = is_joined or any(c.isdigit() for c in spelling) or spelling.isupper()
        if has_letters and is_number and len(keys) == _LOCAL_DIGITS:
            return found[1] + keys, f"{text[: found.start()]} {text[end:]}".strip()
    return None


_ALNUM = frozenset(string.ascii_letters + string.digits)
