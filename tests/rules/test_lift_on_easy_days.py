"""Under the policy easy_days, a lift on a key day costs points."""

import pytest

from constraints.week.lift_on_easy_days import LiftOnEasyDays

RULE = LiftOnEasyDays(weight=3)


def test_a_lift_on_an_easy_or_run_free_day_costs_nothing(week):
    off_key_days = "tue morning tempo 60 | wed morning easy 30 | wed evening lower 30 | thu evening upper 30"
    assert week(off_key_days).points(RULE) == 0


def test_each_key_day_with_a_lift_costs_once(week):
    assert week("tue morning tempo 60 | tue evening upper 30").points(RULE) == 3
    assert week("tue morning tempo 60 | tue midday upper 30 | tue evening lower 30").points(RULE) == 3
    twice = "tue morning tempo 60 | tue evening upper 30 | sat morning long 90 | sat evening upper 30"
    assert week(twice).points(RULE) == 6


@pytest.mark.parametrize("policy", ["hard_days", "any"])
def test_the_other_policies_do_not_ask_for_it(week, policy):
    assert week("tue morning tempo 60 | tue evening upper 30", policy=policy).points(RULE) == 0


def test_race_day_is_a_key_day(week):
    assert week("sun evening upper 30", race="sun 09:00 60").points(RULE) == 3


def test_the_reason_is_said(week):
    (violation,) = RULE.check(week("tue morning tempo 60 | tue evening upper 30").plan)
    assert violation.message == "upper stands on Tue 1 Dec, the day of tempo"


def test_a_second_lift_on_a_day_that_had_both_costs_nothing(week):
    assert week("tue evening upper 30", done="tue 06:00 tempo 55 | tue 09:00 lower 30").points(RULE) == 0
    assert week("tue evening upper 30", done="tue 06:00 tempo 55").points(RULE) == 3
