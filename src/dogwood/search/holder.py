"""The current edition, opened for reading and searching.

An edition is verified whole before it is served. When the pointer moves, the next request finds it; a corrupt edition is
never served: the one that is open goes on, and at start the newest that is whole is taken.
"""

import logging
import threading
import time
from functools import cache
from pathlib import Path

from django.conf import settings

from dogwood.edition.errors import EditionError
from dogwood.edition.file import EditionReader, verify_edition
from dogwood.edition.store import LocalStore

from .errors import SearchError
from .service import EditionSearch

logger = logging.getLogger(__name__)
LOOK_EVERY = 0.25
"""Seconds between two looks at the pointer."""
_TRIES = 3
"""How often an edition is opened before it counts as one that cannot be: a busy disk may refuse once."""


class OpenEdition:
    """An edition ready to serve. number, hash: of its manifest."""

    def __init__(self, folder: Path) -> None:
        self.manifest = verify_edition(folder)
        self.search = EditionSearch(folder)
        self.search.warm()
        self.reader: EditionReader = self.search.edition
        self.folder = folder

    @property
    def number(self) -> int:
        return self.manifest.number

    @property
    def hash(self) -> str:
        return self.manifest.content_hash


def open_edition(folder: Path) -> OpenEdition:
    """Verify and open. What is corrupt stays so; other failures are tried again. Raises EditionError, SearchError, OSError."""
    for _ in range(_TRIES - 1):
        try:
            return OpenEdition(folder)
        except (SearchError, OSError):
            continue
    return OpenEdition(folder)


class EditionHolder:
    """opens_aside: a new edition is verified and opened on a thread of its own, while requests go on being answered from
    the one before; else the request that finds it waits."""

    def __init__(self, root: Path, *, opens_aside: bool = False) -> None:
        self.store = LocalStore(root)
        self.opens_aside = opens_aside
        self._opener: threading.Thread | None = None
        self._open: OpenEdition | None = None
        self._seen: tuple[int, int] | None = None
        self._looked = -LOOK_EVERY
        self._lock = threading.Lock()

    def current(self) -> OpenEdition | None:
        """The edition to serve now; None while there is none that is whole."""
        now = time.monotonic()
        if now - self._looked >= LOOK_EVERY:
            with self._lock:
                self._looked = now
                self._look()
        return self._open

    def hold(self, folder: Path) -> OpenEdition:
        """Serve the edition in ``folder``, whatever the pointer says, until this process ends. Raises as ``open_edition``."""
        with self._lock:
            self._open = open_edition(folder)
            self._looked = float("inf")  # never again
        return self._open

    def settle(self, seconds: float) -> None:
        """Wait until an edition that is being opened aside is open, at most ``seconds``."""
        if self._opener is not None:
            self._opener.join(seconds)

    def _look(self) -> None:
        try:
            found = self.store.pointer.stat()
        except OSError:
            return
        stamp = (found.st_mtime_ns, found.st_ino)
        if stamp == self._seen:
            return
        if self._open is None or not self.opens_aside:
            self._seen = stamp
            self._take_current()
        elif self._opener is None or not self._opener.is_alive():
            self._seen = stamp
            self._opener = threading.Thread(target=self._take_current, name="open-edition", daemon=True)
            self._opener.start()

    def _take_current(self) -> None:
        try:
            self._open = open_edition(self.store.current_folder())
            logger.info("Serving edition %s.", self._open.number)
        except (EditionError, SearchError, OSError) as error:
            logger.error("The current edition is not served: %s", error)
            if self._open is None:
                self._open = self._newest_whole()

    def _newest_whole(self) -> OpenEdition | None:
        for folder in reversed(self.store.folders()):
            try:
                found = open_edition(folder)
            except (EditionError, SearchError, OSError):
                continue
            logger.error("Serving edition %s instead.", found.number)
            return found
        return None


@cache
def get_holder() -> EditionHolder:
    """The one holder of a readers' process, which all its rooms share. Needs Django's settings (``EDITIONS_ROOT``)."""
    return EditionHolder(settings.EDITIONS_ROOT, opens_aside=True)
