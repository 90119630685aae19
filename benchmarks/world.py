"""A directory to measure on: the starter, and more listings drawn from the starter's own distribution."""

import os
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run_dogwood(var: Path, *arguments: str, **environment: str) -> str:
    """Run the ``dogwood`` command on the installation in ``var`` and return what it printed."""
    return subprocess.run(
        [sys.executable, "-c", "from dogwood.cli import main; main()", *arguments],
        env={**os.environ, "DOGWOOD_VAR": str(var), **environment},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def add_listings(count: int, seed: int = 1) -> None:
    """Add ``count`` listings to the current database, each a starter listing under another name, place and wording."""
    from dogwood.editorial.actions import EntryInput, put_entries
    from dogwood.editorial.actions.entries import part_fields, part_names
    from dogwood.editorial.models import Listing

    chance = random.Random(seed)
    sources = list(Listing.objects.sources().prefetch_related(*part_names(Listing)))
    vocabulary = sorted({word for listing in sources for word in f"{listing.name} {listing.summary}".split()})
    names = [field.name for field in Listing._meta.fields if not field.is_relation]
    skip = {"id", "key", "translation_key", "changed_at", "live", "has_unpublished_changes", "seed_id"}
    entries = []
    for number in range(count):
        source = chance.choice(sources)
        values = {name: getattr(source, name) for name in names if name not in skip and not name.endswith("_at")}
        words = " ".join(chance.sample(vocabulary, 2))
        values["name"] = f"{source.name} {words}"[:255]
        values["summary"] = f"{source.summary} {words}"[:300]
        parts = {
            name: [
                {field.name: getattr(part, field.name) for field in part_fields(type(part))}
                for part in getattr(source, name).all()
            ]
            for name in part_names(Listing)
        }
        entries.append(EntryInput(Listing, f"bench-{number}", "en", values, {}, parts))
    put_entries(entries=entries, by=None, why="benchmark")
