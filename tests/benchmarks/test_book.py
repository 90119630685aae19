"""The measurement of the book: editions of any size, and the picture."""

import xml.etree.ElementTree as ET
from pathlib import Path

from benchmarks.book import LIMITS, Measured, draw, measure_book, multiply, write_table
from dogwood.edition.records import ListingRecord
from tests.support.made_records import write_few_files
from tests.support.sample_edition import build_sample_edition


def test_an_edition_grows_to_any_size_with_keys_of_its_own(tmp_path: Path) -> None:
    edition = build_sample_edition(tmp_path, build_index=write_few_files).current_folder()
    records, languages = multiply(edition, 40)
    listings = [record for record in records if isinstance(record, ListingRecord)]
    assert len({record.key for record in listings}) == 40
    assert len({record.identity for record in records}) == len(records)
    assert languages == ("en", "es")
    again, _ = multiply(edition, 40)
    assert again == records


def test_a_book_is_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    edition = build_sample_edition(tmp_path / "sample", build_index=write_few_files).current_folder()
    found = measure_book(tmp_path / "var", edition, 30, "en")
    assert found.listings == 30
    assert found.pages > 10
    assert found.gigabytes > 0.03  # no more is known here: the system counts what the process that starts it takes, too
    assert found.busy > 0


def test_the_picture_says_in_words_what_it_shows(tmp_path: Path) -> None:
    found = [Measured(size, size / 300, size / 400, size / 4000, size // 8, 5.0) for size in (1_291, *LIMITS)]
    picture = ET.fromstring(draw(found))
    texts = [node.text or "" for node in picture.iter()]
    assert any("3,000 listings: 10.0 s, 0.75 GB" in text for text in texts)
    assert texts.count("target 20") == texts.count("target 4") == 1
    write_table(tmp_path / "table.csv", found)
    assert (tmp_path / "table.csv").read_text(encoding="utf-8").splitlines()[1] == "1291,4.3,3.2,0.32,161,5.0"
