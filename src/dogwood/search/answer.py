"""What a search gives back."""

from dataclasses import dataclass, field
from typing import Any

from dogwood.edition.records import UrgentRecord

from .engines.port import FacetCounts
from .highlights import Part
from .understand import Intent
from .why import Reason, label_reason


@dataclass(frozen=True, slots=True)
class Alike:
    """A place of the same house and kind as the result that it was folded into."""

    key: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One record. kind: as in the facet. summary: for a guide, its passage that fits best, question first. url: path on
    the readers' site. miles: statute miles as the crow flies, None without places. checked_on: ISO partial date.
    language: of title and summary; another than asked for where the record has no words in it. is_closed, successor:
    key of the record that took over. reasons: codes for outputs that label them by themselves. alike: further places of the same house, which stand in no other result."""

    key: str
    kind: str
    title: str
    summary: str
    url: str
    language: str
    distance_miles: float | None = None
    checked_on: str | None = None
    is_closed: bool = False
    successor: str = ""
    reasons: tuple[Reason, ...] = ()
    title_parts: tuple[Part, ...] = ()
    summary_parts: tuple[Part, ...] = ()
    alike: tuple[Alike, ...] = ()

    def as_dict(self, language: str) -> dict[str, Any]:
        return {
            "key": self.key,
            "kind": self.kind,
            "title": self.title,
            "summary": self.summary,
            "url": self.url,
            "distance_miles": self.distance_miles,
            "checked_on": self.checked_on,
            "why": [label_reason(reason, language) for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """query: as asked, cut to 240 characters. language: of the reader. total: records that match, which can be more
    than ``results``. facets: facet → value → records. suggestions: other spellings, where nothing was found.
    is_widened: True where not every idea had to match, for too few results did. corrected: the words as they were read
    where a slip was mended, "" else; asking with ``is_exact`` searches them as typed. urgent: what stands above all
    results, emergencies first; each names a guide whose care card of its level is shown, a listing to call, or both."""

    query: str
    language: str
    intent: Intent
    total: int = 0
    results: tuple[SearchResult, ...] = ()
    facets: FacetCounts = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    is_widened: bool = False
    corrected: str = ""
    urgent: tuple[UrgentRecord, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For JSON, with ``why`` in the reader's language."""
        return {
            "query": self.query,
            "intent": self.intent.as_dict(),
            "total": self.total,
            "results": [result.as_dict(self.language) for result in self.results],
            "facets": self.facets,
            "suggestions": list(self.suggestions),
            "urgent": [
                {name: getattr(record, name) for name in ("key", "level", "title", "advice", "guide", "listing")}
                for record in self.urgent
            ],
        }
