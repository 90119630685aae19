"""What becomes of a finding: decided by people, and heeded by the next edition where it must be."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils.timezone import now

from dogwood.checks.probes.findings import (
    SettleError,
    find_changed_keys,
    find_withheld,
    record_look,
    settle_findings,
)
from dogwood.checks.probes.models import ProbeFinding, ProbeRun
from dogwood.checks.probes.problems import WITHHOLDING, Holder, Look, Seen
from dogwood.checks.probes.work import find_probe_work
from dogwood.edition.file import EditionReader
from dogwood.edition.records import EventRecord, ListingRecord, OrganizationRecord, PublicationRecord
from dogwood.edition.store import LocalStore
from dogwood.editorial.announce import content_changed
from dogwood.editorial.models import Event, Listing, Organization, Publication
from dogwood.editorial.worklist import claim_work, find_claims
from dogwood.publishing import publish as publishing
from dogwood.publishing.models import Build
from dogwood.publishing.publish import publish
from tests.support.made_records import write_few_files
from tests.support.world import make_world, put

pytestmark = pytest.mark.django_db
URL = "http://line.example.org/"


@pytest.fixture
def editor() -> Any:
    return get_user_model().objects.create_superuser("vera", "", "a long password", first_name="Vera")


@pytest.fixture
def run() -> ProbeRun:
    return ProbeRun.objects.create(what="web")


@pytest.fixture
def announced() -> Any:
    told: list[str] = []

    def hear(sender: Any, why: str, **kwargs: Any) -> None:
        told.append(why)

    content_changed.connect(hear)
    yield told
    content_changed.disconnect(hear)


def see(
    run: ProbeRun, kind: str = "repurposed", *, subject: str = "listing", key: str = "line", signature: str = ""
) -> int:
    holder = Holder(subject, key, "website")
    seen = Seen(kind, holder, URL, "It was seen.", signature=signature)
    return record_look(run, [holder], URL, Look((seen,), frozenset({kind})))


def state() -> str:
    return ProbeFinding.objects.get().state


def test_the_same_thing_seen_again_is_one_finding(run: ProbeRun) -> None:
    assert [see(run), see(run)] == [1, 0]
    finding = ProbeFinding.objects.get()
    assert finding.last_seen > finding.first_seen and finding.severity == "high"


def test_what_was_dismissed_stays_so_until_something_else_is_seen(run: ProbeRun, editor: Any) -> None:
    see(run, "moved-domain", signature="a.org")
    settle_findings(ids=[ProbeFinding.objects.get().pk], state="dismissed", by=editor, note="Their new name")
    assert see(run, "moved-domain", signature="a.org") == 0 and state() == "dismissed"
    assert see(run, "moved-domain", signature="b.org") == 1 and state() == "open"
    assert ProbeFinding.objects.get().settled_by == ""


def test_what_was_accepted_is_not_taken_back_by_a_probe(run: ProbeRun, editor: Any) -> None:
    see(run, "not-found")
    settle_findings(ids=[ProbeFinding.objects.get().pk], state="accepted", by=editor)
    record_look(run, [Holder("listing", "line", "website")], URL, Look((), frozenset({"not-found"})))
    finding = ProbeFinding.objects.get()
    assert (finding.state, finding.settled_by) == ("accepted", "Vera") and finding.settled_at is not None


def test_a_decision_that_is_none_is_refused(run: ProbeRun, editor: Any) -> None:
    see(run)
    with pytest.raises(SettleError, match="none of"):
        settle_findings(ids=[ProbeFinding.objects.get().pk], state="gone", by=editor)


def test_only_a_repurposed_domain_is_withheld(run: ProbeRun) -> None:
    assert WITHHOLDING == ("repurposed",)
    see(run, "not-found")
    see(run, "closing-words", key="other")
    assert not find_withheld("listing")


def test_dismissing_brings_the_address_back(
    run: ProbeRun, editor: Any, announced: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        see(run)
    assert find_withheld("listing") == {"line": frozenset({URL})} and len(announced) == 1
    later = now()
    ids = [ProbeFinding.objects.get().pk]
    with django_capture_on_commit_callbacks(execute=True):
        settle_findings(ids=ids, state="accepted", by=editor)
    assert find_withheld("listing", ["line"]) and len(announced) == 1 and not find_changed_keys("listing", later)
    with django_capture_on_commit_callbacks(execute=True):
        settle_findings(ids=ids, state="dismissed", by=editor)
    assert not find_withheld("listing") and len(announced) == 2 and find_changed_keys("listing", later) == {"line"}


def test_open_findings_are_work_for_who_may_decide(run: ProbeRun, editor: Any) -> None:
    see(run)
    see(run, "not-found")
    see(run, "unreachable", key="other")  # good to know, nothing to do
    (work,) = find_probe_work(editor)
    assert work.key == "probe:listing:line" and work.kind == "probe" and work.risk == 4.0 and ", " in work.why
    claim_work(keys=[work.key], by=editor)
    settle_findings(
        ids=ProbeFinding.objects.filter(key="line").values_list("pk", flat=True), state="dismissed", by=editor
    )
    assert not list(find_probe_work(editor)) and not find_claims()
    assert not list(find_probe_work(get_user_model().objects.create_user("volunteer")))


@pytest.fixture
def world(published_to: LocalStore, monkeypatch: pytest.MonkeyPatch) -> LocalStore:
    monkeypatch.setattr(publishing, "build_index", lambda *what, **more: write_few_files(*what))
    make_world()
    run_by = {"organization": "alliance", "successor": ""}
    put(
        Listing,
        "line",
        name="Help line",
        references=run_by,
        website=URL,
        parts={"web": [{"url": URL}, {"url": URL + "x"}]},
    )
    put(Organization, "alliance", name="Made Alliance", website=URL)
    put(Publication, "handbook", title="A handbook", year="2024", website=URL)
    put(Event, "meeting", name="Meeting", starts="2026-12-17T17:30", website=URL)
    return published_to


def read_websites(store: LocalStore) -> dict[str, tuple[str, dict[str, str]]]:
    reader = EditionReader(store.current_folder())
    try:
        found = {}
        for model in (ListingRecord, OrganizationRecord, PublicationRecord, EventRecord):
            for record in reader.all(model, "en"):
                assert isinstance(record, ListingRecord | OrganizationRecord | PublicationRecord | EventRecord)
                found[record.key] = (record.website, record.withheld)
        return found
    finally:
        reader.close()


def test_a_repurposed_domain_is_left_out_of_the_next_edition_until_it_is_dismissed(
    world: LocalStore, run: ProbeRun, editor: Any
) -> None:
    publish(why="before")
    # As if that had been a while ago: what the world is made of did not just change.
    Build.objects.update(collected_from=now() + dt.timedelta(seconds=5))
    assert {read_websites(world)[key][0] for key in ("line", "alliance", "handbook", "meeting")} == {URL}
    for subject, key in (
        ("listing", "line"),
        ("organization", "alliance"),
        ("publication", "handbook"),
        ("event", "meeting"),
    ):
        see(run, subject=subject, key=key)
    published = publish(why="after the probe")
    assert published.is_incremental  # only what the probe spoke of was collected again
    sites = read_websites(world)
    for key in ("line", "alliance", "handbook", "meeting"):
        assert sites[key] == ("", {"website": "domain_repurposed"})
    told = [finding for finding in published.report.held_back if finding.field == "website"]
    assert {finding.key for finding in told} == {"line", "alliance", "handbook", "meeting"}
    reader = EditionReader(world.current_folder())
    line = reader.get(ListingRecord, "line", "en")
    reader.close()
    assert line is not None and [link.url for link in line.web] == [URL + "x"]

    settle_findings(ids=ProbeFinding.objects.values_list("pk", flat=True), state="dismissed", by=editor)
    published = publish(why="after the editor")
    assert {read_websites(world)[key][0] for key in ("line", "alliance", "handbook", "meeting")} == {URL}
    assert not [finding for finding in published.report.held_back if finding.field == "website"]


def test_an_address_that_was_corrected_is_published(world: LocalStore, run: ProbeRun) -> None:
    see(run)
    put(Listing, "line", name="Help line", website="http://new.example.org/", parts={"web": []})
    publish(why="corrected")
    assert read_websites(world)["line"] == ("http://new.example.org/", {})
