"""Which documents have a meaning worth a vector, and the text that stands for it.

Passages of guides and pages, listings, publications, events and terms do. Places of which there are hundreds alike do
not: “Certified mammography center in Raleigh” says nothing that words and distance do not.
"""

import hashlib
from collections.abc import Iterable, Iterator

from dogwood.edition.records import Record

from ..documents import SearchDocument, make_documents

ALIKE_TYPES = ("mammography", "hospital", "cancer-center", "health-center")
"""Service types of those places."""
LONGEST_TEXT = 700
"""Characters of a text that its vector is made of: beyond, a passage says more of the same, and time grows with it."""


def make_texts(records: Iterable[Record]) -> Iterator[tuple[SearchDocument, str]]:
    """The documents of ``records`` that have a meaning, each with its text."""
    for record in records:
        for document in make_documents(record):
            if document.service_type not in ALIKE_TYPES:
                yield document, write_text(document)


def write_text(document: SearchDocument) -> str:
    """What is embedded of a document: its title, then its passage's heading, then what it says."""
    said = document.body if document.record_type in {"guide", "page"} else f"{document.summary}\n{document.body}"
    if document.record_type == "term":
        said = f"{', '.join(document.names)}. {document.summary}" if document.names else document.summary
    parts = (document.title, document.heading, said)
    return " ".join(" ".join(part for part in parts if part).split())[:LONGEST_TEXT].rstrip()


def digest_of(text: str) -> str:
    """Hash of a text (32 hex digits): the same text has the same vector, wherever it stands."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
