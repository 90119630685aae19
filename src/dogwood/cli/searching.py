"""``dogwood search``: ask the current edition, as a reader would."""

import json

import click

from dogwood.edition.store import LocalStore
from dogwood.settings.config import load_config


@click.command()
@click.argument("text")
@click.option("--lang", "language", default="en", show_default=True, help="Language of the answer.")
@click.option("--near", default=None, help="A ZIP code, county or town in North Carolina.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100), help="Most results.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def search(text: str, language: str, near: str | None, limit: int, is_json: bool) -> None:
    """Search the current edition for TEXT."""
    from dogwood.search import EditionSearch

    folder = LocalStore(load_config().editions).current_folder()
    answer = EditionSearch(folder).search(text, language=language, near=near, limit=limit).as_dict()
    if is_json:
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    for card in answer["urgent"]:
        click.echo(click.style(f"! {card['title']}", bold=True))
        click.echo(f"    {card['advice']}")
    for result in answer["results"]:
        miles = result["distance_miles"]
        click.echo(f"{result['title']}" + (f"  ({miles:.0f} miles)" if miles is not None else ""))
        if result["summary"]:
            click.echo(f"    {result['summary']}")
        click.echo(f"    {result['url']}" + (f"  · {' · '.join(result['why'])}" if result["why"] else ""))
    click.echo(f"{answer['total']} results.")
    if answer["suggestions"]:
        click.echo("Did you mean: " + ", ".join(answer["suggestions"]) + "?")


COMMANDS = [search]
