"""Says in English and Spanish what a place is: one sentence for lists, and more where there is more."""

import re
from dataclasses import dataclass

from .joining import Place
from .sources import STATES, Site

_SPANISH_STATES = {
    "DC": "Distrito de Columbia", "HI": "Hawái", "LA": "Luisiana", "MI": "Míchigan", "MS": "Misisipi", "MO": "Misuri",
    "NC": "Carolina del Norte", "NH": "Nuevo Hampshire", "NJ": "Nueva Jersey", "NM": "Nuevo México", "NY": "Nueva York",
    "OR": "Oregón", "PA": "Pensilvania", "SC": "Carolina del Sur", "VA": "Virginia",
}  # fmt: skip
_ENGLISH_STATES = {code: name for name, code in STATES.items()} | {"DC": "D.C."}

_SCHOOL = re.compile(
    r"\b(elementary|elem|middle|high|schools?|academy|magnet|intermediate|early college|charter|student)\b|\bprimary$",
    re.I,
)
_NOT_SCHOOL = re.compile(r"\b(high country|high point|high house)\b", re.I)
_SPECIAL = {
    "dental": re.compile(r"dental|dentist", re.I),
    "pharmacy": re.compile(r"pharmacy", re.I),
    "children": re.compile(r"pediatric", re.I),
    "mind": re.compile(r"behavioral|psychiatr|mental", re.I),
    "other": re.compile(r"chiropract|optometr|podiatr|orthop", re.I),
}
_GENERAL = re.compile(r"family medicine|medical|adult|primary care|\bFM\b", re.I)
_OWN_NAME = re.compile(r"\bmedical centers?\b", re.I)
_AND_DENTAL = re.compile(r"\bat \w+ and dental$", re.I)

_KINDS = {
    "general": ("Community health center", "Centro de salud comunitario"),
    "school": ("Health center site at a school", "Sede de un centro de salud en una escuela"),
    "dental": ("Dental site of a community health center", "Sede dental de un centro de salud comunitario"),
    "pharmacy": ("Pharmacy of a community health center", "Farmacia de un centro de salud comunitario"),
    "children": (
        "Children's clinic of a community health center",
        "Clínica infantil de un centro de salud comunitario",
    ),
    "mind": (
        "Mental health site of a community health center",
        "Sede de salud mental de un centro de salud comunitario",
    ),
    "other": ("Site of a community health center", "Sede de un centro de salud comunitario"),
}
_HOSPITALS = {
    "psychiatric": ("Psychiatric hospital", "Hospital psiquiátrico"),
    "veterans": ("Veterans Affairs hospital", "Hospital de Asuntos de Veteranos"),
    "defense": ("Military hospital", "Hospital militar"),
}


@dataclass(frozen=True)
class Wording:
    """summary: at most 160 characters. description: "" where the summary says it all."""

    summary_en: str
    summary_es: str
    description_en: str = ""
    description_es: str = ""


def find_care_kind(name: str) -> str:
    """What a health center's site is for, by its own name: ``general`` where the name does not say.

    ``other`` where the name says several things, none of them care for adults in general.
    """
    if _SCHOOL.search(_NOT_SCHOOL.sub("", name)):
        return "school"
    kinds = [kind for kind, words in _SPECIAL.items() if words.search(name)]
    if not kinds or _GENERAL.search(_OWN_NAME.sub("", name)) or _AND_DENTAL.search(name):
        return "general"
    return kinds[0] if len(kinds) == 1 else "other"


def _place_words(site: Site, county: str) -> tuple[str, str]:
    if site.state != "NC":
        state = _ENGLISH_STATES.get(site.state, site.state)
        return f"{site.city}, {state}", f"{site.city}, {_SPANISH_STATES.get(site.state, state)}"
    if not county:
        return f"{site.city}, North Carolina", f"{site.city}, Carolina del Norte"
    return f"{site.city}, {county} County", f"{site.city}, condado de {county}"


