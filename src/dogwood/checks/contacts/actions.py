"""What listed organizations answer, and what editors make of it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.urls import reverse

from dogwood.editorial.models import Listing
from dogwood.editorial.worklist import Work, release_work

from ..calls.actions import ANSWERED, CallError, record_call
from .letters import hash_token
from .models import Letter

MOST_TEXT = 2000


class LinkError(Exception):
    """A link that cannot be answered (any more). reason: ``unknown``, ``used`` or ``old``."""

    def __init__(self, reason: str, letter: Letter | None = None) -> None:
        self.reason = reason
        self.letter = letter
        super().__init__(reason)


class _ContactPerson:
    """Stands for the listed organization where a person of the desk is named otherwise."""

    def __init__(self, letter: Letter) -> None:
        self.name = letter.email

    def get_username(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


def find_letter(token: str, now: dt.datetime) -> Letter:
    """The letter of a link's secret. Raises LinkError."""
    letter = Letter.objects.filter(token_hash=hash_token(token[:200])).first()
    if letter is None:
        raise LinkError("unknown")
    if letter.state != "sent":
        raise LinkError("used", letter)
    if letter.expires_at <= now:
        raise LinkError("old", letter)
    return letter


def answer_correct(*, token: str, now: dt.datetime) -> Letter:
    """“Everything is correct”: a confirmation by the organization itself. Raises LinkError, CallError."""
    with transaction.atomic():
        letter = _take(token, now)
        record_call(
            key=letter.listing,
            outcome=ANSWERED,
            by=_ContactPerson(letter),  # type: ignore[arg-type]
            on=now.date(),
            method="contact",
            evidence=f"answered our letter of {letter.sent_at.date().isoformat()} to {letter.email}",
        )
        letter.state, letter.answered_at = "correct", now
        letter.save(update_fields=["state", "answered_at"])
    return letter


def answer_changes(
    *, token: str, now: dt.datetime, values: Mapping[str, str], was: Mapping[str, str], note: str, is_closed: bool
) -> Letter:
    """Proposed changes: kept for an editor, nothing is published. Raises LinkError."""
    with transaction.atomic():
        letter = _take(token, now)
        letter.state, letter.answered_at = "changes", now
        letter.answer = {
            "values": {name: text[:MOST_TEXT] for name, text in values.items()},
            "was": {name: text[:MOST_TEXT] for name, text in was.items()},
            "note": note[:MOST_TEXT],
            "is_closed": is_closed,
        }
        letter.save(update_fields=["state", "answered_at", "answer"])
    return letter


def settle_answer(
    *, letter_id: int, accepted: Mapping[str, str], by: AbstractBaseUser, now: dt.datetime, role: str
) -> None:
    """Publish the ``accepted`` of the proposed values (field → text) as corrections told by the organization, and close
    the answer. With nothing accepted it is closed without a word to readers. Raises CallError; then nothing was done."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=letter_id, state="changes")
        if accepted:
            record_call(
                key=letter.listing,
                outcome=ANSWERED,
                by=by,
                on=letter.answered_at.date() if letter.answered_at else now.date(),
                corrections=accepted,
                method="contact",
                role=role,
                evidence=f"answer to our letter of {letter.sent_at.date().isoformat()} to {letter.email}",
            )
        letter.state = "settled"
        letter.settled_by = getattr(by, "get_full_name", lambda: "")() or by.get_username()
        letter.save(update_fields=["state", "settled_by"])
        release_work(keys=[f"answer:{letter.pk}"])


def _take(token: str, now: dt.datetime) -> Letter:
    """The letter, locked: a link that is pressed twice at once is answered once."""
    found = find_letter(token, now)
    letter = Letter.objects.select_for_update().get(pk=found.pk)
    if letter.state != "sent":
        raise LinkError("used", letter)
    if not Listing.objects.sources().filter(key=letter.listing).exists():
        raise LinkError("unknown")
    return letter


def find_answers(user: Any) -> Iterable[Work]:
    """Answers with changes, as work."""
    if not user.has_perm("checks.change_letter"):
        return
    for letter in Letter.objects.filter(state="changes").order_by("pk"):
        fields = ", ".join(letter.answer.get("values", {}))
        yield Work(
            key=f"answer:{letter.pk}",
            kind="answer",
            title=letter.listing,
            why="The organization says that it closed"
            if letter.answer.get("is_closed")
            else f"It proposes: {fields or 'a note'}",
            url=reverse("contact-answer", args=[letter.pk]),
            risk=4.0,
            reach=1.5,
            age=(dt.datetime.now(dt.UTC) - letter.answered_at).days * 3 if letter.answered_at else 0,
        )


__all__ = [
    "CallError", "LinkError", "answer_changes", "answer_correct", "find_answers", "find_letter", "settle_answer",
]  # fmt: skip
