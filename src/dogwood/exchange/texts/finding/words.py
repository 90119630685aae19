"""Hours, cost, languages and dates as sentences say them."""

import re
from functools import cache

from dogwood.exchange.imports.cells.values import fold
from dogwood.facts.language import NAMES

from .spans import Span

_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?\b\.?|weekdays|weekends|daily|every day|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?"
_CLOCK = r"(?:[0-9]{1,2}(?::[0-9]{2})?\s?(?:a\.?\s?m\b\.?|p\.?\s?m\b\.?|noon\b)|[0-9]{1,2}:[0-9]{2}|noon\b|midnight\b|mediod[ií]a\b|[0-9]{1,2}(?=\s?(?:-|–|to)\s?[0-9]{1,2}(?::[0-9]{2})?\s?(?:a|p)\.?\s?m))"
_RANGE = (
    rf"{_CLOCK}\s{{0,2}}(?:-|–|—|to|until|till|a|hasta)\s{{0,2}}(?:las\s)?(?:{_CLOCK}|[0-9]{{1,2}}(?::[0-9]{{2}})?)"
)
_HOURS = re.compile(
    rf"(?:(?:{_DAY})(?:\s{{0,2}}(?:-|–|—|to|through|thru|and|&|,|/|a|y)\s{{0,2}}(?:{_DAY})){{0,6}}[,:]?\s{{0,3}}(?:from\s|de\s)?{_RANGE}(?:\s{{0,2}}[,;&]?\s{{0,2}}(?:and\s)?(?:{_DAY}|{_RANGE}|-|–|to|through|,)){{0,12}}"
    rf"|{_RANGE},?\s{{1,2}}(?:on\s|los\s)?(?:{_DAY})(?:\s{{0,2}}(?:-|–|—|to|through|thru|and|&|,|/|a|y)\s{{0,2}}(?:{_DAY})){{0,6}}"
    r"|24\s?hours?(?: a day)?,?\s{1,2}(?:7|seven) days(?: a week)?|24/7|24 hours a day|24[- ]hours?\b|las 24 horas(?: del d[ií]a)?)",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"(?<![-\w])(?:free of charge|at no (?:cost|charge)|no (?:cost|charge)\b|without charge|(?<!toll )(?<!toll-)(?<!feel )(?<!call )free\b(?![- ](?:standing|of (?!charge)|(?:\w+ )?(?:book|brochure|publication|newsletter|material|cop(?:y|ies)|parking|magazine|subscription|information|hot ?line|help ?line|fact|pamphlet|phone|call|number|long)))|gratis\b|gratuit[oa]s?\b|sin costo)",
    re.IGNORECASE,
)
_FREE_OF_ALL = re.compile(
    r"\b(?:all|its|our|these|the)?\s?(?:services?|programs?|groups?|help|support|everything|servicios|todo)(?:\s(?:is|are|es|son|provided|offered)){0,2}\s(?:free|gratis|gratuit|at no c)",
    re.IGNORECASE,
)
_SLIDING = re.compile(
    r"\bsliding[- ](?:fee )?scale\b|\bescala m[oó]vil\b|\bpay what you can\b|\bability to pay\b", re.IGNORECASE
)
_LOW = re.compile(r"\blow[- ]cost\b|\breduced[- ](?:cost|rates?|fees?)\b|\bbajo costo\b", re.IGNORECASE)
_FEE = re.compile(r"\$\s?[0-9][0-9,.]{0,9}[0-9]|\$\s?[0-9]|\bfee\b(?! scale)", re.IGNORECASE)
_NOT_PHONE = re.compile(r"toll[- ]?\Z|feel\s\Z|call\s\Z|(?:l[ií]nea|n[uú]mero|llamada)\s\Z", re.IGNORECASE)
_EDITION = re.compile(
    r"\b(?:[0-9]{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|rev(?:ised)?\.?|updated|new|expanded)\s{1,2}(?:ed\.|edition\b|ed\b)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<![\w$.-])(?:19[0-9]{2}|20[0-9]{2})(?![\w-]|\.[0-9])")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
DATE = re.compile(
    rf"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?(?:(?:{_MONTH})\.?\s[0-9]{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?[0-9]{{1,2}})?(?:,?\s(?:19|20)[0-9]{{2}})?(?![0-9])|[0-9]{{1,2}}\sde\s(?:{_MONTH})(?:\sde\s(?:19|20)[0-9]{{2}})?|[0-9]{{1,2}}/[0-9]{{1,2}}/(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}})(?![0-9/]))"
)
EVERY = re.compile(
    r"\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th|every|each)(?:\s(?:and|&)\s(?:second|third|fourth|2nd|3rd|4th))?\s(?:other\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?:\s(?:of (?:the|each|every) month|monthly))?",
    re.IGNORECASE,
)


