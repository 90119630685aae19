"""Which column holds what: from its heading in English or Spanish, and from what stands in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from dogwood.places import find_county, find_state, find_zip

from ..cells.hours import read_hours
from ..cells.phones import read_phones
from ..cells.places import read_place
from ..cells.values import fold, is_nothing, read_emails, read_languages, read_web
from ..drafts import Column
from ..errors import MappingError


@dataclass(frozen=True, slots=True)
class Target:
    """A field that a column can go to. is_many: several columns can. headings: as sheets call it, in both languages."""

    label: str
    headings: str
    is_many: bool = False


#: In the order in which the desk offers them. Headings are compared folded: lower case, no accents, no punctuation.
TARGETS: dict[str, Target] = {
    "name": Target(
        "Name",
        "name|organization name|agency name|program name|service name|facility name|provider name|site name|resource name"
        "|facility|program|resource|agency|provider|title|nombre|nombre de la organizacion|nombre del programa|nombre del servicio|programa|servicio|recurso",
    ),
    "organization": Target("Run by (organization)", "organization|organisation|parent organization|org|run by|operated by|organizacion|institucion|entidad"),
    "other_names": Target("Other names", "other names|alternate name|alternative name|aka|also known as|acronym|former name|otros nombres|nombre alternativo|siglas", True),
    "ident": Target("The source's own number or id", "id|record id|row id|uid|uuid|identifier|record number|no|number id|key|site id|facility id|location id|service id|clave|identificador"),
    "service_type": Target("Type", "category|type|service type|kind|type of service|resource type|categoria|tipo|tipo de servicio|clase"),
    "summary": Target("In one sentence", "summary|short description|short desc|brief description|resumen|descripcion breve|descripcion corta"),
    "description": Target("Description", "description|services|services provided|details|about|service description|program description|what they do|descripcion|servicios|detalles|acerca de", True),
    "phone": Target("Phone", "phone|phone number|telephone|telephone number|phones|tel|contact number|main phone|phone 1|phone 2|number|contact phone|telefono|numero de telefono|telefonos|tel no|linea", True),
    "toll_free": Target("Toll-free phone", "toll free|tollfree|toll free number|toll free phone|800 number|hotline|linea gratuita|numero gratuito|llamada gratis", True),
    "tty": Target("TTY", "tty|tdd|tty number|tty tdd|tty phone", True),
    "text": Target("Text message number", "text|sms|text number|text line|mensaje de texto", True),
    "fax": Target("Fax", "fax|fax number|facsimile|numero de fax", True),
    "extension": Target("Extension", "extension|ext|phone extension|phone ext|extension telefonica"),
    "email": Target("E-mail", "email|e mail|email address|e mail address|contact email|correo|correo electronico|correo e", True),
    "website": Target("Web address", "website|web site|web|url|web address|homepage|link|site|internet|sitio web|pagina web|pagina de internet|enlace", True),
    "address": Target("Address (street, or all of it)", "address|street address|street|address 1|address1|address line 1|location|full address|physical address|mailing address|domicilio|direccion|calle|ubicacion"),
    "address_2": Target("Suite, floor", "address 2|address2|address line 2|suite|unit|apt|address 3|piso|oficina|direccion 2", True),
    "city": Target("City", "city|town|municipality|ciudad|municipio|pueblo|poblacion"),
    "state": Target("State", "state|st|state province|province|estado"),
    "zip": Target("ZIP code", "zip|zip code|zipcode|postal code|postcode|zip5|codigo postal|cp"),
    "county": Target("County", "county|county name|condado"),
    "latitude": Target("Latitude", "latitude|lat|y|latitud"),
    "longitude": Target("Longitude", "longitude|lon|lng|long|x|longitud"),
    "point": Target("Coordinates in one cell", "latlon|lat lon|latlng|lat long|lonlat|coordinates|geo|geolocation|gps|coordenadas|geocode"),
    "hours": Target("Hours", "hours|hours of operation|opening hours|days|days and hours|office hours|schedule|times|open hours|business hours|days open|days of operation|horario|horas|horarios|dias|horas de atencion|horario de atencion", True),
    "opens": Target("Opens at", "opens|open|opens at|opening time|time open|start time|open time|abre|hora de apertura|apertura"),
    "closes": Target("Closes at", "closes|close|closes at|closing time|time close|end time|close time|cierra|hora de cierre|cierre"),
    "languages": Target("Languages", "languages|language|languages spoken|languages served|idiomas|idioma|lenguas|lenguajes"),
    "needs": Target("Needs it meets", "needs|services needed|topics|necesidades|temas"),
    "audiences": Target("For whom (our words)", "audiences|audience|audiencias"),
    "formats": Target("How one is served", "formats|format|delivery|formato|modalidad"),
    "eligibility": Target("Who may use it", "eligibility|who may use it|people served|population served|populations served|served|eligibility requirements|requirements|who can get help|target population|elegibilidad|requisitos|personas atendidas|poblacion"),
    "cost": Target("Cost", "cost|costs|fee|fees|price|cost of service|costo|costos|precio|tarifa|cuota"),
    "insurance": Target("Insurance taken", "insurance|insurance accepted|payment|accepted payments|payment accepted|seguro|seguro medico|formas de pago"),
    "documents": Target("What to bring", "documents|required documents|what to bring|documentos|que traer"),
    "accessibility": Target("Accessibility", "accessibility|ada|wheelchair|wheelchair access|accesibilidad"),
    "waiting_time": Target("Waiting time", "waiting time|wait time|wait|tiempo de espera|espera"),
    "area_note": Target("Area served, in words", "area served|service area|service areas|counties served|areas served|coverage|coverage area|area de servicio|cobertura"),
    "note": Target("Keep in the note for editors", "notes|note|comments|comment|remarks|internal notes|notas|nota|comentarios|observaciones", True),
}  # fmt: skip
#: Words that tell what a column holds whatever stands beside them: "source fax", "City/Town".
_TELLING = {
    "phone": "phone", "telephone": "phone", "telefono": "phone", "fax": "fax", "tty": "tty", "email": "email",
    "website": "website", "zip": "zip", "city": "city", "ciudad": "city", "county": "county", "condado": "county",
    "latitude": "latitude", "longitude": "longitude", "hours": "hours", "horario": "hours", "languages": "languages",
    "idiomas": "languages",
}  # fmt: skip
SKIP = "skip"
"""A column that is read by nobody: neither field nor note."""
_SAMPLE = 200


@cache
def _by_heading() -> dict[str, str]:
    return {heading: name for name, target in TARGETS.items() for heading in target.headings.split("|")}


def guess_heading(heading: str) -> str:
    """The field that a heading names; "" for none that is known."""
    text = re.sub(r"\s\d$", "", fold(re.sub(r"[_\-/]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading))))
    if not text:
        return ""
    if text in _by_heading():
        return _by_heading()[text]
    words = text.split()
    if len(text) < 5 or words[-1] == "id":  # another thing's id names nothing here
        return ""
    telling = [_TELLING[word] for word in words if word in _TELLING]
    if len(set(telling)) == 1 and len(words) <= 4:
        return telling[0]
    best = max(_by_heading(), key=lambda known: fuzz.ratio(known, text) if len(known) >= 5 else 0.0)
    return _by_heading()[best] if fuzz.ratio(best, text) >= 88 else ""


def rate_headings(cells: Sequence[str]) -> float:
    """How much a row looks like headings: known words count, numbers, long texts and repeats count against; <= 0 no."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        return 0.0
    known = len({target for cell in filled if len(cell) <= 60 and (target := guess_heading(cell))})
    data = sum(1 for cell in filled if len(cell) > 60 or re.search(r"[0-9]{3}|@|https?:", cell))
    repeats = len(filled) - len(set(filled))
    if known < 2 and not (known == 1 and len(filled) <= 3):
        return 0.0
    return known * 3 + len(filled) * 0.1 - data * 2 - repeats


