"""The whole way from the database to the switched edition."""

import datetime as dt
import errno
import random
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils.timezone import now

from dogwood.checks.models import CheckPolicy
from dogwood.edition.errors import EditionBusyError
from dogwood.edition.file import EditionReader, verify_edition
from dogwood.edition.records import GuideRecord, ListingRecord
from dogwood.edition.store import LocalStore
from dogwood.editorial.models import Event, GuidePage, Listing, Organization, Publication
from dogwood.publishing import publish as publishing
from dogwood.publishing.models import Build
from dogwood.publishing.publish import publish
from tests.support.guide_files import paragraph
from tests.support.world import WHY, check, phone, put, put_guide


def hash_of_everything(tmp_path: Path) -> str:
    """The content hash that a full publish of the database gives, in a store of its own."""
    store = LocalStore(tmp_path / "full")
    published = publish(why=WHY, is_full=True, store=store, build=Build())
    assert not published.is_incremental
    Build.objects.latest("pk").delete()  # as if it had not been
    return store.manifests()[-1].content_hash


def age(build: Build) -> None:
    """Let the last build have begun a while ago: what changes now is new, what the world is made of is not."""
    Build.objects.filter(pk=build.pk).update(collected_from=now() + dt.timedelta(seconds=5))


def rename_the_organization() -> None:
    put(Organization, "alliance", name="Another Alliance")


def change_a_number() -> None:
    put(Listing, "line", name="Help line", parts={"phones": [phone("800.ACS.2345")]})


def change_spanish_words() -> None:
    put(Listing, "line", "es", name="Help line", summary="Otras palabras.")


def record_a_check() -> None:
    check("rides", on="2026-11-20")


def find_a_number_dead() -> None:
    check("line", field="phone", value="919-733-4261", outcome="dead", on="2026-11-20")


def close_a_listing() -> None:
    put(Listing, "rides", name="Rides", status="defunct", references={"successor": "line"})


def rename_the_listing_of_an_event() -> None:
    put(Listing, "line", name="Help line of the alliance")


def add_a_listing() -> None:
    put(Listing, "new", name="New")


def add_what_is_held_back() -> None:
    put(Publication, "dangerous", title="Dangerous", safety="unsafe", safety_reason="Because.")


def hold_back_what_was_published() -> None:
    put(Publication, "handbook", title="A handbook", safety="unsafe", safety_reason="Because.")


def take_down_a_listing() -> None:
    Listing.objects.get(key="rides").unpublish()


def delete_an_event() -> None:
    Event.objects.get(key="meeting").delete()


def delete_an_organization() -> None:
    Organization.objects.get(key="alliance").delete()


def change_a_guide() -> None:
    put_guide("fatigue", body=[("text", {"text": paragraph("Rest.")})])


def take_a_guide_its_sources() -> None:
    put_guide("fatigue", sources=[])


def break_a_slug() -> None:
    GuidePage.objects.filter(slug="pain").update(slug="Pain_1")


def change_the_policy() -> None:
    policy = CheckPolicy.load()
    policy.listing_days = policy.phone_days = 30
    policy.save()


CHANGES = [
    rename_the_organization, change_a_number, change_spanish_words, record_a_check, find_a_number_dead, close_a_listing,
    rename_the_listing_of_an_event, add_a_listing, add_what_is_held_back, hold_back_what_was_published,
    take_down_a_listing, delete_an_event, delete_an_organization, change_a_guide, take_a_guide_its_sources, break_a_slug,
    change_the_policy,
]  # fmt: skip
SMALL = {rename_the_organization, change_a_number, change_spanish_words, record_a_check, find_a_number_dead, close_a_listing,
         rename_the_listing_of_an_event, add_a_listing, change_a_guide}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_publishing_the_changes_gives_what_publishing_everything_gives(
    world: LocalStore, tmp_path: Path, change: Any
) -> None:
    publish(why=WHY)
    age(Build.objects.latest("pk"))
    Listing.objects.update(changed_at=now() - dt.timedelta(days=1))
    change()
    published = publish(why=WHY)
    reader = EditionReader(world.current_folder())
    assert reader.manifest.content_hash == hash_of_everything(tmp_path)
    assert reader.manifest.number == (1 if change is add_what_is_held_back else 2)
    if change in SMALL:
        assert published.is_incremental
    reader.close()


@pytest.mark.parametrize("seed", range(3))
def test_a_chain_of_changes_gives_what_publishing_everything_gives(
    world: LocalStore, tmp_path: Path, seed: int
) -> None:
    publish(why=WHY)
    chain = random.Random(seed).sample([change for change in CHANGES if change is not delete_an_organization], 6)
    for change in chain:
        change()
        publish(why=WHY)
    assert EditionReader(world.current_folder()).manifest.content_hash == hash_of_everything(tmp_path), chain


