"""The kinds of files that can be imported. A new one is one entry here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from dogwood.editorial.models import DirectorySettings
from dogwood.exchange.hsds import SUFFIXES as HSDS_SUFFIXES
from dogwood.exchange.hsds import read_hsds
from dogwood.exchange.texts.importing import SUFFIXES, read_texts

from .drafts import Reading
from .errors import ImportingError
from .fda import NAME, read_fda
from .spreadsheets import read_spreadsheet


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What reading a file can be told. mapping: heading → field, chosen now; remembered: the source's. language: of the
    words. state: two letters, only entries there. sheet: of a workbook. more: options of one kind alone."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    state: str = ""
    sheet: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportKind:
    """label: on the desk. read: (bytes, file name, options) → Reading; raises ImportingError. suffixes: of its files.
    source_name: of a source that has none yet, by the file's name. has_columns: a mapping can be chosen."""

    label: str
    read: Callable[[bytes, str, ReadOptions], Reading]
    suffixes: tuple[str, ...]
    source_name: Callable[[str], str]
    has_columns: bool = False


def _read_spreadsheet(data: bytes, name: str, options: ReadOptions) -> Reading:
    return read_spreadsheet(
        data,
        name,
        chosen=options.mapping,
        remembered=options.remembered,
        language=options.language,
        sheet=options.sheet,
    )


def _read_fda(data: bytes, name: str, options: ReadOptions) -> Reading:
    return read_fda(data, name, state=options.state)


def _read_hsds(data: bytes, name: str, options: ReadOptions) -> Reading:
    return read_hsds(data, name, language=options.language, state=DirectorySettings.load().state)


KINDS: dict[str, ImportKind] = {
    "spreadsheet": ImportKind(
        "Spreadsheet (CSV, TSV, XLSX)",
        _read_spreadsheet,
        (".csv", ".tsv", ".txt", ".xlsx", ".xlsm"),
        lambda name: PurePath(name).stem or "spreadsheet",
        has_columns=True,
    ),
    "fda": ImportKind("FDA’s mammography list", _read_fda, (".txt", ".zip", ".csv"), lambda name: NAME),
    "hsds": ImportKind(
        "HSDS (JSON, NDJSON, or the tables as .zip)",
        _read_hsds,
        HSDS_SUFFIXES,
        lambda name: PurePath(name).stem or "HSDS",
    ),
    "text": ImportKind(
        "Text or document (pasted text, HTML, Word, PDF)",
        lambda data, name, options: read_texts(data, name, language=options.language),
        SUFFIXES,
        lambda name: PurePath(name).stem or "text",
    ),
}


def find_kind(name: str) -> ImportKind:
    """The kind ``name``. Raises ImportingError that lists those there are."""
    if name not in KINDS:
        raise ImportingError(f"“{name}” is not a kind of import. There are: {', '.join(KINDS)}.")
    return KINDS[name]
