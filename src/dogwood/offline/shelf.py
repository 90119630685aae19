"""The packs that the readers' process serves: a folder an edition, made beside the site by ``dogwood offline build``.

An edition is never changed, so its packs stand in a folder of their own, whose name also tells of which version of the
site's pages they are. They are written aside and get their name by one rename.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from .errors import OfflineError

_ASIDE = ".building-"
_LOCK = ".lock"
_KEPT = 2
"""Folders that stay: the newest and the one before it, from which somebody may be fetching."""


class ShelfBusyError(OfflineError):
    """Packs are being made already."""


@cache
def hash_site(folder: Path) -> str:
    """A name for the state of the site's templates, words and static files."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".html", ".css", ".js", ".svg", ".mo", ".py"}:
            digest.update(path.relative_to(folder).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:8]


class Shelf:
    """root: folder of all packs. site: folder of the web pages' templates, for their version."""

    def __init__(self, root: Path, site: Path) -> None:
        self.root = root
        self.version = hash_site(site)

    def name_of(self, edition: str) -> str:
        """edition: name of the edition's folder."""
        return f"{edition}-{self.version}"

    def has(self, edition: str) -> bool:
        return (self.root / self.name_of(edition)).is_dir()

    def find_best(self, edition: str) -> Path | None:
        """The folder of an edition's packs; until they are made, the newest that there is."""
        own = self.root / self.name_of(edition)
        if own.is_dir():
            return own
        folders = self._folders()
        return folders[-1] if folders else None

    def find_file(self, path: str) -> Path | None:
        """A file of any folder that stays. path: below ``offline/``, of plain names."""
        for folder in reversed(self._folders()):
            if (folder / path).is_file():
                return folder / path
        return None

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the right to build. Raises ShelfBusyError."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / _LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ShelfBusyError("Packs are being made already; they will be there in a minute or two.") from None
            yield

    def write(self, edition: str, files: Iterable[tuple[str, bytes]]) -> Path:
        """Put an edition's packs on the shelf; call it while ``building``."""
        for left in self.root.glob(f"{_ASIDE}*"):
            shutil.rmtree(left, ignore_errors=True)
        aside = self.root / f"{_ASIDE}{os.getpid()}"
        try:
            write_files(aside, files)
            final = self.root / self.name_of(edition)
            if final.is_dir():
                shutil.rmtree(final)
            aside.rename(final)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        for old in self._folders()[:-_KEPT]:
            if old != final:
                shutil.rmtree(old, ignore_errors=True)
        return final

    def _folders(self) -> list[Path]:
        """All finished folders, the newest last."""
        if not self.root.is_dir():
            return []
        found = (path for path in self.root.iterdir() if path.is_dir() and not path.name.startswith("."))
        return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write (path, bytes) below ``folder``; returns how many."""
    count = 0
    for path, body in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
        count += 1
    return count
