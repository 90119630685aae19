"""Headings: which ones announce listings, and of what kind; which ones end them."""

import re
from dataclasses import dataclass

from dogwood.places import find_county, find_state, find_town

from .roles import is_question, rate_name

_PLURALS = (
    ("event", "website", r"events?|calendar|upcoming|eventos|calendario|walks and runs"),
    ("website", "website", r"web ?sites?|internet(?: resources| sites)?|on the web|on ?line resources|on ?line|websites|links|sitios(?: de)? (?:web|internet)|p[aá]ginas web|enlaces|en internet"),
    ("video", "video", r"videos?|videotapes|dvds?|films|audio ?tapes|pel[ií]culas"),
    ("magazine", "magazine", r"magazines?|newsletters?|journals|revistas|boletines"),
    ("booklet", "booklet", r"booklets?|brochures?|pamphlets?|fact ?sheets?|folletos"),
    ("book", "book", r"books?|reading(?: list)?|suggested reading|further reading|recommended reading|publications?|bibliography|libros?|lecturas?|publicaciones|bibliograf[ií]a"),
    (
        "service", "",
        r"resources?|organi[sz]ations?|agencies|support groups|groups|hot ?lines|help ?lines|clinics|hospitals|centers|programs|services|listings|directory|contacts?|phone numbers|numbers to call|associations|foundations|"
        r"providers|shops|stores|boutiques|camps|retreats|funds|financial (?:help|assistance|aid)|assistance|transportation|lodging|where to (?:get|find|go for|turn for) (?:help|support|more|information).*|who to call|for (?:more|further) (?:help|information)|getting help|"
        r"get help|help (?:in|near|with) .*|recursos?|organizaciones|agencias|grupos(?: de apoyo)?|l[ií]neas? de ayuda|cl[ií]nicas|hospitales|centros|programas|servicios|asociaciones|fundaciones|d[oó]nde (?:pedir|encontrar|obtener) ayuda|contactos|ayuda econ[oó]mica",
    ),
)  # fmt: skip
_PATTERNS = tuple(
    (
        kind,
        re.compile(
            rf"(?:(?:[^\W\d_][\w'’.-]*|&|,|/|{index})\s{{1,2}}){{0,6}}?(?:{words})(?:\s?(?:,|&|/|and|or|y|o)\s?(?:more|m[aá]s|other [\w ]{{3,30}}|otros [\w ]{{3,30}}|[^\W\d_][\w-]*(?:\s[^\W\d_][\w-]*){{0,2}}))?"
            rf"(?:\s(?:for|in|on|of|about|near|by|to|para|en|de|sobre|from|around)\s[^.!?]{{1,50}})?\s?(?:\([^()]{{1,40}}\))?\s?:?\Z",
            re.IGNORECASE,
        ),
    )
    for index, (kind, _, words) in enumerate(_PLURALS, 1)
)
_SINGULAR = re.compile(
    r"\b(?:center|centre|foundation|society|association|institute|council|coalition|project|network|university|hospital|clinic|league|alliance|church|house|program|fund|club|inc|centro|fundaci[oó]n|sociedad|asociaci[oó]n|instituto)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Section:
    """kind: ``service``, ``book``, ``booklet``, ``video``, ``magazine``, ``website``, ``event``; "" for prose.
    level: of its heading, 9 for unstyled ones. is_said: a heading names it; else it was guessed from the entries.
    area: town or county that a heading names, with its line."""

    kind: str = ""
    level: int = 9
    is_said: bool = False
    area: str = ""
    area_line: int = 0

    @property
    def publication_type(self) -> str:
        return self.kind if self.kind in {"book", "booklet", "video", "magazine", "website"} else ""


def find_section_kind(heading: str) -> str:
    """The kind of listings that a heading announces: ``Books and More`` gives book; "" for any other text."""
    text = " ".join(heading.split()).strip(" :*_•-–—").rstrip(":")
    text = re.sub(
        r"\A(?:chapter|section|part|appendix|cap[ií]tulo)?\s?(?:[0-9]{1,2}|[A-Z]|[IVX]{1,4})[.:)]\s", "", text
    )
    if not text or len(text) > 80 or len(text.split()) > 10 or re.search(r"[0-9]{3}|@|\.\s", text):
        return ""
    if is_question(text) and not re.match(r"(?:where|who|d[oó]nde|qui[eé]n)\b", text, re.IGNORECASE):
        return ""
    plain = text.rstrip("?")
    for kind, pattern in _PATTERNS:
        if pattern.match(plain):
            if kind == "service" and _SINGULAR.search(_before_plural(plain)):
                return ""
            return kind
    return ""


def _before_plural(text: str) -> str:
    """The words before the last one, where ``Cancer Center Services`` shows that one place is meant."""
    return " ".join(text.split()[:-1]) if len(text.split()) > 2 else ""


def find_area(heading: str) -> str:
    """The town, county or state that a heading names and nothing else; "" for none."""
    text = heading.strip(" :*_•-–—")
    if len(text) > 40 or not text or not rate_name(text) >= 0.6:
        return ""
    if re.search(r"\bcount(?:y|ies)\Z|\Acondado de\b", text, re.IGNORECASE):
        return text
    bare = re.sub(r",\s*(?:N\.?C\.?|North Carolina)\Z", "", text)
    if find_town(bare) or find_state(bare) or (find_county(bare) and len(bare) > 3):
        return text
    found = re.fullmatch(r"([A-Z][\w .'-]{1,30}),\s*([A-Z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)", text)
    return text if found and find_state(found[2]) else ""
