"""Phone numbers: the way a source writes them, kept beside the way a phone dials them.

The rules are those of Google's libphonenumber (package ``phonenumbers``), region US.
"""

import re
from dataclasses import dataclass

import phonenumbers

from .errors import FactError

REGION = "US"
_EXTENSION = re.compile(r"(?:\s*(?:,|;)?\s*(?:ext\.?|extension|x|#)\s*([0-9]{1,7}))\s*\Z", re.IGNORECASE)
_SPELT = re.compile(r"([A-Za-z]{3,})\s*[(\[](\d{3,})[)\]]")
_SHORT = re.compile(r"(?:[2-9]11|988|[2-9][0-9]{4,5})\Z")
_BROKEN_OFF = re.compile(r"[0-9][^0-9]+[0-9]")
"""N11 services (211, 711, 911), the crisis line 988 and text-message short codes (North American Numbering Plan).

A short code of five or six digits is written in one piece; ``919-555`` is a longer number that was broken off."""
_TOLL_FREE = re.compile(r"\+18(?:00|33|44|55|66|77|88)\d{7}\Z")


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A dialable number.

    written: as the source wrote it, vanity letters kept (``800.ACS.2345``).
    dial: E.164 (``+18002272345``) or a short code (``988``).
    extension: digits to dial after the answer, or ``""``.
    """

    written: str
    dial: str
    extension: str = ""

    @property
    def is_toll_free(self) -> bool:
        return bool(_TOLL_FREE.match(self.dial))

    @property
    def display(self) -> str:
        """How readers see it: ``800-227-2345`` for numbers of the region, spaces abroad."""
        if not self.dial.startswith("+"):
            return self.dial
        number = phonenumbers.parse(self.dial)
        if number.country_code == 1:
            digits = f"{number.national_number:010d}"
            return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)

    @property
    def vanity(self) -> str:
        """The spelling as written where letters stand for digits, else ``""`` (``Tel. 919-733-4261`` has none)."""
        body = _EXTENSION.sub("", self.written)
        has_letters = re.search(r"[A-Za-z]{3,}", body) and len(re.findall(r"[0-9]", body)) < 10
        return self.written if has_letters and self.dial.startswith("+") else ""

    @property
    def href(self) -> str:
        """A ``tel:`` address (RFC 3966), with the extension where there is one."""
        return f"tel:{self.dial}" + (f";ext={self.extension}" if self.extension else "")


def _drop_repeat(found: re.Match[str]) -> str:
    """Letters without the digits behind them that say the same: "SAFE (7233)"."""
    return found[1] if phonenumbers.convert_alpha_characters_in_number(found[1]) == found[2] else found[0]


def parse_phone(written: str, extension: str = "") -> PhoneNumber:
    """Read one phone number as people write it, letters and extension included.

    Raises FactError when it is none that can be dialled: too short, too long, or in no area code that exists.
    """
    text = " ".join(written.split())[:200]
    body = text
    found = _EXTENSION.search(text)
    if found:
        body = text[: found.start()]
        extension = extension or found[1]
    if extension and not (extension.isascii() and extension.isdigit()):
        raise FactError(f"“{extension[:40]}” is not an extension. Use digits only.")
    short = re.sub(r"[^0-9]", "", body)
    if _SHORT.match(short) and not re.search(r"[^\W\d_]", body) and (len(short) == 3 or not _BROKEN_OFF.search(body)):
        return PhoneNumber(text, short, extension)
    try:
        number = phonenumbers.parse(_SPELT.sub(_drop_repeat, body), REGION)
    except phonenumbers.NumberParseException as error:
        raise FactError(f"“{text[:60]}” is not a phone number ({error}). Write all ten digits.") from None
    if not phonenumbers.is_valid_number(number):
        raise FactError(f"“{text[:60]}” is not a number that can be dialled: its area code or length does not exist.")
    return PhoneNumber(
        text,
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
        extension or (number.extension or ""),
    )
