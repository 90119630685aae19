"""Our vocabularies as HSDS taxonomies, and ``attribute``, which ties a term to a record. The only file that knows how.

A word has a term in each language of the directory. HSDS wants a code to be unique among all terms, so it names the
taxonomy and, but for the directory's first language, the language: ``need:ride``, ``need:ride.es``.

One more taxonomy has one term, ``entry:key``: its attribute carries a listing's key, the readable name under which it
stands in addresses, and by which another directory on this software knows it again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dogwood import vocabulary

from .identity import KEY_TYPE, make_id
from .values import HsdsObject, as_uri, drop_empty

TAXONOMIES: dict[str, tuple[str, str, str]] = {
    "needs": ("need", "Needs", "What a reader wants, in plain words, such as a ride to treatment."),
    "audiences": ("audience", "Audiences", "Whom a service is for or speaks to."),
    "service_types": ("service_type", "Types of service", "What a service is, such as a helpline or a clinic."),
    "formats": ("format", "Formats", "How a service is given: in person, by phone, online, by mail."),
    "acceptings": ("accepting", "Taking new people", "Whether a service takes new people now."),
    "kinds": ("kind", "Kinds", "What an entry is, where it is no service in the usual sense: a clinical trial."),
}
"""List of the vocabulary → what an attribute calls it (``link_type``), name, description."""

_KEYS: HsdsObject = {
    "id": make_id("taxonomy", "entries"),
    "name": "Entries",
    "description": "How the directory itself names what it lists.",
}
_KEY_TERM: HsdsObject = {
    "id": make_id("taxonomy_term", "entries", "key"),
    "code": "entry:key",
    "name": "Key in the directory",
    "description": "The value of the attribute is the entry's key: its readable name for ever, part of its address.",
    "taxonomy": _KEYS["name"],
    "taxonomy_detail": _KEYS,
    "language": "en",
    "taxonomy_id": _KEYS["id"],
}


@dataclass(frozen=True)
class Terms:
    """All terms. languages: of the directory, the first is the default. site: address of the readers' site, "" for none."""

    languages: Sequence[str]
    site: str = ""

    @cached_property
    def taxonomies(self) -> dict[str, HsdsObject]:
        """UUID → taxonomy, in order."""
        made = [self._make_taxonomy(name) for name in TAXONOMIES]
        return {taxonomy["id"]: taxonomy for taxonomy in (*made, _KEYS)}

    @cached_property
    def terms(self) -> dict[str, HsdsObject]:
        """UUID → term, in the order of the vocabulary."""
        return {term["id"]: term for term in (*self._by_word.values(), _KEY_TERM)}

    @cached_property
    def words(self) -> dict[str, tuple[str, str]]:
        """UUID of a term → (facet, word) by which editions find records. Editions have no facet for formats and
        acceptings; the term of keys is not here."""
        return {term["id"]: (TAXONOMIES[name][0], key) for (name, key, _), term in self._by_word.items()}

    @cached_property
    def lists(self) -> dict[str, str]:
        """UUID of a taxonomy → the list of the vocabulary. The taxonomy of keys is not here."""
        return {self.taxonomy_id(name): name for name in TAXONOMIES}

    def taxonomy_id(self, name: str) -> str:
        return make_id("taxonomy", name)

    def attributes(self, entity: str, link_id: str, chosen: Mapping[str, Sequence[str]]) -> list[HsdsObject]:
        """Attributes of a record. chosen: list of the vocabulary → its words. entity: the table of the record."""
        made = []
        for name, keys in chosen.items():
            for key in keys:
                for language in self.languages:
                    term = self._by_word.get((name, key, language))
                    if term is None:
                        continue
                    made.append(
                        {
                            "id": make_id("attribute", link_id, term["id"]),
                            "link_id": link_id,
                            "taxonomy_term_id": term["id"],
                            "link_type": TAXONOMIES[name][0],
                            "link_entity": entity,
                            "value": key,
                            "taxonomy_term": term,
                        }
                    )
        return made

    def find_ids(self, chosen: Mapping[str, Sequence[str]]) -> list[str]:
        """The terms of words in every language. chosen: list of the vocabulary → its words."""
        wanted = ((name, key, language) for name, keys in chosen.items() for key in keys for language in self.languages)
        return [self._by_word[row]["id"] for row in wanted if row in self._by_word]

    def key_attribute(self, entity: str, link_id: str, key: str) -> HsdsObject:
        """The attribute that carries the key of a record."""
        return {
            "id": make_id("attribute", link_id, KEY_TYPE),
            "link_id": link_id,
            "taxonomy_term_id": _KEY_TERM["id"],
            "link_type": KEY_TYPE,
            "link_entity": entity,
            "value": key,
            "taxonomy_term": _KEY_TERM,
        }

    @cached_property
    def _by_word(self) -> dict[tuple[str, str, str], HsdsObject]:
        return {
            (name, word.key, language): self._make_term(name, word, language)
            for name in TAXONOMIES
            for word in vocabulary.words(name).values()
            for language in self.languages
        }

    def _make_taxonomy(self, name: str) -> HsdsObject:
        _, title, description = TAXONOMIES[name]
        uri = f"{self.site}/{self.languages[0]}/needs/" if self.site and name == "needs" else ""
        return drop_empty({"id": self.taxonomy_id(name), "name": title, "description": description, "uri": as_uri(uri)})

    def _make_term(self, name: str, word: vocabulary.Word, language: str) -> HsdsObject:
        label = word.label(language)
        code = f"{TAXONOMIES[name][0]}:{word.key}"
        uri = f"{self.site}/{language}/need/{word.key}/" if self.site and name == "needs" else ""
        return drop_empty(
            {
                "id": make_id("taxonomy_term", name, word.key, language),
                "code": code if language == self.languages[0] else f"{code}.{language}",
                "name": label,
                "description": f"{label}: {word.hint(language)}" if word.hint(language) else label,
                "taxonomy": TAXONOMIES[name][1],
                "taxonomy_detail": self._make_taxonomy(name),
                "language": language,
                "taxonomy_id": self.taxonomy_id(name),
                "term_uri": as_uri(uri),
            }
        )
