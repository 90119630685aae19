"""``service`` and ``service_at_location``: listings, whether services or trials.

``write_service`` gives the fields without nested objects, as HSDS's lists have them; ``nest_service`` all of it.
"""

import datetime as dt

from dogwood import vocabulary
from dogwood.edition.records import ListingRecord

from .assurance import write_alert, write_assured
from .frame import Frame
from .identity import Ids, make_id
from .organizations import id_of_runner
from .parts import (
    location_id,
    service_at_location_id,
    write_cost_options,
    write_languages,
    write_location,
    write_phones,
    write_schedules,
    write_service_areas,
)
from .values import HsdsObject, as_email, as_uri, drop_empty, join_paragraphs

STATUSES = {"": "active", "temporarily_closed": "temporarily closed"}
"""HSDS requires a status: what is not known counts as active, and ``alert`` says that nobody confirmed it."""


def service_id(key: str) -> str:
    return make_id("listing", key)


def write_service(listing: ListingRecord, frame: Frame) -> HsdsObject:
    """The service without nested objects."""
    return drop_empty(
        {
            "id": service_id(listing.key),
            "organization_id": id_of_runner(listing),
            "name": listing.name,
            "alternate_name": "; ".join(listing.other_names),
            "description": join_paragraphs(
                listing.summary, listing.description, "" if listing.places else listing.accessibility
            ),
            "url": as_uri(listing.website),
            "email": as_email(listing.email),
            "status": STATUSES.get(listing.status.state, listing.status.state),
            "fees_description": _fees(listing, frame),
            "wait_time": listing.waiting_time,
            "eligibility_description": listing.eligibility,
            "assured_date": write_assured(listing.confirmation, frame),
            "alert": _alert(listing, frame),
            "last_modified": format_moment(frame.modified("listing", listing.key)),
        }
    )


def nest_service(listing: ListingRecord, organization: HsdsObject | None, frame: Frame) -> HsdsObject:
    """The service with all that belongs to it. organization: without nested objects; None to leave it out."""
    service = write_service(listing, frame)
    own_id = service["id"]
    owner = {"service_id": own_id}
    ids = Ids("listing", listing.key)
    return drop_empty(
        {
            **service,
            "additional_urls": [
                drop_empty({"id": make_id(own_id, "url", link.url), "label": link.label, "url": link.url, **owner})
                for link in {link.url: link for link in listing.web}.values()
                if as_uri(link.url)
            ],
            "phones": write_phones([row for row in listing.phones if _is_everywhere(row.place, listing)], ids, owner, frame),
            "schedules": write_schedules(
                [row for row in listing.hours if _is_everywhere(row.place, listing)],
                listing.hours_note,
                ids,
                owner,
                frame,
            ),
            "service_areas": write_service_areas(listing, owner, frame),
            "service_at_locations": [
                nest_service_at_location(listing, number, frame) for number in range(1, len(listing.places) + 1)
            ],
            "languages": write_languages(listing.languages, owner, frame),
            "organization": organization,
            "cost_options": write_cost_options(listing, owner, frame),
            "required_documents": [
                {"id": make_id(own_id, "document"), **owner, "document": listing.documents}
            ]
            if listing.documents
            else [],
            "attributes": [
                frame.terms.key_attribute("service", own_id, listing.key),
                *frame.terms.attributes(
                    "service",
                    own_id,
                    {
                        "needs": listing.needs,
                        "audiences": listing.audiences,
                        "service_types": [listing.service_type] if listing.service_type else [],
                        "formats": listing.formats,
                        "acceptings": [listing.accepting] if listing.accepting else [],
                        "kinds": [listing.kind] if listing.kind != "service" else [],
                    },
                ),
            ],
        }
    )  # fmt: skip


def write_service_at_location(listing: ListingRecord, number: int, frame: Frame) -> HsdsObject:
    """The link of a service and its place ``number`` (1 for the first), without nested objects."""
    return drop_empty(
        {
            "id": service_at_location_id(listing, number),
            "service_id": service_id(listing.key),
            "location_id": location_id(listing, number),
        }
    )


def nest_service_at_location(listing: ListingRecord, number: int, frame: Frame) -> HsdsObject:
    """The same with its location, and the phones and hours that are of this place alone."""
    link = write_service_at_location(listing, number, frame)
    owner = {"service_at_location_id": link["id"]}
    ids = Ids("listing", listing.key, "at-place", number)
    return drop_empty(
        {
            **link,
            "phones": write_phones([row for row in listing.phones if row.place == number], ids, owner, frame),
            "schedules": write_schedules(
                [row for row in listing.hours if row.place == number], "", ids, owner, frame
            ),
            "location": write_location(listing, number, id_of_runner(listing), frame),
        }
    )  # fmt: skip


def _is_everywhere(place: int | None, listing: ListingRecord) -> bool:
    """Of the service as a whole; of a place that is not there too, so that no number is lost."""
    return place is None or not 1 <= place <= len(listing.places)


def _fees(listing: ListingRecord, frame: Frame) -> str:
    cost = vocabulary.label("costs", listing.cost, frame.language) if listing.cost else ""
    return join_paragraphs(". ".join(filter(None, (cost, listing.cost_note))), listing.insurance)


def _alert(listing: ListingRecord, frame: Frame) -> str:
    """What a person should know before the number is dialled, in one line."""
    is_full = listing.accepting in {"no", "waitlist"}
    more = [vocabulary.label("acceptings", listing.accepting, frame.language)] if is_full else []
    return write_alert("listing", listing.status, listing.confirmation, frame, more)


def format_moment(moment: dt.datetime | None) -> str:
    """RFC 3339 in UTC with milliseconds, as HSDS asks; "" for None."""
    return (
        ""
        if moment is None
        else moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
    )
