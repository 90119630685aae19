"""``publication`` of the profile: a book, booklet, magazine, video or web site (docs/partners/profile.md)."""

from collections.abc import Sequence

from dogwood.edition.records import PublicationRecord

from .assurance import join_sentences, tell_notices, write_alert, write_assured, write_evidence
from .entries import find_page, publication_id, write_common
from .frame import Frame
from .organizations import organization_id
from .services import STATUSES
from .values import HsdsObject, as_uri, drop_empty


def write_publication(publication: PublicationRecord, frame: Frame, languages: Sequence[str]) -> HsdsObject:
    """The publication without nested objects. languages: in which the edition tells of it."""
    status = publication.status
    alert = write_alert("publication", status, publication.confirmation, frame)
    return drop_empty(
        {
            "id": publication_id(publication.key),
            "name": publication.title,
            "description": publication.annotation,
            **write_common(publication, frame, languages),
            "publication_type": publication.publication_type,
            "authors": list(publication.authors),
            "publisher": publication.organization_name,
            "organization_id": organization_id(publication.organization) if publication.organization else "",
            "published": publication.year,
            "edition": publication.edition,
            "publication_language": publication.publication_language,
            "how_to_get": publication.how_to_get,
            "url": as_uri(publication.website),
            "status": STATUSES.get(status.state, status.state) if status.state else "",
            "successor_id": publication_id(status.successor) if status.successor else "",
            "assured_date": write_assured(publication.confirmation, frame),
            "alert": join_sentences([alert, *tell_notices(publication)]),
            "page_url": find_page(publication, frame),
        }
    )


def nest_publication(publication: PublicationRecord, frame: Frame, languages: Sequence[str]) -> HsdsObject:
    """The same with its source, its needs and audiences."""
    own_id = publication_id(publication.key)
    chosen = {"needs": publication.needs, "audiences": publication.audiences}
    return drop_empty(
        {
            **write_publication(publication, frame, languages),
            "sources": write_evidence(publication.confirmation),
            "attributes": [
                frame.terms.key_attribute("publication", own_id, publication.key),
                *frame.terms.attributes("publication", own_id, chosen),
            ],
        }
    )
