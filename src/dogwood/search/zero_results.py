"""Which needs readers did not find met, and in which county: counts, never words, never a time, never a reader.

Off unless the operator turns it on (setting ``count_search_gaps``). One small JSON file, shared by all processes of the
readers' site; its keys come from the vocabulary and the list of counties, so it cannot grow without end.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dogwood import vocabulary
from dogwood.places import find_county

from .errors import SearchError

logger = logging.getLogger(__name__)
LEAST_SHOWN = 5
"""Counts below are never shown: a rare one could be one person's."""
MOST_COUNTED = 1_000_000
_MOST_BYTES = 2_000_000
_FORMAT = 1


class SearchGapsError(SearchError):
    """The counts cannot be read. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Gap:
    """need: word of the vocabulary. county: name without the word county, "" where the reader named none."""

    need: str
    county: str
    count: int


class ZeroResultCounter:
    """path: of the file; it and its folder are made when something is first counted."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, needs: Iterable[str], county: str) -> None:
        """Count one search that found nothing. What is no need of the vocabulary or no county is left out; without a
        need nothing is counted. Never raises: a full or read-only disk costs no reader an answer."""
        known = [need for need in dict.fromkeys(needs) if need in vocabulary.words("needs")]
        found = find_county(county) if county else None
        if not known:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._locked():
                counts = self._read_or_start()
                for need in known:
                    name = (need, found.name if found else "")
                    counts[name] = min(counts.get(name, 0) + 1, MOST_COUNTED)
                self._write(counts)
        except OSError as error:
            logger.warning("A search gap was not counted: %s", error.strerror)

    def show(self) -> list[Gap]:
        """Those counted ``LEAST_SHOWN`` times or more, the most frequent first. Raises SearchGapsError."""
        gaps = [Gap(*name, count) for name, count in self._read().items() if count >= LEAST_SHOWN]
        return sorted(gaps, key=lambda gap: (-gap.count, gap.need, gap.county))

    def _read(self) -> dict[tuple[str, str], int]:
        """Raises SearchGapsError for a file that is not ours or too long to be."""
        try:
            if self.path.stat().st_size > _MOST_BYTES:
                raise ValueError("too long")
            raw = json.loads(self.path.read_text(encoding="utf-8"))
            if raw["format"] != _FORMAT:
                raise ValueError("another format")
            return {(str(need), str(county)): int(count) for need, county, count in raw["counts"]}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SearchGapsError(f"{self.path} cannot be read ({error}). Delete it: counting starts anew.") from error

    def _read_or_start(self) -> dict[tuple[str, str], int]:
        try:
            return self._read()
        except SearchGapsError:
            return {}

    def _write(self, counts: dict[tuple[str, str], int]) -> None:
        """Whole, beside its place, then renamed. In the order of the names: no order tells what came last."""
        rows = [[need, county, count] for (need, county), count in sorted(counts.items())]
        aside = self.path.with_name(f".{self.path.name}-{os.getpid()}")
        aside.write_text(json.dumps({"format": _FORMAT, "counts": rows}, ensure_ascii=False) + "\n", encoding="utf-8")
        aside.chmod(0o640)  # the readers' service may run as a user of its own; its group reads the counts
        aside.replace(self.path)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self.path.with_name(f".{self.path.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
