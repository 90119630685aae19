"""Where editions are kept and which of them is current.

``LocalStore`` keeps them in one folder. ``current`` is a small file with the name of the current edition's folder; it
is replaced by one atomic rename, so a reader sees the old edition or the new one and never half of either.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import EditionBusyError, EditionCorruptError, EditionMissingError
from .file import verify_edition
from .manifest import Manifest

POINTER_NAME = "current"
_LOCK_NAME = ".lock"
_TURN_NAME = ".turn"
_BUILDING_PREFIX = ".building-"
_STALE_AFTER = 60.0
KEPT = 30
"""How many unnamed editions are kept; named ones always are."""


class LocalStore:
    """Editions in the folder ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def pointer(self) -> Path:
        return self.root / POINTER_NAME

    def current_name(self) -> str | None:
        """The current edition's folder name, None where nothing is published yet."""
        try:
            return self.pointer.read_text(encoding="ascii").strip() or None
        except (FileNotFoundError, UnicodeDecodeError):
            return None

    def current_folder(self) -> Path:
        """The current edition's folder. Raises EditionMissingError where there is none."""
        name = self.current_name()
        if name is None:
            raise EditionMissingError(f"No edition is published in {self.root}. Run “dogwood edition build”.")
        folder = self.root / name
        if not folder.is_dir():
            raise EditionMissingError(
                f"The current edition {name} is missing in {self.root}. Restore it, or run “dogwood edition switch NUMBER”."
            )
        return folder

    def folders(self) -> list[Path]:
        """All finished editions' folders, oldest first."""
        if not self.root.is_dir():
            return []
        return sorted(
            (path for path in self.root.iterdir() if path.is_dir() and path.name.split("-")[0].isdecimal()),
            key=lambda path: int(path.name.split("-")[0]),
        )

    def manifests(self) -> list[Manifest]:
        """The manifests of all editions that can be read, oldest first."""
        found = []
        for folder in self.folders():
            try:
                found.append(Manifest.read(folder))
            except EditionCorruptError:
                continue
        return found

    def find_folder(self, number: int) -> Path:
        """The folder of edition ``number``. Raises EditionMissingError that lists those there are."""
        for folder in self.folders():
            if folder.name.split("-")[0] == str(number):
                return folder
        having = ", ".join(folder.name.split("-")[0] for folder in self.folders()) or "none"
        raise EditionMissingError(f"There is no edition {number} in {self.root}. There are: {having}.")

    def next_number(self) -> int:
        """One more than the highest number that is here or that readers saw last."""
        names = [folder.name for folder in self.folders()] + [self.current_name() or ""]
        numbers = (name.split("-")[0] for name in names)
        return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1

    @contextmanager
    def building(self, *, wait: bool = True) -> Iterator[Path]:
        """Hold the right to build and yield an empty folder to build in; it is removed unless it was finished.

        One builds at a time; another one waits, or gets EditionBusyError with ``wait=False``. What an earlier build
        that died left behind is cleared away.
        """
        with self._locked(_LOCK_NAME, wait):
            for left in self.root.glob(f"{_BUILDING_PREFIX}*"):
                shutil.rmtree(left, ignore_errors=True)
            for left in self.root.glob(f".{POINTER_NAME}-*"):
                if time.time() - left.stat().st_mtime > _STALE_AFTER:  # else another process may be switching
                    left.unlink(missing_ok=True)
            folder = self.root / f"{_BUILDING_PREFIX}{os.getpid()}"
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def turn(self, *, wait: bool = True) -> Iterator[None]:
        """Hold the right to decide what comes next, from collecting to switching. Raises EditionBusyError."""
        with self._locked(_TURN_NAME, wait):
            yield

    @contextmanager
    def _locked(self, name: str, wait: bool) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / name).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise EditionBusyError("Another edition is being built. Try again when it is done.") from None
            yield

    def finish(self, building: Path, manifest: Manifest) -> Path:
        """Give a built folder its final name. Its bytes are on the disk before the name is."""
        final = self.root / manifest.folder_name
        for path in building.rglob("*"):
            _sync(path)
        _sync(building)
        building.rename(final)
        _sync(self.root)
        return final

    def switch(self, folder: Path) -> Manifest:
        """Verify the edition in ``folder`` and make it current. Raises EditionCorruptError and changes nothing."""
        manifest = verify_edition(folder)
        self.point_to(folder)
        return manifest

    def point_to(self, folder: Path) -> None:
        """Make ``folder`` current in one atomic step, without verifying (the caller just did)."""
        aside = self.root / f".{POINTER_NAME}-{os.getpid()}"
        aside.write_text(folder.name + "\n", encoding="ascii")
        _sync(aside)
        aside.replace(self.pointer)
        _sync(self.root)

    def prune(self) -> list[str]:
        """Remove old unnamed editions beyond the last 30, never the current one. Returns the names removed."""
        current = self.current_name()
        removed = []
        for folder in self.folders()[:-KEPT]:
            try:
                is_named = bool(Manifest.read(folder).name)
            except EditionCorruptError:
                is_named = False
            if folder.name != current and not is_named:
                shutil.rmtree(folder)
                removed.append(folder.name)
        return removed


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
