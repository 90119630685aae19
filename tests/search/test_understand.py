"""Words → intent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.search import Intent, understand
from dogwood.search.understand import LONGEST_QUERY

any_text = st.text(st.characters(), max_size=400)


def _ask(text: str, language: str = "en", near: str | None = None) -> Intent:
    return understand(text, language=language, near=near)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a ride near Boone", "Boone", ["ride"]),
        ("mamografía cerca de Asheville", "Asheville", ["mamografi"]),
        ("support group in Robeson County", "Robeson", ["support group"]),
        ("ayuda con la renta en el condado de Pitt", "Pitt", ["rent"]),
        ("27858", "27858", []),
        ("wig 27858", "27858", ["wig"]),
        ("wig zip code 27858", "27858", ["wig"]),
        ("Boone", "Boone", []),
        ("hospital Greenville", "Greenville", ["hospit"]),
        ("second opinion in Winston-Salem, NC", "Winston-Salem", ["second opinion"]),
        ("i live in kill devil hills and need a ride", "Kill Devil Hills", ["ride"]),
        ("hospice Union County", "Union", ["hospic"]),
        ("colon cancer", None, ["colon"]),
        ("help in person", None, ["help", "person"]),
        ("planning in advance", None, ["plan", "advanc"]),
        ("Greenville imaging", None, ["greenvill", "imag"]),
        ("ride near me", None, ["ride"]),
    ],
)  # fmt: skip
def test_places_are_found_and_taken_out(text: str, place: str | None, words: list[str]) -> None:
    intent = _ask(text)
    assert (intent.place.name if intent.place else None) == place
    assert intent.as_dict()["words"] == words


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("a ride to chemo", "ride"), ("free wigs", "wig-bra"), ("someone to talk to", "talk-now"),
        ("mammogram without insurance", "free-screening"), ("mamografía sin seguro", "free-screening"),
        ("grupo de apoyo", "peer-support"), ("stage 4", "metastatic"), ("pagar mi renta", "money-bills"),
        ("A place to stay near treatment", "lodging"),
    ],
)  # fmt: skip
def test_needs_are_known_by_what_people_say(text: str, need: str) -> None:
    assert need in _ask(text).needs


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("men with breast cancer", "men"),
        ("veterans", "veterans"),
        ("grupos para hombres", "men"),
        ("Lumbee", "american-indian"),
    ],
)
def test_audiences_are_known_by_what_people_say(text: str, audience: str) -> None:
    assert audience in _ask(text).audiences


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("free wig", ("cost", "free")), ("peluca gratis", ("cost", "free")), ("group in Spanish", ("served", "es")),
        ("grupo en español", ("served", "es")), ("yoga online", ("format", "online")),
    ],
)  # fmt: skip
def test_wishes_are_known(text: str, wish: tuple[str, str]) -> None:
    assert wish in _ask(text).wishes


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("800-555-0101", "8005550101"), ("call (910) 555-0103", "9105550103"), ("1 800 555 0101", "8005550101"),
        ("555-0103", "5550103"), ("211", "211"), ("988", "988"), ("stage 4", ""), ("27858", ""), ("2026-11-23-99-1", ""),
    ],
)  # fmt: skip
def test_phone_numbers_are_known(text: str, digits: str) -> None:
    assert _ask(text).digits == digits


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ayuda con la renta", "es"), ("where can I get help", "en"), ("mamografía", "es"), ("wig", "en"), ("hotel", "en"),
    ],
)  # fmt: skip
def test_the_language_is_guessed_only_where_it_shows(text: str, language: str) -> None:
    assert _ask(text).language == language


def test_spanish_pages_read_unclear_words_as_spanish() -> None:
    assert _ask("hotel", "es").language == "es"


def test_the_subject_of_the_whole_directory_is_no_idea_beside_others() -> None:
    assert _ask("breast cancer wig").as_dict()["words"] == ["wig"]
    assert _ask("breast cancer").as_dict()["words"] == ["breast", "cancer"]


def test_a_given_place_goes_before_one_in_the_words() -> None:
    intent = _ask("ride near Boone", near="27858")
    assert intent.place is not None
    assert intent.place.name == "27858"
    assert _ask("ride", near="nowhere at all").notices == ("place_unknown",)


def test_a_long_query_is_cut_with_a_notice() -> None:
    intent = _ask("wig " * 2_500)
    assert intent.notices == ("cut",)
    assert len(intent.text) <= LONGEST_QUERY
    assert intent.as_dict()["words"] == ["wig"]


@given(any_text, st.sampled_from(["en", "es"]), st.none() | any_text)
def test_any_text_has_an_intent(text: str, language: str, near: str | None) -> None:
    intent = _ask(text, language, near)
    assert intent.language in {"en", "es"}
    assert intent == _ask(text, language, near)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("helpline open now", ("open", "now")), ("abierto ahora", ("open", "now")), ("group in the evenings", ("open", "evening")),
        ("grupo por la noche", ("open", "evening")), ("clinic open on saturday", ("open", "weekend")),
        ("helpline 24 hours", ("open", "always")), ("peluca sin costo", ("cost", "free")),
    ],
)  # fmt: skip
def test_hours_and_cost_in_words_are_wishes(text: str, wish: tuple[str, str]) -> None:
    assert wish in _ask(text).wishes


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("help for my husband", "partners"), ("doctor no insurance", "uninsured"), ("sin seguro", "uninsured"),
        ("para mi esposo", "partners"), ("i don't have insurance", "uninsured"), ("sin papeles", "uninsured"),
    ],
)  # fmt: skip
def test_who_it_is_for_is_known_by_what_people_say(text: str, audience: str) -> None:
    assert audience in _ask(text).audiences


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("can they fire me for missing work", "legal-help"), ("i can't drive to radiation", "ride"), ("no tengo carro", "ride"),
        ("lost my husband", "grief"), ("se murió mi esposo", "grief"), ("can't afford my medicine", "money-medicine"),
        ("behind on rent", "money-bills"), ("brain fog", "side-effects"), ("spread to my bones", "metastatic"),
        ("mi jefe me despidió, me despidieron", "legal-help"), ("decirles a mis hijos", "children"),
    ],
)  # fmt: skip
def test_situations_are_needs(text: str, need: str) -> None:
    assert need in _ask(text).needs


def test_a_name_of_small_words_is_still_asked_for() -> None:
    assert _ask("y-me", "es").ideas[0].tokens == ("y", "me")
    assert _ask("", "es").ideas == ()


def test_the_subject_beside_a_place_is_no_idea() -> None:
    intent = _ask("help for breast cancer patients in Wilmington")
    assert intent.ideas == ()
    assert set(intent.topics) == {"breast", "cancer"}
    assert intent.place is not None and intent.place.name == "Wilmington"


@pytest.mark.parametrize(
    "text",
    [
        "where can i get a mammogram for free",
        "mamografía, no tengo dinero y no tengo seguro",
        "uninsured, need mammogram",
    ],
)
def test_two_things_said_apart_come_to_one_need(text: str) -> None:
    assert "free-screening" in _ask(text).needs
