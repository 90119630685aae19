"""``dogwood evaluate``: how well the directory does what it promises, in figures."""

import json
from pathlib import Path

import click

from dogwood.edition.store import LocalStore
from dogwood.settings.config import load_config

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def evaluate() -> None:
    """Measure on collections of judged queries.

    Files are read, nothing of the site is changed.
    """


@evaluate.command("search")
@click.option(
    "--corpus", type=_FOLDER, default=None, help="Folder in BEIR's layout: corpus.jsonl, queries.jsonl, qrels/."
)
@click.option(
    "--queries", type=_FOLDER, default=None, help="Folder of queries.jsonl and qrels/, where it is another one."
)
@click.option(
    "--split", default=None, help="Which judgments: qrels/SPLIT.tsv. Default: test, or the only ones there are."
)
@click.option(
    "--edition", type=int, default=None, help="Number of the edition to search where there is no corpus.jsonl."
)
@click.option(
    "--typos", type=int, default=None, metavar="SEED", help="Put one typo into each query, the same for the same seed."
)
@click.option("--limit", type=click.IntRange(1), default=None, help="Ask only the first so many queries.")
@click.option("--skip-unknown", is_flag=True, help="Leave judgments of unknown documents out instead of stopping.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def evaluate_search(
    corpus: Path | None,
    queries: Path | None,
    split: str | None,
    edition: int | None,
    typos: int | None,
    limit: int | None,
    skip_unknown: bool,
    is_json: bool,
) -> None:
    """Measure search on judged queries: nDCG@10, MRR@10, success@1 and @5, recall@100, p50 and p95.

    With corpus.jsonl its documents are indexed in a temporary folder, with the site's own settings. Without, the queries
    are asked of the current edition, and judgments name its records: listing/KEY, the key alone, or the page's address.
    """
    from dogwood.search import SearchError
    from dogwood.search.evaluate import evaluate_search as measure

    folder = corpus or queries
    if folder is None:
        raise click.UsageError(
            "Name a collection with --corpus DIR, or queries for the current edition with --queries DIR."
        )

    def find_edition() -> Path:
        store = LocalStore(load_config().editions)
        return store.current_folder() if edition is None else store.find_folder(edition)

    try:
        report = measure(
            folder, find_edition, queries=queries, split=split, typos=typos, limit=limit, skip_unknown=skip_unknown
        )
    except SearchError as error:
        raise click.ClickException(str(error)) from None
    click.echo(json.dumps(report.as_dict(), indent=2, ensure_ascii=False) if is_json else report.as_text(), nl=is_json)


COMMANDS = [evaluate]
