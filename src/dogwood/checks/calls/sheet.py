"""What a call sheet shows for one listing: whom to call, what to ask, what was answered before."""

from dataclasses import dataclass

from dogwood import vocabulary
from dogwood.editorial.models import Listing
from dogwood.facts.errors import FactError
from dogwood.facts.phone import parse_phone

from ..models import Check

LAST_ANSWERS = 5
_VOICE = ("voice", "toll_free")


@dataclass(frozen=True, slots=True)
class Number:
    """A number on the sheet. href: ``tel:…``, "" where it cannot be dialled."""

    written: str
    display: str
    href: str
    kind: str


@dataclass(frozen=True, slots=True)
class Question:
    """One field to ask about. name: of the form's input. now: what is published, "" when unknown. ask: the words."""

    name: str
    label: str
    now: str
    ask: str
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    listing: Listing
    numbers: tuple[Number, ...]
    questions: tuple[Question, ...]
    answers: tuple[Check, ...]


def make_sheet(listing: Listing, checks: list[Check]) -> Sheet:
    """The sheet of ``listing``. checks: its own, in the order of recording."""
    return Sheet(
        listing=listing,
        numbers=tuple(_number(phone.written, phone.kind) for phone in listing.phones.all()),
        questions=tuple(_questions(listing)),
        answers=tuple(reversed(checks[-LAST_ANSWERS:])),
    )


def _number(written: str, kind: str) -> Number:
    label = vocabulary.label("phone_kinds", kind, "en") if kind else ""
    try:
        phone = parse_phone(written)
    except FactError:
        return Number(written, written, "", label)
    return Number(written, phone.display, phone.href, label)


def _questions(listing: Listing) -> list[Question]:
    place = next(iter(listing.places.all()), None)
    address = "" if place is None else place.address
    city = (
        "" if place is None else ", ".join(part for part in (place.city, f"{place.state} {place.zip}".strip()) if part)
    )
    phones = [phone.written for phone in listing.phones.all()]
    return [
        Question("phone", "Number", phones[0] if phones else "", "Is this the best number for someone who needs help?"),
        Question("hours", "Hours", describe_hours(listing), "When does somebody answer?", is_long=True),
        Question("website", "Web address", listing.website, "Is this your web address?"),
        Question("address", "Street", address, "Where do people come to? Is this the street address?"),
        Question("city", "City, state, ZIP", city, "And the city and ZIP?"),
        Question("eligibility", "Who may use it", listing.eligibility, "Who can use this service?", is_long=True),
        Question("cost", "Cost", listing.cost_note, "What does it cost?", is_long=True),
        Question("languages", "Languages", "; ".join(listing.languages), "In which languages is one served?"),
    ]


def describe_hours(listing: Listing) -> str:
    """The hours in one line, from the rows and the words."""
    rows = [f"{row.days} {row.opens}-{row.closes}" for row in listing.hours.all()]
    return "; ".join([*rows, listing.hours_note] if listing.hours_note else rows)
