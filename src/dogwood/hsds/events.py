"""``event`` of the profile: once or repeating (docs/partners/profile.md). ``calendar_url`` has it as iCalendar too."""

import datetime as dt
from collections.abc import Sequence

from dogwood import vocabulary
from dogwood.edition.records import EventRecord
from dogwood.facts.errors import FactError
from dogwood.facts.schedule import find_timezone

from .assurance import join_sentences, tell_notices, write_alert, write_assured, write_evidence
from .entries import event_id, find_page, write_common
from .frame import Frame
from .identity import Ids, make_id
from .organizations import organization_id
from .parts import write_languages, write_phones, write_place
from .services import STATUSES, service_id
from .values import HsdsObject, as_uri, drop_empty


def write_event(event: EventRecord, frame: Frame, languages: Sequence[str]) -> HsdsObject:
    """The event without nested objects. languages: in which the edition tells of it."""
    status = event.status
    page = find_page(event, frame)
    alert = write_alert("event", status, event.confirmation, frame)
    return drop_empty(
        {
            "id": event_id(event.key),
            "name": event.name,
            "description": event.summary,
            **write_common(event, frame, languages),
            "starts_at": _format_local(event.starts, event.timezone),
            "ends_at": _format_local(event.ends, event.timezone) if event.ends else "",
            "timezone": event.timezone,
            "rrule": event.recurrence,
            "organizer": event.organization_name,
            "organization_id": organization_id(event.organization) if event.organization else "",
            "service_id": service_id(event.listing) if event.listing else "",
            "online_url": as_uri(event.online),
            "url": as_uri(event.website),
            "fees_description": vocabulary.label("costs", event.cost, frame.language) if event.cost else "",
            "status": STATUSES.get(status.state, status.state) if status.state else "",
            "successor_id": event_id(status.successor) if status.successor else "",
            "assured_date": write_assured(event.confirmation, frame),
            "alert": join_sentences([alert, *tell_notices(event)]),
            "page_url": page,
            "calendar_url": f"{page[:-1]}.ics" if page else "",
        }
    )


def nest_event(event: EventRecord, frame: Frame, languages: Sequence[str]) -> HsdsObject:
    """The same with its place, phone, languages, source, needs and audiences."""
    own_id = event_id(event.key)
    ids = Ids("event", event.key)
    return drop_empty(
        {
            **write_event(event, frame, languages),
            "location": write_place(event.place, ids.take("place"), {"name": event.place.name or event.name})
            if event.place
            else {},
            "phones": write_phones([event.phone] if event.phone else [], ids, {}, frame),
            "languages": [
                {**row, "id": make_id(own_id, "language", tag)}
                for tag in dict.fromkeys(event.languages)
                for row in write_languages([tag], {}, frame)
            ],
            "sources": write_evidence(event.confirmation),
            "attributes": [
                frame.terms.key_attribute("event", own_id, event.key),
                *frame.terms.attributes("event", own_id, {"needs": event.needs, "audiences": event.audiences}),
            ],
        }
    )


def _format_local(moment: dt.datetime, timezone: str) -> str:
    """RFC 3339 with the offset of that day in ``timezone``, or in UTC where that has seconds, as in 1883; "" where the zone
    is not known."""
    try:
        local = moment.replace(tzinfo=find_timezone(timezone))
        has_seconds = (local.utcoffset() or dt.timedelta()) % dt.timedelta(minutes=1)
        return (local.astimezone(dt.UTC) if has_seconds else local).isoformat(timespec="seconds")
    except (FactError, OverflowError):
        return ""
