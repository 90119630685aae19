"""The kinds of what probes can see, and what each means for an editor."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

WEB, PHONES, ADDRESSES, EMAIL = "web", "phones", "addresses", "email"
WHATS = [
    (WEB, _("Web addresses")),
    (PHONES, _("Phone numbers")),
    (ADDRESSES, _("Street addresses")),
    (EMAIL, _("E-mail domains")),
]
HIGH, MEDIUM, LOW = "high", "medium", "low"
SEVERITIES = [(HIGH, _("Look today")), (MEDIUM, _("Look soon")), (LOW, _("Good to know"))]


@dataclass(frozen=True, slots=True)
class Problem:
    """label: for the desk. severity: as a rule; what was seen may weigh otherwise. withholds: the value is left out of
    the next edition until an editor dismisses it. stays: a later probe that does not see it does not take it back."""

    what: str
    label: Any
    severity: str
    withholds: bool = False
    stays: bool = False


PROBLEMS: dict[str, Problem] = {
    "repurposed": Problem(WEB, _("The domain is parked, for sale or another's"), HIGH, withholds=True, stays=True),
    "closing-words": Problem(WEB, _("The page says that something closed"), HIGH),
    "not-found": Problem(WEB, _("The page is not there"), HIGH),
    "refused-address": Problem(WEB, _("The address leads where a probe does not go"), MEDIUM),
    "moved-domain": Problem(WEB, _("It leads to another domain"), MEDIUM),
    "tls": Problem(WEB, _("The secure connection is not right"), MEDIUM),
    "drift": Problem(WEB, _("The page says something else than last time"), MEDIUM, stays=True),
    "redirect-loop": Problem(WEB, _("It leads round in a circle"), MEDIUM),
    "unreachable": Problem(WEB, _("It could not be reached"), LOW),
    "server-error": Problem(WEB, _("The host reports an error of its own"), LOW),
    "too-slow": Problem(WEB, _("It is too slow or too large to read"), LOW),
    "unreadable": Problem(WEB, _("What it sends is no web page"), LOW),
    "refused": Problem(WEB, _("It turns programs away; look with a browser"), LOW),
    "number-invalid": Problem(PHONES, _("Not a number that can be dialled"), HIGH),
    "vanity-mismatch": Problem(PHONES, _("The letters and the digits are two numbers"), HIGH),
    "number-type": Problem(PHONES, _("Another kind of number than it says"), MEDIUM),
    "number-shared": Problem(PHONES, _("Two organizations have the same number"), MEDIUM),
    "zip-unknown": Problem(ADDRESSES, _("There is no such ZIP code"), MEDIUM),
    "zip-state": Problem(ADDRESSES, _("The ZIP code is in another state"), HIGH),
    "zip-city": Problem(ADDRESSES, _("The ZIP code is another town's"), MEDIUM),
    "zip-county": Problem(ADDRESSES, _("The ZIP code is in another county"), LOW),
    "mail-domain": Problem(EMAIL, _("The domain of the e-mail address does not exist"), HIGH),
    "mail-none": Problem(EMAIL, _("The domain takes no mail"), MEDIUM),
    "mail-unreachable": Problem(EMAIL, _("The name servers gave no answer"), LOW),
}
UNREACHED = frozenset({"unreachable", "mail-unreachable", "mail-domain"})
"""What says as much of this machine as of the host: it counts only when the run reached others. "No such name" is among
them, for that is what many a name server without a way out says of every name."""
KINDS = [(kind, problem.label) for kind, problem in PROBLEMS.items()]
WITHHOLDING = tuple(kind for kind, problem in PROBLEMS.items() if problem.withholds)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose value it is. field: of the listing, as checks call it."""

    subject: str
    key: str
    field: str
    name: str = ""

    def as_json(self) -> list[str]:
        return [self.subject, self.key, self.field, self.name]


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that a probe saw. seen: in one sentence. evidence: more, such as the page's own words. signature: what
    makes it the same thing again; when it changes a dismissed finding opens again. severity: "" as the kind has it."""

    kind: str
    holder: Holder
    value: str
    seen: str
    evidence: str = ""
    signature: str = ""
    severity: str = ""

    @property
    def weight(self) -> str:
        return self.severity or PROBLEMS[self.kind].severity


@dataclass(frozen=True, slots=True)
class Look:
    """What came of looking at one item. seen: everything found. checked: kinds that this look could tell of, so that one
    of them that was found before and not now is over. is_reached: somebody answered. error: why it could not be looked at. retry_after: the host asks to come
    back after so many seconds, 0 when it does not. memory: for the next time."""

    seen: tuple[Seen, ...] = ()
    checked: frozenset[str] = frozenset()
    is_reached: bool = False
    error: str = ""
    retry_after: float = 0.0
    memory: dict[str, Any] = field(default_factory=dict)


def kinds_of(what: str, but: Iterable[str] = ()) -> frozenset[str]:
    """All kinds of ``what`` that a later look can take back, but for ``but``."""
    return frozenset(
        kind for kind, problem in PROBLEMS.items() if problem.what == what and not problem.stays
    ) - frozenset(but)
