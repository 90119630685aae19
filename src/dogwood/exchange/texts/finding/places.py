"""Street addresses, boxes, towns with their state, ZIP codes."""

import re

from dogwood.places import all_states, find_state, find_zip

from .spans import Span, overlaps

_CODES = "|".join(sorted(state.code for state in all_states()))
_NAMES = "|".join(sorted((re.escape(state.name) for state in all_states()), key=len, reverse=True))
_DOTTED = r"N\.\s?C\.|S\.\s?C\.|D\.\s?C\.|N\.\s?Y\.|N\.\s?J\.|N\.\s?H\.|N\.\s?M\.|N\.\s?D\.|S\.\s?D\.|R\.\s?I\.|W\.\s?Va\.|Va\.|Ga\.|Tenn\.|Md\.|Fla\.|Pa\.|Calif\.|Mass\.|Ill\.|Tex\."
_STATE = rf"(?:(?:{_CODES})(?![\w.])|(?:{_NAMES})\b|{_DOTTED})"
_ABBREVIATED = {
    "va": "VA",
    "ga": "GA",
    "tenn": "TN",
    "md": "MD",
    "fla": "FL",
    "pa": "PA",
    "calif": "CA",
    "mass": "MA",
    "ill": "IL",
    "tex": "TX",
    "w.va": "WV",
}
_ZIP = r"[0-9]{5}(?:\s?[-–]\s?[0-9]{4})?(?![\w-])"
_WORD = r"(?:[A-Z][\w'’-]{1,24}|St\.|Ft\.|Mt\.|of|the|and|de|la|el|on|las|los)"
_CITY = r"(?:[A-Z][\w'’-]{1,24}|St\.|Ft\.|Mt\.)(?:[ -](?:[A-Z][\w'’-]{1,24}|of|the|de|la|el)){0,3}"
_TOWN = re.compile(
    rf"(?P<city>{_CITY})\s?,\s{{0,3}}(?P<state>{_STATE})(?:[,\s]{{1,3}}(?P<zip>{_ZIP}))?|(?P<city2>{_CITY})\s{{1,2}}(?P<state2>{_STATE})[,\s]{{1,3}}(?P<zip2>{_ZIP})"
)
_KINDS = (
    "Street|St|Avenue|Ave|Av|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Court|Ct|Circle|Cir|Place|Pl|Parkway|Pkwy|Highway|Hwy|Plaza|Square|Sq|Way|Terrace|Ter|Trail|Trl|"
    "Loop|Pike|Turnpike|Broadway|Row|Alley|Crossing|Xing|Commons|Extension|Ext|Route|Rt|Hill|Park|Walk|Bypass|Calle|Avenida"
)
_STREET = re.compile(
    rf"(?<![\w.,$#/-])[0-9]{{1,6}}(?:-[0-9]{{1,4}})?[A-Z]?(?:\s?½)?\s{{1,2}}(?:(?:{_WORD}|[0-9]{{1,3}}(?:st|nd|rd|th)|[NSEW](?:[EW])?\.?|US|NC|SC|I-[0-9]{{1,3}}|Hwy\.?)\s{{1,2}}){{0,6}}?"
    rf"(?:(?:{_KINDS})\b\.?(?:\s(?:[NSEW][EW]?\b\.?|North|South|East|West|[0-9]{{1,4}}(?![0-9])))?)"
)
_CALLE = re.compile(
    r"\b(?:Calle|Avenida|Av\.|Carretera)\s(?:[A-ZÁÉÍÓÚÑ][\w.-]{0,24}\s|de\s|del\s|la\s){1,5}(?:#|No\.?\s?)?[0-9]{1,5}\b"
)
_BOX = re.compile(
    r"\b(?:P\.?\s?O\.?\s?Box|Post Office Box|Apartado(?: Postal)?|Caller Box|Campus Box|CB)\s?#?\s?[0-9][\w-]{0,9}",
    re.IGNORECASE,
)
_SUITE = re.compile(
    r"\s{0,2},?\s{0,3}((?:Suite|Ste\.?|Unit|Apt\.?|Room|Rm\.?|Floor|Bldg\.?|Building|#)\s?#?\s?[\w-]{1,8}\b|[0-9]{1,2}(?:st|nd|rd|th) Floor\b)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[\s,;|•·–—-]{0,5}\Z")
