"""``meaning.jsonl`` in an index folder: which documents have a meaning, the hash of each one's text, and the document.

A line a document: a head in JSON (hash, record type, key, language, position, and the text where no vector is there
yet), a tab, and the document as the search index keeps it; so the arm answers with documents without asking the edition.
The first line says the format.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dogwood.edition.file import Identity

from ..documents import SearchDocument
from ..engines.schema import FORMAT as INDEX_FORMAT
from .texts import digest_of

ENTRIES_NAME = "meaning.jsonl"
FORMAT = 1
MOST_ENTRIES = 30_000
"""Beyond, vectors would take more memory (46 MB) and time than they are worth: such an edition is searched by words."""
_HEAD = json.dumps({"format": FORMAT, "index_format": INDEX_FORMAT})


@dataclass(frozen=True, slots=True)
class Entry:
    """digest: of the text that its vector is of. data: the document, as ``SearchDocument.to_json`` writes it. text: ""
    where the model's vector is at hand."""

    digest: str
    identity: Identity
    position: int
    data: bytes
    text: str

    @property
    def document(self) -> SearchDocument:
        return SearchDocument.from_json(self.data)


def make_entry(document: SearchDocument, text: str) -> Entry:
    return Entry(digest_of(text), document.identity, document.position, document.to_json(), text)


def read_entries(folder: Path) -> list[Entry] | None:
    """The entries of an index folder; None where there are none, or such as this software does not read."""
    try:
        head, *lines, rest = (folder / ENTRIES_NAME).read_bytes().split(b"\n")
        if rest or json.loads(head) != json.loads(_HEAD):
            return None
        found = []
        for line in lines:
            named, _, data = line.partition(b"\t")
            digest, record_type, key, language, position, text = json.loads(named)
            identity = (str(record_type), str(key), str(language))
            found.append(Entry(str(digest), identity, int(position), data, str(text)))
    except (OSError, ValueError, TypeError):
        return None
    return found


def write_entries(folder: Path, entries: Iterable[Entry]) -> None:
    """Write them in one step, and not into the file that the edition before may share. Raises OSError."""
    lines = [_HEAD.encode()]
    for entry in sorted(entries, key=lambda entry: (entry.identity, entry.position)):
        named = [entry.digest, *entry.identity, entry.position, entry.text]
        head = json.dumps(named, ensure_ascii=False, separators=(",", ":"))
        lines.append(head.encode() + b"\t" + entry.data)
    aside = folder / f".{ENTRIES_NAME}"
    aside.write_bytes(b"\n".join(lines) + b"\n")
    aside.replace(folder / ENTRIES_NAME)
