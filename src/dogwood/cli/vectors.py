"""``dogwood search-vectors``: what search by meaning needs, made ahead of the next edition."""

from pathlib import Path

import click

from dogwood.edition.file import INDEX_NAME, EditionReader
from dogwood.edition.store import LocalStore
from dogwood.settings.config import load_config


@click.command("search-vectors")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Keep them in this file, such as meaning.vectors in a pack. Default: VAR/meaning/meaning.vectors.",
)
def search_vectors(out: Path | None) -> None:
    """Make the vectors that the current edition's texts lack; the next edition takes them.

    Needs the extra “meaning” (pip install dogwood-directory[meaning]). About 0.15 seconds a passage on one core; a run that is
    ended goes on where it was. Without them search by meaning works too, a little less well.
    """
    from dogwood.search.meaning import VECTORS_NAME, MeaningUnavailableError, fill_cache, load_model

    config = load_config()
    folder = LocalStore(config.editions).current_folder()
    try:
        model = load_model()
    except MeaningUnavailableError as error:
        raise click.ClickException(str(error)) from None
    reader = EditionReader(folder)
    try:
        records = list(reader.records())
    finally:
        reader.close()
    path = out or config.meaning_vectors

    def tell(done: int, total: int) -> None:
        if done % 100 == 0:
            click.echo(f"{done} of {total} …", err=True)

    try:
        count = fill_cache(records, path, model, sources=[folder / INDEX_NAME / VECTORS_NAME], tell=tell)
    except OSError as error:
        raise click.ClickException(
            f"{path} could not be written ({error.strerror or error}). Make room and try again."
        ) from None
    click.echo(f"Embedded {count} texts; {path} has them all. The next edition takes them.")


COMMANDS = [search_vectors]
