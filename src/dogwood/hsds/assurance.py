"""What is known of how sure an entry is: the day of its last check, what to know before one acts on it, its notices."""

from collections.abc import Iterable, Sequence

from dogwood import vocabulary
from dogwood.edition.records import Confirmation, Record, Status
from dogwood.facts.freshness import Freshness

from .frame import Frame
from .values import HsdsObject, as_date, as_uri, drop_empty

_TOLD = {Freshness.UNCONFIRMED, Freshness.OVERDUE, Freshness.LAPSED}
_NOTICES = {
    "awaiting_clinical_review": {
        "en": "Awaiting clinical review: no clinician has read this text yet",
        "es": "En espera de revisión clínica: ningún profesional de la salud ha leído este texto todavía",
    },
    "awaiting_language_review": {
        "en": "No Spanish-speaking reviewer has read this text yet",
        "es": "Ninguna persona revisora de habla hispana ha leído este texto todavía",
    },
    "translation_behind": {
        "en": "The original has changed since this was translated. Parts of it may be out of date",
        "es": "El original cambió después de esta traducción. Partes de este texto pueden no estar al día",
    },
}
"""Notices that every output shows with a record that carries them. Other languages fall back to English."""


def write_assured(confirmation: Confirmation, frame: Frame) -> str:
    """The day of a check by a person. A document that lists it assures nothing (HSDS: "last checked")."""
    state = confirmation.freshness(frame.today).state
    return "" if state is Freshness.UNCONFIRMED else as_date(confirmation.checked_on)


def write_alert(
    record_type: str, status: Status, confirmation: Confirmation, frame: Frame, more: Sequence[str] = ()
) -> str:
    """What a person should know before the number is dialled, in one line. more: what stands before the last check."""
    language = frame.language
    state = confirmation.freshness(frame.today).state
    said = [status.note]
    if status.successor and status.became:
        successor = frame.name_of(record_type, status.successor)
        said.append(f"{vocabulary.label('becames', status.became, language)}: {successor}" if successor else "")
    said += more
    if state in _TOLD and not status.is_closed:
        said.append(vocabulary.label("freshness", state, language))
    return join_sentences(said)


def tell_notices(record: Record) -> list[str]:
    """The notices of a record in words, in its own language."""
    known = (_NOTICES[name] for name in record.notices if name in _NOTICES)
    return [words.get(record.language.partition("-")[0], words["en"]) for words in known]


def join_sentences(texts: Iterable[str]) -> str:
    return "; ".join(text.strip().rstrip(".;") for text in texts if text.strip())


def write_evidence(confirmation: Confirmation) -> list[HsdsObject]:
    """Where what is told of a publication or an event was read, and when: at most one source."""
    url = as_uri(confirmation.source)
    told = drop_empty(
        {
            "name": "" if url else confirmation.source,
            "url": url,
            "date": confirmation.checked_on,
            "date_as_written": confirmation.as_written,
        }
    )
    return [told] if confirmation.source else []
