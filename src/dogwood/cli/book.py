"""``dogwood book``: the printed directory."""

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dogwood.edition.store import LocalStore
from dogwood.settings.config import load_config

if TYPE_CHECKING:
    from dogwood.book.plan import Plan

_ENDINGS = {".pdf": "pdf", ".epub": "epub", ".txt": "text", ".brf": "brf"}
as_of_option = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Day on which it is read: how fresh checks are, which meetings still come. The edition’s own day by default.",
)


def _folder(number: int | None) -> Path:
    store = LocalStore(load_config().editions)
    return store.current_folder() if number is None else store.find_folder(number)


def find_address(given: str | None) -> str:
    """The public address of the readers’ site for print: the one given, else the setting; "" where there is none."""
    return (given if given is not None else load_config().readers_url).rstrip("/")


@click.group()
def book() -> None:
    """The printed directory: books, booklets and leaflets from any edition."""


@book.command()
@click.option("--edition", "number", type=int, default=None, help="Number of the edition; the current one by default.")
@as_of_option
@click.option(
    "--form",
    type=click.Choice(["book", "booklet", "leaflet"]),
    default="book",
    show_default=True,
    help="The whole book with its guides; a booklet of listings with the guides in short; a leaflet without cover.",
)
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    default=("all",),
    show_default=True,
    help="all, county:pitt, region:mountains, need:ride, guide:pain, or list:FILE (a saved list that a reader exported). May be given several times: all must hold.",
)
@click.option(
    "--lang",
    "language",
    default="en",
    show_default=True,
    help="en, es, or both: side by side on letter and A4, one after the other in large print and on half letter.",
)
@click.option(
    "--paper",
    type=click.Choice(["letter", "half", "a4"]),
    default="letter",
    show_default=True,
    help="US letter, half letter (5.5 x 8.5 in), or A4.",
)
@click.option(
    "--print",
    "print_size",
    type=click.Choice(["standard", "large"]),
    default="standard",
    show_default=True,
    help="Large: 18 points and up, one column, a layout of its own.",
)
@click.option(
    "--leave-out",
    multiple=True,
    metavar="KIND",
    help="A kind of service to leave out, such as health-center. May be given several times.",
)
@click.option(
    "--cut",
    type=click.IntRange(min=0),
    default=1200,
    show_default=True,
    help="Most characters of a description; 0 prints all of it.",
)
@click.option(
    "--address",
    default=None,
    help="Public address of the readers’ site, for the code on the cover; the setting READERS_URL by default.",
)
@click.option(
    "--impose",
    is_flag=True,
    help="Half letter only: put two pages on each letter sheet, to print on both sides (flip on the short edge), fold and staple.",
)
@click.option(
    "--proof", is_flag=True, help="Mark where text was cut, a check is stale, or a character cannot be printed."
)
@click.option(
    "--estimate",
    type=click.FloatRange(min=0),
    metavar="PRICE",
    default=None,
    help="Also say what it costs at PRICE a page.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write: .pdf, .epub, .txt, or .brf (plain text in lines of 40, for a braille translator).",
)
def build(
    number: int | None, as_of: dt.datetime | None, form: str, scopes: tuple[str, ...], language: str, paper: str,
    print_size: str, leave_out: tuple[str, ...], cut: int, address: str | None, impose: bool, proof: bool,
    estimate: float | None, out: Path,
) -> None:  # fmt: skip
    """Make a book, booklet or leaflet. The same edition, day and choices give the same bytes."""
    from dogwood.book.errors import BookError
    from dogwood.book.plan import Choices, plan_book
    from dogwood.book.scope import parse_scopes
    from dogwood.edition.file import EditionReader

    kind = _ENDINGS.get(out.suffix.lower())
    if kind is None:
        raise click.ClickException(f"{out.name} has no ending that says what to make. Use {', '.join(_ENDINGS)}.")
    if impose and (paper != "half" or kind != "pdf"):
        raise click.ClickException("--impose is for --paper half and a .pdf. Leave it out, or choose half.")
    site = find_address(address)
    if not site:
        click.echo("No public address is set (READERS_URL or --address): the cover has no code.", err=True)
    reader = EditionReader(_folder(number))
    try:
        languages = reader.manifest.languages if language == "both" else (language,)
        choices = Choices(
            form=form, scopes=parse_scopes(scopes), languages=tuple(languages), paper=paper, print=print_size,  # type: ignore[arg-type]
            as_of=as_of.date() if as_of else None, address=site, cut=cut, leave_out=frozenset(leave_out), is_proof=proof,
        )  # fmt: skip
        plan = plan_book(reader, choices)
        made, pages = _render(kind, plan, reader.folder, impose)
    except BookError as error:
        raise click.ClickException(str(error)) from None
    finally:
        reader.close()
    _write(out, made)
    for mark in plan.marks if proof else ():
        click.echo(f"{mark.record_type}/{mark.key}  {mark.heading[:60]}: {mark.words}", err=True)
    size = f"{pages} pages, " if pages else ""
    if impose:
        size += f"{-(-pages // 4)} sheets, "
    click.echo(f"{out}: {size}{len(made) / 1e6:.1f} MB. Content {plan.checksum[:12]}.")
    if estimate is not None and pages:
        click.echo(f"{pages} pages × {estimate:.3f} = {pages * estimate:.2f} a copy.")


