"""Graded rest: two units below 36 h, one below 48 h, nothing from there on."""

import datetime as dt

import pytest

from constraints.settings import rules_from
from constraints.week.heavy_legs_rested_before_key_run import HeavyLegsRestedBeforeKeyRun
from scenarios.errors import BadField

RULE = HeavyLegsRestedBeforeKeyRun(weight=4)


@pytest.mark.parametrize(
    ("lift", "points"),
    [
        ("tue 05:30", 0),  # 48 h
        ("tue 05:31", 4),
        ("tue 17:30", 4),  # 36 h
        ("tue 17:31", 8),
        ("wed 17:30", 8),
    ],
)
def test_points_grow_as_the_rest_shrinks(week, lift, points):
    assert week(f"{lift} lower 30 | thu 06:00 tempo 55").points(RULE) == points


def test_light_legs_upper_body_and_easy_runs_cost_nothing(week):
    assert week("wed evening lower 30 light | thu morning tempo 55").points(RULE) == 0
    assert week("wed evening upper 30 | thu morning tempo 55").points(RULE) == 0
    assert week("wed evening lower 30 | thu morning easy 40").points(RULE) == 0


def test_each_lift_and_each_key_day_counts(week):
    two_lifts = "tue evening lower 30 | thu morning tempo 55 | fri 20:00 lower 30 | sun morning long 90"
    assert week(two_lifts).points(RULE) == 4 + 8
    assert week("tue evening lower 30 | wed evening tempo 55 | thu morning intervals 55").points(RULE) == 8 + 4


def test_two_key_runs_of_one_day_count_once_in_each_band(week):
    assert week("mon 22:00 lower 30 | wed 06:00 tempo 55 | wed 10:00 intervals 50").points(RULE) == 8
    assert week("mon 22:00 lower 30 | wed 06:00 tempo 55 | wed 20:00 intervals 50").points(RULE) == 8 + 4


def test_two_equal_lifts_count_twice(week):
    assert week("mon evening lower 30 | tue evening lower 30 | wed evening tempo 55").points(RULE) == 4 + 8


def test_prefatigue_spares_the_lift_of_the_same_day_only(week):
    assert week("thu morning lower 30 | thu evening tempo 55", prefatigue="tempo").points(RULE) == 0
    assert week("wed evening lower 30 | thu morning tempo 55", prefatigue="tempo").points(RULE) == 8


def test_history_and_the_next_round_count(week):
    assert week("tue 06:00 tempo 55", history="sun 18:00 lower 30").points(RULE) == 8
    assert week("tue 06:00 tempo 55 | sun 18:00 lower 30").points(RULE) == 0
    assert week("tue 06:00 tempo 55 | sun 18:00 lower 30", repeat=True).points(RULE) == 8


def test_the_race_is_a_key_run_and_a_past_lift_before_it_costs_nothing(week):
    assert week("fri 18:00 lower 30", race="sun 09:00 60").points(RULE) == 4
    assert week("", history="sun 18:00 lower 30", race="mon 09:00 60").points(RULE) == 0
    assert week("mon 18:00 tempo 55", history="sun 18:00 lower 30", race="mon 09:00 60").points(RULE) == 8


def test_hours_are_elapsed_when_the_clocks_go_forward(week):
    spring = {"start": dt.date(2027, 3, 22), "zone": "Europe/Berlin", "weeks": 2}
    assert week("sat 06:30 lower 30 | mon2 08:00 tempo 55", **spring).points(RULE) == 0
    assert week("sat 06:30 lower 30 | mon2 07:59 tempo 55", **spring).points(RULE) == 4


def test_of_two_equal_limits_only_the_strong_band_is_left(week):
    rule = HeavyLegsRestedBeforeKeyRun(weight=1, strong_below_hours=72, mild_below_hours=72)
    assert week("mon 05:30 lower 30 | thu 06:00 tempo 55").points(rule) == 0
    assert week("mon 05:31 lower 30 | thu 06:00 tempo 55").points(rule) == 2
    assert rule.sentence() == "heavy leg work ends at least 72 h before a key run if it can"


@pytest.mark.parametrize(
    ("given", "limits"),
    [
        ({"strong_below_hours": 48}, (48, 48)),
        ({"strong_below_hours": 49}, (49, 49)),
        ({"mild_below_hours": 36}, (36, 36)),
        ({"mild_below_hours": 30}, (30, 30)),
        ({"mild_below_hours": 60}, (36, 60)),
    ],
)
def test_where_one_limit_is_given_the_other_makes_way(given, limits):
    rule = HeavyLegsRestedBeforeKeyRun.model_validate(given)
    assert (rule.strong_below_hours, rule.mild_below_hours) == limits


def test_a_mild_limit_below_the_strong_one_is_refused():
    settings = {"heavy_legs_rested_before_key_run": {"strong_below_hours": 72, "mild_below_hours": 71}}
    with pytest.raises(BadField) as refused:
        rules_from(settings)
    assert refused.value.path == ("rules", "heavy_legs_rested_before_key_run", "mild_below_hours")
    assert refused.value.message == "got 71, below strong_below_hours (72); accepted: from 72 on"


def test_a_weight_of_nothing_costs_nothing(week):
    assert week("wed evening lower 30 | thu morning tempo 55").points(HeavyLegsRestedBeforeKeyRun(weight=0)) == 0


def test_a_race_after_the_last_day_counts(week):
    assert week("sun 07:00 lower 30", race="mon2 09:00 60").points(RULE) == 8
    assert week("fri 07:00 lower 30", race="mon2 09:00 60").points(RULE) == 0


def test_a_lift_and_a_key_run_of_one_day_cost_most(week):
    assert week("thu 06:00 lower 30 | thu 20:00 tempo 55").points(RULE) == 8
