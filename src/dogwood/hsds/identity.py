"""UUIDs of HSDS objects: made from what names a record, so the same record has the same UUID in every edition."""

import uuid

NAMESPACE = uuid.UUID("6998425a-9a59-412b-a90b-55bf1a456880")
"""Of all ids that Dogwood makes (RFC 4122, version 5). Never change it: partners keep the ids."""

KEY_TYPE = "key"
"""``link_type`` of the attribute that carries a listing's key."""
KEY_SCHEME = "dogwood-key"
"""``identifier_scheme`` of the identifier that carries an organization's key."""

LISTED_IN = {"en": "Listed in: {0}.", "es": "Figura en: {0}."}
"""Description of an organization of which nothing is to be told; an import knows it again by its first words."""


def make_id(*names: object) -> str:
    """The UUID of what ``names`` name: record type, key, and what stands below them (``"listing", "nc-211", "place", 1``)."""
    return str(uuid.uuid5(NAMESPACE, "/".join(str(name) for name in names)))


def read_id(text: str) -> str | None:
    """A UUID as given by a partner in its canonical form, None where ``text`` is none."""
    if len(text) != 36:
        return None
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return None


class Ids:
    """Ids of the parts of one record; two parts of the same name get two ids."""

    def __init__(self, *names: object) -> None:
        self._names = names
        self._given: dict[tuple[object, ...], int] = {}

    def take(self, *names: object) -> str:
        times = self._given.get(names, 0)
        self._given[names] = times + 1
        return make_id(*self._names, *names, *((f"again-{times}",) if times else ()))
