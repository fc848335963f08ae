"""Under the policy hard_days, a lift on any other day than a key day costs points."""

import pytest

from constraints.week.lift_on_hard_days import LiftOnHardDays

RULE = LiftOnHardDays(weight=3)
EASY_DAY = "wed morning easy 30 | wed evening lower 30"


def test_a_lift_on_a_key_day_costs_nothing(week):
    assert week("tue morning tempo 60 | tue evening upper 30", policy="hard_days").points(RULE) == 0


def test_each_other_day_with_a_lift_costs_once(week):
    assert week(EASY_DAY, policy="hard_days").points(RULE) == 3
    assert week(f"{EASY_DAY} | wed midday upper 30", policy="hard_days").points(RULE) == 3
    assert week(f"{EASY_DAY} | thu midday upper 30", policy="hard_days").points(RULE) == 6


@pytest.mark.parametrize("policy", ["easy_days", "any"])
def test_the_other_policies_do_not_ask_for_it(week, policy):
    assert week(EASY_DAY, policy=policy).points(RULE) == 0


def test_race_day_is_a_key_day(week):
    assert week("sun evening upper 30", race="sun 09:00 60", policy="hard_days").points(RULE) == 0


def test_the_reason_is_said(week):
    (violation,) = RULE.check(week(EASY_DAY, policy="hard_days").plan)
    assert violation.message == "lower stands on Wed 2 Dec, which has no key run"