def describe(place: Place, county: str) -> Wording:
    """The words for a place from the lists that name it, and from nothing else."""
    lead = place.sites[0]
    codes = place.sources
    en, es = _place_words(lead, county)
    mammogram = "FDA" in codes and lead.source != "FDA"
    more_en = ["It has a certified mammography center."] if mammogram else []
    more_es = ["Tiene un centro de mamografía certificado."] if mammogram else []
    if lead.source == "FDA":
        if lead.mobile:
            return Wording(
                f"Certified mammography unit that travels, based in {en}. Call to ask where it will be.",
                f"Unidad móvil certificada de mamografía, con base en {es}. Llame para preguntar dónde estará.",
                "The address is that of its office.",
                "La dirección es la de su oficina.",
            )
        return Wording(f"Certified mammography center in {en}.", f"Centro de mamografía certificado en {es}.")
    if lead.source == "CMS":
        kind = next(
            (words for mark, words in _HOSPITALS.items() if mark in lead.what.lower()), ("Hospital", "Hospital")
        )
        if mammogram:
            return Wording(
                f"{kind[0]} in {en}, with a certified mammography center.",
                f"{kind[1]} en {es}, con un centro de mamografía certificado.",
            )
        return Wording(f"{kind[0]} in {en}.", f"{kind[1]} en {es}.")
    if lead.source == "NCI":
        return _describe_cancer_center(lead, en, es, more_en, more_es)
    return _describe_health_center(place, en, es, more_en, more_es)


def _describe_cancer_center(lead: Site, en: str, es: str, more_en: list[str], more_es: list[str]) -> Wording:
    if lead.what.startswith("Pediatric"):
        return Wording(
            f"Cancer center for children in {en}.",
            f"Centro de cáncer para niños en {es}.",
            " ".join(["The list of the National Cancer Institute calls it a pediatric cancer center.", *more_en]),
            " ".join(["La lista del Instituto Nacional del Cáncer lo llama centro de cáncer pediátrico.", *more_es]),
        )
    whole = lead.what.startswith("Comprehensive")
    name_en = "a comprehensive cancer center" if whole else "a cancer center"
    name_es = "centro de cáncer integral" if whole else "centro de cáncer"
    return Wording(
        f"Cancer center in {en}, named by the National Cancer Institute.",
        f"Centro de cáncer en {es}, designado por el Instituto Nacional del Cáncer.",
        " ".join([f"In 2024 the National Cancer Institute listed it as {name_en}.", *more_en]),
        " ".join([f"En 2024 el Instituto Nacional del Cáncer lo incluyó en su lista como {name_es}.", *more_es]),
    )


def _describe_health_center(place: Place, en: str, es: str, more_en: list[str], more_es: list[str]) -> Wording:
    lead = place.sites[0]
    kind = find_place_kind(place)
    name_en, name_es = _KINDS[kind]
    pay_en, pay_es = "You pay what you can.", "Usted paga según sus ingresos."
    if lead.mobile:
        dental_en, dental_es = ("dental ", "dental ") if kind == "dental" else ("", "")
        first = (
            f"Mobile {dental_en}unit of a health center, based in {en}.",
            f"Unidad {dental_es}móvil de un centro de salud, con base en {es}.",
        )
        more_en = ["The unit travels. The address is that of its base.", *more_en]
        more_es = ["La unidad viaja. La dirección es la de su base.", *more_es]
    elif all(site.seasonal for site in place.sites if site.source == "HRSA"):
        first = (f"{name_en} in {en}, open part of the year.", f"{name_es} en {es}, abierta solo parte del año.")
        if kind == "general":
            first = (first[0], first[1].replace("abierta", "abierto"))
    else:
        first = (f"{name_en} in {en}.", f"{name_es} en {es}.")
    if kind == "school":
        more_en = ["Ask whether it sees people who are not at the school.", *more_en]
        more_es = ["Pregunte si atiende a personas que no son de la escuela.", *more_es]
    others = [site.name for site in place.sites[1:] if site.source == "HRSA" and site.name != lead.name]
    if others:
        more_en.append(f"The federal list also names here: {'; '.join(others)}.")
        more_es.append(f"La lista federal también nombra aquí: {'; '.join(others)}.")
    if not any(site.phone for site in place.sites):
        more_en.append("The federal list gives no phone number. Dial 211 and ask for it.")
        more_es.append("La lista federal no da un número de teléfono. Marque 211 y pregunte.")
    return Wording(f"{first[0]} {pay_en}", f"{first[1]} {pay_es}", " ".join(more_en), " ".join(more_es))


def find_place_kind(place: Place) -> str:
    """The care kind of a health center's place: ``general`` as soon as one of its rows is."""
    kinds = [find_care_kind(site.name) for site in place.sites if site.source == "HRSA"]
    return "general" if "general" in kinds or not kinds else kinds[0]