@cache
def _names() -> dict[str, str]:
    found = {fold(label): tag for tag, labels in NAMES.items() for label in labels.values() if tag != "mul"}
    found.update({"mandarin": "zh", "asl": "ase"})
    return found


@cache
def _language() -> re.Pattern[str]:
    """Language names as texts write them; the shortest last."""
    labels = sorted(
        {label for tag, names in NAMES.items() if tag != "mul" for label in names.values()}
        | {"Mandarin", "ASL", "espanol"},
        key=len,
        reverse=True,
    )
    return re.compile(rf"\b({'|'.join(map(re.escape, labels))})\b", re.IGNORECASE)


_BEFORE_LANGUAGE = re.compile(
    r"(?:\bin|\ben|\bspeaks?|\bspoken|\bhablan?|\bhabla|\blanguages?:?|\bidiomas?:?|\band|\by|\bor|\bo|&|,|/|\(|\bbilingual|\bbilingüe)\s{0,2}\(?\Z",
    re.IGNORECASE,
)
_AFTER_LANGUAGE = re.compile(
    r"[- ]?(?:speaking|language|interpret|hot ?line|help ?line|line|services?|materials?|speakers?|version|staff|/)",
    re.IGNORECASE,
)


def find_hours(text: str) -> list[Span]:
    """Opening hours as they are written."""
    return [
        Span(hit.start(), hit.start() + len(words), "hours", words)
        for hit in _HOURS.finditer(text)
        if (words := _strip_hours(hit[0]))
    ][:8]


def _strip_hours(words: str) -> str:
    words = words.rstrip(" ,;-–")
    return (
        words[:-1]
        if re.search(r"[^.]m\.\Z|day\.\Z", words, re.IGNORECASE) and not re.search(r"\.\s?m\.\Z", words, re.IGNORECASE)
        else words
    )


def find_cost(text: str) -> list[Span]:
    """What is said of cost: values are keys of the vocabulary's ``costs``. Only what is said of the whole is sure."""
    spans = []
    for pattern, key in ((_SLIDING, "sliding-scale"), (_LOW, "low-cost"), (_FREE, "free"), (_FEE, "fee")):
        for hit in pattern.finditer(text):
            if key == "free" and _NOT_PHONE.search(text[max(0, hit.start() - 10) : hit.start()]):
                continue
            sentence = _sentence(text, hit.start())
            sure = key == "sliding-scale" or (key == "free" and bool(_FREE_OF_ALL.search(sentence)))
            note = "" if sure else "It may hold for a part only."
            spans.append(Span(hit.start(), hit.end(), "cost", key, sure, note))
            break
    return sorted(spans, key=lambda one: not one.sure)[:1]


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(". ", 0, at) + 1, text.rfind("\n", 0, at) + 1, at - 200, 0)
    end = text.find(". ", at)
    return text[start : end if 0 <= end - at < 200 else at + 200]


def find_languages(text: str) -> list[Span]:
    """Languages in which one is served: ``in English and Spanish``, ``Spanish-speaking``. Values: tags."""
    spans: list[Span] = []
    for hit in _language().finditer(text):
        before, after = text[max(0, hit.start() - 24) : hit.start()], text[hit.end() : hit.end() + 16]
        is_joined = bool(spans) and bool(
            re.fullmatch(r"\s?(?:,|and|y|&|/|or|o|,\s?and)\s?", text[spans[-1].end : hit.start()])
        )
        direct = bool(
            re.search(
                r"(?:\bin|\ben|\bspeaks?|\bhablan?|\blanguages?:?|\bidiomas?:?|\bbilingual|\bbilingüe|\bboth)\s{0,2}\(?\s?(?:English\s(?:and|or)\s)?\Z",
                before,
                re.IGNORECASE,
            )
        )
        if not (direct or is_joined or _AFTER_LANGUAGE.match(after)) and not (
            _BEFORE_LANGUAGE.search(before)
            and re.match(r"\s?(?:and|y|&|/|,)\s?", after)
            and _language().match(text, hit.end() + len(after) - len(after.lstrip(" ,&/andy")))
        ):
            continue
        if hit[0][0].islower() and not re.search(r"[a-záéíóúñ]", hit[0]):
            continue
        spans.append(Span(hit.start(), hit.end(), "language", _names().get(fold(hit[0]), ""), direct or is_joined))
    return [one for one in spans if one.value][:8]


def find_edition(text: str) -> re.Match[str] | None:
    """``2nd ed.``, ``revised edition``."""
    return _EDITION.search(text)
