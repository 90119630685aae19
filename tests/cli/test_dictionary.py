"""The data dictionary is that of the software."""

from pathlib import Path

from dogwood.cli.dictionary import write_dictionary
from dogwood.edition.records import RECORD_TYPES

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_the_committed_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == write_dictionary(), (
        "Run: dogwood reference --data > docs/data-dictionary.md"
    )


def test_every_field_of_every_record_is_in_it() -> None:
    text = write_dictionary()
    for name, cls in RECORD_TYPES.items():
        section = text.split(f"### `{name}`")[1].split("\n### ")[0]
        missing = [field for field in cls.model_fields if f"| `{field}` |" not in section]
        assert set(missing) <= {"key", "language", "notices"}, name
