"""A day between strength sessions: points for each pair of neighbouring days with one."""

from constraints.week.strength_spread import StrengthSpread

RULE = StrengthSpread(weight=3)


def test_a_day_between_costs_nothing(week):
    assert week("mon evening upper 30 | wed evening lower 30 | fri evening full 30").points(RULE) == 0


def test_each_pair_of_neighbours_costs(week):
    assert week("tue evening upper 30 | wed evening lower 30").points(RULE) == 3
    assert week("tue evening upper 30 | wed evening upper 30 | thu evening upper 30").points(RULE) == 6


def test_two_of_one_day_are_one_strength_day(week):
    assert week("tue midday upper 30 | tue evening lower 30").points(RULE) == 0
    assert week("tue midday upper 30 | tue evening lower 30 | wed evening full 30").points(RULE) == 3


def test_runs_do_not_matter(week):
    assert week("tue evening upper 30 | wed evening tempo 60").points(RULE) == 0


def test_history_the_next_round_and_the_join_of_weeks(week):
    assert week("mon evening upper 30", history="sun 18:00 lower 30").points(RULE) == 3
    assert week("mon evening upper 30", history="sat 18:00 lower 30").points(RULE) == 0
    assert week("", history="sat 18:00 lower 30 | sun 18:00 upper 30").points(RULE) == 0
    assert week("mon evening upper 30 | sun evening lower 30").points(RULE) == 0
    assert week("mon evening upper 30 | sun evening lower 30", repeat=True).points(RULE) == 3
    assert week("sun evening upper 30 | mon2 evening upper 30", weeks=2).points(RULE) == 3


def test_the_pair_is_said(week):
    (violation,) = RULE.check(week("tue evening upper 30 | wed evening lower 30").plan)
    assert violation.message == "strength on Tue 1 Dec and Wed 2 Dec"


def test_what_is_done_on_both_days_is_past(week):
    assert week("", done="mon 07:00 upper 30 | tue 07:00 lower 30").points(RULE) == 0
    assert week("wed evening upper 30", done="mon 07:00 upper 30 | tue 07:00 lower 30").points(RULE) == 3
