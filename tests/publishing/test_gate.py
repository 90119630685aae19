"""Each rule of the gate, from the database to the record that readers get."""

import datetime as dt
from typing import Any, TypeVar

import pytest

from dogwood.checks.models import CheckPolicy
from dogwood.edition.file import EditionReader, verify_edition
from dogwood.edition.records import (
    DirectoryRecord,
    EventRecord,
    GuideRecord,
    ListingRecord,
    PublicationRecord,
    Record,
    SeeAlsoBlock,
    StatisticBlock,
)
from dogwood.edition.store import LocalStore
from dogwood.editorial.models import Event, GuidePage, Listing, Publication
from dogwood.publishing.publish import Published, publish
from dogwood.publishing.report import Finding, GateStoppedError
from tests.support.guide_files import paragraph
from tests.support.world import WHY, check, phone, put, put_guide

TODAY = dt.date(2026, 11, 23)
R = TypeVar("R", bound=Record)


def find(store: LocalStore, cls: type[R], key: str, language: str = "en") -> R | None:
    reader = EditionReader(store.current_folder())
    try:
        return reader.get(cls, key, language)
    finally:
        reader.close()


def get(store: LocalStore, cls: type[R], key: str, language: str = "en") -> R:
    found = find(store, cls, key, language)
    assert found is not None
    return found


def findings(published: Published, verdict: str, key: str) -> list[Finding]:
    return [finding for finding in published.report.findings if (finding.verdict, finding.key) == (verdict, key)]


def set_policy(**values: Any) -> None:
    policy = CheckPolicy.load()
    for name, value in values.items():
        setattr(policy, name, value)
    policy.save()


def test_the_world_passes_as_it_is(world: LocalStore) -> None:
    published = publish(why=WHY)
    assert published.report.held_back == published.report.stops == []
    assert verify_edition(world.current_folder()) == published.manifest
    line = get(world, ListingRecord, "line")
    assert [number.dial for number in line.phones] == ["+19197334261"] and line.withheld == {}
    spanish = get(world, ListingRecord, "line", "es")
    assert (spanish.summary, spanish.phones, spanish.hours) == ("Alguien contesta.", line.phones, line.hours)


def test_an_unsafe_publication_is_held_back_and_links_to_it_are_taken_out(world: LocalStore) -> None:
    put(Publication, "handbook", title="A handbook", safety="unsafe", safety_reason="Recalled by its publisher.")
    put_guide("fatigue", body=[("text", {"text": '<p>Read <a href="/publication/handbook/">this</a>.</p>'})])
    published = publish(why=WHY)
    assert find(world, PublicationRecord, "handbook") is None
    [finding] = findings(published, "hold_back", "handbook")
    assert "Recalled by its publisher." in finding.reason and finding.remedy
    guide = get(world, GuideRecord, "fatigue")
    assert guide.references() == {("chapter", "care")}
    assert "this" in guide.body[0].model_dump_json()
    assert findings(published, "notice", "fatigue")


def test_a_number_that_cannot_be_read_is_withheld_and_the_others_stay(world: LocalStore) -> None:
    put(Listing, "line", name="Help line", parts={"phones": [phone("call us"), phone("919-733-4261")]})
    published = publish(why=WHY)
    line = get(world, ListingRecord, "line")
    assert [number.written for number in line.phones] == ["919-733-4261"]
    assert line.withheld == {"phone": "number_unreadable"}
    [finding] = findings(published, "hold_back", "line")
    assert finding.field == "phone" and "call us" in finding.reason


@pytest.mark.parametrize("written_in_the_check", ["919-733-4261", "(919) 733.4261", ""])
def test_a_dead_number_is_withheld_however_it_is_written(world: LocalStore, written_in_the_check: str) -> None:
    check("line", field="phone", value=written_in_the_check, outcome="dead", on="2026-11-01")
    published = publish(why=WHY)
    for language in ("en", "es"):
        line = get(world, ListingRecord, "line", language)
        assert line.phones == () and line.withheld == {"phone": "number_dead"}
    assert findings(published, "hold_back", "line")
    assert len(get(world, ListingRecord, "rides").phones) == 1


