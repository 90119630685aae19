"""``dogwood search-gaps``: needs that readers did not find met, where the operator counts them."""

import json
from dataclasses import asdict

import click

from dogwood import vocabulary
from dogwood.settings.config import load_config


@click.command("search-gaps")
@click.option("--lang", "language", default="en", show_default=True, help="Language of the needs' names.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def search_gaps(language: str, is_json: bool) -> None:
    """List what readers looked for and did not find: need, county and count.

    Only what was counted 5 times or more is listed. Counting is off unless the setting count_search_gaps is true; words,
    times and readers are never kept.
    """
    from dogwood.search.zero_results import LEAST_SHOWN, SearchGapsError, ZeroResultCounter

    config = load_config()
    try:
        gaps = ZeroResultCounter(config.search_gaps_path).show()
    except SearchGapsError as error:
        raise click.ClickException(str(error)) from None
    if is_json:
        click.echo(json.dumps([asdict(gap) for gap in gaps], indent=2, ensure_ascii=False))
        return
    for gap in gaps:
        where = f"{gap.county} County" if gap.county else "no county named"
        click.echo(f"{gap.count:>7}  {vocabulary.label('needs', gap.need, language)}  ({where})")
    if not gaps:
        click.echo(f"Nothing was counted {LEAST_SHOWN} times or more.")
    if not config.count_search_gaps:
        click.echo("Counting is off. DOGWOOD_COUNT_SEARCH_GAPS=true turns it on for the readers' site.")


COMMANDS = [search_gaps]
