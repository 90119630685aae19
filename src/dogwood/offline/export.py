"""The whole site as files, for any plain web host or a USB stick.

Everything is read straight from the files, scripts or not. Where a web server serves the folder, the search and the app
that keeps pages run too: their packs lie in ``offline/``.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from pathlib import Path

from dogwood.facts.language import name_language

from .build import Site, build_packs
from .errors import ExportError
from .links import INDEX, file_of, find_links, make_relative
from .rendered import Render, Rendered

MARK = ".dogwood-export"
"""A file that says that a folder is an export, which a newer one may replace."""
_REFERRER = '<meta name="referrer" content="no-referrer">'


def relative(render: Render) -> Callable[[str], tuple[str, bytes] | None]:
    """``render`` with relative links."""

    def found(address: str) -> tuple[str, bytes] | None:
        answer = render(address)
        if answer is None or answer[0] != "text/html":
            return answer
        html = make_relative(answer[1].decode(), address)
        return answer[0], html.replace("<head>", f"<head>\n{_REFERRER}", 1).encode()

    return found


def export_static(site: Site, folder: Path, *, title: str) -> int:
    """Write everything into ``folder``, whole or not at all; returns the number of files. ``site.render`` gives pages with
    links as the readers' site has them. title: of the page that asks for the language. Raises ExportError, OSError."""
    folder = folder.resolve()
    _check(folder)
    aside = folder.with_name(f".{folder.name}.writing-{os.getpid()}")
    try:
        count = 0
        for path, body in _all_files(site, title):
            target = aside / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(body)
            count += 1
        (aside / MARK).write_text("Written by “dogwood export static”; the next one replaces it.\n", encoding="utf-8")
        before = folder.with_name(f".{folder.name}.before-{os.getpid()}")
        if folder.exists():
            folder.rename(before)
        try:
            aside.rename(folder)
        except OSError:
            if before.exists():
                before.rename(folder)
            raise
        shutil.rmtree(before, ignore_errors=True)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return count


def _check(folder: Path) -> None:
    if folder.is_file():
        raise ExportError(f"{folder} is a file. Name a folder that is empty or does not exist yet.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise ExportError(
            f"{folder} holds something that is no export of Dogwood. Nothing was touched. Name an empty or a new folder."
        )
    if not folder.parent.is_dir():
        raise ExportError(f"There is no folder {folder.parent}. Make it first, or name another.")


def _all_files(site: Site, title: str) -> Iterator[tuple[str, bytes]]:
    languages = site.reader.manifest.languages
    plain = cache(site.render)  # each page is asked for three times: itself, its links, its pack
    render = relative(plain)
    waiting = [address for language in languages for address in site.addresses(language)]
    waiting += [*site.static, "/worker.js"]
    seen = set(waiting)
    for address in waiting:  # grows meanwhile: pages lead to others
        answer = plain(address)
        if answer is None:
            continue
        if Rendered(*answer).is_page:
            for link in sorted(find_links(answer[1].decode()) - seen):
                seen.add(link)
                waiting.append(link)
        found = render(address)
        assert found is not None
        yield file_of(address), found[1]
    yield INDEX, _make_entrance(site, title).encode()
    packs = Site(site.reader, site.addresses, render, site.static, site.words)
    yield from ((f"offline/{path}", body) for path, body in build_packs(packs))


def _make_entrance(site: Site, title: str) -> str:
    """The page at the top: which language?"""
    tags = site.reader.manifest.languages
    style = next(path for path in site.static if path.endswith("/site.css")).lstrip("/")
    links = "".join(
        f'<li><a class="more" href="{tag}/{INDEX}" lang="{tag}" hreflang="{tag}">{escape(name_language(tag, tag).capitalize())}</a></li>\n'
        for tag in tags
    )
    return (
        f'<!doctype html>\n<html lang="{tags[0]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n{_REFERRER}\n'
        f'<title>{escape(title)}</title>\n<link rel="stylesheet" href="{style}">\n</head>\n'
        f'<body>\n<main id="main"><div class="in">\n<h1>{escape(title)}</h1>\n<ul>\n{links}</ul>\n</div></main>\n</body>\n</html>\n'
    )