def guess_columns(
    headings: Sequence[str], rows: Sequence[Sequence[str]], chosen: Mapping[str, str], remembered: Mapping[str, str]
) -> list[Column]:
    """What every column holds. chosen: heading → field, as somebody says now; remembered: as somebody said last time.

    Raises MappingError where ``chosen`` names no column or no field.
    """
    check_mapping(chosen, headings)
    columns: list[Column] = []
    for number, heading in enumerate(headings):
        cells = [row[number] for row in rows[: _SAMPLE * 5] if number < len(row) and not is_nothing(row[number])][
            :_SAMPLE
        ]
        column = Column(heading, "", "", tuple(dict.fromkeys(cells))[:3])
        if heading in chosen:
            column.target, column.why = chosen[heading], "chosen"
        elif heading in remembered and (remembered[heading] in TARGETS or remembered[heading] in {"", SKIP}):
            column.target, column.why = remembered[heading], "remembered"
        else:
            column.target, column.why = _guess(heading, cells)
        columns.append(column)
    _settle(columns, headings, rows)
    return columns


def check_mapping(chosen: Mapping[str, str], headings: Sequence[str]) -> None:
    """Raises MappingError where it names a column that is not there or a field that does not exist."""
    for heading, target in chosen.items():
        if heading not in headings:
            raise MappingError(f"There is no column “{heading}”. There are: {', '.join(headings)}.")
        if target and target != SKIP and target not in TARGETS:
            raise MappingError(f"“{target}” is not a field. There are: {', '.join(TARGETS)}; or {SKIP}.")


