"""On request, at least so many recovery days a week."""

import pytest

from constraints.week.no_overlap import NoOverlap
from constraints.week.recovery_days import RecoveryDays
from constraints.week.sessions_a_day import SessionsADay

RULE = RecoveryDays()
FIVE_HARD_DAYS = (
    "mon morning tempo 55 | tue evening upper 30 | wed morning easy 46 | thu evening lower 30 | fri morning long 90"
)


def test_two_days_without_anything_taxing(week):
    assert week(FIVE_HARD_DAYS).keeps(RULE)


def test_one_is_too_few(week):
    found = week(f"{FIVE_HARD_DAYS} | sat evening upper 30").judge(RULE).hard
    assert [violation.message for violation in found] == ["recovery days in the week from Mon 30 Nov: 1, at least 2"]


def test_a_short_easy_run_or_cross_training_is_recovery(week):
    assert week(f"{FIVE_HARD_DAYS} | sat morning easy 45 | sun morning cross_training 120").keeps(RULE)
    assert week(f"{FIVE_HARD_DAYS} | sat morning easy 46").breaks(RULE)


def test_two_easy_sessions_of_a_day_are_no_recovery(week):
    for two in (
        "easy 30 | sat evening easy 30",
        "easy 30 | sat evening cross_training 30",
        "easy 5 | sat midday easy 5",
    ):
        assert week(f"{FIVE_HARD_DAYS} | sat morning {two}").breaks(RULE)
        assert week(f"{FIVE_HARD_DAYS} | sat morning {two}").keeps(RecoveryDays(days=1))


def test_two_easy_runs_done_leave_no_recovery_day_to_ask_for(week):
    every_day = RecoveryDays(days=5)
    done = "mon 07:00 easy 30 | mon 18:00 easy 30 | tue 07:00 easy 30"
    assert week("thu morning tempo 55", done=done).keeps(every_day), "six are left, five are asked for"
    assert week("thu morning tempo 55 | fri morning tempo 55", done=done).breaks(every_day)
    assert week("wed evening easy 30", done=done).keeps(RecoveryDays(days=5))


def test_two_sessions_done_at_the_same_hour_as_far_as_is_known_are_two(week):
    done = "mon 12:00 easy 30 | mon 12:00 easy 31"
    row = " | ".join(f"{day} morning tempo 55" for day in ("thu", "fri"))
    assert week(row, done=done).breaks(RecoveryDays(days=5))


def test_the_longest_run_of_a_recovery_day_is_a_parameter(week):
    short = RecoveryDays(easy_minutes=20)
    assert week(f"{FIVE_HARD_DAYS} | sat morning easy 20").keeps(short)
    assert week(f"{FIVE_HARD_DAYS} | sat morning easy 21").breaks(short)


@pytest.mark.parametrize("days", [1, 5])
def test_the_ends_of_the_range_are_exact(week, days):
    row = [f"{day} morning tempo 55" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")]
    assert week(" | ".join(row[: 7 - days])).keeps(RecoveryDays(days=days))
    assert week(" | ".join(row[: 8 - days])).breaks(RecoveryDays(days=days))


def test_the_race_day_is_none(week):
    assert week(FIVE_HARD_DAYS, race="sun 09:00 60").breaks(RULE)
    assert week(FIVE_HARD_DAYS.rsplit(" | ", 1)[0], race="sun 09:00 60").keeps(RULE)


def test_each_week_is_counted_alone(week):
    assert week(FIVE_HARD_DAYS, weeks=2).keeps(RULE)
    assert week(f"{FIVE_HARD_DAYS} | sat evening upper 30", weeks=2).breaks(RULE)


def test_the_first_day_of_a_later_week_is_of_it_and_the_day_after_is_not(week):
    later = FIVE_HARD_DAYS.replace("mon ", "sun ")
    later = " | ".join(part.replace(" ", "2 ", 1) for part in later.split(" | "))
    assert week(later, weeks=2).keeps(RULE)
    assert week(f"{later} | mon2 evening upper 30", weeks=2).breaks(RULE)


def test_how_many_a_day_may_hold_by_the_rules_before(week):
    """Where two can never stand it is stated in a shorter way, which must mean the same."""
    two_runs = week(f"{FIVE_HARD_DAYS} | sat morning easy 30 | sat evening easy 30")
    assert two_runs.breaks(RULE, after=[SessionsADay(runs=2)])
    run_and_ride = week(f"{FIVE_HARD_DAYS} | sat morning easy 30 | sat evening cross_training 30")
    assert run_and_ride.breaks(RULE, after=[NoOverlap(), SessionsADay()])
    assert week(f"{FIVE_HARD_DAYS} | sat morning easy 30").keeps(RULE, after=[NoOverlap(), SessionsADay()])


def test_a_run_in_the_one_slot_left_after_a_run_done_makes_two(week):
    row = " | ".join(f"{day} morning tempo 55" for day in ("tue", "wed", "thu", "fri"))
    late = week(f"mon evening easy 30 | {row}", done="mon 17:00 easy 30")
    assert late.breaks(RecoveryDays(days=3), after=[NoOverlap()])


def test_two_gentle_sessions_at_one_moment_are_for_another_rule_to_say(week):
    assert week(f"{FIVE_HARD_DAYS} | sat morning easy 30 | sat morning cross_training 30").keeps(RULE)
