"""A file of HSDS as a reading that can be previewed and imported."""

from collections.abc import Mapping, Sequence
from typing import Any

from dogwood.hsds.nesting import Found

from ..imports.drafts import DraftListing, Reading, give_unique_idents
from ..imports.errors import SourceFileError
from .drafting import draft_organization, draft_service, is_stand_in
from .files import read_files
from .values import Context, find_key, text_of

SUFFIXES = (".json", ".ndjson", ".jsonl", ".zip")
MOST_SERVICES = 100_000


def read_hsds(data: bytes, name: str = "", *, language: str = "en", state: str = "") -> Reading:
    """The organizations and listings in a file of HSDS. language: of its words. state: the directory's, two letters.

    Organizations come first, those above before those below, so that what refers to them finds them. Raises
    SourceFileError.
    """
    found, notes = read_files(data, name)
    if not found.services and not found.organizations:
        raise SourceFileError(
            f"{name or 'The file'} holds neither services nor organizations of HSDS." + _first(found.problems)
        )
    if len(found.services) > MOST_SERVICES:
        raise SourceFileError(f"The file holds {len(found.services)} services; {MOST_SERVICES} is the most. Split it.")
    notes.extend(found.problems)
    keys = {key for _, service in found.services if (key := find_key(service))}
    organizations = [(where, one) for where, one in found.organizations if not is_stand_in(one, keys)]
    context = Context(language, state, {own for _, one in organizations if (own := text_of(one, "id")[:200])})
    drafts = [draft_organization(where, one, context) for where, one in _sort_parents(organizations, notes)]
    drafts += _draft_services(found, context)
    give_unique_idents(drafts)
    return Reading(drafts, notes)


def _draft_services(found: Found, context: Context) -> list[DraftListing]:
    return [draft_service(where or "the document", service, context) for where, service in found.services]


def _sort_parents(
    organizations: Sequence[tuple[str, Mapping[str, Any]]], notes: list[str]
) -> list[tuple[str, Mapping[str, Any]]]:
    """Those above before those below; of a circle one link is dropped, and told."""
    by_id = {_name(one): (where, one) for where, one in organizations}
    done: dict[str, None] = {}
    made: list[tuple[str, Mapping[str, Any]]] = []
    for where, one in organizations:
        chain: list[tuple[str, str, Mapping[str, Any]]] = []
        own = _name(one)
        at: tuple[str, Mapping[str, Any]] | None = (where, one)
        while at is not None and own not in done:
            done[own] = None
            chain.append((own, *at))
            parent = text_of(at[1], "parent_organization_id")
            if any(parent == above for above, _, _ in chain):
                notes.append(f"{at[0]}: stands above itself by parent_organization_id. That link is left out.")
                chain[-1] = (
                    own,
                    at[0],
                    {name: value for name, value in at[1].items() if name != "parent_organization_id"},
                )
                break
            own, at = parent, by_id.get(parent)
        made.extend((place or "the document", value) for _, place, value in reversed(chain))
    return made


def _name(organization: Mapping[str, Any]) -> str:
    return text_of(organization, "id") or text_of(organization, "name")


def _first(problems: list[str]) -> str:
    return f" {problems[0]}" if problems else ""
