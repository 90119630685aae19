"""The model fields of our own: in the database, in forms, in migrations."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from dogwood.editorial.fields import ByLanguageField, KeyField, ListField, PartialDateField, WordField, join_lines
from dogwood.editorial.models import Listing
from dogwood.facts.language import parse_language_tag
from tests.support.world import put

lines = st.text(st.sampled_from("ab ñ.,-'"), min_size=1, max_size=8).map(str.strip).filter(bool)


@given(st.lists(lines, max_size=5).map(tuple))
def test_a_list_comes_back_from_the_database_and_from_its_form(values: tuple[str, ...]) -> None:
    field = ListField()
    stored = field.get_prep_value(values)
    assert field.from_db_value(stored, None, None) == values
    assert field.to_python(field.formfield().prepare_value(values)) == values
    assert all(f"\n{value}\n" in stored for value in values)
    assert stored == "" if not values else stored == join_lines(values)


def test_a_member_of_a_list_is_found_on_any_database(db: None) -> None:
    put(Listing, "a", name="A", needs=("ride", "lodging"))
    put(Listing, "b", name="B", needs=("lodging",), other_names=("a ride",))
    assert [listing.key for listing in Listing.objects.filter(needs__contains="\nride\n")] == ["a"]
    assert Listing.objects.get(key="a").needs == ("ride", "lodging")


def test_words_of_a_list_are_checked_and_sorted() -> None:
    field = ListField(words="needs")
    assert field.clean(["ride", "talk-now", "ride"], None) == ("talk-now", "ride")
    assert field.clean((), None) == field.clean(None, None) == ()
    with pytest.raises(ValidationError, match=r"yacht.*talk-now"):
        field.clean(["yacht"], None)


def test_values_of_a_list_are_parsed() -> None:
    field = ListField(parse=parse_language_tag)
    assert field.clean("EN\n\n es \nen", None) == ("en", "es")
    with pytest.raises(ValidationError, match="language code"):
        field.clean(["english"], None)


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        (KeyField(), ["nc-211", "a", "1"], ["NC-211", "a--b", "-a", "a_b", "a\n", "a" * 121, ""]),
        (PartialDateField(), ["2026", "2026-11", "2026-11-23", ""], ["1899", "soon", "2026-13", "2026-11-23T10:00"]),
        (WordField(words="costs"), ["free", ""], ["Free", "gratis"]),
    ],
)  # fmt: skip
def test_what_a_field_takes(field: Any, good: list[str], bad: list[str]) -> None:
    for value in good:
        assert field.clean(value, None) == value
    for value in bad:
        with pytest.raises(ValidationError):
            field.clean(value, None)


class TestByLanguage:
    form = ByLanguageField("label").formfield()

    @given(st.dictionaries(st.sampled_from(["en", "es", "zh-Hant"]), lines, max_size=3))
    def test_words_written_as_lines_come_back(self, words: dict[str, str]) -> None:
        assert self.form.clean(self.form.prepare_value(words)) == words
        assert not self.form.has_changed(words, self.form.prepare_value(words))

    @pytest.mark.parametrize(
        ("text", "words"), [("", {}), ("ES: Adolescentes: sí\n\nen:\n", {"es": "Adolescentes: sí"})]
    )
    def test_what_people_type(self, text: str, words: dict[str, str]) -> None:
        assert self.form.clean(text) == words

    @pytest.mark.parametrize(
        ("text", "reason"), [("Teens", "language code"), ("en Teens", "language"), ("en", "colon")]
    )
    def test_a_line_without_its_language_is_refused(self, text: str, reason: str) -> None:
        with pytest.raises(ValidationError, match=reason):
            self.form.clean(text)

    def test_a_form_with_a_mistake_can_still_be_compared(self) -> None:
        """Django asks what changed before it shows the errors."""
        assert self.form.has_changed({"en": "Teens"}, "Teens")


def test_no_migration_is_missing_and_a_new_word_needs_none(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
    assert "choices" not in WordField(words="costs").deconstruct()[3]
    assert ListField(words="needs").deconstruct()[3]["words"] == "needs"
