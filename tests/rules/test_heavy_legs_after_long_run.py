"""Heavy leg work starts at least 18 h after a long run or a race."""

import datetime as dt

import pytest

from constraints.week.heavy_legs_after_long_run import HeavyLegsAfterLongRun

RULE = HeavyLegsAfterLongRun()


def test_the_next_day_is_late_enough(week):
    assert week("sat morning long 90 | sun midday full 30").keeps(RULE)


def test_the_same_evening_is_too_early(week):
    assert week("sat morning long 90 | sat evening full 30").breaks(RULE)


def test_exactly_18_hours_are_enough_and_a_minute_less_is_not(week):
    assert week("sat 12:00 long 90 | sun 07:30 full 30").keeps(RULE)
    found = week("sat 12:00 long 90 | sun 07:29 full 30").judge(RULE).hard
    assert [violation.message for violation in found] == [
        "full on Sun 6 Dec starts 17.9 h after long on Sat 5 Dec, at least 18 h"
    ]


@pytest.mark.parametrize(("hours", "lift"), [(12, "sat 19:30"), (72, "tue2 07:30")])
def test_the_ends_of_the_range_are_exact(week, hours, lift):
    rule = HeavyLegsAfterLongRun(hours=hours)
    assert week(f"sat 06:00 long 90 | {lift} full 30", weeks=2).keeps(rule)
    assert week(f"sat 06:00 long 91 | {lift} full 30", weeks=2).breaks(rule)


def test_upper_body_light_legs_and_other_runs_do_not_matter(week):
    assert week("sat morning long 90 | sat evening upper 30").keeps(RULE)
    assert week("sat morning long 90 | sat evening lower 30 light").keeps(RULE)
    assert week("sat morning tempo 60 | sat evening lower 30").keeps(RULE)


def test_a_lift_before_the_long_run_does_not_matter(week):
    assert week("sat morning lower 30 | sat evening long 90").keeps(RULE)


def test_the_race_counts_as_a_long_run(week):
    assert week("tue 18:00 lower 30", race="tue 12:00 60").breaks(RULE)
    assert week("tue 07:00 lower 30", race="mon 12:00 60").keeps(RULE)


def test_sunday_in_the_history_reaches_into_monday(week):
    assert week("mon 07:30 lower 30", history="sun 12:00 long 90").keeps(RULE)
    assert week("mon 07:29 lower 30", history="sun 12:00 long 90").breaks(RULE)


def test_a_week_that_repeats_is_followed_by_itself(week):
    sunday_long = "mon 06:00 lower 30 | sun 18:00 long 90"
    assert week(sunday_long).keeps(RULE)
    assert week(sunday_long, repeat=True).breaks(RULE)


def test_hours_are_elapsed_when_the_clocks_change(week):
    """The night from 27 to 28 March 2027 lasts an hour less, that from 24 to 25 October 2026 an hour more."""
    spring = {"start": dt.date(2027, 3, 22), "zone": "Europe/Berlin"}
    assert week("sat 12:00 long 90 | sun 08:30 full 30", **spring).keeps(RULE)
    assert week("sat 12:00 long 90 | sun 08:29 full 30", **spring).breaks(RULE)
    autumn = {"start": dt.date(2026, 10, 19), "zone": "Europe/Berlin"}
    assert week("sat 12:00 long 90 | sun 06:30 full 30", **autumn).keeps(RULE)
    assert week("sat 12:00 long 90 | sun 06:29 full 30", **autumn).breaks(RULE)
