"""The states and territories of the United States by their two-letter postal codes.

The codes are those of the U.S. Postal Service (Publication 28), without AA, AE and AP: a military address is no place.
"""

from dataclasses import dataclass
from functools import cache

from dogwood.places.names import make_key, split_words

_NAMES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky",
    "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont",
    "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "AS": "American Samoa", "FM": "Federated States of Micronesia", "GU": "Guam", "MH": "Marshall Islands",
    "MP": "Northern Mariana Islands", "PR": "Puerto Rico", "PW": "Palau", "VI": "Virgin Islands",
}  # fmt: skip
_SPANISH = {
    "NC": "Carolina del Norte", "SC": "Carolina del Sur", "ND": "Dakota del Norte", "SD": "Dakota del Sur",
    "NM": "Nuevo México", "NY": "Nueva York", "NJ": "Nueva Jersey", "NH": "Nuevo Hampshire", "HI": "Hawái",
    "LA": "Luisiana", "PA": "Pensilvania", "TX": "Texas", "WV": "Virginia Occidental",
    "DC": "Distrito de Columbia", "VI": "Islas Vírgenes",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """code: two capitals. name: in English. name_es: in Spanish, the English one where Spanish uses it."""

    code: str
    name: str
    name_es: str


@cache
def all_states() -> tuple[State, ...]:
    """The 50 states, the District of Columbia, the territories and the freely associated states, by English name."""
    states = (State(code, name, _SPANISH.get(code, name)) for code, name in _NAMES.items())
    return tuple(sorted(states, key=lambda state: state.name))


@cache
def _by_key() -> dict[str, State]:
    return {make_key(split_words(text)): s for s in all_states() for text in (s.name, s.name_es, s.code)}


def find_state(text: str) -> State | None:
    """The state that ``text`` names: its code ("nc", "N.C."), English or Spanish name. None otherwise; never raises."""
    return _by_key().get(make_key(split_words(text)))
