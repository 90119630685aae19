"""Books on the desk: asked for, made, shown, downloaded; refused input; what goes wrong; who may."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils.timezone import now

from dogwood.editorial.people.roles import REVIEWER, put_roles
from dogwood.press import making, shelf, tasks
from dogwood.press.models import PrintJob
from dogwood.press.tasks import request_book, run_job

pytestmark = pytest.mark.django_db
SENT: dict[str, Any] = {
    "form": "leaflet", "scope": "need:ride", "language": "en", "paper": "letter", "print": "standard", "leave_out": [],
    "cut": "1200", "address": "https://directory.example", "price": "0.05", "copies": "10",
}  # fmt: skip
CHOICES: dict[str, Any] = {key: value for key, value in SENT.items() if key not in {"price", "copies"}} | {
    "cut": 1200,
    "proof": False,
}


def ask(**other: Any) -> PrintJob:
    return request_book(choices=CHOICES | other, price=Decimal("0.05"), copies=10, by=None)


def read(desk: Client, job: PrintJob) -> str:
    return desk.get(f"/desk/books/{job.pk}/").content.decode()


def test_a_book_is_asked_for_made_looked_at_and_downloaded(desk: Client, printed_from: Path) -> None:
    page = BeautifulSoup(desk.get("/desk/books/").content, "html.parser")
    assert "edition 1" in page.get_text()
    address = page.select_one("[name=address]")
    assert address is not None and address["value"] == "https://directory.example"
    sent = SENT | {"form": "booklet", "scope": "all", "proof": "on", "cut": "5"}
    answer = desk.post("/desk/books/", sent)
    job = PrintJob.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/books/{job.pk}/")
    waiting = read(desk, job)
    assert "Waiting" in waiting and 'http-equiv="refresh"' in waiting
    assert desk.get(f"/desk/books/{job.pk}/file/").status_code == 404

    said = run_job.func(job.pk)
    job.refresh_from_db()
    assert job.state == PrintJob.DONE and job.edition == 1 and said == f"{job.pages} pages"
    made = shelf.find_file(job.pk).read_bytes()
    document = pypdfium2.PdfDocument(made)
    assert (len(document), len(made)) == (job.pages, job.size)
    document.close()
    assert [line["words"] for line in job.log][-1] == "Done." and all(line["at"] for line in job.log)
    assert job.marks_count == len(job.marks) > 0 and {"cut"} <= {mark["what"] for mark in job.marks}
    assert job.cost == (job.pages or 0) * Decimal("0.05") * 10

    shown = read(desk, job)
    assert "http-equiv" not in shown and "text was cut" in shown
    assert f"{job.cost:.2f}" in shown and job.marks[0]["heading"] in BeautifulSoup(shown, "html.parser").get_text()
    pictures = BeautifulSoup(shown, "html.parser").select('img[src*="/page/"]')
    assert len(pictures) == 3
    for picture in pictures:
        got = desk.get(str(picture["src"]))
        assert got["Content-Type"] == "image/png" and got.getvalue().startswith(b"\x89PNG")
    file = desk.get(f"/desk/books/{job.pk}/file/")
    assert file.getvalue() == made
    assert file["Content-Disposition"] == 'attachment; filename="booklet-en-letter-proof-edition-1.pdf"'
    assert (file["Content-Type"], file["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert run_job.func(job.pk) == "done already"


def test_what_is_asked_for_is_handed_to_the_worker(
    desk: Client, printed_from: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    handed: list[int] = []
    monkeypatch.setattr(tasks, "run_job", SimpleNamespace(enqueue=handed.append))
    with django_capture_on_commit_callbacks(execute=True):
        desk.post("/desk/books/", SENT)
    job = PrintJob.objects.get()
    assert handed == [job.pk] and job.asked_by is not None and job.asked_by.username == "ed"


def test_the_same_choices_give_the_same_bytes(printed_from: Path) -> None:
    one, two = ask(language="both"), ask(language="both")
    for job in (one, two):
        run_job.func(job.pk)
    assert shelf.find_file(one.pk).read_bytes() == shelf.find_file(two.pk).read_bytes()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("form", "scroll"), ("scope", "county:atlantis"), ("scope", "list:/etc/passwd"), ("language", "tlh"),
        ("paper", "a0"), ("leave_out", ["nonsense"]), ("cut", "-1"), ("address", "javascript:alert(1)"),
        ("price", "-0.01"), ("copies", "0"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_refused(desk: Client, printed_from: Path, field: str, value: Any) -> None:
    answer = desk.post("/desk/books/", SENT | {field: value})
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422 and not PrintJob.objects.exists()
    assert page.select_one(f".error-message, #panel-child-{field}-errors") is not None


def test_without_an_edition_the_page_says_what_to_do(desk: Client, published_to: Any, books: Path) -> None:
    page = desk.get("/desk/books/").content.decode()
    assert "no edition yet" in page and ">Build<" not in page
    assert desk.post("/desk/books/", SENT).status_code == 422 and not PrintJob.objects.exists()
    job = ask()
    run_job.func(job.pk)
    assert "No edition is published" in read(desk, job)


def test_a_scope_that_holds_nothing_says_so_and_can_be_asked_again(desk: Client, printed_from: Path) -> None:
    job = ask(scope="need:lodging")
    said = run_job.func(job.pk)
    page = read(desk, job)
    assert "Nothing in this edition fits that scope" in said and said in page
    desk.post(f"/desk/books/{job.pk}/")
    again = PrintJob.objects.latest("pk")
    assert again.pk != job.pk and (again.choices, again.copies) == (job.choices, 10) and again.state == "waiting"


def test_a_job_whose_worker_died_is_shown_as_stopped(desk: Client, printed_from: Path) -> None:
    job = ask()
    PrintJob.objects.filter(pk=job.pk).update(state=PrintJob.RUNNING, started_at=now() - dt.timedelta(minutes=29))
    assert "Ask for it again" not in read(desk, job)
    desk.post(f"/desk/books/{job.pk}/")
    assert PrintJob.objects.count() == 1
    PrintJob.objects.filter(pk=job.pk).update(started_at=now() - dt.timedelta(minutes=31))
    page = read(desk, job)
    assert "Stopped" in page and "Ask for it again" in page and "http-equiv" not in page
    desk.post(f"/desk/books/{job.pk}/")
    assert PrintJob.objects.count() == 2


def test_a_fault_of_ours_is_told_at_once(printed_from: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*args: Any, **kwargs: Any) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(making, "typeset", break_down)
    job = ask()
    with pytest.raises(ZeroDivisionError):
        run_job.func(job.pk)
    job.refresh_from_db()
    assert job.state == PrintJob.FAILED and "worker’s log" in job.error


def test_a_folder_that_takes_nothing_is_told(printed_from: Path) -> None:
    printed_from.write_text("a file where the folder should be")
    assert "could not be written" in run_job.func(ask().pk)


def test_files_beyond_the_newest_go_and_their_rows_stay(
    desk: Client, printed_from: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "KEPT", 1)
    old, new = ask(), ask()
    for job in (old, new):
        run_job.func(job.pk)
    assert {path.name.split(".")[0].split("-")[0] for path in printed_from.iterdir()} == {str(new.pk)}
    old.refresh_from_db()
    assert not old.has_file and old.pages and old.log
    assert "removed to make room" in read(desk, old)
    assert desk.get(f"/desk/books/{old.pk}/file/").status_code == 404


def test_who_may_not_publish_may_not_print(printed_from: Path) -> None:
    put_roles()
    user = get_user_model().objects.create_user("rev", "", "a long password")
    user.groups.add(Group.objects.get(name=REVIEWER))
    client = Client()
    client.force_login(user)
    job = ask()
    run_job.func(job.pk)
    for path in ("", f"{job.pk}/", f"{job.pk}/file/", f"{job.pk}/page/1/"):
        assert client.get(f"/desk/books/{path}").status_code == 302, path
    assert client.post("/desk/books/", SENT).status_code == 302
    assert PrintJob.objects.count() == 1
    assert "/desk/books/" not in client.get("/desk/").content.decode()
