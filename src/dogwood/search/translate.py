"""A question of one language as a question to what is written in another: needs and names cross over as they are, terms by
the glossary's twins, everyday words by a small dictionary.
"""

import re
from dataclasses import replace
from functools import cache

from .analysis import analyze, fold
from .concepts import noise_tokens, spanish_english, topic_tokens
from .lexicon import Lexicon
from .synonyms import SynonymTable
from .understand import Idea, Intent

_MOST_MEANINGS = 4
_WORD = re.compile(r"[^\W\d_]+")
Tokens = tuple[str, ...]


def translate_intent(intent: Intent, target: str, synonyms: SynonymTable) -> Intent | None:
    """The intent in the language ``target``; None where nothing of it can be said there. Never raises."""
    ideas = [idea for idea in (_translate(idea, intent, target, synonyms) for idea in intent.ideas) if idea is not None]
    if not ideas:
        meant = analyze(" ".join(spanish_english_of(intent.text)), target) if target == "en" else []
        ideas = [Idea((token,)) for token in dict.fromkeys(meant) if token in topic_tokens(target)]
    if not ideas and not intent.wishes and not intent.digits:
        return None
    topics = tuple(token for token in analyze("breast cancer", target)) if intent.topics and target == "en" else ()
    return replace(intent, language=target, ideas=tuple(dict.fromkeys(ideas)), topics=topics)


def put_in_english(text: str, lexicon: Lexicon) -> str:
    """``text`` with each word that is Spanish and no English replaced by what it is in English."""

    def replace_word(found: re.Match[str]) -> str:
        word = fold(found[0])
        meanings = spanish_english().get(word, ())
        return meanings[0] if meanings and lexicon.speller.language_of(word) != "en" else found[0]

    return _WORD.sub(replace_word, text)


def spanish_english_of(text: str) -> list[str]:
    """English meanings of the Spanish words of ``text``."""
    return [meaning for word in fold(text).split() for meaning in spanish_english().get(word, ())]


def _translate(idea: Idea, intent: Intent, target: str, synonyms: SynonymTable) -> Idea | None:
    forms: list[Tokens] = list(synonyms.translate(idea.tokens, intent.language, target))
    for other in idea.others:
        forms += synonyms.translate(other, intent.language, target)
    words = _by_word(idea.tokens, intent.language, target)
    forms += words
    forms = [form for form in dict.fromkeys(forms) if form and not set(form) <= noise_tokens(target)]
    if not forms and not idea.concepts:
        return None if _is_known(idea.tokens, intent.language) else Idea(idea.tokens)
    own = forms[0] if forms else idea.tokens
    return Idea(own, tuple(forms[1 : _MOST_MEANINGS + 1]), idea.concepts)


def _by_word(tokens: Tokens, language: str, target: str) -> list[Tokens]:
    """What the dictionary says: alternatives for one word, all words of several together."""
    if (language, target) != ("es", "en"):
        return []
    table = _dictionary()
    found = [table.get(token, ()) for token in tokens]
    if len(tokens) == 1:
        return list(found[0])
    firsts = [meanings[0] for meanings in found if meanings]
    return [tuple(part for meaning in firsts for part in meaning)] if len(firsts) == len(tokens) else []


def _is_known(tokens: Tokens, language: str) -> bool:
    """True for words that are no names: they have nothing to look for in another language."""
    return set(tokens) <= noise_tokens(language) | topic_tokens(language)


@cache
def _dictionary() -> dict[str, tuple[Tokens, ...]]:
    """Spanish token → English forms."""
    table: dict[str, tuple[Tokens, ...]] = {}
    for word, meanings in spanish_english().items():
        tokens = analyze(word, "es")
        if len(tokens) == 1:
            forms = tuple(tuple(analyze(meaning, "en")) for meaning in meanings)
            table[tokens[0]] = tuple(dict.fromkeys((*table.get(tokens[0], ()), *(form for form in forms if form))))
    return table
