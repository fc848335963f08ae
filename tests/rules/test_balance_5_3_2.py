"""Five run days, three strength sessions, two recovery days: points for each one away."""

import pytest

from constraints.week.balance_5_3_2 import Balance532

RULE = Balance532(weight=10)
FIVE_RUNS = (
    "mon morning easy 40 | tue morning tempo 60 | wed morning easy 30 | fri morning intervals 55 | sat morning long 90"
)
THREE_LIFTS = "tue evening upper 30 | wed evening lower 30 | sun midday full 30"
WEEK = f"{FIVE_RUNS} | {THREE_LIFTS}"


def test_the_balance_itself_costs_nothing(week):
    assert week(WEEK).points(RULE) == 0


def test_each_run_day_away_costs_in_both_directions(week):
    assert week(f"{WEEK} | thu morning easy 30").points(RULE) == 10
    assert week(WEEK.replace("wed morning easy 30 | ", "")).points(RULE) == 10


def test_two_runs_of_a_day_are_one_run_day(week):
    assert week(f"{WEEK} | tue midday easy 30").points(RULE) == 0


def test_two_easy_runs_of_a_day_are_no_recovery_day(week):
    assert week(WEEK).points(Balance532(recovery_days=1)) == 10, "Monday and Thursday"
    for second in ("easy 20", "cross_training 30"):
        assert week(f"{WEEK} | mon evening {second}").points(RULE) == 10, "Thursday alone"
        assert week(f"{WEEK} | mon evening {second}").points(Balance532(recovery_days=1)) == 0
    assert week(f"{WEEK} | mon midday easy 20 | mon evening easy 20").points(RULE) == 10


def test_each_strength_session_away_costs(week):
    assert week(FIVE_RUNS).points(RULE) == 3 * 10 + 2 * 10, "no strength; Mon, Wed, Thu and Sun are recovery days"
    assert week(f"{WEEK} | tue midday upper 30").points(RULE) == 10


def test_recovery_days_are_days_without_key_run_strength_or_long_easy_run(week):
    assert week(f"{FIVE_RUNS.replace('easy 40', 'easy 45')} | {THREE_LIFTS}").points(RULE) == 0
    assert week(f"{FIVE_RUNS.replace('easy 40', 'easy 46')} | {THREE_LIFTS}").points(RULE) == 10
    assert week(f"{WEEK} | thu morning cross_training 120").points(RULE) == 0


def test_each_parameter_moves_its_target(week):
    assert week(WEEK).points(Balance532(run_days=7)) == 2 * 10
    assert week(WEEK).points(Balance532(run_days=3)) == 2 * 10
    assert week(WEEK).points(Balance532(strength_sessions=5)) == 2 * 10
    assert week(WEEK).points(Balance532(strength_sessions=0)) == 3 * 10
    assert week(WEEK).points(Balance532(recovery_days=4)) == 2 * 10
    assert week(WEEK).points(Balance532(easy_minutes=39)) == 10
    assert week(WEEK).points(Balance532(weight=0, run_days=7)) == 0


@pytest.mark.parametrize(("weeks", "points"), [(1, 0), (2, 10 * (5 + 3 + 5))])
def test_each_week_is_counted_alone(week, weeks, points):
    assert week(WEEK, weeks=weeks).points(RULE) == points


def test_the_race_is_a_run_day(week):
    without_long = WEEK.replace(" | sat morning long 90", "")
    assert week(without_long, race="sat 09:00 60").points(RULE) == 0


def test_race_week_is_not_charged_for_lifting_less(week):
    without_long = FIVE_RUNS.replace(" | sat morning long 90", "")
    race = {"race": "sat 09:00 60"}
    assert week(f"{without_long} | sun midday full 30", **race).points(RULE) == 10, "a recovery day too many"
    assert week(f"{without_long} | {THREE_LIFTS} | fri evening upper 30", **race).points(RULE) == 10, "a lift too many"


def test_what_differs_is_said(week):
    rule = Balance532(run_days=6)
    (violation,) = rule.check(week(WEEK).plan)
    assert (violation.message, violation.points) == (
        "run days in the week from Mon 30 Nov: 5 instead of 6",
        10,
    )


def test_a_week_from_a_table_is_not_charged_for_asking_less(week):
    four = "mon morning easy 40 | tue morning tempo 55 | fri morning easy 60 | sat morning long 90"
    lift = "wed evening upper 30"
    assert week(f"{four} | {lift}").points(RULE) == 10 + 2 * 10 + 10, "a run day, two lifts, a recovery day too many"
    assert week(f"{four} | {lift}", taper=True).points(RULE) == 0
    assert week(f"{four} | {lift}", asked="lower 30 | easy 30", taper=True).points(RULE) == 10, (
        "a taper allows one lift"
    )
    assert week(f"{four} | {lift}", race="sun 09:00 60", taper=True).points(RULE) == 0


def test_a_week_from_a_table_still_wishes_for_recovery(week):
    full = "|".join(f"{day} morning easy 60" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    assert week(full, taper=True).points(RULE) == 2 * 10 + 2 * 10
    lifts = "mon evening upper 30 | wed evening upper 30 | thu evening upper 30 | sat evening upper 30"
    assert week(f"{WEEK} | {lifts}", taper=True).points(RULE) > 0
