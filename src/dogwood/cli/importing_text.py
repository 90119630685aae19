"""``dogwood import text``: an old directory, pasted or as a document, becomes draft listings."""

from pathlib import Path
from typing import Any

import click

from .importing import _FILE, _options, _run, import_


@import_.command()
@click.argument("file", type=_FILE)
@_options
@click.option(
    "--as-new", multiple=True, metavar="LINE", help="Line, such as 97, whose entry is new whatever it is like."
)
@click.option("--leave-out", multiple=True, metavar="LINE", help="Line whose entry is not imported.")
def text(file: Path, as_new: tuple[str, ...], leave_out: tuple[str, ...], **how: Any) -> None:
    """Import FILE: a pasted text, Markdown, a web page, a Word document (.docx) or a PDF.

    Names with their numbers and addresses, and books with their authors, become drafts; questions and answers do not.
    Every field keeps the source's words; what is not sure is marked.
    """
    rows = {**dict.fromkeys(as_new, "create"), **dict.fromkeys(leave_out, "skip")}
    _run("text", file, rows=rows, **how)
