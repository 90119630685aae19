"""From a visit to what an editor is told."""

import pytest

from dogwood.checks.probes.net.visit import Known, Visit, visit_address
from dogwood.checks.probes.problems import Holder, Look
from dogwood.checks.probes.web.fingerprint import take_fingerprint
from dogwood.checks.probes.web.judge import judge_visit
from dogwood.checks.probes.web.text import read_page

from .zoo import OTHER_WORDS, SITES, Zoo

LINE = Holder("listing", "line", "website", "Sample Support Line")


def judge(zoo: Zoo, animal: str, *, scheme: str = "http", fingerprint: str = "", failures: int = 0) -> Look:
    rules = zoo.rules(seconds=1.0 if animal == "silent" else 8.0)
    visit = visit_address(f"{scheme}://{animal}.zoo.test/", rules)
    return judge_visit(visit, [LINE], fingerprint=fingerprint, failures=failures)


@pytest.mark.parametrize(
    ("animal", "kinds"),
    [
        ("home", []), ("season", []), ("empty", []), ("hiring", []), ("pdf", []), ("huge", []), ("cut", []), ("broken-robots", []),
        ("closed", ["closing-words"]), ("cerrado", ["closing-words"]), ("parked", ["repurposed"]), ("casino", ["repurposed"]),
        ("refresh", ["repurposed"]), ("to-shop", ["not-found", "repurposed"]), ("moved", ["moved-domain"]),
        ("gone", ["not-found"]), ("missing", ["not-found"]), ("broken", ["server-error"]), ("shy", ["refused"]),
        ("loop", ["redirect-loop"]), ("to-metadata", ["refused-address"]), ("garbage", ["unreadable"]), ("busy", []),
    ],
)  # fmt: skip
def test_what_is_told_of_each_animal(zoo: Zoo, animal: str, kinds: list[str]) -> None:
    assert [seen.kind for seen in judge(zoo, animal).seen] == kinds


def test_the_page_s_own_sentence_is_the_evidence(zoo: Zoo) -> None:
    (seen,) = judge(zoo, "closed").seen
    assert seen.evidence == "“After 20 years the Sample Support Line has closed its doors.”"
    assert seen.weight == "high" and seen.value == "http://closed.zoo.test/"


def test_another_domain_is_named_with_the_way_to_it(zoo: Zoo) -> None:
    (seen,) = judge(zoo, "moved").seen
    assert "home.other.test" in seen.seen and "http://moved.zoo.test/ → http://home.other.test/" in seen.evidence


def test_a_page_with_other_words_than_last_time_has_drifted(zoo: Zoo) -> None:
    before = str(judge(zoo, "home").memory["fingerprint"])
    assert before and not judge(zoo, "home", fingerprint=before).seen
    zoo.sites["home"] = f"<title>Teak</title><p>{OTHER_WORDS}</p>"
    after = judge(zoo, "home", fingerprint=before)
    assert [seen.kind for seen in after.seen] == ["drift"] and "does not mention the name" in after.seen[0].evidence
    assert after.memory["fingerprint"] == take_fingerprint(read_page(zoo.sites["home"]).text)


def test_what_could_not_be_reached_weighs_more_with_each_time(zoo: Zoo) -> None:
    weights = [judge(zoo, "silent", failures=failures).seen[0].weight for failures in (0, 1, 2)]
    assert weights == ["low", "low", "medium"]


def test_what_could_not_be_reached_takes_back_nothing_about_the_page(zoo: Zoo) -> None:
    for visit in (
        Visit("http://x.org/", "unreachable", "…"),
        Visit("http://x.org/", "tls", "…"),
        Visit("http://x.org/", status=304, hops=("http://x.org/",)),
    ):
        assert "closing-words" not in judge_visit(visit, [LINE], fingerprint="", failures=0).checked
    whole = judge(zoo, "home").checked
    assert {"closing-words", "unreachable", "not-found", "moved-domain"} <= whole
    # People decide on these: no later look takes them back.
    assert not {"repurposed", "drift"} & whole


def test_a_busy_host_is_asked_again_later(zoo: Zoo) -> None:
    look = judge(zoo, "busy")
    assert look.retry_after == 1.0 and not look.seen and look.is_reached


def test_everybody_who_has_the_address_is_told(zoo: Zoo) -> None:
    other = Holder("organization", "alliance", "website", "Sample Alliance")
    visit = visit_address("http://parked.zoo.test/", zoo.rules(), Known())
    look = judge_visit(visit, [LINE, other], fingerprint="", failures=0)
    assert [(seen.holder.key, seen.kind) for seen in look.seen] == [("line", "repurposed"), ("alliance", "repurposed")]
    assert SITES["parked"] != ""
