"""Forms without cookies: a signed token says which form it is and when it was shown; limits keep floods out."""

import hashlib
import secrets
import time

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest

SALT = "dogwood.tell-us"
QUICKEST = 2.0
"""Seconds under which nobody fills a form."""
LONGEST = 12 * 3600
PER_ADDRESS, ADDRESS_SECONDS = 6, 600
PER_HOUR = 300
"""Answers taken from one network address in ten minutes, and from all in an hour."""


class FormError(Exception):
    """A form that cannot be taken. name: of the words that say why (``problem_stale``)."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


def make_token(purpose: str) -> str:
    """A token for one showing of the form ``purpose``."""
    return signing.dumps([purpose, time.time(), secrets.token_hex(8)], salt=SALT)


def check_token(token: str, purpose: str) -> None:
    """Raises FormError where ``token`` is not that of a form ``purpose``, shown a while ago and not sent before."""
    try:
        named, shown_at, nonce = signing.loads(token, salt=SALT, max_age=LONGEST)
    except (signing.BadSignature, ValueError, TypeError):
        raise FormError("problem_stale") from None
    if named != purpose:
        raise FormError("problem_stale")
    if time.time() - shown_at < QUICKEST:
        raise FormError("problem_quick")
    if not cache.add(f"tell-us-sent-{nonce}", 1, LONGEST):
        raise FormError("problem_stale")


def check_flood(request: HttpRequest) -> None:
    """Raises FormError where too many answers came from this address, or from all. Addresses are kept hashed, in memory,
    for ten minutes."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.IS_BEHIND_TLS:  # the proxy in front says who asks; what a client wrote there itself stands further left
        address = request.headers.get("X-Forwarded-For", address).rsplit(",", 1)[-1].strip()
    name = hashlib.sha256(f"{_salt()}{address}".encode()).hexdigest()[:20]
    if _count(f"tell-us-from-{name}", ADDRESS_SECONDS) > PER_ADDRESS or _count("tell-us-all", 3600) > PER_HOUR:
        raise FormError("problem_many")


def _salt() -> str:
    return str(cache.get_or_set("tell-us-salt", lambda: secrets.token_hex(16), 86_400))


def _count(name: str, seconds: int) -> int:
    cache.add(name, 0, seconds)
    try:
        return int(cache.incr(name))
    except ValueError:  # it ran out in between
        return 1
