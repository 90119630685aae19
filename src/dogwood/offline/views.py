"""The packs, as the readers' process serves them. What is not made yet is asked for once, and made by another process."""

import logging
import subprocess
import time
from functools import cache
from typing import Any

from django.conf import settings as _settings
from django.http import Http404, HttpRequest, HttpResponse

from dogwood.search.holder import get_holder

from .shelf import Shelf

logger = logging.getLogger(__name__)
settings: Any = _settings
"""Of the readers' process, which alone has ``OFFLINE_ROOT``, ``OFFLINE_SITE`` and ``OFFLINE_BUILDER``."""
_NOT_KEPT = {"x-dogwood-until": "0"}
"""As dogwood.web.hotpath has it: an answer that is not kept as ready bytes."""
_FOREVER = "public, max-age=31536000, immutable"
_AGAIN_AFTER = 600.0
"""Seconds until packs that could not be made are asked for again."""


@cache
def get_shelf() -> Shelf:
    """The shelf of this process. Needs Django's settings (``OFFLINE_ROOT``, ``OFFLINE_SITE``)."""
    return Shelf(settings.OFFLINE_ROOT, settings.OFFLINE_SITE)


def catalog(request: HttpRequest, language: str) -> HttpResponse:
    """What there is to keep in ``language``, of which edition and how large; 503 until it is made."""
    edition = get_holder().current()
    if edition is None or language not in edition.manifest.languages:
        raise Http404
    shelf = get_shelf()
    if not shelf.has(edition.folder.name):
        builder.ask()
    folder = shelf.find_best(edition.folder.name)
    path = folder / f"{language}.json" if folder else None
    if path is None or not path.is_file():
        return HttpResponse(status=503, headers={**_NOT_KEPT, "Retry-After": "60"})
    return HttpResponse(
        path.read_bytes(), content_type="application/json", headers={**_NOT_KEPT, "Cache-Control": "no-cache"}
    )


def pack(request: HttpRequest, name: str, language: str, file: str) -> HttpResponse:
    """A pack or an index. Its name holds its hash; its bytes are packed, and every browser unpacks them."""
    path = get_shelf().find_file(f"{name}/{language}/{file}")
    if path is None:
        raise Http404
    return HttpResponse(
        path.read_bytes(),
        content_type="application/octet-stream",
        headers={"Cache-Control": _FOREVER, "Content-Encoding": "gzip"},
    )


class Builder:
    """Starts ``settings.OFFLINE_BUILDER`` where packs are missing: one at a time, and not again at once when it failed."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._asked = -_AGAIN_AFTER

    def ask(self) -> None:
        if self._child is not None and self._child.poll() is None:
            return
        now = time.monotonic()
        if now - self._asked < _AGAIN_AFTER or not settings.OFFLINE_BUILDER:
            return
        self._asked = now
        try:
            self._child = subprocess.Popen(settings.OFFLINE_BUILDER, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
        except OSError as error:
            logger.error("The packs for reading without a network cannot be made: %s", error.strerror)


builder = Builder()
