"""Directories made to measure on: as large as asked, like the starter, and alike at every run."""

from collections import Counter
from pathlib import Path

from benchmarks.crowd import Crowd, CrowdReader
from dogwood.edition.records import GuideRecord, ListingRecord, Record, TermRecord
from dogwood.search.documents import make_documents
from tests.support.sample_edition import build_sample_edition, sample_records


def _crowd(size: int, seed: int = 7) -> list[Record]:
    return list(Crowd(sample_records(), size, seed))


def _listings(records: list[Record]) -> list[ListingRecord]:
    return [record for record in records if isinstance(record, ListingRecord) and record.language == "en"]


def test_it_has_about_as_many_documents_as_asked_and_no_record_twice() -> None:
    records = _crowd(600)
    assert 600 <= sum(len(make_documents(record)) for record in records) < 620
    assert len({record.identity for record in records}) == len(records)
    assert records[: len(sample_records())] == sample_records()


def test_it_is_the_same_at_every_run_and_another_for_another_seed() -> None:
    crowd = Crowd(sample_records(), 200)
    assert list(crowd) == list(crowd) == _crowd(200)
    assert _crowd(200) != _crowd(200, seed=8)


def test_its_records_are_valid_and_differ_in_name_words_and_place() -> None:
    made = _listings(_crowd(2_000))
    for record in made:
        assert ListingRecord.from_json(record.model_dump_json()) == record
    assert len({record.name for record in made}) > 0.8 * len(made)
    towns = {place.city for record in made for place in record.places}
    assert len(towns) > 100
    assert any(record.summary not in {source.summary for source in _listings(sample_records())} for record in made)


def test_kinds_grow_alike_and_the_glossary_does_not() -> None:
    few, many = sample_records(), _crowd(3_000)
    assert sum(isinstance(record, TermRecord) for record in many) == sum(isinstance(r, TermRecord) for r in few)
    assert any(isinstance(record, GuideRecord) for record in many[len(few) :])
    shares = [Counter(record.service_type for record in _listings(records)) for records in (few, many)]
    for kind, count in shares[0].items():
        share, grown = count / shares[0].total(), shares[1][kind] / shares[1].total()
        assert abs(share - grown) < 0.1


def test_the_record_behind_a_made_one_is_found(tmp_path: Path) -> None:
    reader = CrowdReader(build_sample_edition(tmp_path).current_folder())
    found = reader.get(ListingRecord, "robeson-rides-17", "en")
    assert found is not None
    assert found.key == "robeson-rides"
    assert reader.get(ListingRecord, "nobody-17", "en") is None
    reader.close()
