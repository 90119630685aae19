"""Entries of the directory as plain values, and how two values of one field are compared and shown."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from modelcluster.models import get_all_child_relations
from wagtail.models import Locale

from dogwood.editorial.actions.entries import part_fields
from dogwood.editorial.models import Listing, Organization, Publication
from dogwood.editorial.models.base import Entry

from .cells.phones import dial_of
from .cells.values import fold
from .drafts import PARTS
from .match import compare_street, compare_suite

#: What an import can put, by the word that checks and provenance use.
SUBJECTS: dict[str, type[Entry]] = {"listing": Listing, "publication": Publication, "organization": Organization}
_UNSEEN = {
    "id", "translation_key", "changed_at", "seed_id", "first_published_at", "last_published_at", "go_live_at",
    "expire_at", "expired", "locked", "locked_at",
}  # fmt: skip
_CHUNK = 400
State = dict[str, Any]
"""Field → plain value; parts → rows of plain values; ``live``, ``has_unpublished_changes``, ``latest_revision`` (its id);
references → the other's key."""


def load_states(subject: str, keys: Iterable[str] | None = None) -> dict[str, State]:
    """Key → state of every entry of ``subject`` in the directory's first language; all of them without ``keys``."""
    if keys is None:
        return _load(subject, None)
    found: dict[str, State] = {}
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), _CHUNK):
        found.update(_load(subject, wanted[start : start + _CHUNK]))
    return found


def _load(subject: str, keys: Sequence[str] | None) -> dict[str, State]:
    model = SUBJECTS[subject]
    plain = [one.name for one in model._meta.concrete_fields if not one.is_relation and one.name not in _UNSEEN]
    references = [
        name for name in ("organization", "successor", "parent") if name in {f.name for f in model._meta.fields}
    ]
    query = model._default_manager.filter(locale=Locale.get_default())
    if keys is not None:
        query = query.filter(key__in=keys)
    states: dict[str, State] = {}
    by_id: dict[int, str] = {}
    columns = ["pk", "latest_revision_id", *(f"{name}__key" for name in references), *plain]
    for row in query.values(*columns):
        key = row["key"]
        by_id[row.pop("pk")] = key
        for name in references:
            row[name] = row.pop(f"{name}__key") or ""
        row["latest_revision"] = row.pop("latest_revision_id")
        states[key] = row
    _load_parts(model, states, by_id, is_all=keys is None)
    return states


def _load_parts(model: type[Entry], states: dict[str, State], by_id: Mapping[int, str], *, is_all: bool) -> None:
    for relation in get_all_child_relations(model):
        name, parent = relation.get_accessor_name(), f"{relation.field.name}_id"
        for state in states.values():
            state[name] = []
        names = [one.name for one in part_fields(relation.related_model)]
        rows = relation.related_model._default_manager.order_by("sort_order", "pk")
        if not is_all:
            rows = rows.filter(**{f"{parent}__in": list(by_id)})
        for row in rows.values(parent, *names):
            key = by_id.get(row.pop(parent))
            if key is not None:
                states[key][name].append(row)


def to_plain(value: Any) -> Any:
    """``value`` as JSON has it: tuples become lists."""
    if isinstance(value, Mapping):
        return {name: to_plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(inner) for inner in value]
    return value


def from_plain(name: str, value: Any) -> Any:
    """A field's value as ``EntryInput`` takes it, from JSON."""
    if name in PARTS:
        return [
            {inner: tuple(part) if isinstance(part, list) else part for inner, part in row.items()} for row in value
        ]
    return tuple(value) if isinstance(value, list) else value


def canonical(value: Any) -> str:
    """One text for one value."""
    return json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(state: State) -> str:
    """SHA-256 of all that an editor could change in an entry."""
    return hashlib.sha256(canonical(dict(state.items())).encode()).hexdigest()


def is_empty(value: Any) -> bool:
    return value in ("", None) or (isinstance(value, (list, tuple, dict)) and not value)


def is_equal(name: str, ours: Any, theirs: Any) -> bool:
    """True where two values of a field say the same, however they are written."""
    return _marks(name, ours) == _marks(name, theirs)


def is_covered(name: str, ours: Any, theirs: Any) -> bool:
    """True where ours says all that theirs says: a number among several, the street of a place with more known of it."""
    if name == "places":
        return all(any(_covers_place(own, their) for own in ours) for their in theirs)
    marks = _marks(name, theirs)
    return marks <= _marks(name, ours) if isinstance(marks, frozenset) else marks == _marks(name, ours)


