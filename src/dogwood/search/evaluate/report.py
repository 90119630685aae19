"""Figures of a run, for people and for programs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .measures import find_percentile

COLUMNS = ("ndcg@10", "mrr@10", "success@1", "success@5", "recall@100")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One query. values: by ``COLUMNS``. milliseconds: of the page that a reader gets. has_urgent: a care card stood
    above the results."""

    language: str
    kind: str
    values: tuple[float, ...]
    milliseconds: float
    has_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over ``queries`` queries; p50 and p95 in milliseconds a query."""

    queries: int
    values: tuple[float, ...]
    p50: float
    p95: float

    def as_dict(self) -> dict[str, float]:
        means = {name: round(value, 4) for name, value in zip(COLUMNS, self.values, strict=True)}
        return {"queries": self.queries, **means, "p50_ms": round(self.p50, 3), "p95_ms": round(self.p95, 3)}


@dataclass(frozen=True, slots=True)
class Report:
    """searched: what the queries ran against, in words. documents: how many that holds. unjudged: queries left aside,
    for nothing helps them. skipped: judged documents left aside, for they are unknown. typos: the seed, or None."""

    collection: str
    split: str
    searched: str
    documents: int
    outcomes: tuple[Outcome, ...]
    unjudged: int = 0
    skipped: int = 0
    typos: int | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def overall(self) -> Figures:
        return average(self.outcomes)

    @property
    def languages(self) -> dict[str, Figures]:
        return self._by([outcome.language for outcome in self.outcomes])

    @property
    def kinds(self) -> dict[str, Figures]:
        found = self._by([outcome.kind for outcome in self.outcomes])
        return {} if set(found) == {""} else found

    @property
    def urgent(self) -> dict[str, int]:
        """How often a care card stood first: where the query was of kind ``urgent``, and where it was not."""
        asked = [outcome for outcome in self.outcomes if outcome.kind == "urgent"]
        others = [outcome for outcome in self.outcomes if outcome.kind != "urgent"]
        return {
            "asked": len(asked),
            "shown": sum(outcome.has_urgent for outcome in asked),
            "shown_elsewhere": sum(outcome.has_urgent for outcome in others),
        }

    def as_dict(self) -> dict[str, Any]:
        return {
            "collection": self.collection,
            "split": self.split,
            "searched": self.searched,
            "documents": self.documents,
            "typos": self.typos,
            "unjudged_queries": self.unjudged,
            "skipped_documents": self.skipped,
            "overall": self.overall.as_dict(),
            "languages": {name: figures.as_dict() for name, figures in self.languages.items()},
            "kinds": {name or "(none)": figures.as_dict() for name, figures in self.kinds.items()},
            "urgent": self.urgent,
        }

    def as_text(self) -> str:
        """A table, one line a group."""
        head = f"{'':<14}{'queries':>8}" + "".join(f"{name:>12}" for name in (*COLUMNS, "p50 ms", "p95 ms"))
        rows = [("overall", self.overall), *self.languages.items()]
        rows += [(f"· {name or '(none)'}", figures) for name, figures in self.kinds.items()]
        lines = [f"{self.collection} ({self.split}): {self.searched}, {self.documents} documents.", "", head]
        lines += [_line(name, figures) for name, figures in rows]
        lines.append("")
        if self.typos is not None:
            lines.append(f"Each query has one typo (seed {self.typos}).")
        if self.unjudged:
            lines.append(f"{self.unjudged} queries are left aside: no document is said to help them.")
        if self.skipped:
            lines.append(f"{self.skipped} judged documents are left aside: they are unknown here.")
        if self.urgent["asked"]:
            lines.append("A care card stood first for {shown} of {asked} urgent queries, ".format(**self.urgent) +
                         f"and for {self.urgent['shown_elsewhere']} others.")  # fmt: skip
        return "\n".join(lines).rstrip() + "\n"

    def _by(self, names: Sequence[str]) -> dict[str, Figures]:
        groups: dict[str, list[Outcome]] = {}
        for name, outcome in zip(names, self.outcomes, strict=True):
            groups.setdefault(name, []).append(outcome)
        return {name: average(groups[name]) for name in sorted(groups)}


def average(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of ``outcomes``; all 0 for none."""
    count = len(outcomes)
    sums = [sum(outcome.values[at] for outcome in outcomes) for at in range(len(COLUMNS))]
    times = [outcome.milliseconds for outcome in outcomes]
    return Figures(
        count, tuple(total / max(1, count) for total in sums), find_percentile(times, 0.5), find_percentile(times, 0.95)
    )


def _line(name: str, figures: Figures) -> str:
    values = "".join(f"{value:>12.4f}" for value in figures.values)
    return f"{name:<14.14}{figures.queries:>8}{values}{figures.p50:>12.2f}{figures.p95:>12.2f}"
