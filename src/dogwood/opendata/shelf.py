"""Where data that were made ready stand, a folder an edition, and who makes them.

A small edition is made ready in the request that first needs it (a second for a thousand listings); a large one by a
process of its own, while partners are answered from the edition before (docs/decisions/0012-open-data-is-made-ready.md).
"""

import datetime as dt
import fcntl
import hashlib
import logging
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord

from .bulk import LIST, write_files
from .catalogue import Catalogue
from .prepare import DATA_NAME, prepare_data
from .render import read_directory

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 2_000
"""Listings up to which an edition is made ready in the request that asks for it."""
_KEPT = 2
"""Folders that stay."""
_ASIDE = ".building-"
FILES = "files"
"""Folder of the files, in the folder of the data that they are made from."""
_LOCK = ".lock"
_AGAIN_AFTER = 600.0
"""Seconds until data that could not be made are asked for again."""


class ShelfBusyError(Exception):
    """The data are being made ready by another process already."""


@cache
def hash_code(*folders: Path) -> str:
    """A name for the state of the code that data are made with."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in {".py", ".toml", ".json"}:
                digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:8]


class Shelf:
    """root: folder of all data. site: address of the readers' site. builder: command that makes large editions ready, ()
    for none: then requests do."""

    def __init__(self, root: Path, site: str, builder: Sequence[str] = ()) -> None:
        self.root = root
        self.site = site
        self.builder = builder
        package = Path(__file__).parents[1]
        code = hash_code(package / "hsds", package / "opendata", package / "vocabulary")
        self.version = hashlib.sha256(f"{code} {site}".encode()).hexdigest()[:8]
        self._open: Catalogue | None = None
        self._opening = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._asked = -_AGAIN_AFTER

    def folder_of(self, edition: EditionReader) -> Path:
        return self.root / f"{edition.folder.name}-{self.version}"

    def has(self, edition: EditionReader) -> bool:
        return (self.folder_of(edition) / DATA_NAME).is_file()

    def catalogue(self, edition: EditionReader) -> Catalogue | None:
        """The data of ``edition``; while they are made, of the one before. None while there are none to answer from."""
        found = self._open
        if found is not None and found.reader is edition:
            return found
        if not self.has(edition) and not self._make(edition):
            return found
        with self._opening:
            if self._open is None or self._open.reader is not edition:
                self._open = Catalogue(self.folder_of(edition) / DATA_NAME, edition, self.site)
            return self._open

    def files(self, edition: EditionReader) -> Path | None:
        """The folder of an edition's files, made now or asked for like its data; None while they are not there."""
        folder = self.files_of(edition)
        if folder.is_dir():
            return folder
        catalogue = self.catalogue(edition)
        if catalogue is None or catalogue.reader is not edition or self._is_large(edition):
            self._ask()
            return None
        try:
            self.make_files(catalogue)
        except OSError as error:
            logger.error("The files of open data cannot be made: %s", error.strerror)
        return folder if folder.is_dir() else None

    def files_of(self, edition: EditionReader) -> Path:
        return self.folder_of(edition) / FILES

    def make_files(self, catalogue: Catalogue, *, wait: bool = True) -> None:
        """Make the files of an edition whose data are ready, where they are not. Raises ShelfBusyError, OSError."""
        with self._locked(wait):
            final = self.files_of(catalogue.reader)
            if final.is_dir():
                return
            with self._aside() as aside:
                write_files(catalogue, aside, find_today(catalogue.reader), self.site)
                aside.rename(final)
            # For the page about the data, which stands in another room.
            (self.root / f"{catalogue.reader.folder.name}.json").write_bytes((final / LIST).read_bytes())

    def _is_large(self, edition: EditionReader) -> bool:
        count = max(edition.manifest.counts.get(ListingRecord.record_type, {"": 0}).values())
        return bool(self.builder) and count > MOST_AT_ONCE

    def _make(self, edition: EditionReader) -> bool:
        """Make the data ready, or see to it that they are made; True where they are there."""
        if self._is_large(edition):
            self._ask()
            return False
        try:
            self.make(edition)
        except OSError as error:
            logger.error("The open data cannot be made ready: %s", error.strerror)
        return self.has(edition)

    def make(self, edition: EditionReader, *, wait: bool = True) -> int:
        """Make the data of ``edition`` ready where they are not. Returns how many services, 0 where they were there. Raises
        ShelfBusyError with ``wait=False``, OSError."""
        with self._opening, self._locked(wait):
            if self.has(edition):
                return 0
            with self._aside() as aside:
                count = prepare_data(edition, aside / DATA_NAME, today=find_today(edition), site=self.site)
                final = self.folder_of(edition)
                shutil.rmtree(final, ignore_errors=True)
                aside.rename(final)
            for old in self._folders()[:-_KEPT]:
                shutil.rmtree(old, ignore_errors=True)
            return count

    @contextmanager
    def _aside(self) -> Iterator[Path]:
        """An empty folder to make things in; it is removed unless it got its name."""
        aside = self.root / f"{_ASIDE}{os.getpid()}"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _ask(self) -> None:
        if self._child is not None and self._child.poll() is None:
            return
        now = time.monotonic()
        if now - self._asked < _AGAIN_AFTER:
            return
        self._asked = now
        try:
            self._child = subprocess.Popen(list(self.builder), stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
        except OSError as error:
            logger.error("The open data cannot be made ready: %s", error.strerror)

    @contextmanager
    def _locked(self, wait: bool) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / _LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ShelfBusyError("The data are being made ready already; they will be there soon.") from None
            yield

    def _folders(self) -> list[Path]:
        found = (path for path in self.root.iterdir() if path.is_dir() and not path.name.startswith("."))
        return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def find_today(edition: EditionReader, now: dt.datetime | None = None) -> dt.date:
    """The day where the directory serves. now: aware, the present by default."""
    zone = ZoneInfo(read_directory(edition, edition.manifest.languages[0]).timezone)
    return (now or dt.datetime.now(dt.UTC)).astimezone(zone).date()
