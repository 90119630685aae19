"""``dogwood opendata``: what partners take."""

import os
from contextlib import suppress

import click

from .offline import use_readers


@click.group()
def opendata() -> None:
    """Open data for partners: the API and the files."""


@opendata.command()
@click.option("--edition", "number", type=int, default=None, help="Number of the edition; the current one by default.")
@click.option("--without-files", is_flag=True, help="Make only what the API answers from.")
def build(number: int | None, without_files: bool) -> None:
    """Make the data of an edition ready. The readers' site asks for it by itself; after publishing it saves partners the wait."""
    with suppress(OSError):  # a hardened service may not
        os.nice(10)  # readers' pages come first
    edition = use_readers(number)
    from dogwood.opendata.shelf import ShelfBusyError
    from dogwood.opendata.views import get_shelf

    shelf = get_shelf()
    try:
        count = shelf.make(edition.reader, wait=False)
        catalogue = None if without_files else shelf.catalogue(edition.reader)
        if catalogue is not None:
            shelf.make_files(catalogue)
    except ShelfBusyError as error:
        click.echo(str(error))
        return
    except OSError as error:
        raise click.ClickException(
            f"The data could not be written ({error.strerror or error}). Make room and try again."
        ) from None
    folder = shelf.folder_of(edition.reader)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    made = f"{count:,} services" if count else "they were there"
    click.echo(f"Data of edition {edition.number} in {folder}: {made}, {size / 1e6:.1f} MB.")


COMMANDS = [opendata]
