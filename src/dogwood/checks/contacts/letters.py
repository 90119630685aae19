"""Making and sending letters."""

import datetime as dt
import hashlib
import logging
import secrets
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from dogwood.editorial.models import DirectorySettings, Listing

from ..calls.sheet import make_sheet
from ..models import CheckPolicy
from ..public.words import find_words
from .models import Letter
from .schedule import find_due

logger = logging.getLogger(__name__)


@dataclass
class SendReport:
    """How many requests and reminders went out, and what could not be sent (listing → why)."""

    requests: int = 0
    reminders: int = 0
    failed: dict[str, str] | None = None


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(language: str, token: str) -> str:
    return f"{settings.TELL_US_ADDRESS}/{language}/confirm/{token}/"


def send_due_letters(*, now: dt.datetime, limit: int = 200) -> SendReport:
    """Send what is due, at most ``limit`` letters. One that cannot be sent is noted and tried again the next time."""
    due, report = find_due(now), SendReport(failed={})
    assert report.failed is not None
    policy = CheckPolicy.load()
    expires_at = now + dt.timedelta(days=policy.link_days)
    for addressee in due.requests[:limit]:
        language = _language(addressee.language)
        token = secrets.token_urlsafe(32)
        letter = Letter(
            listing=addressee.listing.key, email=addressee.email, language=language, token_hash=hash_token(token),
            sent_at=now, expires_at=expires_at,
        )  # fmt: skip
        error = _send("request", letter, addressee.listing, token, addressee.name)
        if error:
            letter.state, letter.error = "failed", error
            report.failed[letter.listing] = error
        else:
            report.requests += 1
        letter.save()
    for letter in due.reminders[: max(0, limit - report.requests)]:
        listing = Listing.objects.sources().filter(key=letter.listing, live=True).first()
        if listing is None:
            continue
        token = secrets.token_urlsafe(32)  # the secret of the first letter is kept nowhere; its link ends with this one
        error = _send("reminder", letter, listing, token, "")
        if error:
            report.failed[letter.listing] = error
            continue
        letter.token_hash, letter.reminded_at, letter.expires_at = hash_token(token), now, expires_at
        letter.save(update_fields=["token_hash", "reminded_at", "expires_at"])
        report.reminders += 1
    return report


def _language(wanted: str) -> str:
    known = [tag for tag, _ in settings.LANGUAGES]
    return wanted if wanted in known else known[0]


def _send(kind: str, letter: Letter, listing: Listing, token: str, name: str) -> str:
    """ "" where it went out, else why not."""
    directory = DirectorySettings.load()
    words = find_words(letter.language)
    template = f"checks/contacts/{kind}.{letter.language if letter.language in {'en', 'es'} else 'en'}.txt"
    text = render_to_string(
        template,
        {
            "name": name,
            "listing": listing,
            "directory": directory.name.get(letter.language) or next(iter(directory.name.values()), "Dogwood"),
            "page": f"{settings.READERS_ADDRESS}/{letter.language}/listing/{listing.key}/",
            "link": make_link(letter.language, token),
            "facts": [
                (words[f"field_{question.name}"], question.now)
                for question in make_sheet(listing, []).questions
                if question.now
            ],
            "until": letter.expires_at.date().isoformat(),
        },
    )
    subject, _, body = text.strip().partition("\n")
    try:
        EmailMessage(" ".join(subject.split())[:200], body.lstrip("\n"), to=[letter.email]).send()
    except (SMTPException, OSError, ValueError) as error:
        logger.warning("The letter to %s was not sent: %s", letter.listing, error)
        return str(error)[:500]
    return ""
