"""How names, addresses and phone numbers of public lists are written for readers, and compared with each other."""

import re

_KEPT_WORDS = """
    AMG BDIHS BRMG CCHC CCHD CFMC CHC CRCHC CWWCHC DLP FMC GCP HCCH HRMC IRMC KBR KIPP LLC LLP MAHEC MECC NC NHRMC
    NMC OBGYN OIC PA PC PLLC RCCHC RHCC STE TAPM TLC UNC UPMC US VA WH WNCCHS ECU BlueMD WakeMed CaroMont
    FirstHealth AdventHealth CarolinaEast LifeBrite CommWell CarePlex MedNorth SeniorCare MedCenter AppHealthCare
    NeighborHealth AtriumHealth McDowell McGill McGee McLean NE NW SE SW HD II III IV
"""
_KEPT = {word.upper(): word for word in _KEPT_WORDS.split()}
_SMALL = {"of", "and", "the", "at", "for", "in", "on", "to", "by", "de", "dba"}
_NAME_FIXES = {
    "WALTER B JONES CENTER LAKESIDE PSYCHIATRIC HOSPITA": "Walter B. Jones Center Lakeside Psychiatric Hospital",
    "MOSES H. CONE MEMORIAL HOSPITAL, THE": "The Moses H. Cone Memorial Hospital",
    "W.G. (BILL) HEFNER SALISBURY VA MEDICAL CENTER (SALSBURY)": "W.G. (Bill) Hefner Salisbury VA Medical Center",
    "JULIAN F KEITH ALCOHOL & DRUG ABUSE TX": "Julian F. Keith Alcohol & Drug Abuse Treatment",
    "CAROLINAS MEDICAL CENTER/BEHAV HEALTH": "Carolinas Medical Center/Behavioral Health",
    "FIRSTHEALTH MONTGOMERY MEMORIAL HOSP": "FirstHealth Montgomery Memorial Hospital",
    "WASHINGTON COUNTY HOSP INC": "Washington County Hospital Inc",
    "BRYNN MARR HOSP": "Brynn Marr Hospital",
    "Sidney Kimmel Comprehensive Cancer at Center at Johns Hopkins University": (
        "Sidney Kimmel Comprehensive Cancer Center at Johns Hopkins University"
    ),
    "United Heatlh Centers @Peters Creek Parkway": "United Health Centers @ Peters Creek Parkway",
    "Murfreesboro Primay Care": "Murfreesboro Primary Care",
    "LEWISTON COMMMUNITY HEALTH CTR": "Lewiston Community Health Center",
    "WINDSOR COMMUNITY HEALTH CTR": "Windsor Community Health Center",
    "MAEHC at Asheville High": "MAHEC at Asheville High",
    "Good Samaritan Clinic Mobile Unit.": "Good Samaritan Clinic Mobile Unit",
    "Womack AMC (FT Bragg)": "Womack AMC (Ft Bragg)",
    "Kintegra at Flat Rock MIddle": "Kintegra at Flat Rock Middle",
    "Kintegrea at Drexel Elementary": "Kintegra at Drexel Elementary",
    "Blue Ride Health Mobile Dental Bus": "Blue Ridge Health Mobile Dental Bus",
}
"""Names that a list cuts at 50 characters, shortens or misspells, with the same name written out."""

_TOWN_FIXES = {
    "Frankin": "Franklin", "Holly Spring": "Holly Springs", "Fuquay Varina": "Fuquay-Varina", "Mt Airy": "Mount Airy",
    "Winston Salem": "Winston-Salem", "Mt. Airy": "Mount Airy", "Mt. Olive": "Mount Olive",
}  # fmt: skip
"""Towns that one list spells in another way than the others."""

_STREET_WORDS = {
    "STREET": "ST", "ROAD": "RD", "DRIVE": "DR", "DRRIVE": "DR", "BOULEVARD": "BLVD", "AVENUE": "AVE", "HIGHWAY": "HWY",
    "PARKWAY": "PKWY", "LANE": "LN", "COURT": "CT", "CIRCLE": "CIR", "PLACE": "PL", "SQUARE": "SQ", "TERRACE": "TER",
    "CENTER": "CTR", "NORTH": "N", "SOUTH": "S", "EAST": "E", "WEST": "W", "NORTHEAST": "NE", "NORTHWEST": "NW",
    "SOUTHEAST": "SE", "SOUTHWEST": "SW", "ONE": "1", "TWNSHP": "TOWNSHIP", "SAINT": "ST", "MOUNT": "MT",
}  # fmt: skip
_SUITE = re.compile(
    r"[\s,]+(?:(?:SUITE|STE|UNIT|RM|ROOM|FLOOR|FL|BLDG|BUILDING|APT|DEPT)\b\.?\s*#?\s*[\w-]*|#\s*\w+)", re.IGNORECASE
)
_BOX = re.compile(r"[\s,]*\b(?:P\.?\s*O\.?\s*)?BOX\s+\w+|[\s,]*\bCALLER BOX\s+[\w-]+", re.IGNORECASE)