def test_a_small_change_collects_only_what_changed(world: LocalStore, django_assert_max_num_queries: Any) -> None:
    publish(why=WHY)
    age(Build.objects.latest("pk"))
    Listing.objects.create(
        key="new",
        name="New",
        locale=Listing.objects.first().locale,
        changed_at=now() + dt.timedelta(minutes=1),  # type: ignore[union-attr]
    )
    with django_assert_max_num_queries(60):
        published = publish(why=WHY)
    assert published.is_incremental
    reader = EditionReader(world.current_folder())
    assert {change.identity[1] for change in reader.changes()} == {"new"}


def test_nothing_changed_makes_no_edition_and_says_so(world: LocalStore) -> None:
    publish(why=WHY)
    published = publish(why=WHY)
    assert published.manifest is None
    build = Build.objects.latest("pk")
    assert build.state == Build.UNCHANGED and build.edition is None and build.finished_at


def test_the_row_on_the_desk_says_what_came_of_it(world: LocalStore) -> None:
    editor = get_user_model().objects.create_user("pat")
    published = publish(by=editor, why="a correction", name="2027")
    assert published.manifest is not None
    build = Build.objects.latest("pk")
    assert (build.state, build.edition, build.asked_by, build.why) == (Build.DONE, 1, editor, "a correction")
    assert build.content_hash == published.manifest.content_hash and published.manifest.name == "2027"


def test_a_stopped_build_keeps_its_report(world: LocalStore) -> None:
    put_guide("fatigue", body=[("text", {"text": '<p><a href="/guide/nowhere/">x</a></p>'})])
    with pytest.raises(Exception, match="nowhere"):
        publish(why=WHY)
    build = Build.objects.latest("pk")
    assert build.state == Build.STOPPED and "nowhere" in build.error
    assert [finding["verdict"] for finding in build.findings] == ["stop"]


def test_a_full_disk_is_told_and_the_current_edition_stays(world: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(why=WHY)
    before = world.current_name()
    change_a_number()

    def no_room(*_: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "build_index", no_room)
        with pytest.raises(OSError, match="No space"):
            publish(why=WHY)
    assert Build.objects.latest("pk").state == Build.FAILED and world.current_name() == before
    assert publish(why=WHY).manifest


def test_a_damaged_current_edition_is_replaced_by_a_whole_one(world: LocalStore) -> None:
    publish(why=WHY)
    age(Build.objects.latest("pk"))
    path = world.current_folder() / "records.sqlite"
    raw = bytearray(path.read_bytes())
    raw[-20] ^= 1
    path.write_bytes(raw)
    change_a_number()
    published = publish(why=WHY)
    assert published.manifest and not published.is_incremental
    assert verify_edition(world.current_folder()) == published.manifest
    assert published.manifest.counts["listing"] == {"en": 2, "es": 1}


def test_after_a_roll_back_everything_is_collected_anew(world: LocalStore) -> None:
    publish(why=WHY)
    change_a_number()
    publish(why=WHY)
    world.switch(world.find_folder(1))
    published = publish(why=WHY)
    assert published.manifest and published.manifest.number == 3
    reader = EditionReader(world.current_folder())
    line = reader.get(ListingRecord, "line", "en")
    assert line is not None and line.phones[0].dial == "+18002272345"


def test_with_a_policy_for_lapsed_listings_a_new_day_is_a_change(
    world: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody edits a listing on the day it lapses."""
    policy = CheckPolicy.load()
    policy.holds_back_lapsed = True
    policy.save()
    check("rides", on="2026-11-01")
    publish(why=WHY)
    build = Build.objects.latest("pk")
    CheckPolicy.objects.update(changed_at=now() - dt.timedelta(days=500))
    Build.objects.filter(pk=build.pk).update(collected_from=now() - dt.timedelta(days=400))
    monkeypatch.setattr(publishing, "localdate", lambda moment=None: (moment or now() + dt.timedelta(days=400)).date())
    publish(why=WHY)
    reader = EditionReader(world.current_folder())
    assert reader.get(ListingRecord, "rides", "en") is None


def test_what_is_collected_is_collected_in_turn(world: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two builds at once: who collected first must not publish last."""
    seen: list[str] = []

    class WatchedStore(LocalStore):
        @contextmanager
        def turn(self, *, wait: bool = True) -> Any:
            seen.append("waits")
            with super().turn(wait=wait):
                seen.append("has its turn")
                yield

    real = publishing.Collector

    def collector(*arguments: Any) -> Any:
        seen.append("collects")
        with pytest.raises(EditionBusyError), world.turn(wait=False):
            pytest.fail("two at once")
        return real(*arguments)

    monkeypatch.setattr(publishing, "Collector", collector)
    publish(why=WHY, store=WatchedStore(world.root))
    assert seen == ["waits", "has its turn", "collects"]


def test_with_the_real_search_index(indexed_world: LocalStore) -> None:
    published = publish(why=WHY)
    assert published.manifest and verify_edition(indexed_world.current_folder()) == published.manifest
    assert any(name.startswith("index/") for name in published.manifest.files)
    put_guide("fatigue", body=[("text", {"text": paragraph("Rest.")})])
    assert publish(why=WHY).manifest
    reader = EditionReader(indexed_world.current_folder())
    guide = reader.get(GuideRecord, "fatigue", "en")
    assert guide is not None and "Rest." in guide.model_dump_json()
