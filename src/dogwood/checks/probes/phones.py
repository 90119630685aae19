"""What the phone numbers of a listing tell without anybody calling: kind, letters, and who else has the same."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

import phonenumbers

from dogwood.editorial.models import Listing
from dogwood.editorial.models.listings import ListingPhone
from dogwood.facts.errors import FactError
from dogwood.facts.phone import parse_phone

from .problems import HIGH, LOW, MEDIUM, PHONES, Holder, Look, Seen, kinds_of
from .web.signs import find_telling_words

_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
"""The letters of a telephone's keys (ITU-T E.161)."""
_COSTS = {
    phonenumbers.PhoneNumberType.PREMIUM_RATE: "Calls to it cost extra.",
    phonenumbers.PhoneNumberType.SHARED_COST: "Calls to it cost extra.",
    phonenumbers.PhoneNumberType.PAGER: "It is the number of a pager.",
    phonenumbers.PhoneNumberType.PERSONAL_NUMBER: "It is a number that follows one person.",
}
_VANITY = r"(?:\+?1[-. ]?)?\(?[2-9][0-9]{2}\)?[-. ]{0,2}(?=[0-9A-Z.\- ]{0,12}[A-Z]{2})[0-9A-Z](?:[-. ]?[0-9A-Z]){4,13}"
_PLAIN = r"(?:\+?1[-. ]?)?\(?[2-9][0-9]{2}\)?[-. ]{0,2}[0-9]{3}[-. ]?[0-9]{4}"
_BETWEEN = r"\s{0,2}(?:[(\[/,=–—-]|or|o)\s{0,2}"
_PAIR = re.compile(
    rf"(?<![\w])(?P<letters>{_VANITY}){_BETWEEN}(?P<digits>{_PLAIN})(?!\d)"
    rf"|(?<![\w])(?P<digits2>{_PLAIN}){_BETWEEN}(?P<letters2>{_VANITY})(?![\w])"
)
_LONGEST = 5_000
_TEXTS = ("summary", "description", "hours_note", "eligibility", "cost_note")


def find_mismatches(text: str) -> list[tuple[str, str]]:
    """Pairs of one number in letters and in digits, side by side, that are two: ("800-4-CANCER", "800-422-6238").

    Letters after the seventh are not dialled ("866-HOPE-4-MEN").
    """
    wrong = []
    for found in _PAIR.finditer(text[:_LONGEST]):
        letters = found["letters"] or found["letters2"]
        digits = found["digits"] or found["digits2"]
        if _keys(letters)[:10] != _keys(digits)[:10]:
            wrong.append((letters.strip(), digits.strip()))
    return wrong


def _keys(text: str) -> str:
    pressed = re.sub(r"[^0-9]", "", text.upper().translate(_KEYS))
    return pressed[1:] if pressed.startswith("1") else pressed


def look_at_phones(listing: Listing, sharers: Mapping[str, Mapping[str, str]]) -> Look:
    """What the numbers of ``listing`` tell. sharers: as ``find_sharers`` gives them."""
    holder = Holder("listing", listing.key, "phone", listing.name)
    seen: list[Seen] = []
    for phone in listing.phones.all():
        seen += _look_at_one(phone, listing, holder, sharers)
    for text in (getattr(listing, name) for name in _TEXTS):
        seen += _tell_mismatches(holder, text)
    unique = {(one.kind, one.value): one for one in seen}
    return Look(tuple(unique.values()), kinds_of(PHONES), is_reached=True)


def _look_at_one(
    phone: ListingPhone, listing: Listing, holder: Holder, sharers: Mapping[str, Mapping[str, str]]
) -> Iterable[Seen]:
    value = phone.written
    mismatches = list(_tell_mismatches(holder, value))
    yield from mismatches
    try:
        number = parse_phone(value, phone.extension)
    except FactError as error:
        if not mismatches:
            yield Seen("number-invalid", holder, value, f"{error}"[:500])
        return
    if not number.dial.startswith("+"):
        return
    sort = phonenumbers.number_type(phonenumbers.parse(number.dial))
    if sort in _COSTS:
        yield Seen("number-type", holder, value, _COSTS[sort], severity=HIGH)
    elif phone.kind == "toll_free" and not number.is_toll_free:
        yield Seen("number-type", holder, value, "It is called toll-free and is not.", severity=MEDIUM)
    own = str(listing.organization_id or f"listing:{listing.key}")
    others = {who: name for who, name in sharers.get(number.dial, {}).items() if who != own}
    if others:
        names = ", ".join(sorted(others.values())[:5])
        own_name = listing.organization.name if listing.organization else listing.name
        # A line that many name (a relay, 211, a national helpline) is no mistake, nor one of two houses of one name.
        is_usual = len(others) > 2 or number.is_toll_free or all(map(partial(_is_kin, own_name), others.values()))
        severity = LOW if is_usual else MEDIUM
        yield Seen(
            "number-shared", holder, value, f"{number.display} is also the number of {names}."[:500],
            signature=str(sorted(others))[:64], severity=severity,
        )  # fmt: skip


def _is_kin(one: str, other: str) -> bool:
    """True when two names have a word in common that not every name has ("Mission Breast Center", "Mission Imaging")."""
    return bool(find_telling_words(one) & find_telling_words(other))


def _tell_mismatches(holder: Holder, text: str) -> Iterable[Seen]:
    for letters, digits in find_mismatches(text):
        dialled = _keys(letters)[:10]
        spelt = f"{dialled[:3]}-{dialled[3:6]}-{dialled[6:]}"
        yield Seen(
            "vanity-mismatch", holder, f"{letters} / {digits}"[:500],
            f"“{letters}” is {spelt} on a telephone, and {digits} stands beside it.", evidence=text[:500],
        )  # fmt: skip


def find_sharers() -> dict[str, dict[str, str]]:
    """Dialled number → those who have it, where more than one do: organization (its id, or the listing where nobody is
    named as running it) → name."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    rows = (
        ListingPhone.objects.filter(listing__in=Listing.objects.sources().filter(live=True).exclude(status="defunct"))
        .exclude(kind="fax")
        .values_list(
            "written", "listing__organization_id", "listing__organization__name", "listing__key", "listing__name"
        )
    )
    for written, organization, organization_name, key, name in rows:
        try:
            dial = parse_phone(written).dial
        except FactError:
            continue
        if dial.startswith("+"):
            found[dial][str(organization or f"listing:{key}")] = organization_name or name
    return {dial: who for dial, who in found.items() if len(who) > 1}