def _marks(name: str, value: Any) -> Any:
    if is_empty(value):
        return frozenset() if name in PARTS or isinstance(value, (list, tuple)) else ""
    if name == "phones":
        return frozenset(dial_of(row) for row in value)
    if name == "places":
        return frozenset(
            (
                compare_street(row["address"]),
                compare_suite(row["address"], row["address_2"]),
                fold(row["city"]),
                row["zip"][:5],
            )
            for row in value
        )
    if name == "web":
        return frozenset(_mark_url(row["url"]) for row in value)
    if name == "hours":
        return frozenset((row["days"], row["opens"], row["closes"], tuple(row["weeks"])) for row in value)
    if name == "website":
        return _mark_url(value)
    if isinstance(value, (list, tuple)):
        return frozenset(fold(item) for item in value)
    if name in {"name", "title", "email"}:
        return fold(value)
    return " ".join(str(value).split())


def _covers_place(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    streets = compare_street(ours["address"]), compare_street(theirs["address"])
    suites = (compare_suite(ours["address"], ours["address_2"]), compare_suite(theirs["address"], theirs["address_2"]))
    if theirs["address"] and streets[0] != streets[1]:
        return False
    if suites[1] and suites[0] and suites[0] != suites[1]:
        return False
    same_zip = not theirs["zip"] or ours["zip"][:5] == theirs["zip"][:5]
    same_city = not theirs["city"] or fold(ours["city"]) == fold(theirs["city"])
    return same_zip and same_city


def _mark_url(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}".rstrip("?")


def merge_part(
    name: str, ours: Sequence[Mapping[str, Any]], theirs: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The rows to put where a source changed a part: the source's facts, with what only the directory knows of a row
    that is still the same one (label, languages, county, coordinates)."""
    merged: list[dict[str, Any]] = []
    for number, row in enumerate(theirs):
        twin = next((own for own in ours if _is_one(name, own, row)), None)
        if twin is None and len(ours) == len(theirs) == 1:
            twin = ours[number]
        kept: dict[str, Any] = dict(row)
        if twin is not None and name == "phones":
            kept = {**row, **{inner: twin[inner] for inner in ("languages", "label", "place") if is_empty(row[inner])}}
            if dial_of(twin) == dial_of(row):
                kept["written"] = twin["written"]
        elif twin is not None and name == "places":
            facts: tuple[str, ...] = ("name", "accessibility")
            if _is_one(name, twin, row):
                facts = (*facts, "county", "latitude", "longitude")
            kept = {**row, **{inner: twin[inner] for inner in facts if is_empty(row[inner])}}
        merged.append(kept)
    return merged


def _is_one(name: str, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    if name == "phones":
        return dial_of(ours)[0] == dial_of(theirs)[0]
    if name == "places":
        return (
            compare_street(ours["address"]) == compare_street(theirs["address"])
            and ours["zip"][:5] == theirs["zip"][:5]
        )
    return is_equal(name, [ours], [theirs])


def show(name: str, value: Any) -> str:
    """A value in words, for previews and reports."""
    if is_empty(value):
        return ""
    if name == "phones":
        return "; ".join(
            row["written"]
            + (f" ext. {row['extension']}" if row["extension"] else "")
            + (f" ({row['kind']})" if row["kind"] not in {"voice", "toll_free"} else "")
            for row in value
        )
    if name == "places":
        return "; ".join(
            ", ".join(str(row[part]) for part in ("name", "address", "address_2", "city", "state", "zip") if row[part])
            for row in value
        )
    if name == "hours":
        return "; ".join(
            f"{row['days']} {row['opens']}–{row['closes']}"
            + (f" (weeks {', '.join(row['weeks'])})" if row["weeks"] else "")
            for row in value
        )
    if name == "web":
        return "; ".join(row["url"] for row in value)
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    return str(value)


def find_faults(subject: str, name: str, value: Any) -> list[str]:
    """What the model says is wrong with a value, in words; empty where nothing is."""
    model = SUBJECTS[subject]
    try:
        if name in PARTS:
            part = next(one.related_model for one in get_all_child_relations(model) if one.get_accessor_name() == name)
            for row in value:
                instance = part(**row)
                instance.clean_fields(exclude=[field.name for field in part._meta.fields if field.is_relation])
                instance.clean()
        else:
            model._meta.get_field(name).clean(value, None)
    except ValidationError as error:
        return error.messages
    return []


def collect_names(states: Mapping[str, State]) -> dict[str, list[str]]:
    """Folded name or other name → keys that have it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, state in states.items():
        for name in (state.get("name") or state.get("title") or "", *(state.get("other_names") or ())):
            if key not in found[fold(name)]:
                found[fold(name)].append(key)
    return dict(found)
