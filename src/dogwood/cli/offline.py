"""``dogwood offline`` and ``dogwood export static``: the directory without a network, and without its server."""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dogwood.edition.store import LocalStore
from dogwood.settings.config import load_config

from .importing import export

if TYPE_CHECKING:
    from dogwood.offline.build import Site
    from dogwood.search.holder import OpenEdition

_READERS = "dogwood.settings.readers"


def use_readers(number: int | None) -> "OpenEdition":
    """Set Django up with the readers' settings, on edition ``number`` (None: the current one), for as long as this runs."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = _READERS
    django.setup()
    from dogwood.search.holder import get_holder

    store = LocalStore(load_config().editions)
    return get_holder().hold(store.current_folder() if number is None else store.find_folder(number))


def join_site(edition: "OpenEdition", render: "Callable[[str], tuple[str, bytes] | None] | None" = None) -> "Site":
    """The readers' pages for the packs. render: another way to get an address, such as with relative links."""
    from dogwood.offline.build import Site
    from dogwood.web import copies

    return Site(
        reader=edition.reader,
        addresses=partial(copies.list_addresses, edition),
        render=render or copies.render_copy,
        static=copies.list_static(),
        words=copies.kept_words,
    )


@click.group()
def offline() -> None:
    """Packs of pages that readers keep on their devices, to read without a network."""


@offline.command()
@click.option("--edition", "number", type=int, default=None, help="Number of the edition; the current one by default.")
@click.option("--again", is_flag=True, help="Make them also where they are there.")
def build(number: int | None, again: bool) -> None:
    """Make the packs of an edition. The readers' site asks for it by itself; after publishing it saves readers the wait."""
    with suppress(OSError):  # a hardened service may not
        os.nice(10)  # readers' pages come first
    edition = use_readers(number)
    from dogwood.offline.build import build_packs
    from dogwood.offline.shelf import ShelfBusyError
    from dogwood.offline.views import get_shelf

    shelf = get_shelf()
    try:
        with shelf.building():
            if shelf.has(edition.folder.name) and not again:
                click.echo(f"The packs of edition {edition.number} are there.")
                return
            folder = shelf.write(edition.folder.name, build_packs(join_site(edition)))
    except ShelfBusyError as error:
        click.echo(str(error))
        return
    except OSError as error:
        raise click.ClickException(
            f"The packs could not be written ({error.strerror or error}). Readers go on without. Make room and try again."
        ) from None
    sizes = sorted((path.stat().st_size, path) for path in Path(folder).rglob("*.pack"))
    total = sum(size for size, _ in sizes)
    click.echo(f"Packs of edition {edition.number}: {len(sizes)}, {total / 1e6:.1f} MB together.")


@export.command("static")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--edition", "number", type=int, default=None, help="Number of the edition; the current one by default.")
def export_site(folder: Path, number: int | None) -> None:
    """Write the whole site into DIR, for any plain web host or a USB stick.

    Everything is readable straight from the files. Where a web server serves DIR, search and the app that keeps pages on a
    device work too. DIR is new, empty, or an earlier export, which is replaced as a whole.
    """
    edition = use_readers(number)
    from dogwood.edition.records import DirectoryRecord
    from dogwood.offline.errors import OfflineError
    from dogwood.offline.export import export_static

    site = join_site(edition)
    directory = next(iter(edition.reader.all_best(DirectoryRecord, edition.manifest.languages[0])))
    try:
        count = export_static(site, folder, title=directory.name)
    except OfflineError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(
            f"The export could not be written ({error.strerror or error}). What was there before stays. Make room and try again."
        ) from None
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    click.echo(
        f"Edition {edition.number} as {count:,} files, {size / 1e6:.0f} MB, in {folder}. Open {folder / 'index.html'}."
    )


COMMANDS = [offline]
