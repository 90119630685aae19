"""The language of a reader's words, by small words and by what the edition itself is written in."""

import re

from dogwood.facts.language import name_language

from .analysis import fold
from .concepts import tell_words
from .lexicon import Lexicon

_TELLS_SPANISH = re.compile(r"[ñ¿¡áéíóú]")
_WORD = re.compile(r"[^\W\d_]+")
_SPANISH_SIGN = 2.0
_TELL = 1.0
_VOTE = 1.0
"""What a small word, and a word that the edition has in one language only, weigh."""
_CLEAR = 0.9
_MOST_WORDS = 24
_ONE_SIDED = 6
"""So many times more of one language than of the other, and the other is but a borrowed word."""


def guess_language(text: str, otherwise: str, lexicon: Lexicon | None = None) -> str:
    """ "en" or "es" where the words tell it clearly, else ``otherwise``. lexicon: of the edition, whose words count too."""
    scores = _score(text, lexicon)
    best = max(scores, key=lambda language: scores[language])
    margin = scores[best] - max(score for language, score in scores.items() if language != best)
    clear = _CLEAR if lexicon is not None else 2.0
    return best if margin >= clear and name_language(best, "en") != best else otherwise


def is_mixed(text: str, lexicon: Lexicon | None) -> bool:
    """True where words of two languages stand side by side: "grupo de apoyo near me"."""
    scores = _score(text, lexicon)
    return min(scores.values()) >= 1.0 and max(scores.values()) < _ONE_SIDED * min(scores.values())


def _score(text: str, lexicon: Lexicon | None) -> dict[str, float]:
    words = _WORD.findall(text.lower())[:_MOST_WORDS]
    plain = [fold(word) for word in words]
    tells = tell_words()
    scores = {language: _TELL * sum(word in found for word in plain) for language, found in tells.items()}
    if _TELLS_SPANISH.search(text.lower()):
        scores["es"] += _SPANISH_SIGN
    if lexicon is not None:
        for word in plain:
            own = lexicon.speller.language_of(word)
            if own in scores and word not in tells[own]:
                scores[own] += _VOTE
    return scores
