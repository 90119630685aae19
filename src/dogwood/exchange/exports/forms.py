"""The forms in which chosen listings leave the desk: each a file. Rooms that know more of them add theirs."""

import io
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from dogwood.editorial.models import Listing
from dogwood.exchange.packs import save_pack

from .sheets import write_csv, write_xlsx
from .tables import HEADINGS, make_rows


@dataclass(frozen=True, slots=True)
class FileForm:
    """key: in addresses and commands. label: for editors. suffix: of the file's name. write: the file's bytes; may raise
    ExportError."""

    key: str
    label: Any
    suffix: str
    content_type: str
    write: Callable[[QuerySet[Listing]], bytes]


_FORMS: dict[str, FileForm] = {}


def register_form(form: FileForm) -> None:
    """Offer ``form`` wherever listings are exported on the desk."""
    _FORMS[form.key] = form


def find_form(key: str) -> FileForm | None:
    return _FORMS.get(key)


def form_choices() -> list[tuple[str, Any]]:
    """(key, label) of each form, for a field of a Django form."""
    return [(form.key, form.label) for form in _FORMS.values()]


def _write_workbook(listings: QuerySet[Listing]) -> bytes:
    return write_xlsx(HEADINGS, make_rows(listings))


def _write_table(listings: QuerySet[Listing]) -> bytes:
    return write_csv(HEADINGS, make_rows(listings))


def write_packed(listings: QuerySet[Listing]) -> bytes:
    """A pack of these listings, who runs them and their checks, as a ZIP archive; the same bytes for the same content."""
    out = io.BytesIO()
    with tempfile.TemporaryDirectory() as name, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in save_pack(Path(name), only=listings):
            archive.writestr(zipfile.ZipInfo(file), (Path(name) / file).read_bytes(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


register_form(
    FileForm(
        "xlsx",
        "Excel (XLSX)",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _write_workbook,
    )
)
register_form(FileForm("csv", "CSV", ".csv", "text/csv; charset=utf-8", _write_table))
register_form(FileForm("pack", gettext_lazy("Pack (ZIP of text files)"), ".zip", "application/zip", write_packed))
