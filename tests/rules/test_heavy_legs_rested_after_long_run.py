"""Two points for each long run and day whose heavy legs start less than 36 h after it, nothing from there on."""

import datetime as dt

import pytest

from constraints.week.heavy_legs_rested_after_long_run import HeavyLegsRestedAfterLongRun
from constraints.week.no_heavy_legs_after_race import NoHeavyLegsAfterRace

RULE = HeavyLegsRestedAfterLongRun.model_validate({"weight": 2})
DAYS_AFTER_RACE = NoHeavyLegsAfterRace.model_validate({})


@pytest.mark.parametrize(
    ("lift", "points"),
    [
        ("mon 19:29", 2),
        ("tue 07:29", 2),
        ("tue 19:29", 2),
        ("tue 19:30", 0),  # 36 h
        ("wed 07:00", 0),
    ],
)
def test_less_than_36_hours_cost_points(week, lift, points):
    assert week(f"mon 06:00 long 90 | {lift} lower 30").points(RULE) == points


def test_what_is_charged_is_said(week):
    (found,) = RULE.check(week("sat 07:00 long 90 | sun 10:00 full 30").plan)
    assert found.message == "full on Sun 6 Dec starts 25.5 h after long"
    assert (found.points, found.day, found.sessions) == (2, 6, ("long", "full"))


def test_upper_body_light_legs_and_other_runs_cost_nothing(week):
    assert week("sat morning long 90 | sun morning upper 30").points(RULE) == 0
    assert week("sat morning long 90 | sun morning lower 30 light").points(RULE) == 0
    assert week("sat morning tempo 60 | sun morning lower 30").points(RULE) == 0
    assert week("sat morning medium_long 90 | sun morning lower 30").points(RULE) == 0


def test_a_lift_before_the_long_run_costs_nothing(week):
    assert week("fri morning lower 30 | sat morning long 90").points(RULE) == 0


def test_each_long_run_and_each_day_of_heavy_legs_counts(week):
    assert week("fri evening long 90 | sat midday long 100 | sun morning lower 30").points(RULE) == 2 + 2
    assert week("fri 07:00 long 90 | fri 20:00 lower 30 | sat 20:00 full 30").points(RULE) == 2 + 2


def test_two_lifts_of_one_day_count_once(week):
    assert week("sat 07:00 long 90 | sun 08:00 lower 30 | sun 17:00 full 30").points(RULE) == 2
    assert week("sat 07:00 long 90 | sun 08:00 lower 30 | sun 21:00 full 30").points(RULE) == 2, "one is late enough"


def test_history_and_the_next_round_count(week):
    assert week("mon evening lower 30", history="sun 09:00 long 90").points(RULE) == 2
    assert week("tue 07:00 lower 30", history="sun 18:00 long 90").points(RULE) == 2
    sunday_long = "mon evening lower 30 | sun 09:00 long 90"
    assert week(sunday_long).points(RULE) == 0
    assert week(sunday_long, repeat=True).points(RULE) == 2


def test_sunday_reaches_into_the_next_week(week):
    assert week("sun 18:00 long 90 | tue2 07:00 lower 30", weeks=2).points(RULE) == 2
    assert week("sun 18:00 long 90 | tue2 07:30 lower 30", weeks=2).points(RULE) == 0


def test_what_is_done_costs_nothing_and_asks_of_what_is_to_come(week):
    assert week("", done="mon 07:00 long 90 | tue 07:00 lower 30").points(RULE) == 0
    assert week("tue evening lower 30", done="mon 18:00 long 90").points(RULE) == 2
    assert week("wed 07:30 lower 30", done="mon 18:00 long 90").points(RULE) == 0


def test_the_race_counts_and_is_not_charged_for_its_own_days(week):
    """A race of 5 km in the evening: what stands two days later, in the morning, is allowed and less than 36 h on."""
    evening = week("tue 06:00 lower 30", history="sun 20:00 race 25")
    assert evening.keeps(DAYS_AFTER_RACE)
    assert evening.points(RULE) == 2
    assert week("tue 08:25 lower 30", history="sun 20:00 race 25").points(RULE) == 0
    assert week("fri 06:00 lower 30", race="wed 20:00 25").points(RULE) == 2
    assert week("", history="sun 20:00 long 90", race="mon 09:00 60").points(RULE) == 0


@pytest.mark.parametrize("minutes", [45, 110, 230, 330])
def test_from_10_km_on_the_days_after_a_race_leave_nothing_to_charge(week, minutes):
    """The first lift that the days allow, however late the race and however early the lift."""
    race = f"sun 23:59 race {minutes}"
    first = {45: "wed", 110: "fri", 230: "wed2", 330: "sun2"}[minutes]
    lift = week(f"{first} 00:01 lower 30", weeks=2, history=race)
    assert lift.keeps(DAYS_AFTER_RACE)
    assert lift.points(RULE) == 0


def test_hours_are_elapsed_when_the_clocks_change(week):
    """The night from 27 to 28 March 2027 lasts an hour less, that from 24 to 25 October 2026 an hour more."""
    spring = {"start": dt.date(2027, 3, 22), "zone": "Europe/Berlin", "weeks": 2}
    assert week("sat 18:00 long 90 | mon2 08:30 lower 30", **spring).points(RULE) == 0
    assert week("sat 18:00 long 90 | mon2 08:29 lower 30", **spring).points(RULE) == 2
    autumn = {"start": dt.date(2026, 10, 19), "zone": "Europe/Berlin", "weeks": 2}
    assert week("sat 18:00 long 90 | mon2 06:30 lower 30", **autumn).points(RULE) == 0
    assert week("sat 18:00 long 90 | mon2 06:29 lower 30", **autumn).points(RULE) == 2


@pytest.mark.parametrize(("hours", "lift"), [(12, "sat 19:30"), (72, "tue2 07:30")])
def test_the_ends_of_the_range_are_exact(week, hours, lift):
    rule = HeavyLegsRestedAfterLongRun(weight=2, hours=hours)
    assert week(f"sat 06:00 long 90 | {lift} full 30", weeks=2).points(rule) == 0
    assert week(f"sat 06:00 long 91 | {lift} full 30", weeks=2).points(rule) == 2


def test_a_weight_of_nothing_costs_nothing(week):
    assert week("sat morning long 90 | sun midday full 30").points(RULE.model_copy(update={"weight": 0})) == 0
