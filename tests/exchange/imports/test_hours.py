"""Hours in prose: rows only where every word is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.exchange.imports.cells.hours import read_clock, read_hours
from dogwood.facts.schedule import DAYS, format_minutes, parse_days, parse_time


def told(prose: str) -> list[tuple[str, str, str, tuple[str, ...]]] | None:
    rows = read_hours(prose)
    return None if rows is None else [(row["days"], row["opens"], row["closes"], row["weeks"]) for row in rows]


@pytest.mark.parametrize(
    ("prose", "rows"),
    [
        ("Mon-Fri 7AM - 3PM", [("mo-fr", "07:00", "15:00", ())]),
        ("Mon (8:00 AM - 6:00 PM), Wed-Fri (7:30 AM - 5:00 PM)", [("mo", "08:00", "18:00", ()), ("we-fr", "07:30", "17:00", ())]),
        ("Mon - Thurs (6PM-6:45PM) & Sat (11AM-12PM)", [("mo-th", "18:00", "18:45", ()), ("sa", "11:00", "12:00", ())]),
        ("Mon, Tues, Thurs, Fri: 12-8pm, Wed: 9-5pm", [("mo tu th fr", "12:00", "20:00", ()), ("we", "09:00", "17:00", ())]),
        ("Mon-Fri 8am-12pm, 1pm-5pm", [("mo-fr", "08:00", "12:00", ()), ("mo-fr", "13:00", "17:00", ())]),
        ("Monday through Friday 9am-5pm; Saturday 10am-noon", [("mo-fr", "09:00", "17:00", ()), ("sa", "10:00", "12:00", ())]),
        ("lunes a viernes de 9 a. m. a 5 p. m.", [("mo-fr", "09:00", "17:00", ())]),
        ("lun-vie 9am-5pm y sábado 9am a mediodía", [("mo-fr", "09:00", "17:00", ()), ("sa", "09:00", "12:00", ())]),
        ("2nd and 4th Tuesday 6pm-8pm", [("tu", "18:00", "20:00", ("2", "4"))]),
        ("Mon-Fri 09:00-17:00", [("mo-fr", "09:00", "17:00", ())]),
        ("7 days a week, 24 hours a day", [("mo-su", "00:00", "24:00", ())]),
        ("24/7", [("mo-su", "00:00", "24:00", ())]),
    ],
)  # fmt: skip
def test_what_is_sure_becomes_rows(prose: str, rows: list[tuple[str, str, str, tuple[str, ...]]]) -> None:
    assert told(prose) == rows


@pytest.mark.parametrize(
    "prose",
    [
        "", "24 hours", "9-5", "Mon-Fri", "Sat: 5:00PM", "Thurs: 7-8:30pm", "Arrive before 6PM Sun-Sat", "Office: Mon-Fri: 9-5pm",
        "Mon-Fri 9am-5pm except holidays", "by appointment", "Mon-Fri 9am-5pm, closed for lunch", "Mon-Fri 9-5", "Mon 9am-9am",
        "Mon to Sun, 6:30 AM to 12:00 AM Open 24 hours for emergencies on a case by case basis.", "Mon 25:00-26:00",
    ],
)  # fmt: skip
def test_what_is_not_sure_stays_prose(prose: str) -> None:
    assert read_hours(prose) is None


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("7:30 PM", 1170),
        ("noon", 720),
        ("17:00", 1020),
        ("12:00 AM", 0),
        ("8:30", None),
        ("10", None),
        ("", None),
        ("13pm", None),
    ],
)
def test_one_time_of_day(words: str, minutes: int | None) -> None:
    assert read_clock(words) == minutes


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from(
                "mon tue-fri sat & , - 9 am pm 9am 5pm 12 noon 1st to ( ) : 7:30 17:00 24 hours daily y de".split()
            ),
            max_size=10,
        ).map(" ".join),
    )
)
def test_any_text_gives_none_or_rows_that_the_directory_takes(prose: str) -> None:
    for row in read_hours(prose) or ():
        assert parse_days(row["days"]) and parse_time(row["opens"]) < 1440 and parse_time(row["closes"]) >= 0
    read_clock(prose)


NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 47), st.integers(1, 47))
def test_what_is_written_plainly_comes_back(first: int, last: int, start: int, length: int) -> None:
    opens, closes = start * 30, (start + length) * 30 % 1440

    def write(minutes: int) -> str:
        return f"{(minutes // 60 + 11) % 12 + 1}:{minutes % 60:02d} {'AM' if minutes < 720 else 'PM'}"

    rows = read_hours(f"{NAMES[first]}-{NAMES[last]} {write(opens)} - {write(closes)}")
    assert rows is not None and len(rows) == 1
    days = {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    assert set(parse_days(rows[0]["days"])) == days and DAYS
    assert rows[0]["opens"] == format_minutes(opens)
    assert rows[0]["closes"] == ("24:00" if closes == 0 else format_minutes(closes))
