"""Links of a page that is a file: relative, and naming the file, so that they work from a USB stick too."""

import re
from posixpath import relpath

_VALUE = re.compile(r'(\s[a-z-]+=")(/(?!/)[^"]*)(")', re.IGNORECASE)
_BASE = re.compile(r"\sdata-(?:home|catalog|cards)=\"\Z", re.IGNORECASE)
"""Attributes whose value scripts add to, which run only where a web server finds a folder's page."""
_HAS_ENDING = re.compile(r"\.[a-z0-9]+\Z", re.IGNORECASE)
INDEX = "index.html"
ROOT_FILES = ("worker.js",)


def file_of(address: str) -> str:
    """Address of a page or file → its place below the folder: "/en/guide/pain/" → "en/guide/pain/index.html"."""
    path = address.split("#")[0].split("?")[0].strip("/")
    if not path:
        return INDEX
    return path if _HAS_ENDING.search(path) else f"{path}/{INDEX}"


def make_relative(html: str, address: str) -> str:
    """``html`` of the page at ``address`` with every link of ours relative to it."""
    here = file_of(address).rpartition("/")[0] or "."

    def rewrite(found: re.Match[str]) -> str:
        before, value, after = found.groups()
        path = re.split(r"[?#]", value, maxsplit=1)[0]
        if _BASE.search(before):
            target = relpath(path.strip("/") or ".", here)
            return f"{before}{target}{'/' if path.endswith('/') else ''}{after}"
        return f"{before}{relpath(file_of(path), here)}{value[len(path) :]}{after}"

    return _VALUE.sub(rewrite, html)


def find_links(html: str) -> set[str]:
    """Addresses of ours that ``html`` leads to, without what follows ? and #."""
    return {re.split(r"[?#]", value, maxsplit=1)[0] for _, value, _ in _VALUE.findall(html)}