def test_a_dead_number_comes_back_only_when_somebody_reached_it(world: LocalStore) -> None:
    number = {"field": "phone", "value": "919-733-4261"}
    check("line", outcome="dead", on="2026-11-01", **number)
    check("line", outcome="no_answer", on="2026-11-02", **number)
    check("line", outcome="confirmed", method="document", on="2026-11-03", **number)
    check("line", outcome="confirmed", on="2026-10-30", **number)  # entered late: it is older than the dead tone
    publish(why=WHY)
    assert get(world, ListingRecord, "line").phones == ()
    check("line", outcome="confirmed", on="2026-11-04", **number)
    publish(why=WHY)
    assert len(get(world, ListingRecord, "line").phones) == 1


def test_a_closed_listing_loses_its_number_but_keeps_its_successor_and_story(world: LocalStore) -> None:
    put(
        Listing, "rides", name="Rides", status="defunct", became="succeeded_by", status_note="It closed in 2012.",
        references={"successor": "line"},
    )  # fmt: skip
    publish(why=WHY)
    rides = get(world, ListingRecord, "rides")
    assert rides.phones == () and rides.withheld == {"phone": "closed"}
    assert rides.status.successor == "line" and rides.status.note == "It closed in 2012."
    assert "tel:" not in rides.model_dump_json() and "+1800" not in rides.model_dump_json()


def test_a_guide_without_sources_is_held_back_and_links_to_it_are_taken_out(world: LocalStore) -> None:
    put_guide("fatigue", sources=[])
    published = publish(why=WHY)
    assert find(world, GuideRecord, "fatigue") is None
    assert findings(published, "hold_back", "fatigue")[0].remedy == "Name at least one public source."
    pain = get(world, GuideRecord, "pain")
    assert ("guide", "fatigue") not in pain.references()
    assert [block.guides for block in pain.body if isinstance(block, SeeAlsoBlock)] == [()]


def test_a_statistic_without_source_is_left_out_of_its_guide(world: LocalStore) -> None:
    """The desk's form asks for the source; a page that came another way may still lack it."""
    figure = {"value": "1 in 8", "year": "2024", "population": "", "text": ""}
    guide = GuidePage.objects.get(slug="fatigue")
    guide.body = [("statistic", {**figure, "source": ""}), ("statistic", {**figure, "source": "NCI"})]
    guide.save(clean=False)
    published = publish(why=WHY)
    body = get(world, GuideRecord, "fatigue").body
    assert [block.source for block in body if isinstance(block, StatisticBlock)] == ["NCI"]
    assert [finding.field for finding in findings(published, "hold_back", "fatigue")] == ["body"]


@pytest.mark.parametrize(
    ("href", "named"), [("/guide/nowhere/", "nowhere"), ("/listing/gone/", "gone"), ("/term/no-such/", "no-such")]
)
def test_a_dangling_key_stops_the_edition_and_the_current_one_stays(world: LocalStore, href: str, named: str) -> None:
    publish(why=WHY)
    before = world.current_name()
    put_guide("fatigue", body=[("text", {"text": f'<p><a href="{href}">x</a></p>'})])
    with pytest.raises(GateStoppedError, match=named) as caught:
        publish(why=WHY)
    assert caught.value.report.stops[0].key == "fatigue"
    assert world.current_name() == before and len(world.folders()) == 1
    put_guide("fatigue", body=[("text", {"text": paragraph("x")})])
    assert publish(why=WHY).manifest


def test_a_link_to_what_was_taken_down_stops_too(world: LocalStore) -> None:
    publish(why=WHY)
    Listing.objects.get(key="line", locale__language_code="en").unpublish()
    with pytest.raises(GateStoppedError, match="line"):
        publish(why=WHY)


def test_a_lapsed_listing_is_held_back_where_the_policy_says_so(world: LocalStore) -> None:
    check("line", on="2024-01-05")
    check("rides", on="2024-01-05")
    publish(why=WHY)
    rides = get(world, ListingRecord, "rides")
    assert rides.confirmation.freshness(TODAY).state == "lapsed"
    set_policy(holds_back_lapsed=True)
    published = publish(why=WHY)
    assert find(world, ListingRecord, "rides") is None
    assert findings(published, "hold_back", "rides")
    assert find(world, ListingRecord, "line") is not None  # called on 2026-10-01


