"""The page about the open data: what there is, how much, since when, under which licence, and how to take it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from dogwood.edition.records import ListingRecord, OrganizationRecord, PublicationRecord

from ..page import Page
from ..visit import Visit


def data(visit: Visit, query: Mapping[str, str]) -> Page:
    """Sizes of files stand on it once they are made (dogwood.opendata); until then it is not kept."""
    manifest = visit.edition.manifest
    listed = _read_list(visit.edition.folder.name)
    if listed is None:
        visit.keep_not()
    return Page(
        "data",
        title=_("Open data"),
        description=_("All listings of this directory for programs and spreadsheets, free, without a key."),
        context={
            "services": len(visit.reader.keys(ListingRecord)),
            "organizations": len(visit.reader.keys(OrganizationRecord)),
            "publications": len(visit.reader.keys(PublicationRecord)),
            "first": manifest.history[0] if manifest.history else None,
            "listed": listed,
            "what": {
                "services.ndjson.gz": _("Services with all that belongs to them, one a line (NDJSON)."),
                "guides.ndjson.gz": _("The guides with their text, one a line and language (NDJSON)."),
                "publications.ndjson.gz": _("Books, booklets and web sites, one a line and language (NDJSON)."),
                "events.ndjson.gz": _("Events, one a line and language (NDJSON)."),
                "hsds-tables.zip": _("The services as tables, for spreadsheets and R (CSV, tabular data package)."),
                "directory.sqlite": _("The services as one database (SQLite), for SQL and Datasette."),
                "LICENSE.txt": _("The licence, and what to name."),
            },
        },
    )


def _read_list(edition: str) -> dict[str, Any] | None:
    """What ``dogwood.opendata`` wrote about its files; None while there are none."""
    root = getattr(settings, "OPENDATA_ROOT", None)
    try:
        found: dict[str, Any] = json.loads((Path(root) / f"{edition}.json").read_bytes()) if root else {}
    except (OSError, ValueError):
        return None
    return found or None
