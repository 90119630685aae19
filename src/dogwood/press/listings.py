"""Chosen listings in HSDS 3.1, for the desk's exports: what the current edition says of them."""

import io
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dogwood.edition.errors import EditionError
from dogwood.editorial.models import Listing
from dogwood.exchange.exports import ExportError, FileForm, register_form

from .shelf import open_current

if TYPE_CHECKING:
    from dogwood.hsds.export import EditionExport


def register_forms() -> None:
    """Offer both forms of HSDS beside the spreadsheets."""
    package = gettext_lazy("HSDS 3.1, what is published (ZIP of tables)")
    lines = gettext_lazy("HSDS 3.1, what is published (JSON)")
    register_form(FileForm("hsds", package, ".hsds.zip", "application/zip", write_package))
    register_form(FileForm("hsds-json", lines, ".hsds.json", "application/json", write_page))


def write_package(listings: QuerySet[Listing]) -> bytes:
    """The tabular data package. Raises ExportError where none of ``listings`` is published."""
    return _write(listings, lambda export, out: export.put_package(out))


def write_page(listings: QuerySet[Listing]) -> bytes:
    """One page of services, as the API gives it. Raises ExportError where none of ``listings`` is published."""
    return _write(listings, lambda export, out: export.put_page(out))


def _write(listings: QuerySet[Listing], put: "Callable[[EditionExport, BinaryIO], int]") -> bytes:
    from dogwood.hsds.export import EditionExport, make_edition_frame

    keys = set(listings.values_list("key", flat=True))
    out = io.BytesIO()
    try:
        with closing(open_current()) as reader:
            frame = make_edition_frame(reader, reader.manifest.languages[0], settings.READERS_ADDRESS)
            export = EditionExport(reader, frame, lambda listing: listing.key in keys)
            count = put(export, out)
    except EditionError as error:
        raise ExportError(str(error)) from None
    if not count:
        raise ExportError(_("None of these listings is published yet, so there is nothing to give out in HSDS."))
    return out.getvalue()