def test_what_refers_to_a_listing_held_back_refers_to_it_no_more(world: LocalStore) -> None:
    put(Listing, "line", name="Help line", parts={"phones": []})
    put(Listing, "rides", name="Rides", status="defunct", references={"successor": "line"})
    set_policy(holds_back_lapsed=True, listing_days=1, phone_days=1, grace_days=1)
    publish(why=WHY)
    assert find(world, ListingRecord, "line") is None
    assert get(world, DirectoryRecord, "directory").answers_at_night == ()
    assert get(world, ListingRecord, "rides").status.successor == ""
    assert get(world, EventRecord, "meeting").listing == ""
    assert ("listing", "line") not in get(world, GuideRecord, "pain").references()


def test_a_guide_that_is_not_translated_is_held_back_where_parity_is_required(world: LocalStore) -> None:
    set_policy(requires_translation=True)
    published = publish(why=WHY)
    assert find(world, GuideRecord, "fatigue") is None
    assert "es" in findings(published, "hold_back", "fatigue")[0].reason
    assert find(world, GuideRecord, "pain") and find(world, GuideRecord, "pain", "es")


def test_notices_stand_on_what_awaits_a_review(world: LocalStore) -> None:
    put_guide(
        "fatigue", review_state="reviewed", review_by="Dr. Made Up", review_role="Oncologist", review_on="2026-11-01"
    )
    publish(why=WHY)
    assert get(world, GuideRecord, "pain").notices == ("awaiting_clinical_review",)
    assert get(world, GuideRecord, "pain", "es").notices == (
        "awaiting_clinical_review",
        "awaiting_language_review",
        "translation_behind",  # it has no question yet
    )
    assert get(world, GuideRecord, "fatigue").notices == ()
    assert get(world, ListingRecord, "line", "es").notices == ("awaiting_language_review",)
    assert get(world, ListingRecord, "line").notices == ()


def test_a_value_that_no_record_can_hold_holds_back_that_record_alone(world: LocalStore) -> None:
    """Such as a slug that was typed into Wagtail's own form."""
    GuidePage.objects.filter(slug="fatigue").update(slug="Being_Tired")
    put_guide("pain", body=[("text", {"text": paragraph("x")})])
    published = publish(why=WHY)
    assert findings(published, "hold_back", "Being_Tired")[0].reason
    assert find(world, GuideRecord, "pain") is not None


def test_an_event_without_a_start_is_held_back(world: LocalStore) -> None:
    Event.objects.update(starts="soon")
    put_guide("fatigue", body=[("text", {"text": '<p><a href="/event/meeting/">x</a></p>'})])
    published = publish(why=WHY)
    assert find(world, EventRecord, "meeting") is None
    assert findings(published, "hold_back", "meeting")[0].remedy
    assert get(world, GuideRecord, "fatigue").references() == {("chapter", "care")}


def test_a_translation_is_not_published_without_the_twin_that_carries_the_facts(world: LocalStore) -> None:
    put_guide("pain", body=[("text", {"text": paragraph("x")})])
    put(Listing, "both", name="Both", summary="x")
    put(Listing, "both", "es", name="Both", summary="y")
    publish(why=WHY)
    assert find(world, ListingRecord, "both", "es")
    Listing.objects.get(key="both", locale__language_code="en").unpublish()
    publish(why=WHY)
    assert find(world, ListingRecord, "both", "es") is None


def test_a_phone_makes_a_confirmation_hold_as_long_as_one_of_a_phone(world: LocalStore) -> None:
    publish(why=WHY)
    line = get(world, ListingRecord, "line").confirmation
    assert line.checked_on == "2026-10-01" and line.due_on == dt.date(2026, 12, 30)
    assert line.lapses_on == dt.date(2027, 3, 30)
    rides = get(world, ListingRecord, "rides").confirmation
    assert (rides.method, rides.due_on, rides.source) == ("document", None, "https://www.cancer.org")


def test_what_was_confirmed_and_then_found_closed_is_confirmed_no_more(world: LocalStore) -> None:
    check("line", outcome="closed", on="2026-11-02")
    publish(why=WHY)
    assert get(world, ListingRecord, "line").confirmation.freshness(TODAY).state == "unconfirmed"


def test_links_that_lead_somewhere_stay(world: LocalStore) -> None:
    publish(why=WHY)
    assert get(world, GuideRecord, "pain").references() == {
        ("chapter", "care"), ("guide", "fatigue"), ("listing", "line"), ("term", "lymph-node"),
    }  # fmt: skip
    assert get(world, GuideRecord, "pain").sources[0].date == "2024-11"
