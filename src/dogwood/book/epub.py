"""A plan as EPUB 3: one page a part, a contents, links in place of page numbers, languages marked.

The file's dates are those of the edition's day, so the same plan gives the same bytes.
"""

import uuid
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from .outline import Line, walk_part
from .plan import Plan
from .saying import Plain, Say

_STYLE = """body{font-family:sans-serif;line-height:1.5;margin:1em}h1,h2,h3,h4,h5,h6{font-family:serif;line-height:1.25;color:#86193f}
h3,h4,h5,h6{color:inherit}p{margin:.5em 0}p.tight{margin:.15em 0}.cover{text-align:center}
"""
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""


def write_epub(plan: Plan) -> bytes:
    """The book as EPUB 3, with the metadata of EPUB Accessibility 1.1."""
    data = plan.data
    pages: list[tuple[str, str, str, list[Line]]] = []
    for volume in data["volumes"]:
        number = 0
        for part in volume["parts"]:
            lines = list(walk_part(volume, part))
            if lines:
                number += 1
                pages.append((f"{volume['lang']}-{number:03}.xhtml", volume["lang"], lines[0].text, lines))
    homes = {line.label: name for name, _, _, lines in pages for line in lines if line.label}
    files: list[tuple[str, str]] = [("META-INF/container.xml", _CONTAINER), ("EPUB/style.css", _STYLE)]
    files += [(f"EPUB/{volume['lang']}-000.xhtml", _cover(volume)) for volume in data["volumes"]]
    for name, language, title, lines in pages:
        files.append((f"EPUB/{name}", _page(name, language, title, lines, homes)))
    covers = [f"{volume['lang']}-000.xhtml" for volume in data["volumes"]]
    spine = sorted([*covers, *(name for name, *_ in pages)], key=lambda name: _order(name, data))
    files.append(("EPUB/nav.xhtml", _nav(data, pages)))
    files.append(("EPUB/package.opf", _package(plan, spine)))
    return _zip(files, data["date"])


def _order(name: str, data: Plain) -> tuple[int, str]:
    languages = [volume["lang"] for volume in data["volumes"]]
    return languages.index(name.rpartition("-")[0]), name


def _zip(files: list[tuple[str, str]], date: str) -> bytes:
    out = BytesIO()
    moment = (max(1980, int(date[:4])), int(date[5:7]), int(date[8:10]), 0, 0, 0)
    with zipfile.ZipFile(out, "w") as archive:
        for name, text, method in [
            ("mimetype", "application/epub+zip", zipfile.ZIP_STORED),
            *((name, text, zipfile.ZIP_DEFLATED) for name, text in files),
        ]:
            info = zipfile.ZipInfo(name, moment)
            info.compress_type = method
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, text)
    return out.getvalue()


def _document(language: str, title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}"><head><meta charset="UTF-8"/>'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="style.css"/></head><body>{body}</body></html>\n'
    )


def _cover(volume: Plain) -> str:
    cover = volume["cover"]
    rows = [cover["area"], cover["edition"], volume["printed"]]
    if cover["recalls"]:
        rows.append(f"{volume['words']['recall_text']} {_flat(cover['recalls'])}")
    body = f"<h1>{escape(volume['title'])}</h1>" + "".join(f"<p>{_said(row)}</p>" for row in rows if row)
    return _document(volume["lang"], volume["title"], f'<section class="cover" epub:type="titlepage">{body}</section>')


def _flat(said: Say) -> str:
    return said if isinstance(said, str) else "".join(run["s"] for run in said)


