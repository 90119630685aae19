"""``dogwood upgrade``: the database to this software's schema, and an edition that this software can serve."""

from collections.abc import Callable

import dogwood
from dogwood.edition.errors import EditionError
from dogwood.edition.manifest import Manifest
from dogwood.edition.records import SCHEMA_VERSION
from dogwood.edition.store import LocalStore


class AfreshStore(LocalStore):
    """A store that hides its current edition from the builder until there is a new one, so that all is built anew.

    Readers look at the pointer itself and go on with the old edition meanwhile.
    """

    def current_name(self) -> str | None:
        return None


def find_blockers(store: LocalStore) -> list[str]:
    """Why this software cannot serve the current edition, in words; empty when it can."""
    if store.current_name() is None:
        return ["nothing is published yet"]
    try:
        manifest = Manifest.read(store.current_folder())
    except EditionError as error:
        return [f"the current edition cannot be read ({error})"]
    if manifest.schema_version != SCHEMA_VERSION:
        return [f"the record schema went from {manifest.schema_version} to {SCHEMA_VERSION}"]
    return []


def find_reasons(store: LocalStore) -> list[str]:
    """Why the edition should be built again with this software: it cannot be served, or other software built it."""
    if blockers := find_blockers(store):
        return blockers
    built_with = Manifest.read(store.current_folder()).software_version
    if built_with != dogwood.__version__:
        return [f"the software went from {built_with} to {dogwood.__version__}"]
    return []


def find_index_trouble(store: LocalStore) -> str:
    """Why this software cannot search the current edition, "" when it can."""
    from dogwood.search import EditionSearch

    try:
        EditionSearch(store.current_folder()).search("help", language="en", near=None, limit=1)
    except Exception as error:  # whatever the engine raises: the index is then built again
        return f"{type(error).__name__}: {error}"
    return ""


def publish_upgraded(store: LocalStore, reasons: list[str], say: Callable[[str], None]) -> None:
    """Publish with this software. Raises what ``publishing.publish.publish`` raises; the old edition then stays."""
    from dogwood.publishing.publish import publish

    published = publish(why="dogwood upgrade: " + "; ".join(reasons), is_full=True, store=store)
    if published.manifest is None:
        current = Manifest.read(store.current_folder())
        trouble = find_index_trouble(store)
        if not trouble:
            say(f"The content is that of edition {current.number}, which this software can serve: it stays.")
            return
        say(
            f"The content is that of edition {current.number}, but its index cannot be used; building it anew …\n  {trouble}"
        )
        published = publish(why="dogwood upgrade: index", is_full=True, store=AfreshStore(store.root))
        assert published.manifest is not None, "built from nothing, so there is an edition"
    say(f"Edition {published.manifest.number} is live. “dogwood edition list” shows the ones before it.")