def write_properly(text: str) -> str:
    """``text`` with one space between words; ALL CAPS become capitals at the start of each word, known names kept."""
    text = " ".join(text.split())
    if text in _NAME_FIXES:
        return _NAME_FIXES[text]
    letters = [c for c in text if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) / len(letters) < 0.8:
        text = re.sub(r"\b(Nc|Us)\b(?=\s)", lambda m: m[0].upper(), text)
        return re.sub(r"\bCaromont\b", "CaroMont", re.sub(r"\bMOBILE\b", "Mobile", text))
    return re.sub(r"[A-Za-z0-9']+", lambda m: _write_word(m[0], m.start() == 0), text)


def _write_word(word: str, first: bool) -> str:
    if word.upper() in _KEPT:
        return _KEPT[word.upper()]
    low = word.lower()
    if re.fullmatch(r"\d+(st|nd|rd|th)", low):
        return low
    if word[0].isdigit():
        return word
    if low in _SMALL and not first:
        return low
    if low.startswith("mc") and len(low) > 3:
        return "Mc" + low[2:].capitalize()
    if re.fullmatch(r"[A-Z]'[A-Z]+", word):
        return word[:2] + low[2:].capitalize()
    return low.capitalize()


def write_city(text: str) -> str:
    """A town's name; ``Mc Adenville`` and ``MCADENVILLE`` both give ``McAdenville``."""
    town = re.sub(r"\bMc ([A-Z])", r"Mc\1", write_properly(text))
    return _TOWN_FIXES.get(town, town)


def write_county(text: str) -> str:
    """A county's name as readers see it: no "County", ``MC DOWELL`` gives ``McDowell``."""
    plain = re.sub(r"\s+county$", "", " ".join(text.split()), flags=re.IGNORECASE)
    return write_city(plain) if not plain.isupper() else write_city(re.sub(r"^MC ", "MC", plain))


def make_key(text: str) -> str:
    """Lower-case letters, digits and hyphens, at most 70 characters, cut between words."""
    plain = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’.]", "", text.lower())).strip("-")
    return plain if len(plain) <= 70 else plain[:71].rsplit("-", 1)[0]


def split_suite(address: str) -> tuple[str, str]:
    """The street and the suite (or unit, floor, room) of a line: ``("12 Oak St", "Ste 4")``; boxes are dropped."""
    line = " ".join(_BOX.sub("", address).split())
    found = _SUITE.search(line)
    if not found or found.start() == 0:
        return line.rstrip(" ,."), ""
    rest = line[found.start() :].strip(" ,")
    return line[: found.start()].rstrip(" ,."), rest


def compare_street(address: str) -> str:
    """A street for comparison: capitals, no punctuation, no suite, short words for street kinds and directions."""
    street, _ = split_suite(address)
    words = re.sub(r"[^A-Z0-9 ]+", " ", street.upper().replace("'", "").replace(".", " ")).split()
    if words[:1] == ["ONE"]:
        words = words[1:]
    return " ".join(_STREET_WORDS.get(word, word) for word in words)


def compare_suite(suite: str) -> str:
    """The suite's own number or letter for comparison, "" for none."""
    words = re.sub(r"[^A-Z0-9 ]+", " ", suite.upper()).split()
    return "".join(words[1:] if words and words[0] in {"SUITE", "STE", "UNIT", "RM", "ROOM"} else words)


_DULL = re.compile(
    r"\b(INC|LLC|PLLC|PA|PC|THE|OF|AT|AND|A|AN|FOR|MAMMOGRAPHY|IMAGING|RADIOLOGY|BREAST|CENTER|CTR|HEALTH|HEALTHCARE|CARE|SYSTEMS?"
    r"|SERVICES|OUTPATIENT|DIAGNOSTIC|HOSPITALS?|HOSP|MEDICAL|REGIONAL|MEMORIAL|CAMPUS)\b"
)


def compare_name(name: str, dull: bool = False) -> str:
    """A name for comparison: capitals, no punctuation. With ``dull`` words such as "hospital" and "center" go too."""
    plain = re.sub(r"[^A-Z0-9 ]+", " ", name.upper().replace("'", "").replace("P.A.", "").replace("OB/GYN", "OBGYN"))
    if dull:
        plain = _DULL.sub(" ", plain)
    return " ".join(plain.split())


def split_phone(written: str) -> tuple[str, str]:
    """The number and the extension of what a list writes: ``2527472921x2328`` gives both, else ``""`` second."""
    number, _, extension = written.strip().partition("x")
    return number.strip(), extension.strip()
