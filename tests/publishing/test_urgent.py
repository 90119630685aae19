"""Urgent words, from the desk to a reader's search."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.test import Client

from dogwood.edition.file import EditionReader
from dogwood.edition.records import UrgentRecord
from dogwood.edition.store import LocalStore
from dogwood.editorial.actions import EntryError
from dogwood.editorial.models import UrgentWords
from dogwood.publishing.publish import publish
from dogwood.publishing.report import GateStoppedError
from dogwood.search import EditionSearch
from tests.support.world import WHY, put, put_guide

SOURCE = {"source_name": "Made source", "source_url": "https://www.example.org"}


def put_urgent(**values: object) -> None:
    given: dict[str, Any] = {
        "heading": "Call now",
        "advice": "Call the line now.",
        "phrases": ("want to die",),
        **SOURCE,
        **values,
    }
    references = {"listing": str(given.pop("listing", "line"))}
    put(UrgentWords, "die", references=references, **given)


def notices(published: object) -> list[str]:
    findings = published.report.findings  # type: ignore[attr-defined]
    return [finding.field for finding in findings if (finding.verdict, finding.key) == ("notice", "die")]


def test_a_reader_is_shown_what_editors_wrote(indexed_world: LocalStore) -> None:
    put_urgent(calm=("want to die at home",))
    put(UrgentWords, "die", "es", heading="Llame", advice="Llame ahora.", phrases=("quiero morir",), **SOURCE)
    published = publish(why=WHY)
    assert notices(published) == []
    opened = EditionSearch(indexed_world.current_folder())
    try:
        found = opened.search("I want to die").urgent
        assert [(record.title, record.level, record.listing) for record in found] == [("Call now", "urgent", "line")]
        assert [record.title for record in opened.search("quiero morir", language="es").urgent] == ["Llame"]
        assert opened.search("want to die at home").urgent == ()
    finally:
        opened.close()


def test_a_guide_without_the_card_is_told(world: LocalStore) -> None:
    put_urgent(guide="pain", level="emergency")
    assert notices(publish(why=WHY)) == ["guide"]
    reader = EditionReader(world.current_folder())
    try:
        record = reader.get(UrgentRecord, "die", "en")
    finally:
        reader.close()
    assert record is not None and record.guide == "pain"


def test_a_guide_that_does_not_exist_stops_the_edition(world: LocalStore) -> None:
    put_urgent(guide="nowhere")
    with pytest.raises(GateStoppedError, match="nowhere"):
        publish(why=WHY)


def test_a_guide_that_is_held_back_is_taken_out_and_the_words_stay(world: LocalStore) -> None:
    put_guide("unsourced", sources=[])
    put_urgent(guide="unsourced")
    publish(why=WHY)
    reader = EditionReader(world.current_folder())
    try:
        record = reader.get(UrgentRecord, "die", "en")
    finally:
        reader.close()
    assert record is not None and record.guide == ""


def test_a_listing_that_does_not_exist_is_refused(world: LocalStore) -> None:
    with pytest.raises(EntryError, match="nobody"):
        put_urgent(listing="nobody")


def test_words_without_a_phrase_or_a_source_are_refused(world: LocalStore) -> None:
    with pytest.raises(EntryError, match="phrase"):
        put_urgent(phrases=())
    with pytest.raises(EntryError, match="source_name"):
        put_urgent(source_name="")
    with pytest.raises(ValidationError):
        UrgentWords(key="x", heading="x").clean()


def test_the_desk_lists_and_adds_them(world: LocalStore) -> None:
    put_urgent()
    desk = Client()
    desk.force_login(get_user_model().objects.create_superuser("head", "", "a long password"))
    for path in ("", "add/"):
        answer = desk.get(f"/desk/snippets/editorial/urgentwords/{path}", follow=True)
        assert answer.status_code == 200
