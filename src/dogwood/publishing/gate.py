"""The gate: what may not be published is held back, or there is no edition.

*Hold back*: a record or field is left out, with its reason and remedy in the report, and what refers to it says so in
words. *Stop*: no edition, because following a link would lead nowhere (a key that does not exist). *Notice*: it is
published and carries a notice in every output (DESIGN.md, "The edition").
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dogwood.checks.models import CheckPolicy
from dogwood.edition.records import (
    Block,
    CareCardBlock,
    DirectoryRecord,
    GuideRecord,
    ListingRecord,
    ListingsBlock,
    PageRecord,
    PublicationRecord,
    Record,
    SeeAlsoBlock,
    StatisticBlock,
    UrgentRecord,
)
from dogwood.facts.freshness import Freshness
from dogwood.facts.prose import KEY_SCHEMES, ItemList, Prose, ProseNode, Span, Spans

from .collect import Collected
from .report import GateReport, is_whole

AWAITING_CLINICAL_REVIEW = "awaiting_clinical_review"
AWAITING_LANGUAGE_REVIEW = "awaiting_language_review"
TRANSLATION_BEHIND = "translation_behind"


@dataclass
class Passed:
    """What came through the gate."""

    records: list[Record]
    report: GateReport
    held_back: set[tuple[str, str]] = field(default_factory=set)


def pass_gate(
    collected: Collected, policy: CheckPolicy, today: dt.date, held_back: Iterable[tuple[str, str]] = ()
) -> Passed:
    """Apply every rule to what was collected. The report names each case; ``report.stops`` not empty: no edition.

    held_back: (record type, key) of what an earlier build held back and was not collected again.
    """
    gate = _Gate(collected, policy, today)
    gate.held_back = set(held_back) - {record.identity[:2] for record in collected.records}
    gate.held_back |= {(finding.record_type, finding.key) for finding in collected.report.findings if is_whole(finding)}
    for rule in (gate.hold_back_unsafe, gate.hold_back_unsourced, gate.hold_back_lapsed, gate.hold_back_untranslated):
        gate.apply(rule)
    gate.close_listings()
    gate.check_urgent()
    gate.mend_references()
    gate.add_notices()
    return Passed(gate.records, gate.report, gate.held_back)


class _Gate:
    def __init__(self, collected: Collected, policy: CheckPolicy, today: dt.date) -> None:
        self.records = list(collected.records)
        self.unsafe = collected.unsafe
        self.languages = collected.languages
        self.report = collected.report
        self.policy = policy
        self.today = today
        self.known = {(record_type, key) for record_type, key, _ in collected.identities}
        self.translated = collected.identities
        self.behind, self.read = collected.behind, collected.read
        self.held_back: set[tuple[str, str]] = set()

    def apply(self, rule: Callable[[Record], tuple[str, str] | None]) -> None:
        """Keep the records for which ``rule`` returns None; it returns (reason, remedy) for those held back."""
        kept = []
        for record in self.records:
            found = rule(record)
            if found is None:
                kept.append(record)
            else:
                self.report.add("hold_back", record.identity, "", *found)
                self.held_back.add(record.identity[:2])
        self.records = kept

    def hold_back_unsafe(self, record: Record) -> tuple[str, str] | None:
        if isinstance(record, PublicationRecord) and record.key in self.unsafe:
            return f"Marked unsafe: {self.unsafe[record.key]}", "Keep it held back, or withdraw the mark with a source."
        return None

    def hold_back_unsourced(self, record: Record) -> tuple[str, str] | None:
        if isinstance(record, GuideRecord) and not record.sources:
            return "It names no source.", "Name at least one public source."
        return None

    def hold_back_lapsed(self, record: Record) -> tuple[str, str] | None:
        if not self.policy.holds_back_lapsed or not isinstance(record, ListingRecord):
            return None
        if record.confirmation.freshness(self.today).state is Freshness.LAPSED:
            return "Not confirmed for longer than the policy allows.", "Check it and record the check."
        return None

    def hold_back_untranslated(self, record: Record) -> tuple[str, str] | None:
        if not self.policy.requires_translation or not isinstance(record, GuideRecord):
            return None
        missing = [tag for tag in self.languages if ("guide", record.key, tag) not in self.translated]
        return (f"Not translated into {', '.join(missing)}.", "Translate it.") if missing else None

    def close_listings(self) -> None:
        """A closed listing keeps its name, its story and its successor, and loses its numbers."""
        for index, record in enumerate(self.records):
            if isinstance(record, ListingRecord) and record.status.is_closed and record.phones:
                update = {"phones": (), "withheld": {**record.withheld, "phone": "closed"}}
                self.records[index] = record.model_copy(update=update)
                self.report.add(
                    "hold_back",
                    record.identity,
                    "phone",
                    "The listing is closed; its numbers are not published.",
                    "Nothing, if it is closed. Otherwise correct its status.",
                )

    def check_urgent(self) -> None:
        """Urgent words whose guide has no card of their level, or whose listing cannot be called, are told: readers still
        see the words' own advice. Guides are collected at every build, listings only where they changed."""
        cards = {
            (record.key, block.level)
            for record in self.records
            if isinstance(record, GuideRecord)
            for block in record.body
            if isinstance(block, CareCardBlock)
        }
        silent = {record.key for record in self.records if isinstance(record, ListingRecord) and not record.phones}
        for record in self.records:
            if not isinstance(record, UrgentRecord) or record.language != self.languages[0]:
                continue
            if record.guide and ("guide", record.guide) in self.known and (record.guide, record.level) not in cards:
                self.report.add(
                    "notice",
                    record.identity,
                    "guide",
                    f"The guide “{record.guide}” has no care card of the level “{record.level}”.",
                    "Name a guide that has one, or add the card.",
                )
            if record.listing in silent:
                self.report.add(
                    "notice",
                    record.identity,
                    "listing",
                    f"The listing “{record.listing}” has no number that can be published.",
                    "Name a listing that someone answers.",
                )

    def mend_references(self) -> None:
        """A reference to what does not exist stops the edition; one to what was held back is taken out."""
        for index, record in enumerate(self.records):
            gone: set[tuple[str, str]] = set()
            for target in sorted(record.references()):
                if target not in self.known:
                    self.report.add(
                        "stop",
                        record.identity,
                        "",
                        f"It refers to the {target[0]} “{target[1]}”, which does not exist or is not live.",
                        "Correct the reference, or publish what it refers to.",
                    )
                elif target in self.held_back:
                    gone.add(target)
            statistics = self._drop_unsourced_statistics(record)
            if statistics is not record:
                self.records[index] = record = statistics
            if gone:
                self.records[index] = _without_references(record, gone)
                for target in sorted(gone):
                    self.report.add(
                        "notice", record.identity, "", f"Its link to the {target[0]} “{target[1]}” was taken out.",
                        "See why that was held back.",
                    )  # fmt: skip

    def add_notices(self) -> None:
        for index, record in enumerate(self.records):
            notices = []
            if isinstance(record, GuideRecord) and record.review.state == "pending":
                notices.append(AWAITING_CLINICAL_REVIEW)
            if record.language != self.languages[0] and record.identity not in self.read:
                notices.append(AWAITING_LANGUAGE_REVIEW)
            if record.identity in self.behind:
                notices.append(TRANSLATION_BEHIND)
            if notices:
                self.records[index] = record.model_copy(update={"notices": tuple(notices)})

    def _drop_unsourced_statistics(self, record: Record) -> Record:
        if not isinstance(record, GuideRecord):
            return record
        kept = tuple(block for block in record.body if not isinstance(block, StatisticBlock) or block.source)
        if len(kept) == len(record.body):
            return record
        self.report.add("hold_back", record.identity, "body", "A statistic names no source.", "Name its source.")
        return record.model_copy(update={"body": kept})


