"""Books asked for on the desk, made by the worker."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django_tasks import task

from .models import PrintJob


def request_book(*, choices: dict[str, Any], price: Decimal, copies: int, by: User | None) -> PrintJob:
    """Ask the worker for a book. choices: as ``making.read_choices`` takes them. price: of one page."""
    job = PrintJob.objects.create(choices=choices, price=price, copies=copies, asked_by=by)
    transaction.on_commit(lambda: run_job.enqueue(job.pk))
    return job


@task()
def run_job(job_id: int) -> str:
    """Make the book that was asked for. Returns what came of it."""
    from .making import make_book  # Typst and all: the desk only asks

    job = PrintJob.objects.filter(pk=job_id, state=PrintJob.WAITING).first()
    if job is None:
        return "done already"
    make_book(job)
    job.refresh_from_db()
    return job.error or f"{job.pages} pages"
