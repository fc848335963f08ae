"""No day heavier than the week's heaviest session: a point for every started step above it."""

import pytest

from constraints.week.even_load import EvenLoad

RULE = EvenLoad(weight=1, step=50)
LONG = "sat morning long 100"  # session-RPE 4.5 x 100 min = 450


def test_the_heaviest_session_alone_costs_nothing(week):
    assert week(LONG).points(RULE) == 0
    assert week(f"{LONG} | tue morning tempo 60").points(RULE) == 0


@pytest.mark.parametrize(
    ("stacked", "points"),
    [("upper 30", 3), ("lower 30", 5), ("easy 50", 3), ("easy 51", 4)],  # loads 150, 210, 150, 153
)
def test_each_started_step_stacked_on_top_costs_a_point(week, stacked, points):
    assert week(f"{LONG} | sat evening {stacked}").points(RULE) == points


def test_light_days_may_be_filled_up_to_the_heaviest_session(week):
    assert week(f"{LONG} | tue morning tempo 46 | tue evening upper 30").points(RULE) == 0  # 299 + 150 = 449
    assert week(f"{LONG} | tue morning tempo 47 | tue evening upper 30").points(RULE) == 1  # 306 + 150 = 456


def test_a_session_left_out_is_still_the_heaviest_asked_for(week):
    assert week("tue morning tempo 45 | tue evening upper 30", asked="long 100").points(RULE) == 0
    assert week("tue morning tempo 45 | tue evening upper 30").points(RULE) == 3


def test_only_the_heaviest_day_counts(week):
    assert week(f"{LONG} | sat evening upper 30 | tue morning tempo 60 | tue evening upper 30").points(RULE) == 3


@pytest.mark.parametrize(("step", "points"), [(10, 15), (500, 1)])
def test_the_step_is_a_parameter(week, step, points):
    assert week(f"{LONG} | sat evening upper 30").points(EvenLoad(weight=1, step=step)) == points


def test_the_race_stands_apart(week):
    assert week("tue morning easy 40 | sun evening upper 24", race="sun 09:00 60").points(RULE) == 0


def test_each_week_is_counted_alone(week):
    assert week(f"{LONG} | tue2 morning tempo 45 | tue2 evening upper 30", weeks=2).points(RULE) == 3


def test_the_peak_is_said(week):
    (violation,) = RULE.check(week(f"{LONG} | sat evening upper 30").plan)
    assert violation.message == "load of 600 on Sat 5 Dec, 150 above the heaviest session"


def test_the_first_day_of_the_next_week_is_of_the_next_week(week):
    assert week("tue morning easy 30 | mon2 morning long 100", weeks=2).points(RULE) == 0


def test_the_first_day_of_a_later_week_can_be_its_heaviest(week):
    assert week("mon2 morning long 100 | mon2 evening upper 30", weeks=2).points(RULE) == 3
