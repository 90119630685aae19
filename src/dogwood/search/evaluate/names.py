"""The names by which judgments call a record of an edition: ``listing/pretty-in-pink``, the key alone, or its address."""

from urllib.parse import urlsplit

from dogwood.edition.file import EditionReader
from dogwood.edition.records import RECORD_TYPES

_TERM_PAGE = "glossary"


class EditionNames:
    """All records of an edition, however they are called."""

    def __init__(self, edition: EditionReader) -> None:
        self._types: dict[str, list[str]] = {}
        for name, cls in RECORD_TYPES.items():
            for key in edition.keys(cls):
                self._types.setdefault(key, []).append(name)
        self._languages = set(edition.manifest.languages)
        self._shared: set[str] = set()

    def settle(self, written: str) -> str | None:
        """The one form of a name: ``type/key``; the key alone where several records have it and any of them will do.
        None where the edition has no such record. Settle all judgments before the first result is called."""
        record_type, key = self._read(written)
        types = self._types.get(key, [])
        if record_type:
            return f"{record_type}/{key}" if record_type in types else None
        if len(types) > 1:
            self._shared.add(key)
            return key
        return f"{types[0]}/{key}" if types else None

    def call(self, address: str) -> str:
        """The settled form of a result's address on the readers' site."""
        record_type, key = self._read(address)
        return key if key in self._shared else f"{record_type}/{key}"

    def unify(self, settled: str) -> str:
        """Two settled names of one record as one: the key alone where some judgment said no more."""
        key = settled.rpartition("/")[2]
        return key if key in self._shared else settled

    def _read(self, written: str) -> tuple[str, str]:
        """(record type or "", key) of ``guide/pain``, ``pain``, ``/en/guide/pain/#when`` or the whole address."""
        address = urlsplit(written.strip())
        parts = [part for part in address.path.split("/") if part]
        if len(parts) > 1 and parts[0] in self._languages:
            parts = parts[1:]
        if parts == [_TERM_PAGE] and address.fragment:
            return "term", address.fragment
        if len(parts) == 1:
            return "", parts[0]
        return ("/".join(parts[:-1]), parts[-1]) if parts else ("", "")
