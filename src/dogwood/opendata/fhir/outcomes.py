"""Problems as FHIR tells them: OperationOutcome."""

from django.http import HttpRequest, HttpResponse

from dogwood.opendata.answers import as_bytes
from dogwood.opendata.problems import TITLES, ProblemError

from .words import FHIR_JSON

_CODES = {
    "parameter": "invalid",
    "not-found": "not-found",
    "no-such-page": "not-found",
    "no-such-address": "not-supported",
    "method": "not-supported",
    "too-many": "throttled",
    "not-ready": "transient",
    "not-published": "transient",
    "failed": "exception",
}
"""Kind of problem → code of IssueType."""


class NotAcceptableError(ProblemError):
    """The client takes nothing that is there. It says what there is."""

    def __init__(self, detail: str, *, parameter: str = "") -> None:
        super().__init__("parameter", detail, parameter=parameter)

    @property
    def status(self) -> int:
        return 406


class UnknownParameterError(ProblemError):
    """A parameter that a client who wants strict handling gave, and that is none."""

    def __init__(self, detail: str, *, parameter: str) -> None:
        super().__init__("parameter", detail, parameter=parameter)


def write_outcome(problem: ProblemError) -> dict[str, object]:
    code = _CODES.get(problem.kind, "processing")
    if isinstance(problem, NotAcceptableError | UnknownParameterError):
        code = "not-supported"
    issue: dict[str, object] = {
        "severity": "fatal" if problem.status >= 500 else "error",
        "code": code,
        "details": {"text": TITLES[problem.kind]},
        "diagnostics": "".join(sign if sign.isprintable() else "�" for sign in problem.detail),
    }
    return {"resourceType": "OperationOutcome", "issue": [issue]}


def answer_outcome(request: HttpRequest, problem: ProblemError) -> HttpResponse:
    headers = {"Cache-Control": "no-store", **problem.headers}
    return HttpResponse(
        as_bytes(write_outcome(problem)), status=problem.status, content_type=FHIR_JSON, headers=headers
    )
