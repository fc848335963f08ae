"""Heavy leg work ends at least 30 h before a key run."""

import datetime as dt

import pytest

from constraints.week.heavy_legs_before_key_run import HeavyLegsBeforeKeyRun

RULE = HeavyLegsBeforeKeyRun()


def test_two_days_of_rest_are_enough(week):
    assert week("tue evening lower 30 | fri morning tempo 55").keeps(RULE)


def test_the_evening_before_is_too_late(week):
    assert week("thu evening lower 30 | fri morning tempo 55").breaks(RULE)


def test_exactly_30_hours_are_enough(week):
    assert week("wed 23:30 lower 30 | fri 06:00 tempo 55").keeps(RULE)


def test_a_minute_less_than_30_hours_is_not(week):
    found = week("wed 23:31 lower 30 | fri 06:00 tempo 55").judge(RULE).hard
    assert [(violation.day, violation.sessions) for violation in found] == [(4, ("lower", "tempo"))]
    assert found[0].message == "lower on Wed 2 Dec ends 29.9 h before tempo on Fri 4 Dec, at least 30 h"


@pytest.mark.parametrize(("hours", "lift"), [(24, "thu 05:30"), (48, "wed 05:30")])
def test_the_ends_of_the_range_are_exact(week, hours, lift):
    rule = HeavyLegsBeforeKeyRun(hours=hours)
    assert week(f"{lift} lower 30 | fri 06:00 tempo 55").keeps(rule)
    assert week(f"{lift[:-2]}31 lower 30 | fri 06:00 tempo 55").breaks(rule)


def test_light_legs_upper_body_and_easy_runs_do_not_matter(week):
    assert week("thu evening lower 30 light | fri morning tempo 55").keeps(RULE)
    assert week("thu evening upper 30 | fri morning tempo 55").keeps(RULE)
    assert week("thu evening lower 30 | fri morning easy 40").keeps(RULE)


def test_a_lift_after_the_key_run_does_not_matter(week):
    assert week("fri morning tempo 55 | fri evening lower 30").keeps(RULE)


def test_a_lift_before_the_key_run_of_its_own_day_breaks_it(week):
    assert week("fri morning lower 30 | fri evening tempo 55").breaks(RULE)


def test_prefatigue_spares_the_lift_of_the_same_day_only(week):
    assert week("fri morning lower 30 | fri evening tempo 55", prefatigue="tempo").keeps(RULE)
    assert week("thu evening lower 30 | fri morning tempo 55", prefatigue="tempo").breaks(RULE)


def test_each_of_two_equal_key_runs_is_protected(week):
    assert week("tue morning tempo 55 | wed evening lower 30 | fri evening tempo 55").keeps(RULE)
    assert week("tue morning tempo 55 | wed evening lower 30 | thu evening tempo 55").breaks(RULE)


def test_sunday_in_the_history_reaches_into_monday(week):
    assert week("mon 18:00 tempo 55", history="sun 11:30 lower 30").keeps(RULE)
    assert week("mon 18:00 tempo 55", history="sun 11:31 lower 30").breaks(RULE)


def test_a_week_that_repeats_is_followed_by_itself(week):
    sunday_lift = "mon 18:00 tempo 55 | sun 18:00 lower 30"
    assert week(sunday_lift).keeps(RULE)
    assert week(sunday_lift, repeat=True).breaks(RULE)


def test_the_join_of_two_weeks_is_like_any_other_night(week):
    assert week("sun evening lower 30 | tue2 morning tempo 55", weeks=2).keeps(RULE)
    assert week("sun evening lower 30 | mon2 evening tempo 55", weeks=2).breaks(RULE)


def test_the_race_is_a_key_run(week):
    assert week("fri 12:00 lower 30", race="sun 09:00 60").keeps(RULE)
    assert week("sat 12:00 lower 30", race="sun 09:00 60").breaks(RULE)


def test_what_was_lifted_too_late_before_the_race_is_past(week):
    assert week("", history="sun 18:00 lower 30", race="mon 09:00 60").keeps(RULE)


def test_a_key_run_beside_the_race_is_not_past(week):
    assert week("mon 18:00 tempo 55", history="sun 18:00 lower 30", race="mon 09:00 60").breaks(RULE)


def test_hours_are_elapsed_when_the_clocks_go_forward(week):
    """Saturday 23:30 to Monday 06:30 is 31 h on the wall and 30 h in truth."""
    march = {"start": dt.date(2027, 3, 22), "weeks": 2, "zone": "Europe/Berlin"}
    assert week("sat 23:30 lower 30 | mon2 07:00 tempo 55", **march).keeps(RULE)
    assert week("sat 23:30 lower 30 | mon2 06:59 tempo 55", **march).breaks(RULE)


def test_hours_are_elapsed_when_the_clocks_go_back(week):
    october = {"start": dt.date(2026, 10, 19), "weeks": 2, "zone": "Europe/Berlin"}
    assert week("sat 23:30 lower 30 | mon2 05:00 tempo 55", **october).keeps(RULE)
    assert week("sat 23:30 lower 30 | mon2 04:59 tempo 55", **october).breaks(RULE)


def test_history_is_remembered_as_far_back_as_it_is_known(week):
    weekend = "sat 18:00 lower 30 | sun 08:00 easy 30"
    assert week("mon 06:00 tempo 55", history=weekend).keeps(RULE)
    assert week("mon 06:00 tempo 55", history=weekend).breaks(HeavyLegsBeforeKeyRun(hours=48))


def test_two_sessions_at_once_are_told_without_negative_hours(week):
    (found,) = week("fri 05:50 lower 30 | fri 06:00 tempo 55").judge(RULE).hard
    assert found.message.startswith("lower on Fri 4 Dec ends 0.3 h after the start of tempo on Fri 4 Dec")
