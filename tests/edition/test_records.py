"""Records: one canonical form, one hash, one schema.

When a record's fields change on purpose, raise ``SCHEMA_VERSION`` (once a release) and write the snapshot again:
``python -m tests.edition.test_records``. The diff is what reviewers read.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dogwood.edition.diff import compare_editions, compare_records, is_news
from dogwood.edition.manifest import EditionLine, Manifest
from dogwood.edition.records import (
    RECORD_TYPES,
    SCHEMA_VERSION,
    Confirmation,
    GuideRecord,
    ListingRecord,
    QuestionBlock,
    Record,
    SeeAlsoBlock,
    Status,
    canonical_json,
    record_hash,
)
from dogwood.facts.freshness import Freshness
from dogwood.facts.prose import Paragraph, Span
from tests.support.made_records import make_listing
from tests.support.prose import proses
from tests.support.sample_edition import sample_records

SNAPSHOT = Path(__file__).with_name("record_schema.json")


def make_snapshot() -> dict[str, Any]:
    return {
        "version": SCHEMA_VERSION,
        "records": {name: cls.model_json_schema() for name, cls in RECORD_TYPES.items()},
    }


def test_the_schema_is_the_one_that_was_agreed() -> None:
    assert json.loads(SNAPSHOT.read_text(encoding="utf-8")) == make_snapshot(), __doc__


@pytest.mark.parametrize("record", sample_records(), ids=lambda record: "-".join(record.identity))
def test_written_and_read_a_record_is_the_same(record: Record) -> None:
    text = canonical_json(record)
    again = type(record).from_json(text)
    assert again == record
    assert canonical_json(again) == text


@given(st.lists(proses, max_size=3))
def test_a_body_written_and_read_is_the_same(bodies: list[Any]) -> None:
    guide = GuideRecord(
        key="pain", language="en", title="Pain", chapter="care", body=[QuestionBlock(question="Why?", text=prose) for prose in bodies]
    )  # fmt: skip
    assert GuideRecord.from_json(canonical_json(guide)) == guide


def test_the_canonical_form_has_sorted_names_no_spaces_no_defaults_and_plain_letters() -> None:
    record = ListingRecord(language="es", key="a", summary="ñ", name="A B", status=Status(), cost="")
    assert canonical_json(record) == '{"key":"a","language":"es","name":"A B","summary":"ñ"}'


def test_a_hash_is_the_same_on_every_machine() -> None:
    """Written down once; whoever changes the canonical form changes every edition's hash."""
    assert record_hash(canonical_json(make_listing(1))) == (
        "90d7683271ef0e9c12dcee6371e4f66f638c70e31065e8cec6d5606ae9a9d277"
    )


@given(st.permutations(["name", "summary", "key", "language", "cost"]))
def test_the_order_in_which_fields_are_given_does_not_matter(names: list[str]) -> None:
    values = {"name": "A", "summary": "b", "key": "c", "language": "en", "cost": "free"}
    record = ListingRecord(**{name: values[name] for name in names})  # type: ignore[arg-type]
    assert canonical_json(record) == canonical_json(ListingRecord(**values))  # type: ignore[arg-type]


def test_blocks_and_prose_keep_their_type() -> None:
    guide = GuideRecord(
        key="g", language="en", title="G", chapter="c", body=(QuestionBlock(question="Q", text=(Paragraph(spans=(Span(text="x"),)),)),)
    )  # fmt: skip
    assert '"type":"question"' in canonical_json(guide) and '"type":"paragraph"' in canonical_json(guide)


@pytest.mark.parametrize(
    "change",
    [{"key": "Bad Key"}, {"key": ""}, {"key": "a--b"}, {"key": "a" * 121}, {"language": "english"}, {"surprise": 1},
     {"status": {"since": "1899"}}, {"confirmation": {"due_on": "soon"}}],
)  # fmt: skip
def test_a_record_with_a_wrong_value_is_none(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ListingRecord(**{"key": "a", "language": "en", "name": "A", **change})


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        make_listing(1).name = "other"  # type: ignore[misc]


def test_what_a_guide_points_to() -> None:
    guide = GuideRecord(
        key="g", language="en", title="G", chapter="care",
        body=(SeeAlsoBlock(guides=("pain",)), QuestionBlock(question="Q", text=(Paragraph(spans=(Span(text="x", href="listing:nc-211"),)),))),
    )  # fmt: skip
    assert guide.references() == {("chapter", "care"), ("guide", "pain"), ("listing", "nc-211")}


def test_what_a_listing_points_to() -> None:
    listing = make_listing(3).model_copy(update={"status": Status(state="defunct", successor="listing-4")})
    assert listing.references() == {("organization", "organization-0"), ("listing", "listing-4")}
    assert ("closed", "yes") in listing.facets()


def test_a_confirmation_knows_its_freshness() -> None:
    called = Confirmation(
        checked_on="2026-10-01", method="phone", due_on=dt.date(2026, 12, 30), lapses_on=dt.date(2027, 3, 30)
    )
    assert called.freshness(dt.date(2026, 10, 2)).state is Freshness.FRESH
    assert (
        Confirmation(checked_on="2026", method="document").freshness(dt.date(2026, 1, 1)).state is Freshness.UNCONFIRMED
    )


def test_what_changed_between_two_sets_of_records() -> None:
    listing = make_listing(1)
    closed = listing.model_copy(update={"status": Status(state="defunct")})
    checked = listing.model_copy(update={"confirmation": Confirmation(checked_on="2026", method="phone")})
    assert compare_records(listing, listing) is None
    assert [change.what for change in compare_editions([listing], [closed, make_listing(2)])] == ["closed", "added"]
    assert compare_editions([listing], [])[0].what == "removed"
    quiet = compare_records(listing, checked)
    assert quiet is not None and quiet.fields == ("confirmation",) and not is_news(quiet)
    loud = compare_records(closed, listing)
    assert loud is not None and loud.what == "changed" and is_news(loud)


def test_a_manifest_is_sealed(tmp_path: Path) -> None:
    now = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    manifest = Manifest(
        number=7, built_at=now, languages=("en",), counts={"listing": {"en": 1}}, schema_version=1, software_version="0",
        content_hash="ab" * 32, files={"a": "b"}, history=(EditionLine(number=7, built_at=now, content_hash="ab" * 32, name="ñ"),),
    ).sealed()  # fmt: skip
    manifest.write(tmp_path)
    assert Manifest.read(tmp_path) == manifest
    assert manifest.folder_name == "7-abababab"
    manifest.model_copy(update={"number": 8}).write(tmp_path)
    with pytest.raises(Exception, match="altered"):
        Manifest.read(tmp_path)


if __name__ == "__main__":
    SNAPSHOT.write_text(
        json.dumps(make_snapshot(), indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
    )
