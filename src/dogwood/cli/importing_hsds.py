"""``dogwood import hsds``: what other directories publish in the Human Services Data Specification becomes drafts."""

from pathlib import Path
from typing import Any

import click

from .importing import _options, _run, import_


@import_.command()
@click.argument("file", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@_options
@click.option(
    "--as-new",
    multiple=True,
    metavar="ENTRY",
    help="Last number of a row, such as 12, that is new whatever it is like.",
)
@click.option("--leave-out", multiple=True, metavar="ENTRY", help="Last number of a row that is not imported.")
def hsds(file: Path, as_new: tuple[str, ...], leave_out: tuple[str, ...], **how: Any) -> None:
    """Import FILE|FOLDER: HSDS 1.x, 2.0 or 3.x.

    JSON (services, a list of them, or a page of an API), NDJSON, or the tables as a .zip or a folder of .csv files.
    Organizations come along. References to what the file does not have are reported; the rest is imported.
    """
    rows = {**dict.fromkeys(as_new, "create"), **dict.fromkeys(leave_out, "skip")}
    _run("hsds", file, rows=rows, **how)