def _render(kind: str, plan: "Plan", folder: Path, is_imposed: bool) -> tuple[bytes, int]:
    """The bytes, and how many pages they have (0 for what has none)."""
    if kind == "epub":
        from dogwood.book.epub import write_epub

        return write_epub(plan), 0
    if kind in {"text", "brf"}:
        from dogwood.book.text import write_text

        return write_text(plan, is_braille=kind == "brf"), 0
    from dogwood.book.typeset import count_pages, typeset

    made = typeset(plan, media=folder / "media")
    pages = count_pages(made)
    if is_imposed:
        from dogwood.book.impose import impose

        made = impose(made)
    return made, pages


def _write(path: Path, made: bytes) -> None:
    """Whole or not at all."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_bytes(made)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise click.ClickException(f"{path} could not be written ({error.strerror}). Choose another place.") from None


@book.command()
@click.option(
    "--from",
    "since",
    required=True,
    metavar="EDITION",
    help="The printed edition: its name, such as 2027, or its number.",
)
@click.option(
    "--edition",
    "number",
    type=int,
    default=None,
    help="Number of the edition to compare with; the current one by default.",
)
@click.option("--lang", "language", default="en", show_default=True, help="Language of the sheet: en or es.")
@click.option(
    "--paper",
    type=click.Choice(["letter", "half", "a4"]),
    default="letter",
    show_default=True,
    help="US letter, half letter (5.5 x 8.5 in), or A4.",
)
@click.option(
    "--print",
    "print_size",
    type=click.Choice(["standard", "large"]),
    default="standard",
    show_default=True,
    help="Large: 18 points and up.",
)
@click.option(
    "--address",
    default=None,
    help="Public address of the readers’ site, for the code; the setting READERS_URL by default.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="File to write, .pdf or .txt. Without it the text is printed here.",
)
def errata(
    since: str, number: int | None, language: str, paper: str, print_size: str, address: str | None, out: Path | None
) -> None:  # fmt: skip
    """Make the change sheet between a printed edition and now: what to strike out and correct, as on /recalls/."""
    from dogwood.book.errata import plan_errata
    from dogwood.book.errors import BookError
    from dogwood.book.text import write_text
    from dogwood.edition.file import EditionReader

    kind = _ENDINGS.get(out.suffix.lower()) if out else "text"
    if kind not in {"pdf", "text"}:
        raise click.ClickException("A change sheet is written as .pdf or .txt.")
    reader = EditionReader(_folder(number))
    try:
        plan = plan_errata(
            reader, since, language=language, paper=paper, print_size=print_size, address=find_address(address)
        )
        made, pages = _render(kind, plan, reader.folder, False) if kind == "pdf" else (write_text(plan), 0)
    except BookError as error:
        raise click.ClickException(str(error)) from None
    finally:
        reader.close()
    if out is None:
        click.echo(made.decode(), nl=False)
        return
    _write(out, made)
    click.echo(f"{out}: {pages} pages." if pages else f"{out}.")


COMMANDS = [book]
