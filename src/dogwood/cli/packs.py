"""``dogwood pack``: a whole directory in a folder."""

from pathlib import Path

import click

from dogwood.settings.config import load_config

from ._django import use_desk


@click.group()
def pack() -> None:
    """Load and save packs.

    A pack is a folder of Markdown and CSV that holds a whole directory.
    """


@pack.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def load(folder: Path) -> None:
    """Put the pack in FOLDER into the editorial database, all or nothing.

    New entries are created, those that differ are changed, checks are added, nothing is deleted. Publish afterwards
    with “dogwood edition build”.
    """
    use_desk()
    from dogwood.exchange.packs import PackError, load_pack
    from dogwood.search.meaning import VECTORS_NAME, add_to_cache

    try:
        report = load_pack(folder)
    except PackError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        count = len(error.problems)
        raise click.ClickException(f"{count} problem{'s' if count != 1 else ''}; nothing was loaded.") from None
    add_to_cache(load_config().meaning_vectors, folder / VECTORS_NAME)
    click.echo(
        f"Loaded {folder}: {report.created} new, {report.changed} changed, {report.unchanged} as before, "
        f"{report.checks} checks added."
    )


@pack.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def save(folder: Path) -> None:
    """Write the whole editorial database into FOLDER. Loading it again changes nothing."""
    use_desk()
    from dogwood.exchange.packs import save_pack

    names = save_pack(folder)
    click.echo(f"Saved {len(names)} files to {folder}.")


COMMANDS = [pack]
