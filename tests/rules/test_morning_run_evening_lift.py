"""On a day with both, the run comes first and the lift later, with time in between."""

import datetime as dt

import pytest

from constraints.week.morning_run_evening_lift import MorningRunEveningLift

RULE = MorningRunEveningLift()


def test_run_in_the_morning_and_lift_in_the_evening(week):
    assert week("tue morning tempo 60 | tue evening upper 30").keeps(RULE)


def test_the_lift_before_the_run_breaks_it(week):
    found = week("tue morning upper 30 | tue evening tempo 60").judge(RULE).hard
    assert [violation.message for violation in found] == ["upper comes before tempo on Tue 1 Dec"]


def test_both_at_once_is_not_run_first(week):
    found = week("tue morning upper 30 | tue morning tempo 60").judge(RULE).hard
    assert [violation.message for violation in found] == ["upper comes before tempo on Tue 1 Dec"]
    assert week("tue morning upper 30 | tue morning tempo 60", prefatigue="tempo").keeps(RULE)


def test_three_hours_after_a_key_run_exactly(week):
    assert week("tue 07:00 tempo 60 | tue 11:00 upper 30").keeps(RULE)
    found = week("tue 07:00 tempo 61 | tue 11:00 upper 30").judge(RULE).hard
    assert [violation.message for violation in found] == ["upper starts 2.9 h after tempo on Tue 1 Dec, at least 3 h"]


def test_straight_after_an_easy_run(week):
    assert week("wed 07:00 easy 30 | wed 07:30 lower 30").keeps(RULE)
    assert week("wed 07:00 easy 31 | wed 07:30 lower 30").breaks(RULE)


@pytest.mark.parametrize("hours", [1, 9])
def test_the_hours_after_a_key_run_at_the_ends_of_their_range(week, hours):
    rule = MorningRunEveningLift(hours_after_key_run=hours)
    assert week(f"tue 06:00 tempo 60 | tue {7 + hours:02}:00 upper 30").keeps(rule)
    assert week(f"tue 06:01 tempo 60 | tue {7 + hours:02}:00 upper 30").breaks(rule)


def test_six_hours_after_an_easy_run_on_request(week):
    rule = MorningRunEveningLift(hours_after_easy_run=6)
    assert week("tue 06:00 easy 60 | tue 13:00 upper 30").keeps(rule)
    assert week("tue 06:00 easy 60 | tue 12:59 upper 30").breaks(rule)


@pytest.mark.parametrize(
    ("run", "lift", "kept"),
    [("11:59", "16:00", True), ("12:00", "18:00", False), ("07:00", "15:59", False), ("05:00", "23:00", True)],
)
def test_taken_literally_noon_and_four_o_clock_divide_the_day(week, run, lift, kept):
    both = week(f"wed {run} easy 30 | wed {lift} lower 30")
    assert both.keeps(MorningRunEveningLift(literal=True)) is kept
    assert both.keeps(RULE)


def test_noon_is_read_from_the_wall_on_the_day_the_clocks_change(week):
    spring = {"start": dt.date(2027, 3, 22), "zone": "Europe/Berlin"}
    rule = MorningRunEveningLift(literal=True)
    assert week("sun 11:59 easy 30 | sun 16:00 lower 30", **spring).keeps(rule)
    assert week("sun 12:00 easy 30 | sun 16:00 lower 30", **spring).breaks(rule)


def test_hours_of_the_night_the_clocks_change_are_elapsed(week):
    spring = {"start": dt.date(2027, 3, 22), "zone": "Europe/Berlin"}
    assert week("sun 00:30 tempo 60 | sun 05:30 upper 30", **spring).keeps(RULE)
    assert week("sun 00:30 tempo 60 | sun 05:29 upper 30", **spring).breaks(RULE)


def test_prefatigue_lifts_the_order_for_the_named_session_only(week):
    swapped = "tue morning lower 30 | tue evening tempo 60"
    assert week(swapped, prefatigue="tempo").keeps(RULE)
    assert week(swapped, prefatigue="intervals").breaks(RULE)
    assert week("tue 07:00 tempo 60 | tue 10:59 upper 30", prefatigue="tempo").breaks(RULE)


def test_cross_training_is_no_run(week):
    assert week("tue morning upper 30 | tue evening cross_training 30").keeps(RULE)