def _without_references(record: Record, gone: set[tuple[str, str]]) -> Record:
    """The record without any reference to one of ``gone``, whatever its type."""
    if isinstance(record, (GuideRecord, PageRecord)):
        return _without_links(record, gone)
    update: dict[str, object] = {}
    if isinstance(record, DirectoryRecord):
        update["answers_at_night"] = tuple(key for key in record.answers_at_night if ("listing", key) not in gone)
    status = getattr(record, "status", None)
    if status is not None and (record.record_type, status.successor) in gone:
        update["status"] = status.model_copy(update={"successor": ""})
    for name, record_type in (
        ("listing", "listing"),
        ("organization", "organization"),
        ("parent", "organization"),
        ("guide", "guide"),
    ):
        if (record_type, getattr(record, name, "")) in gone:
            update[name] = ""
    return record.model_copy(update=update)


def _without_links(record: GuideRecord | PageRecord, gone: set[tuple[str, str]]) -> GuideRecord | PageRecord:
    """The record with every link to one of ``gone`` taken out; the words stay."""
    return record.model_copy(update={"body": tuple(_mend_block(block, gone) for block in record.body)})


def _mend_block(block: Block, gone: set[tuple[str, str]]) -> Block:
    if isinstance(block, SeeAlsoBlock):
        return block.model_copy(update={"guides": tuple(key for key in block.guides if ("guide", key) not in gone)})
    if isinstance(block, ListingsBlock):
        return block.model_copy(update={"keys": tuple(key for key in block.keys if ("listing", key) not in gone)})
    text: Prose | None = getattr(block, "text", None)
    return block if text is None else block.model_copy(update={"text": tuple(_mend_node(node, gone) for node in text)})


def _mend_node(node: ProseNode, gone: set[tuple[str, str]]) -> ProseNode:
    if isinstance(node, ItemList):
        return node.model_copy(update={"items": tuple(_mend_spans(item, gone) for item in node.items)})
    return node.model_copy(update={"spans": _mend_spans(node.spans, gone)})


def _mend_spans(spans: Spans, gone: set[tuple[str, str]]) -> Spans:
    def mend(span: Span) -> Span:
        scheme, _, key = span.href.partition(":")
        return span.model_copy(update={"href": ""}) if scheme in KEY_SCHEMES and (scheme, key) in gone else span

    return tuple(mend(span) for span in spans)
