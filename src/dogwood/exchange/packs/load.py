"""Loading a pack: read all of it, tell all that is wrong, and only then change the database, all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from dogwood.checks.actions import CheckError, record_checks
from dogwood.checks.models import Check
from dogwood.editorial.actions import (
    EntryError,
    EntryInput,
    PageError,
    PageInput,
    PutReport,
    describe_directory,
    put_entries,
    put_pages,
)
from dogwood.editorial.actions.translations import put_readings

from .pictures import kept_pictures, with_pictures
from .problems import PackError, Problem
from .read import Origin, ReadPack, read_pack
from .tables import CHECK_COLUMNS


@dataclass
class LoadReport:
    """What loading did: thing → count."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    checks: int = 0
    languages: tuple[str, ...] = ()

    def add(self, put: PutReport) -> None:
        self.created += put.created
        self.changed += put.changed
        self.unchanged += put.unchanged


def load_pack(folder: Path, *, by: AbstractBaseUser | None = None, why: str = "") -> LoadReport:
    """Put the pack in ``folder`` into the editorial database.

    What is new is created, what differs is changed, what is the same is left alone, checks that are new are appended;
    nothing is deleted. Raises PackError that lists every problem found; then nothing was changed.
    """
    pack = read_pack(folder)
    return _apply(pack, by, why or f"loaded from the pack {folder.name}")


def _apply(pack: ReadPack, by: AbstractBaseUser | None, why: str) -> LoadReport:
    """Put everything, find all that is wrong on the way, and keep it only where nothing is."""
    report = LoadReport(languages=pack.languages)
    with kept_pictures() as kept, transaction.atomic():
        _step(pack, lambda: describe_directory(values=pack.directory, languages=pack.languages, by=by, why=why))
        images = kept.put(pack.pictures, by=by)
        pages = [with_pictures(page, images) for page in pack.pages]
        _step(pack, lambda: report.add(put_pages(pages=pages, by=by, why=why)))
        if pack.problems:  # a reference may only seem to lead nowhere, because its row was not read
            pack.entries = [replace(entry, references={}) for entry in pack.entries]
        _step(pack, lambda: report.add(put_entries(entries=pack.entries, by=by, why=why)))
        _step(pack, lambda: _apply_checks(pack, report))
        if pack.problems:
            raise PackError(pack.problems)
        put_readings(readings=pack.readings)
    return report


def _step(pack: ReadPack, change: Callable[[], object]) -> None:
    """Make one change, all or nothing; what is wrong with it joins the pack's problems."""
    try:
        with transaction.atomic():
            change()
    except (EntryError, PageError) as error:
        pack.problems.extend(Problem(*_origin(put), name, reason) for put, name, reason in error.problems)
    except CheckError as error:
        pack.problems.extend(Problem(*pack.checks[number][0], name, reason) for number, name, reason in error.problems)
    except ValidationError as error:
        pack.problems.extend(
            Problem("directory.toml", 0, name, " ".join(texts)) for name, texts in error.message_dict.items()
        )


def _origin(put: EntryInput | PageInput) -> Origin:
    """File and line from which it was read."""
    return put.origin or ("", 0)


def _apply_checks(pack: ReadPack, report: LoadReport) -> None:
    """Append the checks that are not there yet."""
    names = [name for name in CHECK_COLUMNS if name != "of"]
    having = set(Check.objects.values_list("subject", *names))
    fresh = [
        (origin, values)
        for origin, values in pack.checks
        if (values["subject"], *(values[name] for name in names)) not in having
    ]
    pack.checks = fresh
    report.checks = len(record_checks(checks=[values for _, values in fresh]))
