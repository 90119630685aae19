"""Whatever is typed gives an answer or nothing, never an exception."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dogwood.search import EditionSearch
from tests.support.sample_edition import build_sample_edition

BAD = [
    "a" * 10_000, "wig " * 5_000, '"', "'", "\\", '"unclosed', "AND", "OR NOT", "wig AND (", "title:wig", "+wig -bra",
    "wig~2", "wig^5", "[a TO z]", "{", "/x/", "/[/", "*", "?", "w*g", "NEAR/3", "'; DROP TABLE record; --",
    "<script>alert(1)</script>", "{{7*7}}", "%s%n", "../../etc/passwd", "\x00\x01\x1f", "\ud800", "a\ud800b", "🙂", "👩‍⚕️🎗️",
    "סרטן השד", "سرطان الثدي", "\u202egiw", "乳腺癌", "ﬀ", "İ", "ß", "0" * 400, "1-800-" * 60, "99999", "00000-0000",
    "near near near", "in in", "cerca de", "near", "de", "NC", "N.C.", "county", "condado de", "near \x00", "a b c d e f g h i j k l m n o p q r s t",
]  # fmt: skip

_any_text = st.text(st.characters(), max_size=300)
_pieces = st.lists(
    st.sampled_from(
        [*BAD[2:40], "wig", "ride", "near", "Boone", "27858", "free", "cerca", "de", "swollen", "arm", ":"]
    ),
    max_size=8,
).map(" ".join)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditionSearch]:
    opened = EditionSearch(build_sample_edition(tmp_path_factory.mktemp("editions")).current_folder())
    yield opened
    opened.close()


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("language", ["en", "es", "zz", ""])
def test_bad_input_gives_an_answer_or_nothing(edition: EditionSearch, text: str, language: str) -> None:
    answer = edition.search(text, language=language, near=text, filters={text: [text], "need": [text]})
    assert answer.total == 0
    answer = edition.search(text, language=language)
    assert len(answer.query) <= 240
    assert answer.total >= len(answer.results) >= 0


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_any_text | _pieces, st.none() | _any_text, st.integers(-5, 10_000), st.integers(-5, 500))
def test_any_text_gives_an_answer(edition: EditionSearch, text: str, near: str | None, offset: int, limit: int) -> None:
    answer = edition.search(text, near=near, offset=offset, limit=limit)
    as_dict = answer.as_dict()
    assert answer.total >= len(answer.results)
    assert set(as_dict) == {"query", "intent", "total", "results", "facets", "suggestions", "urgent"}
    for result in answer.results:
        assert "".join(part for part, _ in result.summary_parts) == result.summary
        assert "".join(part for part, _ in result.title_parts) == result.title