def _page(name: str, language: str, title: str, lines: list[Line], homes: dict[str, str]) -> str:
    body: list[str] = []
    is_in_list = False
    for line in lines:
        if line.is_item != is_in_list:
            body.append("<ul>" if line.is_item else "</ul>")
            is_in_list = line.is_item
        text = _said(line.said, homes, name)
        if line.to and line.to in homes:
            text = f"<a href={quoteattr(_address(line.to, homes, name))}>{_said(line.said)}</a>"
        label = f" id={quoteattr(_anchor(line.label))}" if line.label else ""
        if line.level:
            body.append(f"<h{line.level}{label}>{_said(line.said)}</h{line.level}>")
        elif line.is_item:
            body.append(f"<li{label}>{text}</li>")
        else:
            tight = ' class="tight"' if line.is_tight else ""
            body.append(f"<p{label}{tight}>{text}</p>")
    if is_in_list:
        body.append("</ul>")
    return _document(language, title, "\n".join(body))


def _said(said: Say, homes: dict[str, str] | None = None, here: str = "") -> str:
    if isinstance(said, str):
        return escape(said)
    found = []
    for run in said:
        text = escape(run["s"])
        if run.get("b"):
            text = f"<strong>{text}</strong>"
        if run.get("i"):
            text = f"<em>{text}</em>"
        if "l" in run:
            text = f'<span lang="{run["l"]}" xml:lang="{run["l"]}">{text}</span>'
        if homes and run.get("to") in homes:
            text = f"<a href={quoteattr(_address(run['to'], homes, here))}>{text}</a>"
        if "at" in run:
            text += f" ({escape(run['at'])})"
        found.append(text)
    return "".join(found)


def _address(label: str, homes: dict[str, str], here: str) -> str:
    home = homes[label]
    return f"{'' if home == here else home}#{_anchor(label)}"


def _anchor(label: str) -> str:
    return label.replace(".", "-")


def _nav(data: Plain, pages: list[tuple[str, str, str, list[Line]]]) -> str:
    rows = []
    for volume in data["volumes"]:
        own = [(name, title) for name, language, title, _ in pages if language == volume["lang"]]
        inner = "".join(f'<li><a href="{name}">{escape(title)}</a></li>' for name, title in own)
        language = volume["lang"]
        rows.append(f'<li lang="{language}" xml:lang="{language}"><a href="{language}-000.xhtml">{escape(volume["title"])}</a><ol>{inner}</ol></li>')  # fmt: skip
    first = data["volumes"][0]
    title = first["words"]["contents_title"]
    return _document(
        data["lang"], title, f'<nav epub:type="toc" id="toc"><h1>{escape(title)}</h1><ol>{"".join(rows)}</ol></nav>'
    )


def _package(plan: Plan, spine: list[str]) -> str:
    data = plan.data
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"dogwood:{plan.checksum}")
    languages = "".join(f"<dc:language>{volume['lang']}</dc:language>" for volume in data["volumes"])
    items = "".join(
        f'<item id="p{number}" href="{name}" media-type="application/xhtml+xml"/>' for number, name in enumerate(spine)
    )
    refs = "".join(f'<itemref idref="p{number}"/>' for number in range(len(spine)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        f'unique-identifier="id" xml:lang="{data["lang"]}"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{identity}</dc:identifier><dc:title>{escape(data["title"])}</dc:title>{languages}'
        f"<dc:creator>{escape(data['author'])}</dc:creator><dc:date>{data['date']}</dc:date>"
        f'<meta property="dcterms:modified">{data["date"]}T00:00:00Z</meta>'
        '<meta property="schema:accessMode">textual</meta><meta property="schema:accessModeSufficient">textual</meta>'
        '<meta property="schema:accessibilityFeature">structuralNavigation</meta>'
        '<meta property="schema:accessibilityFeature">tableOfContents</meta>'
        '<meta property="schema:accessibilityFeature">readingOrder</meta>'
        '<meta property="schema:accessibilityHazard">none</meta>'
        '<meta property="schema:accessibilitySummary">Text only, with headings in order and languages marked.</meta>'
        '</metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="css" href="style.css" media-type="text/css"/>{items}</manifest><spine>{refs}</spine></package>\n'
    )