_FIRST_WORDS = re.compile(
    r"\A(?:in|at|near|to|the|of|from|and|The|In|At|Near|Of|Call|Visit|Box|Suite|Located|Our|For)\s"
)


def find_places(text: str) -> list[Span]:
    """Every address in ``text``: a street or box with its town, or a town with its state alone. Values: rows with
    address, address_2, city, state (two letters), zip, and ``state_written``."""
    streets: list[tuple[int, int, str, str]] = []
    for pattern in (_STREET, _BOX, _CALLE):
        for hit in pattern.finditer(text):
            end = hit.end()
            suite = _SUITE.match(text, end)
            if suite:
                end = suite.end()
            if not any(a < end and hit.start() < b for a, b, _, _ in streets):
                streets.append((hit.start(), end, hit[0].strip(), suite[1].strip() if suite else ""))
    streets.sort()
    spans: list[Span] = []
    used: set[int] = set()
    for hit in _TOWN.finditer(text):
        span = _read_town(text, hit, streets, used)
        if span is not None:
            spans.append(span)
    for number, (start, end, street, room) in enumerate(streets):
        if number not in used and not overlaps(spans, start, end):
            row = {"address": street, "address_2": room, "city": "", "state": "", "state_written": "", "zip": ""}
            spans.append(Span(start, end, "place", row, False, "The town is not said."))
    return sorted(spans, key=lambda one: one.start)


def _read_town(text: str, hit: re.Match[str], streets: list[tuple[int, int, str, str]], used: set[int]) -> Span | None:
    city, state, code = (
        (hit["city"] or hit["city2"] or "").strip(),
        hit["state"] or hit["state2"],
        hit["zip"] or hit["zip2"] or "",
    )
    start = hit.start()
    while (first := _FIRST_WORDS.match(city)) is not None:
        start += first.end()
        city = city[first.end() :]
    if not city or (find_state(city.strip(" ,")) is not None and not code):
        return None
    known = _find_state_code(state)
    if not known:
        return None
    street = suite = ""
    before = [number for number, one in enumerate(streets) if one[1] <= start + 2 and number not in used]
    for number, (a, b, _, _) in enumerate(streets):
        if (
            a < start < b <= hit.end() and number not in used
        ):  # the street took the town's first word: 5 Park | Hill, NC
            before.append(number)
    if before:
        number = before[-1]
        a, b, words, room = streets[number]
        if b <= start and _JOINT.match(text[b:start]) and "\n\n" not in text[b:start]:
            street, suite = words, room
            start = a
            used.add(number)
            if number - 1 in before and _JOINT.match(text[streets[number - 1][1] : a]):  # a street and a box
                suite = suite or words
                street, start = streets[number - 1][2], streets[number - 1][0]
                used.add(number - 1)
    sure, note = True, ""
    zip5 = code[:5]
    if zip5:
        where = find_zip(zip5)
        if where is None or where.state != known:
            sure, note = (
                False,
                f"ZIP code {zip5} is {'in ' + where.state if where else 'not in the list of ZIP codes'}.",
            )
    row = {
        "address": street,
        "address_2": suite,
        "city": " ".join(city.split()),
        "state": known,
        "state_written": state,
        "zip": re.sub(r"\s", "", code),
    }
    return Span(start, hit.end(), "place", row, sure, note)


def _find_state_code(written: str) -> str:
    plain = written.replace(" ", "").rstrip(".").lower()
    if plain in _ABBREVIATED:
        return _ABBREVIATED[plain]
    state = find_state(written.replace(" ", "") if "." in written else written)
    return state.code if state else ""
