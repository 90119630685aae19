"""Text → tokens: lower case, accents folded, stemmed for English and Spanish, a few stop words left out.

The tokens come from Tantivy's own analyzers, so the words of a query and the words of the index agree by construction.
Accents are folded before stemming: readers leave them out, and both sides then lose the same.
"""

import re
import unicodedata
from functools import cache

import tantivy

STEMMERS = {"en": "english", "es": "spanish"}
"""Analysis language → Tantivy's stemmer. Other languages are split and folded, not stemmed (``OTHER``)."""
OTHER = "xx"
ANALYSIS_LANGUAGES = (*STEMMERS, OTHER)
PLAIN = "plain"
"""Name of the analyzer that only splits and folds: for names of places."""
WORDS = "words"
"""Name of the analyzer that only splits and lowers: words as written, for spelling."""
LONGEST_TOKEN = 40
_STEMMED_TIMES = {"en": 1, "es": 2}
"""Spanish takes two rounds: the first makes "mujer" of "mujeres" but "muj" of "mujer"."""

_STOP_WORDS = {
    "en": "a an the and or of to for with in on at by is are am be it its this that i my me we our you your s t".split(),
    "es": "el la los las lo un una unos unas y e o u de del al a en con por para es son que mi mis su sus me se".split(),
}


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""The Unicode categories Cc, Zl and Zp."""


def analysis_language(tag: str) -> str:
    """The language whose rules analyze text of the language ``tag``: "en", "es" or "xx"."""
    base = tag.split("-")[0].lower()
    return base if base in STEMMERS else OTHER


def clean_text(text: str) -> str:
    """``text`` in one Unicode form (NFKC), with control characters as spaces; any text is let in.

    Lone surrogates, which no UTF-8 can hold, become question marks.
    """
    if text.isprintable() and unicodedata.is_normalized("NFKC", text):
        return text
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return _without_controls(unicodedata.normalize("NFKC", whole))


def tidy_text(text: str) -> str:
    """``text`` as it may be shown: one Unicode form that changes no sign (NFC), control characters as spaces."""
    return _without_controls(unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8")))


def _without_controls(text: str) -> str:
    return text if text.isprintable() else _CONTROL.sub(" ", text)


def fold(text: str) -> str:
    """Lower case without accents: "Mamografía" → "mamografia"."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in spread if not unicodedata.combining(char))


def analyze(text: str, language: str) -> list[str]:
    """The tokens of ``text`` by the rules of ``language`` (a BCP 47 tag). Never raises."""
    return _analyzers()[analysis_language(language)].analyze(clean_text(text))


def stem_all(text: str, language: str) -> list[str]:
    """Stemmed words with the stop words left in and Spanish stemmed once, so that "delirio" does not become "del": for
    phrases in which small words count."""
    return _stemmers()[analysis_language(language)].analyze(clean_text(text))


def split_plain(text: str) -> list[str]:
    """Folded words, neither stemmed nor left out: for places and exact names."""
    return _analyzers()[PLAIN].analyze(clean_text(text))


def split_written(text: str) -> list[str]:
    """Words in lower case with their accents: for spelling."""
    return _analyzers()[WORDS].analyze(clean_text(text))


def register_analyzers(index: "tantivy.Index") -> None:
    """Make the analyzers known to ``index``; Tantivy forgets them each time that an index is opened."""
    for name, analyzer in _analyzers().items():
        index.register_tokenizer(analyzer_name(name), analyzer)


def analyzer_name(name: str) -> str:
    """The name under which an analyzer stands in the index's schema."""
    return f"dogwood_{name}"


@cache
def _analyzers() -> dict[str, "tantivy.TextAnalyzer"]:
    return {name: _build(name) for name in (*ANALYSIS_LANGUAGES, PLAIN, WORDS)}


@cache
def _stemmers() -> dict[str, "tantivy.TextAnalyzer"]:
    return {name: _build(name, has_stop_words=False) for name in ANALYSIS_LANGUAGES}


def _build(name: str, has_stop_words: bool = True) -> "tantivy.TextAnalyzer":
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(LONGEST_TOKEN)).filter(tantivy.Filter.lowercase())
    if name != WORDS:
        builder = builder.filter(tantivy.Filter.ascii_fold())
    if name in STEMMERS:
        if has_stop_words:
            builder = builder.filter(tantivy.Filter.custom_stopword(_STOP_WORDS[name]))
        for _ in range(_STEMMED_TIMES[name] if has_stop_words else 1):
            builder = builder.filter(tantivy.Filter.stemmer(STEMMERS[name]))
    return builder.build()
