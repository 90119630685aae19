"""What a page asks for, and what it keeps: for tests that a reader's words stay on the device."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Download, Page, Request


class Watch:
    """Every request of a page's context from now on. site: address that all must begin with."""

    def __init__(self, page: Page, site: str) -> None:
        self.site = site
        self.requests: list[Request] = []
        page.context.on("request", lambda request: self.requests.append(request))

    def assert_quiet(self, *words: str) -> None:
        """Only pages, scripts and pictures of the site itself were asked for, by GET, without a query or a body, and
        none of ``words`` is in any of it."""
        for request in self.requests:
            if request.url.startswith(("blob:", "data:")):
                continue
            parts = urlsplit(request.url)
            assert request.url.startswith(self.site), request.url
            assert request.method == "GET" and request.post_data is None, request.url
            assert not parts.query, request.url
            sent = request.url.partition("#")[0] + str(request.headers)
            assert not [word for word in words if word in sent], request.url


def read_download(download: Download) -> str:
    path = download.path()
    # newline="": vCard and iCalendar end their lines with CRLF
    with Path(path).open(encoding="utf-8", newline="") as file:
        return file.read()


def kept(page: Page) -> str:
    """All that this origin keeps on the device."""
    return str(page.evaluate("JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie"))
