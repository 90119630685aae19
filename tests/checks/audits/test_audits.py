"""Random samples and their intervals."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from dogwood.checks.audits.actions import AuditError, draw_audit, judge_item, sum_up
from dogwood.checks.audits.intervals import wilson
from dogwood.checks.audits.models import Audit
from tests.checks.calls.conftest import TODAY, put_listing


@pytest.fixture
def editor(db: None) -> Any:
    return get_user_model().objects.create_superuser("vera", "", "a long password")


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (Wilson without continuity correction).
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_wilsons(hits: int, count: int, low: float, high: float) -> None:
    found = wilson(hits, count)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(0, 500), st.integers(0, 500))
def test_an_interval_holds_its_share(hits: int, misses: int) -> None:
    found = wilson(hits, hits + misses)
    assert 0 <= found.low <= found.high <= 1
    if found.count:
        assert found.low <= found.share + 1e-12 and found.share <= found.high + 1e-12


@pytest.mark.parametrize(("hits", "count"), [(2, 1), (-1, 5), (0, -1)])
def test_counts_that_cannot_be(hits: int, count: int) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        wilson(hits, count)


@pytest.mark.django_db
def test_the_same_seed_draws_the_same_sample_and_closed_ones_are_not_drawn(editor: Any) -> None:
    for number in range(12):
        put_listing(f"line-{number:02}", status="defunct" if number == 3 else "")
    first = draw_audit(name="2026", size=5, by=editor, seed=7)
    again = draw_audit(name="2026 again", size=5, by=editor, seed=7)
    assert first.population == 11
    keys = [item.key for item in first.items.all()]
    assert keys == [item.key for item in again.items.all()] and len(set(keys)) == 5
    everything = draw_audit(name="all", size=11, by=editor)
    assert "line-03" not in {item.key for item in everything.items.all()}


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "size"), [("", 1), ("2026", 0), ("2026", 3), ("taken", 1)])
def test_an_audit_that_cannot_be(editor: Any, name: str, size: int) -> None:
    put_listing()
    put_listing("other")
    draw_audit(name="taken", size=1, by=editor)
    with pytest.raises(AuditError):
        draw_audit(name=name, size=size, by=editor)
    assert Audit.objects.count() == 1


@pytest.mark.django_db
def test_what_was_found_by_type(editor: Any) -> None:
    for number in range(4):
        put_listing(f"line-{number}")
    put_listing("wigs", service_type="products")
    audit = draw_audit(name="2026", size=5, by=editor)
    for key, result in (("line-0", "accurate"), ("line-1", "usable"), ("line-2", "unreached"), ("wigs", "unusable")):
        judge_item(audit=audit, key=key, result=result, by=editor, on=TODAY)
    whole, lines, wigs = sum_up(audit)
    assert (whole.drawn, whole.judged, whole.accurate.hits, whole.usable.hits) == (5, 4, 1, 2)
    assert (lines.stratum, lines.judged, lines.usable.hits) == ("helpline", 3, 2)
    assert (wigs.stratum, wigs.usable.hits, wigs.usable.count) == ("products", 0, 1)
    judge_item(audit=audit, key="line-0", result="", by=editor, on=TODAY)
    assert sum_up(audit)[0].judged == 3
    for key, result in (("nobody", "accurate"), ("line-0", "perfect")):
        with pytest.raises(AuditError):
            judge_item(audit=audit, key=key, result=result, by=editor, on=TODAY)


@pytest.mark.django_db
def test_the_desk_draws_judges_and_exports(editor: Any) -> None:
    put_listing()
    desk = Client()
    desk.force_login(editor)
    page = desk.post("/desk/audits/", {"name": "2026", "size": "1"}, follow=True)
    url = page.redirect_chain[-1][0]
    desk.post(url, {"key": "line", "result": "accurate", "note": "=1+1"})
    assert "100% (21 to 100)" in desk.get(url).content.decode()
    assert "100% (21 to 100)" in desk.get("/desk/audits/").content.decode()
    table = desk.get(f"{url}?csv=1").content.decode()
    assert "line,helpline,accurate" in table and "'=1+1" in table
    assert b"between 1 and 1" in desk.post("/desk/audits/", {"name": "x", "size": "9" * 30}, follow=True).content
