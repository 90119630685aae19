"""The names that judgments may use for a record."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dogwood.edition.file import EditionReader
from dogwood.edition.records import PageRecord
from dogwood.search.evaluate.names import EditionNames
from tests.support.sample_edition import build_sample_edition, sample_records


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditionReader]:
    twin = PageRecord(key="lymphedema", language="en", title="A page named as a term is")
    root: Path = tmp_path_factory.mktemp("editions")
    reader = EditionReader(build_sample_edition(root, records=[*sample_records(), twin]).current_folder())
    yield reader
    reader.close()


@pytest.mark.parametrize(
    "written",
    [
        "guide/arm-swelling",
        "arm-swelling",
        "/en/guide/arm-swelling/",
        "/es/guide/arm-swelling/#que-es-el-linfedema",
        "https://directory.example.org/en/guide/arm-swelling/",
        " guide/arm-swelling ",
    ],
)
def test_a_record_has_many_names(edition: EditionReader, written: str) -> None:
    assert EditionNames(edition).settle(written) == "guide/arm-swelling"


@pytest.mark.parametrize("written", ["", "/", "guide/robeson-rides", "nowhere", "need/ride", "a/b/c", "/en/", "#x"])
def test_what_is_no_record_has_none(edition: EditionReader, written: str) -> None:
    assert EditionNames(edition).settle(written) is None


def test_a_term_stands_on_the_glossary(edition: EditionReader) -> None:
    names = EditionNames(edition)
    assert names.settle("/en/glossary/#chemotherapy") == "term/chemotherapy"
    assert names.call("/es/glossary/#chemotherapy") == "term/chemotherapy"
    assert names.call("/es/listing/robeson-rides/") == "listing/robeson-rides"


def test_a_key_that_two_records_have_means_either(edition: EditionReader) -> None:
    names = EditionNames(edition)
    assert names.call("/en/page/lymphedema/") == "page/lymphedema"
    assert names.settle("lymphedema") == "lymphedema"
    assert names.call("/en/page/lymphedema/") == names.call("/en/glossary/#lymphedema") == "lymphedema"
    assert names.unify("term/lymphedema") == "lymphedema"
    assert names.unify("term/chemotherapy") == "term/chemotherapy"