def test_other_days_do_not_matter(week):
    assert week("tue evening upper 30 | wed morning tempo 60").keeps(RULE)


def test_the_race_is_a_key_run(week):
    assert week("sun 07:00 upper 30", race="sun 09:00 60").breaks(RULE)
    assert week("sun 13:00 upper 30", race="sun 09:00 60").keeps(RULE)
    assert week("sun 12:59 upper 30", race="sun 09:00 60").breaks(RULE)


def test_each_of_two_runs_is_compared_with_the_lift(week):
    assert len(week("tue 07:00 easy 30 | tue 09:00 upper 30 | tue 12:00 easy 40").judge(RULE).hard) == 1
    assert len(week("tue 09:00 upper 30 | tue 12:00 easy 40 | tue 18:00 easy 40").judge(RULE).hard) == 2


@pytest.mark.parametrize(("lift", "kept"), [("00:15", False), ("03:04", False), ("03:05", True)])
def test_the_hours_after_a_key_run_go_on_past_midnight(week, lift, kept):
    assert week(f"tue 23:05 tempo 60 | wed {lift} upper 30").keeps(RULE) is kept


def test_past_midnight_the_gap_is_said_and_the_order_is_free(week):
    found = week("tue 23:05 tempo 60 | wed 00:15 upper 30").judge(RULE).hard
    assert [violation.message for violation in found] == [
        "upper on Wed 2 Dec starts 0.1 h after tempo of Tue 1 Dec, at least 3 h"
    ]
    assert week("tue 23:05 upper 30 | wed 00:15 tempo 60").keeps(RULE)
    assert week("tue 23:05 easy 30 | wed 00:15 upper 30").keeps(RULE)
    six = MorningRunEveningLift(hours_after_easy_run=6)
    assert week("tue 23:00 easy 30 | wed 05:30 upper 30").keeps(six)
    assert week("tue 23:00 easy 30 | wed 05:29 upper 30").breaks(six)


def test_past_the_midnight_between_two_weeks(week):
    late = "sun 23:05 tempo 60"
    assert week(f"{late} | mon2 02:00 upper 30", weeks=2).breaks(RULE)
    assert week(f"{late} | mon2 03:05 upper 30", weeks=2).keeps(RULE)
    assert week("sun 23:05 tempo 60 | mon 02:00 upper 30", repeat=True).breaks(RULE)
    assert week("sun 23:05 tempo 60 | mon 03:05 upper 30", repeat=True).keeps(RULE)
    assert week("sun 23:05 tempo 60 | mon 02:00 upper 30").keeps(RULE)
    assert week("mon 02:00 upper 30", history=late).breaks(RULE)
    assert week("mon 03:05 upper 30", history=late).keeps(RULE)
    assert week("mon 02:00 upper 30", history="sat 23:05 tempo 60").keeps(RULE)


def test_past_a_midnight_whose_night_is_an_hour_short_or_long(week):
    """Clocks change at 02:00 on Sunday 28 March (forward) and at 03:00 on Sunday 25 October 2026 (back)."""
    spring, autumn = {"start": dt.date(2027, 3, 22)}, {"start": dt.date(2026, 10, 19)}
    for when, lift, kept in ((spring, "04:05", True), (spring, "04:04", False), (autumn, "03:05", True)):
        assert week(f"sat 23:05 tempo 60 | sun {lift} upper 30", zone="Europe/Berlin", **when).keeps(RULE) is kept
    assert week("sat 23:30 tempo 90 | sun 03:00 upper 30", zone="Europe/Berlin", **autumn).keeps(RULE)
    assert week("sat 23:30 tempo 91 | sun 03:00 upper 30", zone="Europe/Berlin", **autumn).breaks(RULE)


def test_only_what_is_done_on_both_sides_is_past(week):
    assert week("mon evening easy 40", done="mon 06:00 upper 30").breaks(RULE)
    assert week("mon 09:00 upper 30", done="mon 06:00 tempo 55").breaks(RULE)
    assert week("tue evening easy 40", done="mon 06:00 upper 30 | mon 18:00 tempo 55").keeps(RULE)


def test_past_midnight_only_what_is_done_on_both_sides_is_past(week):
    assert week("", done="mon 23:00 tempo 30 | tue 00:30 upper 30").keeps(RULE)
    assert week("tue 00:30 upper 30", done="mon 23:00 tempo 30").breaks(RULE)
