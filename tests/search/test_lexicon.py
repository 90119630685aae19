"""What understanding knows of an edition: organizations' names, twins of terms, questions in another language."""

from hypothesis import given
from hypothesis import strategies as st

from dogwood.search import understand
from dogwood.search.lexicon import Lexicon
from dogwood.search.synonyms import SynonymTable
from dogwood.search.translate import put_in_english, translate_intent

NAMES = {
    "y me": ("y-me", "abcd"),
    "national lymphedema network": ("nln",),
    "acs": ("acs",),
    "susan g komen": ("komen",),
}
LEXICON = Lexicon({"en": {"wig": 9, "swelling": 4}, "es": {"peluca": 9, "brazo": 3}}, names=NAMES)
TABLE = SynonymTable(
    {
        "en": {"lymphedema": ["lymphedema", "swollen arm"], "chemo": ["chemotherapy", "chemo"]},
        "es": {"lymphedema": ["linfedema", "brazo hinchado"], "chemo": ["quimioterapia", "quimio"]},
    }
)


def test_old_names_of_organizations_are_found_in_a_question() -> None:
    assert LEXICON.organizations_in("teléfono de Y-ME") == ("y-me", "abcd")
    assert LEXICON.organizations_in("y-me") == ("y-me", "abcd")
    assert LEXICON.organizations_in("is the National Lymphedema Network still there") == ("nln",)
    assert LEXICON.organizations_in("rides from ACS") == ("acs",)
    assert LEXICON.organizations_in("busco un grupo y me ayude") == ()
    assert LEXICON.organizations_in("") == ()


def test_terms_cross_over_by_their_twins_and_everyday_words_by_the_dictionary() -> None:
    intent = understand("brazo hinchado", language="es", synonyms=TABLE)
    english = translate_intent(intent, "en", TABLE)
    assert english is not None
    assert english.language == "en"
    assert {("swollen", "arm"), ("lymphedema",)} <= {
        form for idea in english.ideas for form in (idea.tokens, *idea.others)
    }
    fear = translate_intent(understand("miedo", language="es"), "en", SynonymTable())
    assert fear is not None and ("fear",) in (fear.ideas[0].tokens, *fear.ideas[0].others)


def test_needs_places_and_names_cross_over_as_they_are() -> None:
    intent = understand("transporte para la quimio cerca de Boone", language="es", synonyms=TABLE)
    english = translate_intent(intent, "en", TABLE)
    assert english is not None
    assert "ride" in english.needs
    assert english.place == intent.place
    name = translate_intent(understand("Sharsheret", language="es"), "en", TABLE)
    assert name is not None and name.ideas[0].tokens == ("sharsheret",)


def test_what_cannot_be_said_is_not_asked() -> None:
    assert translate_intent(understand("", language="es"), "en", TABLE) is None


@given(st.text(st.characters(), max_size=300))
def test_any_text_can_be_translated_and_looked_through_for_names(text: str) -> None:
    intent = understand(text, language="es", lexicon=LEXICON)
    assert translate_intent(intent, "en", TABLE) is None or intent.ideas or intent.wishes or intent.digits
    assert isinstance(LEXICON.organizations_in(text), tuple)


def test_spanish_words_among_english_ones_are_put_into_english() -> None:
    assert put_in_english("brazo swollen after surgery", LEXICON) == "arm swollen after surgery"
    assert put_in_english("wig near Boone", LEXICON) == "wig near Boone"
