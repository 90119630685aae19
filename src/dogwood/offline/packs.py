"""Pages → packs: what all pages share is said once, so a county of some two hundred pages is a small file.

A pack is JSON: ``{"edition", "language", "part", "heads": […], "feet": […], "pages": {path: [title, head, main, foot]},
"files": {path: [content type, text]}}``. path: without slashes at its ends ("en/guide/pain"). head, foot: numbers in the
two lists; in them ``\\x01`` stands for the title and ``\\x02`` for the path below its language, with its final slash.
``static/worker.js`` puts the pages together again.
"""

import gzip
import json
import re
from dataclasses import dataclass, field
from typing import Any

from .errors import OfflineError

TITLE, REST = "\x01", "\x02"
_MAIN, _END = "<main", "</main>"
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ELSEWHERE = re.compile(
    r'<meta (?:name="(?:description|robots)"|property="[^"]*")[^>]*>\n?'
    r'|<link rel="(?:canonical|alternate)"[^>]*>\n?'
    r'|<script type="application/ld\+json">.*?</script>\n?',
    re.DOTALL,
)
"""What only search engines and previews read."""


@dataclass
class Pack:
    """One part in one language."""

    edition: int
    language: str
    part: str
    heads: dict[str, int] = field(default_factory=dict)
    feet: dict[str, int] = field(default_factory=dict)
    pages: dict[str, tuple[str, int, str, int]] = field(default_factory=dict)
    files: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add_page(self, path: str, html: str, languages: tuple[str, ...]) -> None:
        """path: "/en/guide/pain/". languages: of the edition, whose twins the page links to. Raises OfflineError."""
        title, head, main, foot = split_page(path, html, languages)
        at_head = self.heads.setdefault(head, len(self.heads))
        at_foot = self.feet.setdefault(foot, len(self.feet))
        self.pages[path.strip("/")] = (title, at_head, main, at_foot)

    def add_file(self, path: str, kind: str, body: bytes) -> None:
        self.files[path.strip("/")] = (kind, body.decode())

    def as_json(self) -> dict[str, Any]:
        return {
            "edition": self.edition,
            "language": self.language,
            "part": self.part,
            "heads": list(self.heads),
            "feet": list(self.feet),
            "pages": self.pages,
            "files": self.files,
        }


def split_page(path: str, html: str, languages: tuple[str, ...]) -> tuple[str, str, str, str]:
    """Title, what stands before ``main``, ``main``, what stands after. Raises OfflineError for what is not such a page."""
    head, start, rest = html.partition(_MAIN)
    main, end, foot = rest.partition(_END)
    found = _TITLE.search(head)
    if not (start and end and found):
        raise OfflineError(f"{path} is no page of the readers' site: it has no title or no main part.")
    title = found[1]
    head = _ELSEWHERE.sub("", head.replace(found[0], f"<title>{TITLE}</title>"))
    own = path.strip("/").partition("/")[2]
    if own:
        for tag in languages:
            head = head.replace(f"/{tag}/{own}/", f"/{tag}/{REST}")
            foot = foot.replace(f"/{tag}/{own}/", f"/{tag}/{REST}")
    return title, head, start + main + end, foot


def compress(value: Any) -> bytes:
    """JSON, packed; the same value gives the same bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), 9, mtime=0)
