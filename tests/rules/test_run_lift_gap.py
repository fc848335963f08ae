"""On a day with both, a point for every hour short of six, and one for a lift before noon."""

import datetime as dt

import pytest

from constraints.week.run_lift_gap import RunLiftGap

RULE = RunLiftGap(weight=1)


@pytest.mark.parametrize(
    ("lift", "points"), [("14:00", 0), ("13:59", 1), ("13:00", 1), ("12:59", 2), ("12:00", 2), ("11:59", 4)]
)
def test_a_point_for_every_started_hour_and_one_before_noon(week, lift, points):
    assert week(f"tue 07:00 tempo 60 | tue {lift} upper 30").points(RULE) == points


def test_straight_after_the_run_costs_all_hours(week):
    assert week("tue 17:00 easy 60 | tue 18:00 upper 30").points(RULE) == 6


def test_the_gap_counts_whichever_comes_first(week):
    assert week("tue 12:00 upper 30 | tue 18:30 easy 30").points(RULE) == 0
    assert week("tue 12:00 upper 30 | tue 18:29 easy 30").points(RULE) == 1


def test_both_at_once_costs_more_than_one_after_the_other(week):
    assert week("tue 18:00 easy 90 | tue 18:00 upper 30").points(RULE) == 8


def test_no_hours_are_less_than_none(week):
    """A plan of somebody's own may have two sessions at once; the hours between them are not negative."""
    (found,) = RULE.check(week("tue 18:00 easy 90 | tue 18:00 upper 30").plan)
    assert found.message == "upper starts 1.5 h before the end of easy on Tue 1 Dec"
    (found,) = RULE.check(week("tue 12:00 upper 30 | tue 18:00 easy 30").plan)
    assert found.message == "5.5 h between upper and easy on Tue 1 Dec"


def test_every_run_and_lift_of_the_day_counts(week):
    assert week("tue 07:00 easy 60 | tue 13:00 easy 60 | tue 19:00 upper 30").points(RULE) == 1


@pytest.mark.parametrize("hours", [1, 9])
def test_the_ends_of_the_range_are_exact(week, hours):
    rule = RunLiftGap(weight=5, hours=hours)
    assert week(f"tue 11:00 easy 60 | tue {12 + hours}:00 upper 30").points(rule) == 0
    assert week(f"tue 11:00 easy 61 | tue {12 + hours}:00 upper 30").points(rule) == 5


def test_days_with_one_of_them_cost_nothing(week):
    assert week("tue morning upper 30 | wed morning easy 30 | thu midday upper 30").points(RULE) == 0
    assert week("tue morning upper 30 | tue midday cross_training 30").points(RULE) == 0


def test_the_race_is_a_run(week):
    assert week("sun 15:00 upper 30", race="sun 09:00 60").points(RULE) == 1


def test_gaps_are_elapsed_and_noon_is_on_the_wall(week):
    spring = {"start": dt.date(2027, 3, 22), "zone": "Europe/Berlin"}
    assert week("sun 01:00 easy 60 | sun 12:00 upper 30", **spring).points(RunLiftGap(weight=1, hours=9)) == 0
    assert week("sun 01:01 easy 60 | sun 12:00 upper 30", **spring).points(RunLiftGap(weight=1, hours=9)) == 1


def test_the_gap_is_said(week):
    (violation,) = RULE.check(week("tue 07:00 tempo 60 | tue 13:59 upper 30").plan)
    assert violation.message == "5.9 h between tempo and upper on Tue 1 Dec"


@pytest.mark.parametrize(("start", "points"), [("00:15", 6), ("01:05", 5), ("06:04", 1), ("06:05", 0)])
def test_hours_go_on_past_midnight(week, start, points):
    assert week(f"tue 23:05 easy 60 | wed {start} upper 30").points(RULE) == points
    assert week(f"tue 23:05 upper 60 | wed {start} easy 30").points(RULE) == points


def test_hours_go_on_into_the_next_week(week):
    assert week("sun 23:05 easy 60 | mon2 01:05 upper 30", weeks=2).points(RULE) == 5
    assert week("sun 23:05 upper 60 | mon 01:05 easy 30", repeat=True).points(RULE) == 5
    assert week("mon 01:05 upper 30", history="sun 23:05 easy 60").points(RULE) == 5
    assert week("sun 23:05 easy 60 | mon 01:05 upper 30").points(RULE) == 0


def test_hours_of_a_night_in_which_the_clock_changes_are_elapsed(week):
    night = {"zone": "Europe/Berlin"}
    assert week("sat 23:00 easy 60 | sun 07:00 upper 30", start=dt.date(2027, 3, 22), **night).points(RULE) == 0
    assert week("sat 23:00 easy 60 | sun 06:59 upper 30", start=dt.date(2027, 3, 22), **night).points(RULE) == 1
    assert week("sat 23:00 easy 60 | sun 05:00 upper 30", start=dt.date(2026, 10, 19), **night).points(RULE) == 0
    assert week("sat 23:00 easy 60 | sun 04:59 upper 30", start=dt.date(2026, 10, 19), **night).points(RULE) == 1


def test_only_what_is_done_on_both_sides_is_past(week):
    assert week("mon evening easy 40", done="mon 06:00 upper 30").points(RULE) == 1, "the lift before noon"
    assert week("mon 09:00 upper 30", done="mon 06:00 tempo 60").points(RULE) == 5
    assert week("", done="mon 06:00 tempo 60 | mon 09:00 upper 30").points(RULE) == 0


def test_past_midnight_only_what_is_done_on_both_sides_is_past(week):
    assert week("", done="mon 23:00 easy 30 | tue 00:30 upper 30").points(RULE) == 0
    assert week("tue 00:30 upper 30", done="mon 23:00 easy 30").points(RULE) == 5
    assert week("tue 00:30 easy 30 | wed 00:30 upper 30", done="mon 23:00 upper 30").points(RULE) == 5
    assert week("sat 23:30 upper 30", race="sun 01:00 60").points(RULE) == 5
