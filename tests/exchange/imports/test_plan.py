"""Plans: what is new, what is known, what is the same, and what an editor's word outweighs."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dogwood.editorial.models import Listing
from dogwood.exchange.imports.match import SURE, Index, make_traits
from dogwood.exchange.imports.plan import make_key
from dogwood.exchange.imports.planned import RowPlan
from dogwood.exchange.models import FieldProvenance, ImportRun
from tests.support.world import put

from .conftest import decide, import_table, make_table, plan_table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
NEW = ("1", "Food Pantry", "252-847-5260", "1 Elm St", "Kinston", "NC", "28501", "", "Food on Mondays.", "Ask for Ann")
OURS = ("2", "Pitt Rides Inc", "(919) 733-4263", "12 Oak St", "Greenville", "NC", "27834", "", "Drivers.", "")


def only(data: bytes, **options: Any) -> RowPlan:
    plan = plan_table(data, **options)
    assert len(plan.rows) == 1
    return plan.rows[0]


def states(row: RowPlan) -> dict[str, str]:
    return {one.field: one.state for one in row.fields}


def test_a_dry_run_writes_nothing() -> None:
    before = Listing.objects.count()
    plan_table(make_table([NEW, OURS]))
    assert Listing.objects.count() == before
    assert not ImportRun.objects.exists() and not FieldProvenance.objects.exists()


def test_what_nothing_is_like_is_new() -> None:
    row = only(make_table([NEW]))
    assert (row.action, row.key) == ("create", "food-pantry")
    assert set(states(row)) == {"name", "phones", "places", "description", "editor_note"}
    assert "Notes: Ask for Ann" in str(next(one.value for one in row.fields if one.field == "editor_note"))
    assert all(one.said for one in row.fields if one.field != "editor_note")


def test_a_duplicate_is_proposed_as_an_update_with_score_and_reasons() -> None:
    row = only(make_table([OURS]))
    assert (row.action, row.key) == ("update", "pitt-rides")
    assert row.matches[0].score >= SURE and {"same street and number"} <= set(row.matches[0].reasons)
    assert states(row) == {"name": "conflict", "phones": "same", "places": "same", "description": "fill"}


def test_an_editor_can_say_otherwise() -> None:
    assert only(make_table([OURS]), decisions=decide("2", "create")).action == "create"
    assert only(make_table([OURS]), decisions=decide("2", "skip")).action == "skip"
    row = only(make_table([NEW]), decisions=decide("1", "update", "pitt-rides", "phones"))
    assert row.key == "pitt-rides" and states(row)["phones"] == "change" and states(row)["places"] == "conflict"


def test_a_row_that_stands_twice_joins_the_first() -> None:
    twice = ("9", *NEW[1:8], "Clothes on Fridays.", "")
    plan = plan_table(make_table([NEW, twice]))
    assert [row.action for row in plan.rows] == ["create", "repeat"]
    note = next(str(one.value) for one in plan.rows[0].fields if one.field == "editor_note")
    assert "Clothes on Fridays." in note


def test_a_row_without_a_name_cannot_be_imported_and_one_with_a_bad_phone_can() -> None:
    plan = plan_table(make_table([("1", "", *NEW[2:]), ("2", "Hope House", "15-685-6440", *[""] * 7)]))
    assert [row.action for row in plan.rows] == ["problem", "create"]
    assert "9 digits" in plan.rows[1].problems[0]


def test_a_value_that_the_directory_refuses_goes_into_the_note() -> None:
    row = only(make_table([("1", "Hope House", *[""] * 5, "http://a..b.org/x y", "", "")]))
    assert row.action == "create" and "website" not in states(row)
    assert "a..b.org" in str([one.value for one in row.fields if one.field == "editor_note"])


def test_a_second_import_finds_everything_as_it_is() -> None:
    import_table(make_table([NEW, OURS]))
    plan = plan_table(make_table([NEW, OURS]))
    assert {row.action for row in plan.rows} == {"same"} and not plan.counts["conflicts"]


def test_what_only_the_source_changed_is_updated() -> None:
    import_table(make_table([NEW]))
    row = only(make_table([(*NEW[:2], "252-847-5261", *NEW[3:])]))
    assert row.action == "update" and states(row)["phones"] == "change"
    assert [one.field for one in row.writes] == ["phones"]


def test_what_an_editor_changed_since_is_a_conflict_and_not_written() -> None:
    import_table(make_table([NEW]))
    put(Listing, "food-pantry", description="Food on Mondays and Fridays.")
    row = only(make_table([(*NEW[:8], "Food on Tuesdays.", NEW[9])]))
    assert row.action == "same" and states(row)["description"] == "conflict"
    assert states(only(make_table([NEW])))["description"] == "kept"


def test_what_an_editor_emptied_stays_empty() -> None:
    import_table(make_table([NEW]))
    put(Listing, "food-pantry", description="")
    assert states(only(make_table([NEW])))["description"] == "kept"


def test_an_editors_draft_is_not_overwritten() -> None:
    import_table(make_table([NEW]))
    listing = Listing.objects.get(key="food-pantry")
    listing.description = "A draft."
    listing.save_revision()
    row = only(make_table([(*NEW[:8], "Food on Tuesdays.", NEW[9])]))
    assert states(row)["description"] == "conflict" and not row.writes


def test_what_the_source_has_no_more_is_gone_and_stays() -> None:
    import_table(make_table([NEW, OURS]))
    plan = plan_table(make_table([OURS]))
    assert [(one.key, one.renamed_to) for one in plan.gone] == [("food-pantry", "")]
    assert plan.counts["gone"] == 1


def test_what_was_removed_here_is_not_made_again() -> None:
    import_table(make_table([NEW]))
    Listing.objects.get(key="food-pantry").delete()
    assert only(make_table([NEW])).action == "skip"
    assert only(make_table([NEW]), decisions=decide("1", "create")).action == "create"


def test_a_row_that_the_source_renamed_is_still_known() -> None:
    header = ("Name", "Phone", "Address", "City", "State", "Zip")
    import_table(make_table([NEW[1:7]], header))
    plan = plan_table(make_table([("Food Pantry of Kinston", *NEW[2:7])], header))
    row = plan.rows[0]
    assert row.action == "update" and row.key == "food-pantry" and states(row)["name"] == "change"
    assert plan.gone[0].renamed_to == "row 2"


@pytest.mark.parametrize(("one", "two", "is_same"), [
    ("Fairmount Avenue Residences I", "Fairmount Avenue Residences II", False),
    ("Saint John's Hospice", "St. John’s Hospice", True),
    ("Duke Cancer Center-Breast Imaging", "Duke Cancer Institute", False),
    ("A. B. C. of Pitt", "A. B. C. of Pitt", True),
])  # fmt: skip
def test_names(one: str, two: str, is_same: bool) -> None:
    index = Index([make_traits("k", one, {})])
    matches = index.find(make_traits("d", two, {}))
    assert (bool(matches) and matches[0].score >= SURE) is is_same


def test_a_mobile_unit_is_not_the_place_that_it_stands_at() -> None:
    place = {"places": [{"address": "1 Main St", "address_2": "", "city": "Boone", "zip": "28607"}]}
    index = Index([make_traits("k", "Novant Breast Center", place)])
    assert all(match.score < SURE for match in index.find(make_traits("d", "Novant Breast Center Mobile", place)))


def test_keys() -> None:
    assert make_key("St. Mark's Food & Cupboard, Inc.") == "st-marks-food-cupboard-inc"
    assert len(make_key("a very long name " * 20)) <= 70


cells = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["919-733-4261", "Boone", "NC", "28607", "www.example.org", "Mon-Fri 9am-5pm", "Help line", "Pitt Rides"]
    ),
)


@given(st.lists(st.lists(cells, min_size=10, max_size=10), min_size=1, max_size=4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_table_can_be_planned_and_what_is_planned_can_be_applied(rows: list[list[str]]) -> None:
    from django.db import transaction

    from dogwood.exchange.imports.errors import SourceFileError

    clean = [[cell.replace("\x00", "").encode("utf-8", "ignore").decode() for cell in row] for row in rows]
    with transaction.atomic():
        try:
            run = import_table(make_table(clean), name="any")
        except SourceFileError:
            pass
        else:
            assert run.state == "applied"
        transaction.set_rollback(True)
