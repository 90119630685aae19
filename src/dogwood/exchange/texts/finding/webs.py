"""Web and e-mail addresses as they are written, also where a line broke them."""

import re

from .spans import Span, overlaps

_TOPS = "org|com|net|edu|gov|us|info|health|mil|biz|ca|tv|coop"
_URL = re.compile(
    r"(?:https?://|www\d?\.)[^\s<>\"“”|;,]{2,400}"
    rf"|(?<![\w@./-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{0,3}}(?=[0-9-]{{0,62}}[a-z])[a-z0-9][a-z0-9-]{{1,62}}\.(?:{_TOPS})(?![\w@-])(?:/[^\s<>\"“”|;,]{{0,300}})?",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"(?<![\w.%+-])[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,5}[A-Za-z]{2,24}"
)
_HOST = re.compile(
    r"(?:https?://)?(?:[A-Za-z0-9_-]{1,63}\.){1,8}[A-Za-z]{2,24}(?::[0-9]{1,5})?(?:[/?#]|\Z)", re.IGNORECASE
)
_TAIL = re.compile(r"(?:https?://|www\.)\S*[/\-_=?&%.~]\Z|(?:https?://|www\.?)\Z", re.IGNORECASE)
_FULL = re.compile(r"(?:https?://|www\.)\S+\Z", re.IGNORECASE)
_NEXT = re.compile(r"[A-Za-z0-9][\w\-./?=&%#~+:]*")
_MAIL_TAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]+\.?)?\Z")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,24}(?=\W*(?:\s|\Z))")


def find_webs(text: str) -> list[Span]:
    """Every e-mail and web address in ``text``, as it is written (``www.example.org``)."""
    spans: list[Span] = []
    mails = (hit for hit in _EMAIL.finditer(text) if ".." not in hit[0] and len(hit[0]) <= 254)
    spans.extend(Span(hit.start(), hit.end(), "email", hit[0]) for hit in mails)
    for hit in _URL.finditer(text):
        address = _trim(hit[0])
        if overlaps(spans, hit.start(), hit.start() + len(address)) or not _HOST.match(address):
            continue
        if "@" in address.split("//")[-1].split("/")[0]:
            continue
        spans.append(Span(hit.start(), hit.start() + len(address), "web", address))
    return sorted(spans, key=lambda one: one.start)


def _trim(address: str) -> str:
    """Without the sentence's own marks at its end."""
    address = address.rstrip(".,;:!?'’*_")
    while address.endswith((")", "]", "}")) and address.count("(") < address.count(")") + address.count(
        "]"
    ) + address.count("}"):
        address = address[:-1].rstrip(".,;:!?'’")
    return address


def is_broken_after(line: str, following: str) -> bool:
    """True where a line broke an address in two: ``http://www.example.org/breast-`` before ``health.html``."""
    last = line.split()[-1] if line.split() else ""
    first = following.split()[0] if following.split() else ""
    if not last or not first or len(last) > 400:
        return False
    last = last.lstrip('(<[“"')
    if _MAIL_TAIL.match(last):
        return bool(_DOMAIN.match(first))
    if first.startswith("@"):
        return bool(re.match(r"[\w.+-]{1,64}\Z", last)) and bool(_DOMAIN.match(first[1:]))
    if first[0] in "/." and len(first) > 2 and first[1].isalnum():
        return bool(_FULL.match(last)) and last[-1].isalnum()
    if not _TAIL.match(last) or not _NEXT.match(first):
        return False
    if last.lower().endswith(("://", "www.", "www")):
        return bool(re.match(r"\.?[\w-]+\.", first))
    is_alone = len(following.split()) == 1 and first[-1] not in ".!?"
    is_path = (
        bool(re.search(r"[/?=_~#&%]|\.(?:html?|php|aspx?|pdf|cfm|org|com|gov|edu|net)\b|\w-\w", first))
        and not first[0].isupper()
    )
    if last.endswith(".") and not last.lower().endswith("www."):
        return bool(re.match(rf"(?:{_TOPS}|html?|php|aspx?|pdf|cfm)\b", first, re.IGNORECASE))
    return (
        is_path
        or (is_alone and first[0].islower())
        or (last[-1] in "-_=?&%" and bool(re.match(r"[a-z0-9]+(?:[./]|\Z)", first)))
    )
