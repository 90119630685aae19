"""The gate's report: what was held back or stopped, why, and what to do about it."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Verdict = Literal["hold_back", "stop", "notice"]


@dataclass(frozen=True)
class Finding:
    """One case. field: "" for the whole record. reason: what is wrong. remedy: what an editor does about it."""

    verdict: Verdict
    record_type: str
    key: str
    language: str
    field: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.record_type} {self.key} ({self.language})" + (f", {self.field}" if self.field else "")
        return f"{self.verdict.replace('_', ' ')}: {where}: {self.reason} {self.remedy}"


def is_whole(finding: Finding) -> bool:
    """True when the whole record is held back, not one of its fields."""
    return finding.verdict == "hold_back" and not finding.field


@dataclass
class GateReport:
    """All findings of one build."""

    findings: list[Finding] = field(default_factory=list)

    def add(self, verdict: Verdict, identity: tuple[str, str, str], field_name: str, reason: str, remedy: str) -> None:
        self.findings.append(Finding(verdict, *identity, field_name, reason, remedy))

    @property
    def stops(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.verdict == "stop"]

    @property
    def held_back(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.verdict == "hold_back"]

    def as_list(self) -> list[dict[str, Any]]:
        return [asdict(finding) for finding in self.findings]


class GateStoppedError(Exception):
    """There is no edition: the report says why."""

    def __init__(self, report: GateReport) -> None:
        self.report = report
        lines = "\n".join(f"- {finding}" for finding in report.stops[:50])
        super().__init__(f"The gate stopped this edition ({len(report.stops)} reasons):\n{lines}")
