"""A listing as a contact for a phone's address book (vCard 3.0, RFC 2426: the version that every phone reads)."""

import datetime as dt
from collections.abc import Mapping

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from dogwood.edition.records import Confirmation, ListingRecord, Phone, Place

from ..contentlines import clean, escape_text, fold_line
from ..templating import format_date, label
from ..visit import Visit

VCARD = "text/vcard; charset=utf-8"
_TYPES = {"voice": "WORK,VOICE", "toll_free": "WORK,VOICE", "tty": "WORK", "text": "WORK,MSG", "fax": "WORK,FAX"}


def contact(visit: Visit, query: Mapping[str, str], key: str) -> HttpResponse | None:
    """None of a closed listing: a number that nobody answers has no place in an address book."""
    found = visit.listing(key)
    if found is None or found.status.is_closed:
        return None
    body = write_card(
        found,
        settings.READERS_ADDRESS + visit.record_url(found),
        tell_how_sure(visit, found.confirmation),
        visit.edition.manifest.built_at,
    )
    disposition = f'attachment; filename="{key}.vcf"'
    return HttpResponse(body.encode(), content_type=VCARD, headers={"Content-Disposition": disposition})


def tell_how_sure(visit: Visit, confirmation: Confirmation) -> str:
    """When and how it was last checked, in a plain sentence or two, as the listing's page says it."""
    state = visit.clock.freshness(confirmation)
    start = f"{label('freshness', state)}. "
    if state != "unconfirmed":
        words = {
            "date": format_date(confirmation.checked_on or ""),
            "how": label("check_methods", confirmation.method or ""),
        }
        return start + _("Last checked %(date)s, %(how)s.") % words
    if confirmation.checked_on:
        return start + _("From a document of %(date)s.") % {"date": format_date(confirmation.checked_on)}
    return start + (_("From an undated document.") if confirmation.method else _("We have no document for it yet."))


def write_card(listing: ListingRecord, address: str, sure: str, built_at: dt.datetime) -> str:
    """address: of its page. sure: how sure its facts are, in words; it stands in the note. built_at: of the edition."""
    name = escape_text(listing.name)
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:listing-{listing.key}@dogwood",
        f"REV:{built_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"FN:{name}",
        f"N:{name};;;;",
        f"ORG:{name}",  # not who runs it: address books would show that as the name
        "X-ABShowAs:COMPANY",
    ]
    for number, phone in enumerate(listing.phones, 1):
        lines += _write_phone(phone, f"item{number}")
    lines += [_write_place(place) for place in listing.places if place.address or place.city]
    if listing.email:
        lines.append(f"EMAIL;TYPE=INTERNET:{escape_text(listing.email)}")
    if listing.website:
        lines.append(f"URL:{_one_line(listing.website)}")
    lines.append(f"SOURCE:{_one_line(address)}")
    note = "\n".join(part for part in (listing.summary, listing.hours_note, sure, address) if part)
    return "".join(map(fold_line, [*lines, f"NOTE:{escape_text(note)}", "END:VCARD"]))


def _write_phone(phone: Phone, group: str) -> list[str]:
    """The number, and its label where it has one; address books show a label of the same group."""
    words = phone.label or (label("phone_kinds", "tty") if phone.kind == "tty" else "")
    number = f"{phone.dial};ext={phone.extension}" if phone.extension else phone.dial
    line = f"TEL;TYPE={_TYPES.get(phone.kind, 'WORK')}:{escape_text(number)}"
    return [f"{group}.{line}", f"{group}.X-ABLabel:{escape_text(words)}"] if words else [line]


def _write_place(place: Place) -> str:
    parts = ("", place.address_2, place.address, place.city, place.state, place.zip, "USA" if place.state else "")
    return "ADR;TYPE=WORK:" + ";".join(map(escape_text, parts))


def _one_line(address: str) -> str:
    """A value of type URI is not escaped; a line end in one would begin a line of its own."""
    return clean(address).replace("\n", "")
