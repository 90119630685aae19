"""Where the current edition and the finished books stand. Knows nothing of typesetting, so that the desk starts quickly."""

from pathlib import Path

from django.conf import settings

from dogwood.edition.file import EditionReader
from dogwood.edition.store import LocalStore

from .models import PrintJob

KEPT = 20
"""How many books keep their file."""


def open_current() -> EditionReader:
    """The current edition; the caller closes it. Raises EditionError where there is none."""
    return EditionReader(LocalStore(settings.EDITIONS_ROOT).current_folder())


def find_file(job_id: int) -> Path:
    """Where the book of a job stands."""
    return Path(settings.BOOKS_ROOT) / f"{job_id}.pdf"


def find_preview(job_id: int, number: int) -> Path:
    """Where the picture of page ``number`` (1 is the cover) stands."""
    return Path(settings.BOOKS_ROOT) / f"{job_id}-{number}.png"


def prune_books() -> None:
    """Remove the files of all books but the newest ``KEPT``. The rows stay, with their log and what they cost."""
    old = PrintJob.objects.filter(has_file=True).order_by("-pk").values_list("pk", "previews")[KEPT:]
    for job_id, previews in list(old):
        for path in (find_file(job_id), *(find_preview(job_id, number + 1) for number in range(previews))):
            path.unlink(missing_ok=True)
        PrintJob.objects.filter(pk=job_id).update(has_file=False, previews=0)
