"""At most two days in a row hold a key run."""

import pytest

from constraints.week.key_days_in_a_row import KeyDaysInARow

RULE = KeyDaysInARow()


def test_two_in_a_row_are_fine(week):
    assert week("fri morning intervals 55 | sat morning long 90").keeps(RULE)


def test_three_in_a_row_break_it(week):
    found = week("thu morning tempo 55 | fri morning intervals 55 | sat morning long 90").judge(RULE).hard
    assert [(violation.message, violation.day) for violation in found] == [
        ("3 key days in a row from Thu 3 Dec, at most 2", 5)
    ]


def test_an_easy_day_breaks_the_row(week):
    assert week("tue morning tempo 55 | wed morning intervals 55 | fri morning hills 50 | sat morning long 90").keeps(
        RULE
    )


def test_two_key_runs_of_one_day_are_one_key_day(week):
    assert week("thu morning tempo 55 | thu evening hills 50 | fri morning long 90").keeps(RULE)


def test_three_equal_key_runs_are_three(week):
    assert week("thu morning tempo 55 | fri morning tempo 55 | sat morning tempo 55").breaks(RULE)


@pytest.mark.parametrize("days", [1, 3])
def test_the_ends_of_the_range_are_exact(week, days):
    row = [f"{day} morning tempo 55" for day in ("wed", "thu", "fri", "sat")]
    assert week(" | ".join(row[:days])).keeps(KeyDaysInARow(days=days))
    assert week(" | ".join(row[: days + 1])).breaks(KeyDaysInARow(days=days))


def test_history_reaches_into_the_week(week):
    weekend = "sat 08:00 long 90 | sun 08:00 tempo 55"
    assert week("mon morning hills 50", history=weekend).breaks(RULE)
    assert week("tue morning hills 50", history=weekend).keeps(RULE)
    assert week("mon morning hills 50", history="sun 08:00 tempo 55").keeps(RULE)


def test_what_is_wholly_past_is_no_violation(week):
    assert week("", history="fri 08:00 hills 50 | sat 08:00 long 90 | sun 08:00 tempo 55").keeps(RULE)
    assert week("", history="sat 08:00 long 90 | sun 08:00 tempo 55", race="mon 09:00 60").keeps(RULE)


def test_the_race_counts(week):
    assert week("fri morning tempo 55 | sat morning tempo 55", race="sun 09:00 60").breaks(RULE)
    assert week("sat morning tempo 55", race="sun 09:00 60").keeps(RULE)


def test_a_week_that_repeats_is_followed_by_itself(week):
    around = "mon morning tempo 55 | sat morning hills 50 | sun morning long 90"
    assert week(around).keeps(RULE)
    assert week(around, repeat=True).breaks(RULE)


def test_a_week_that_repeats_remembers_its_history_too(week):
    weekend = "sat 08:00 long 90 | sun 08:00 tempo 55"
    assert week("mon morning hills 50", history=weekend, repeat=True).breaks(RULE)


def test_the_join_of_two_weeks(week):
    assert week("sat morning long 90 | sun morning tempo 55 | mon2 morning hills 50", weeks=2).breaks(RULE)
    assert week("sat morning long 90 | sun morning tempo 55 | tue2 morning hills 50", weeks=2).keeps(RULE)


def test_a_race_after_the_last_day_counts(week):
    weekend = "sat morning long 90 | sun morning tempo 55"
    assert week(weekend, race="mon2 09:00 60").breaks(RULE)
    assert week(weekend, race="tue2 09:00 60").keeps(RULE)
    assert week("sun morning tempo 55", race="mon2 09:00 60").keeps(RULE)


def test_three_key_days_that_are_done_are_no_violation_whatever_is_added_to_one(week):
    done = "mon 06:00 tempo 55 | tue 06:00 hills 50 | wed 06:00 intervals 50"
    assert week("wed evening fartlek 45", done=done).keeps(RULE)
    assert week("thu evening fartlek 45", done=done).breaks(RULE)
