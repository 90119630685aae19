"""Make the book of a job: from the current edition, with progress, a log, marks, pictures of its first pages."""

import logging
import os
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from django.utils.timezone import now
from django.utils.translation import gettext as _

from dogwood.book.errors import BookError
from dogwood.book.plan import Choices, plan_book
from dogwood.book.scope import parse_scopes
from dogwood.book.teller import Mark
from dogwood.book.typeset import count_pages, typeset
from dogwood.edition.errors import EditionError

from .models import PrintJob
from .shelf import find_file, find_preview, open_current, prune_books

logger = logging.getLogger(__name__)
MOST_MARKS = 1_000
PREVIEWS = 3
_PREVIEW_WIDTH = 480
"""Pixels of a picture of a page."""


def read_choices(raw: dict[str, Any], languages: tuple[str, ...]) -> Choices:
    """What to make, of a job's JSON. languages: the edition's, for "both". Raises BookError where a scope is unknown."""
    return Choices(
        form=raw["form"],
        scopes=parse_scopes([raw["scope"]]),
        languages=languages if raw["language"] == "both" else (raw["language"],),
        paper=raw["paper"],
        print=raw["print"],
        address=raw["address"].rstrip("/"),
        cut=raw["cut"],
        leave_out=frozenset(raw["leave_out"]),
        is_proof=raw["proof"],
    )


def make_book(job: PrintJob) -> None:
    """Do a job that waits: afterwards it is done, or failed with words that say why and what to do."""
    taken = PrintJob.objects.filter(pk=job.pk, state=PrintJob.WAITING)
    if not taken.update(state=PrintJob.RUNNING, started_at=now()):
        return  # another worker has it
    job.refresh_from_db()
    try:
        _make(job)
    except (BookError, EditionError) as error:
        _fail(job, str(error))
    except OSError as error:
        _fail(
            job,
            _("The book could not be written (%(why)s). Make room in the folder of books, then ask again.")
            % {"why": error.strerror or error},
        )
    except Exception:
        # Whatever it was, the page says so at once and not after half an hour; the worker's log has the whole of it.
        _fail(job, _("Something went wrong that should not. Ask an operator to look into the worker’s log."))
        raise
    prune_books()


def _make(job: PrintJob) -> None:
    reader = open_current()
    try:
        manifest = reader.manifest
        job.edition = manifest.number
        tell(job, _("Reading edition %(number)d …") % {"number": manifest.number})
        plan = plan_book(reader, read_choices(job.choices, tuple(manifest.languages)))
        tell(job, _("Planned. Setting pages; a whole book takes about ten seconds …"))
        made = typeset(plan, media=reader.folder / "media", tell=lambda words: tell(job, words))
    finally:
        reader.close()
    pages = count_pages(made)
    tell(job, _("%(pages)d pages. Writing the file …") % {"pages": pages})
    _write(find_file(job.pk), made)
    job.previews = _draw_previews(job.pk, made)
    marks: list[Mark] = plan.marks if job.choices["proof"] else []
    job.pages, job.size, job.content = pages, len(made), plan.checksum
    job.marks, job.marks_count = [mark._asdict() for mark in marks[:MOST_MARKS]], len(marks)
    job.file_name = name_file(job)
    job.has_file, job.state, job.done_at = True, PrintJob.DONE, now()
    tell(job, _("Done."))


def name_file(job: PrintJob) -> str:
    """Such as ``booklet-county-pitt-es-half-edition-3.pdf``."""
    raw = job.choices
    parts = [
        raw["form"],
        raw["scope"].replace(":", "-") if raw["scope"] != "all" else "",
        raw["language"],
        raw["paper"],
    ]
    parts += ["large" if raw["print"] == "large" else "", "proof" if raw["proof"] else "", f"edition-{job.edition}"]
    return "-".join(part for part in parts if part)[:100] + ".pdf"


def tell(job: PrintJob, words: str) -> None:
    """Progress for whoever watches, and a line of the log."""
    job.progress = words[:300]
    job.log = [*job.log, {"at": now().isoformat(timespec="seconds"), "words": words}]
    job.save()


def _fail(job: PrintJob, words: str) -> None:
    logger.warning("Book %s: %s", job.pk, words)
    job.state, job.error, job.done_at = PrintJob.FAILED, words, now()
    tell(job, _("Failed."))


def _write(path: Path, made: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_bytes(made)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _draw_previews(job_id: int, made: bytes) -> int:
    """The first pages as pictures; how many there are."""
    document = pypdfium2.PdfDocument(made)
    try:
        count = min(PREVIEWS, len(document))
        for index in range(count):
            page = document[index]
            drawn = page.render(scale=_PREVIEW_WIDTH / page.get_width())
            drawn.to_pil().save(find_preview(job_id, index + 1), format="PNG", optimize=True)
            drawn.close()
            page.close()
    finally:
        document.close()
    return count
