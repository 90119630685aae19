"""What lags behind: just the parts that a change of the first language touched."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.editorial.models import GuidePage, Listing, Twin
from dogwood.editorial.translating.keeping import learn
from dogwood.editorial.translating.parity import count_twins
from dogwood.editorial.translating.segments import Segment, read_segments
from tests.support.guide_files import bullets, paragraph
from tests.support.world import make_world, put, put_guide

ENGLISH = [
    ("question", {"question": "What helps?", "text": paragraph("Ask early.") + bullets("Rest.", "Walk.")}),
    ("text", {"text": paragraph("It is not your fault.")}),
]
SPANISH = [
    ("question", {"question": "¿Qué ayuda?", "text": paragraph("Pregunte pronto.") + bullets("Descanse.", "Camine.")}),
    ("text", {"text": paragraph("No es culpa suya.")}),
]


@pytest.fixture
def world(db: Any) -> None:
    make_world()
    put_guide("pain", body=ENGLISH, title="Pain")
    put_guide("pain", "es", body=SPANISH, title="Dolor", main_message="Lo que debe saber del dolor.")


def twin(kind: str = "guidepage", key: str = "pain") -> Twin:
    return Twin.objects.get(kind=kind, key=key, language="es")


def words(instance: Any) -> list[str]:
    return [part.text for part in read_segments(instance)]


def test_a_guide_comes_apart_into_paragraphs_and_items(world: None) -> None:
    page = GuidePage.objects.get(slug="pain", locale__language_code="en")
    assert words(page) == [
        "Pain", "What to know about pain.", "What helps?", "Ask early.", "Rest.", "Walk.", "It is not your fault.",
    ]  # fmt: skip


def test_nothing_lags_when_both_were_put(world: None) -> None:
    assert twin().behind == []
    assert twin("listing", "line").behind == []


def test_a_change_marks_its_part_alone(world: None) -> None:
    changed = [ENGLISH[0], ("text", {"text": paragraph("Nobody is to blame.")})]
    put_guide("pain", body=changed, title="Pain")
    assert twin().behind == ["Nobody is to blame."] and twin().since is not None
    assert "It is not your fault." in twin().memory  # shown to the translator: what it was
    # The other parts may move: they stay up to date.
    put_guide("pain", body=list(reversed(changed)), title="Pain")
    assert twin().behind == ["Nobody is to blame."]
    put_guide("pain", body=ENGLISH, title="Pain")
    assert twin().behind == [] and twin().since is None


def test_what_is_new_in_the_source_is_behind_until_the_twin_has_it(world: None) -> None:
    more = [*ENGLISH, ("text", {"text": paragraph("Call us.")})]
    put_guide("pain", body=more, title="Pain")
    assert twin().behind == ["Call us."]
    put_guide("pain", "es", body=[*SPANISH, ("text", {"text": paragraph("Llámenos.")})], title="Dolor",
              main_message="Lo que debe saber del dolor.")  # fmt: skip
    assert twin().behind == []
    assert twin().memory["Call us."] == "Llámenos."


def test_new_words_bring_a_part_up_to_date(world: None) -> None:
    put_guide("pain", body=[ENGLISH[0], ("text", {"text": paragraph("Nobody is to blame.")})], title="Pain")
    put_guide("pain", "es", body=[SPANISH[0], ("text", {"text": paragraph("Nadie tiene la culpa.")})], title="Dolor",
              main_message="Lo que debe saber del dolor.")  # fmt: skip
    assert twin().behind == []


def test_entries_lag_field_by_field(world: None) -> None:
    put(Listing, "line", summary="Somebody answers day and night.", name="Help line")
    assert twin("listing", "line").behind == ["Somebody answers day and night."]
    put(Listing, "line", "es", summary="Alguien contesta de día y de noche.", name="Help line")
    assert twin("listing", "line").behind == []


def test_who_read_it_is_forgotten_when_the_words_change(world: None) -> None:
    Twin.objects.filter(pk=twin().pk).update(read_by="Ana Example", read_role="interpreter", read_on="2026-11-01")
    put_guide("pain", body=ENGLISH, title="Pain", needs=("ride",))  # no words
    assert twin().read_by == "Ana Example"
    put_guide("pain", "es", body=[SPANISH[0], ("text", {"text": paragraph("Usted no tiene la culpa.")})], title="Dolor",
              main_message="Lo que debe saber del dolor.")  # fmt: skip
    assert (twin().read_by, twin().read_on) == ("", None)


def test_parity_counts_current_behind_and_missing(world: None) -> None:
    put_guide("pain", body=[ENGLISH[0]], title="Pain and more")
    found = {row.kind: row for row in count_twins() if row.language == "es"}
    guides = found["guidepage"]
    assert (guides.published, guides.current, guides.behind, guides.missing) == (2, 0, 1, 1)  # fatigue has no twin
    assert guides.share == 0.0
    assert found["event"].share == 1.0 or found["event"].published


TEXTS = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True)


def as_parts(texts: list[str]) -> list[Segment]:
    return [Segment(f"body.{number}.text#1", text, True, "body.text") for number, text in enumerate(texts)]


@given(TEXTS, st.data())
def test_what_was_translated_is_never_behind_and_what_changed_always(texts: list[str], data: Any) -> None:
    made = Twin(kind="guidepage", key="x", language="es")
    learn(made, as_parts(texts), as_parts([text.upper() for text in texts]), is_first=True)
    assert made.behind == []
    number = data.draw(st.integers(0, len(texts) - 1))
    changed = [*texts[:number], "new", *texts[number + 1 :]]
    learn(made, as_parts(changed), as_parts([text.upper() for text in texts]), is_first=False)
    assert made.behind == ["new"]
    order = data.draw(st.permutations(changed))
    learn(made, as_parts(order), as_parts([text.upper() for text in texts]), is_first=False)
    assert made.behind == ["new"]
