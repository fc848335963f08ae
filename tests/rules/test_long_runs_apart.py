"""A week between long runs: points for each day by which one comes nearer to that of the week before."""

from constraints.settings import grid_of
from constraints.week.long_runs_apart import LongRunsApart

RULE = LongRunsApart(weight=3, days=7)
LAST_SUNDAY = "sun 09:00 long 90"


def test_a_week_between_costs_nothing(week):
    assert week("sun morning long 90 | sun2 morning long 90", weeks=2).points(RULE) == 0
    assert week("sat morning long 90 | sun2 morning long 90", weeks=2).points(RULE) == 0
    assert week("sun morning long 90", history=LAST_SUNDAY).points(RULE) == 0


def test_each_day_short_of_it_costs(week):
    assert week("sun morning long 90 | sat2 morning long 90", weeks=2).points(RULE) == 3
    assert week("sat morning long 90 | mon2 evening long 90", weeks=2).points(RULE) == 15
    assert week("sun morning long 90 | mon2 evening long 90", weeks=2).points(RULE) == 18
    assert week("wed evening long 90", history=LAST_SUNDAY).points(RULE) == 12


def test_fewer_days_ask_less(week):
    five = LongRunsApart(weight=3, days=5)
    assert week("fri morning long 90", history=LAST_SUNDAY).points(five) == 0
    assert week("thu morning long 90", history=LAST_SUNDAY).points(five) == 3
    assert week("tue morning long 90 | sat2 morning long 90", weeks=2).points(five) == 0
    assert week("sat morning long 90 | mon2 morning long 90", weeks=2).points(five) == 9


def test_it_counts_days_not_hours(week):
    assert week("sun evening long 90 | sun2 morning long 90", weeks=2).points(RULE) == 0
    assert week("sat 06:00 long 90 | fri2 18:00 long 90", weeks=2).points(RULE) == 3


def test_every_week_is_seen_with_the_one_before_only(week):
    text = "sun morning long 90 | wed2 morning long 90 | sat3 morning long 90"
    assert week(text, weeks=3).points(RULE) == 12
    assert week("sun morning long 90 | wed2 morning easy 40 | mon3 morning long 90", weeks=3).points(RULE) == 0


def test_two_long_runs_a_week_have_a_rhythm_of_their_own(week):
    weekend = "sat morning long 90 | sun morning long 90"
    assert week(weekend, history=LAST_SUNDAY).points(RULE) == 0
    assert week(f"{weekend} | mon2 morning long 90", weeks=2).points(RULE) == 0
    assert week("sun morning long 90 | tue2 morning long 90 | sat2 morning long 90", weeks=2).points(RULE) == 0
    assert week("wed morning long 90", history=f"sat 09:00 long 90 | {LAST_SUNDAY}").points(RULE) == 12


def test_the_race_and_medium_long_runs_are_not_meant(week):
    assert week("wed morning long 90", race="sun 09:00 60").points(RULE) == 0
    assert week("sun morning long 90", race="mon2 09:00 60").points(RULE) == 0
    assert week("sun morning medium_long 100 | mon2 morning long 90", weeks=2).points(RULE) == 0


def test_a_week_that_repeats_is_a_week_from_itself(week):
    assert week("wed morning long 90", repeat=True).points(RULE) == 0
    assert week("wed morning long 90", repeat=True, history=LAST_SUNDAY).points(RULE) == 12


def test_what_is_done_counts_and_costs_nothing_by_itself(week):
    assert week("", done="mon 07:00 long 90", history=LAST_SUNDAY).points(RULE) == 0
    assert week("tue2 morning long 90", done="sat 07:00 long 90", weeks=2).points(RULE) == 12
    assert week("sun morning long 90", done="tue 07:00 long 90").points(RULE) == 0


def test_a_lone_week_states_nothing_but_what_history_asks(week):
    text = "sat morning long 90 | tue morning tempo 55"
    assert grid_of(week(text).instance, (RULE,)).statements == []
    assert grid_of(week(text, repeat=True).instance, (RULE,)).statements == []
    assert len(grid_of(week(text, history=LAST_SUNDAY).instance, (RULE,)).statements) == 6


def test_it_says_which(week):
    (violation,) = RULE.check(week("wed morning long 90", history=LAST_SUNDAY).plan)
    assert violation.message == "long on Wed 2 Dec, 3 days after that of Sun 29 Nov"
    assert (violation.day, violation.sessions, violation.points) == (2, ("long", "long"), 12)
