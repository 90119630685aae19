"""Who is due a letter or a reminder, under the policy."""

import datetime as dt
from dataclasses import dataclass

from dogwood.editorial.models import Listing
from dogwood.facts.dates import last_day

from ..calls.worklist import gather_checks
from ..models import CheckPolicy
from .models import Contact, Letter


@dataclass(frozen=True, slots=True)
class Addressee:
    listing: Listing
    email: str
    name: str
    language: str


@dataclass(frozen=True)
class Due:
    """requests: listings that get a letter. reminders: letters that get their one reminder."""

    requests: list[Addressee]
    reminders: list[Letter]


def find_due(now: dt.datetime) -> Due:
    """Open listings with an e-mail address that no person and no letter confirmed within the policy's days, and letters
    without an answer since ``remind_days``. Nobody is written to twice within ``letter_days``; who wants no letters gets none."""
    policy = CheckPolicy.load()
    year = dt.timedelta(days=policy.letter_days)
    contacts = {contact.listing: contact for contact in Contact.objects.all()}
    recent = set(
        Letter.objects.filter(sent_at__gt=now - year).exclude(state="failed").values_list("listing", flat=True)
    )
    listings = Listing.objects.sources().filter(live=True).exclude(status="defunct").order_by("key")
    checks = gather_checks("listing")
    requests = []
    for listing in listings:
        contact = contacts.get(listing.key)
        email = contact.email if contact else listing.email
        if not email or listing.key in recent or (contact and contact.is_silent):
            continue
        confirmed = [
            last_day(check.on) if check.on else check.recorded_at.date()
            for check in checks.get(listing.key, [])
            if check.method != "document" and check.outcome in {"confirmed", "changed"} and not check.field
        ]
        if confirmed and max(confirmed) > (now - year).date():
            continue
        requests.append(Addressee(listing, email, contact.name if contact else "", contact.language if contact else ""))
    remind_before = now - dt.timedelta(days=policy.remind_days)
    open_letters = Letter.objects.filter(state="sent", reminded_at=None, sent_at__lte=remind_before, expires_at__gt=now)
    silent = {contact.listing for contact in contacts.values() if contact.is_silent}
    return Due(requests, [letter for letter in open_letters.order_by("pk") if letter.listing not in silent])
