"""All packs, indexes and catalogs of an edition, as files."""

import datetime as dt
import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dogwood.edition.file import EditionReader

from .index import DeviceIndex
from .packs import Pack, compress
from .parts import CORE, STATE, divide
from .places import list_places, list_sayings
from .rendered import Render, Rendered
from .urgent import list_urgent

_MEDIA = re.compile(r'="[./]*/?(media/[\w.-]+)"')
_NOT_KEPT = re.compile(r"\.png$|/worker\.js$")
"""Files that an app's installation fetches by itself, or that no kept page asks for."""


@dataclass(frozen=True)
class Site:
    """What the packs are made from. addresses: language → addresses of its pages and files. render: address → page as it
    is kept. static: addresses of static files. words: language → words of the app on kept pages (``kept``, ``old``)."""

    reader: EditionReader
    addresses: Callable[[str], Sequence[str]]
    render: Render
    static: Sequence[str]
    words: Callable[[str], dict[str, str]]


def build_packs(site: Site) -> Iterator[tuple[str, bytes]]:
    """(path below ``offline/``, bytes) of every file. The same edition and software give the same bytes on any day."""
    for language in site.reader.manifest.languages:
        yield from _build_language(site, language)


def _build_language(site: Site, language: str) -> Iterator[tuple[str, bytes]]:
    manifest = site.reader.manifest
    partition = divide(site.reader)
    packs: dict[str, Pack] = {}
    assets = {path.lstrip("/") for path in site.static if not _NOT_KEPT.search(path)}
    for address in site.addresses(language):
        parts = partition.parts_of_path(address.lstrip("/").partition("/")[2])
        found = site.render(address) if parts else None
        if found is None:
            continue
        page = Rendered(*found)
        if not page.is_page and page.kind not in {"text/calendar", "application/json"}:
            continue
        for part in parts:
            pack = packs.setdefault(part, Pack(manifest.number, language, part))
            if page.is_page:
                html = page.body.decode()
                assets.update(_MEDIA.findall(html))
                pack.add_page(address, html, manifest.languages)
            else:
                pack.add_file(address, page.kind, page.body)
    index = DeviceIndex(site.reader, language, partition)
    packs.setdefault(STATE, Pack(manifest.number, language, STATE))
    files: dict[str, bytes] = {}
    for part, pack in sorted(packs.items()):
        files[f"{part}.pack"] = compress(pack.as_json())
        more = _knowledge(site.reader, language, index) if part == CORE else {}
        files[f"{part}.index"] = compress({**index.of_part(part), **more})
    name = _digest(files)
    sizes = {part: len(files[f"{part}.pack"]) + len(files[f"{part}.index"]) for part in packs}
    bodies = [Rendered(*found).body for path in sorted(assets) if (found := site.render(f"/{path}")) is not None]
    catalog = {
        "edition": manifest.number,
        "name": name,
        "built": manifest.built_at.astimezone(dt.UTC).isoformat(),
        "language": language,
        "words": site.words(language),
        "parts": {part: sizes[part] for part in sorted(packs)},
        "assets": sorted(assets),
        "assetBytes": sum(min(len(body), len(compress_bytes(body))) for body in bodies),
    }
    yield from ((f"{name}/{language}/{file}", body) for file, body in files.items())
    yield f"{language}.json", json.dumps(catalog, ensure_ascii=False, separators=(",", ":")).encode()


def compress_bytes(body: bytes) -> bytes:
    """As a web server would send it."""
    return gzip.compress(body, 9, mtime=0)


def _knowledge(reader: EditionReader, language: str, index: DeviceIndex) -> dict[str, Any]:
    return {**list_places(), **list_sayings(reader, index.words()), **list_urgent(reader, language)}


def _digest(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + hashlib.sha256(files[name]).digest())
    return digest.hexdigest()[:12]
