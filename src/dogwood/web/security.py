"""Headers of every answer (OWASP Secure Headers): nothing inline, nothing from elsewhere, nothing told to others."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
FRAMED_HEADERS = {name: value for name, value in HEADERS.items() if name != "X-Frame-Options"} | {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors *"
    ),
}
"""Of the few pages that partners show inside their own: any site may frame them, and they run no script at all."""
_FRAMED = "may_be_framed"


def allow_frames(response: HttpResponse) -> None:
    """Let other sites show ``response`` inside their pages."""
    setattr(response, _FRAMED, True)


class SecurityHeaders:
    """Django middleware that puts them on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in (FRAMED_HEADERS if getattr(response, _FRAMED, False) else HEADERS).items():
            response.headers.setdefault(name, value)
        return response
