"""What went wrong with a request, as problem details (RFC 9457)."""

from typing import Any

BASE = "/api/problems"
"""Types are addresses under this path; each is a page of words."""

TITLES = {
    "parameter": "A parameter is not right",
    "not-found": "There is no such thing in this edition",
    "no-such-page": "There is no such page",
    "no-such-address": "There is no such address",
    "unknown-postcode": "This postcode is not known",
    "method": "This address does not take this method",
    "too-many": "Too many requests",
    "not-ready": "The data are being made ready",
    "not-published": "This directory is not published yet",
    "failed": "Something went wrong on our side",
}
"""Kind of problem → title."""
_STATUSES = {
    "parameter": 400,
    "not-found": 404,
    "no-such-page": 404,
    "no-such-address": 404,
    "unknown-postcode": 404,
    "method": 405,
    "too-many": 429,
    "not-ready": 503,
    "not-published": 503,
    "failed": 500,
}


class ProblemError(Exception):
    """kind: of ``TITLES``. detail: what is wrong and what would be right. parameter: which one, "" for none. headers: to
    send with it."""

    def __init__(self, kind: str, detail: str, *, parameter: str = "", headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.parameter = parameter
        self.headers = headers or {}

    @property
    def status(self) -> int:
        return _STATUSES[self.kind]

    def as_dict(self, instance: str) -> dict[str, Any]:
        """instance: address that was asked for, without its query."""
        found = {
            "type": f"{BASE}#{self.kind}",
            "title": TITLES[self.kind],
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
        }
        return {**found, "parameter": self.parameter} if self.parameter else found
