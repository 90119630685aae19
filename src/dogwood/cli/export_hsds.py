"""``dogwood export hsds``: an edition in the Human Services Data Specification 3.1, as one file."""

import os
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import BinaryIO

import click

from dogwood import vocabulary
from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord
from dogwood.edition.store import LocalStore
from dogwood.hsds.export import EditionExport, Filter, make_edition_frame
from dogwood.places import find_county
from dogwood.settings.config import load_config

from .importing import export

_FORMS = (".json", ".ndjson", ".zip")


@export.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--edition", "number", type=int, default=None, help="Number of the edition; the current one by default.")
@click.option("--language", default="", help="Language of the words, such as es; the directory's first by default.")
@click.option("--need", default="", help="Only listings that meet this need, such as ride.")
@click.option("--county", default="", help="Only listings in this county, or that serve it by name.")
@click.option("--kind", default="", help="service, trial, or a type such as helpline.")
def hsds(file: Path, number: int | None, language: str, need: str, county: str, kind: str) -> None:
    """Write the listings of an edition into FILE in HSDS 3.1.

    The form is that of the file's name: .json (a page of the API with all services), .ndjson (a service a line) or .zip
    (the tabular data package, with organizations that run no listing too, unless only some listings are wanted).
    """
    form = file.suffix.lower()
    if form not in _FORMS:
        raise click.UsageError(
            f"{file.name}: the name has to end in {', '.join(_FORMS)}; that says which form is meant."
        )
    is_wanted = _make_filter(need, county, kind)
    config = load_config()
    store = LocalStore(config.editions)
    with closing(EditionReader(store.current_folder() if number is None else store.find_folder(number))) as reader:
        tags = reader.manifest.languages
        language = language or tags[0]
        if language not in tags:
            raise click.UsageError(f"The edition has no language “{language}”. It has: {', '.join(tags)}.")
        whole = EditionExport(reader, make_edition_frame(reader, language, config.readers_url), is_wanted)
        try:
            count = _replace(
                file, {".json": whole.put_page, ".ndjson": whole.put_lines, ".zip": whole.put_package}[form]
            )
        except OSError as error:
            raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    click.echo(f"Wrote {count} services of edition {reader.manifest.number} to {file}.")


def _make_filter(need: str, county: str, kind: str) -> Filter | None:
    """Which listings are meant; None for all. Raises click.UsageError that says what there is."""
    if need and need not in vocabulary.words("needs"):
        raise click.UsageError(f"“{need}” is not a need. There are: {', '.join(vocabulary.words('needs'))}.")
    if kind and kind not in {"service", "trial"} and kind not in vocabulary.words("service_types"):
        known = ", ".join(["service", "trial", *vocabulary.words("service_types")])
        raise click.UsageError(f"“{kind}” is not a kind. There are: {known}.")
    found = find_county(county) if county else None
    if county and found is None:
        raise click.UsageError(f"“{county}” is not a county of North Carolina.")
    if not (need or found or kind):
        return None

    def is_wanted(listing: ListingRecord) -> bool:
        counties = {place.county for place in listing.places} | set(listing.area_counties)
        return (
            (not need or need in listing.needs)
            and (found is None or found.name in counties)
            and (not kind or kind in {listing.kind, listing.service_type})
        )

    return is_wanted


def _replace(file: Path, put: Callable[[BinaryIO], int]) -> int:
    """Write aside, then put it in its place: a writing that dies leaves what was there."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            count = put(out)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return count