def _guess(heading: str, cells: Sequence[str]) -> tuple[str, str]:
    by_heading = guess_heading(heading)
    by_contents = guess_contents(cells)
    if by_heading and _agrees(by_heading, by_contents):
        return by_heading, "heading"
    if by_contents:
        return by_contents, "contents"
    return (by_heading, "heading") if by_heading else ("", "")


def _agrees(by_heading: str, by_contents: str) -> bool:
    """False where contents are plainly something else than the heading says ("Contact" that holds e-mail addresses)."""
    if not by_contents or by_heading == by_contents:
        return True
    phones = {"phone", "toll_free", "tty", "fax", "text"}
    if by_heading in phones and by_contents in phones:
        return True
    plain = {"phone", "email", "website", "point"}
    return not (
        by_contents in plain
        and by_heading not in {"note", "description", "other_names", "ident", "latitude", "longitude"}
    )


def guess_contents(cells: Sequence[str]) -> str:
    """The field that the cells of a column look like; "" for none. At least two cells, and four in five, must agree."""
    if len(cells) < 2:
        return ""
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("email", lambda cell: bool(read_emails(cell)[0]) and len(cell) < 100),
        ("website", lambda cell: bool(read_web(cell)[0]) and not read_web(cell)[1] and "@" not in cell),
        ("point", lambda cell: bool(re.fullmatch(r"\(?-?[0-9]{1,3}\.[0-9]+\s*[,;]\s*-?[0-9]{1,3}\.[0-9]+\)?", cell))),
        ("zip", lambda cell: bool(re.fullmatch(r"[0-9]{5}(-[0-9]{4})?", cell)) and find_zip(cell) is not None),
        ("phone", lambda cell: len(cell) < 80 and _is_phones(cell)),
        ("state", lambda cell: len(cell) == 2 and find_state(cell) is not None),
        ("hours", lambda cell: read_hours(cell) is not None),
        ("county", lambda cell: bool(re.search(r" county\Z", cell, re.IGNORECASE)) and find_county(cell) is not None),
        ("address", lambda cell: len(cell) < 200 and bool(read_place(address=cell).row["zip"])),
        ("languages", lambda cell: bool(read_languages(cell)[0]) and not read_languages(cell)[1]),
    )
    sample = list(cells)[:60]
    for name, is_it in tests:
        if sum(1 for cell in sample if is_it(cell)) >= max(2, 0.8 * len(sample)):
            return name
    return ""


def _is_phones(cell: str) -> bool:
    if not re.search(r"[0-9]{3}.*[0-9]{2}|[0-9]{3}[-. ][A-Z]", cell) or re.fullmatch(r"[0-9]{1,9}", cell):
        return False
    read = read_phones(cell)
    return bool(read.rows) and not read.unread


def _settle(columns: list[Column], headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Where two columns claim a field that only one can have, the surer keeps it; and some column must be the name."""
    order = {"chosen": 0, "remembered": 1, "heading": 2, "contents": 3, "": 4}
    for name, target in TARGETS.items():
        claims = sorted((column for column in columns if column.target == name), key=lambda column: order[column.why])
        if target.is_many or len(claims) < 2:
            continue
        for column in claims[1:]:
            if name == "name" and claims[0].why == "heading":
                column.target, column.why = "", ""
            else:
                column.target = "address_2" if name == "address" and column.why == "heading" else "note"
    targets = {column.target for column in columns}
    if "name" not in targets:
        for column in columns:
            if column.target == "organization" and column.why != "chosen":
                column.target, column.why = "name", f"{column.why}; nothing else is a name"
                return
        best = _find_names(columns, rows)
        if best is not None:
            columns[best].target, columns[best].why = "name", "contents"


def _find_names(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> int | None:
    """The first free column that looks like names: filled, short, mostly different, with letters."""
    for number, column in enumerate(columns):
        if column.target or column.why in {"chosen", "remembered"}:
            continue
        cells = [row[number] for row in rows[:_SAMPLE] if row[number]]
        if len(cells) < 0.8 * min(len(rows), _SAMPLE):
            continue
        lettered = sum(1 for cell in cells if re.search(r"[A-Za-z]{3}", cell) and len(cell) <= 150)
        if lettered >= 0.9 * len(cells) and len(set(cells)) >= 0.5 * len(cells):
            return number
    return None
