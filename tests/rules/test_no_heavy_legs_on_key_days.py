"""Under the policy easy_days, key days hold no heavy leg work."""

import pytest

from constraints.week.no_heavy_legs_on_key_days import NoHeavyLegsOnKeyDays

RULE = NoHeavyLegsOnKeyDays()
BOTH = "tue morning tempo 60 | tue evening lower 30"


def test_heavy_legs_on_an_easy_day(week):
    assert week("tue morning tempo 60 | wed morning easy 30 | wed evening lower 30").keeps(RULE)


def test_heavy_legs_on_a_key_day_break_it(week):
    found = week(BOTH).judge(RULE).hard
    assert [violation.message for violation in found] == ["lower stands on Tue 1 Dec, the day of tempo"]


def test_a_full_body_session_is_heavy_too(week):
    assert week("tue morning tempo 60 | tue evening full 30").breaks(RULE)


def test_upper_body_and_light_legs_are_fine(week):
    assert week("tue morning tempo 60 | tue evening upper 30").keeps(RULE)
    assert week("tue morning tempo 60 | tue evening lower 30 light").keeps(RULE)


@pytest.mark.parametrize("policy", ["hard_days", "any"])
def test_the_other_policies_allow_it(week, policy):
    assert week(BOTH, policy=policy).keeps(RULE)


def test_prefatigue_spares_the_named_run_only(week):
    assert week(BOTH, prefatigue="tempo").keeps(RULE)
    assert week(BOTH, prefatigue="hills").breaks(RULE)


def test_race_day_is_a_key_day(week):
    assert week("sun evening lower 30", race="sun 09:00 60").breaks(RULE)
    assert week("sat evening lower 30", race="sun 09:00 60").keeps(RULE)


def test_a_medium_long_run_is_key_from_90_minutes_on(week):
    assert week("tue morning medium_long 89 | tue evening lower 30").keeps(RULE)
    assert week("tue morning medium_long 90 | tue evening lower 30").breaks(RULE)


def test_the_day_before_in_the_history_is_another_day(week):
    assert week("mon morning tempo 60", history="sun 18:00 lower 30").keeps(RULE)


def test_a_second_lift_on_a_day_that_had_both_is_no_violation(week):
    assert week("tue evening lower 30", done="tue 06:00 tempo 55 | tue 09:00 full 30").keeps(RULE)
    assert week("tue evening lower 30", done="tue 06:00 tempo 55").breaks(RULE)
