"""same_rhythm: every week of a season like one template."""

from dataclasses import replace

import pytest

from constraints.week.same_rhythm import SameRhythm
from scenarios.plan import Plan
from scenarios.rhythm import Beat, part_of
from scenarios.sessions import run_session, strength_session

RULE = SameRhythm()
TEMPLATE = (
    Beat("long", "sun", "morning"),
    Beat("key", "tue", "morning"),
    Beat("key", "thu", "evening"),
    Beat("lower", "wed", "evening"),
)


def in_rhythm(built, template=TEMPLATE):
    """A hand-made week in a season that has this template."""
    built.instance = replace(built.instance, rhythm=template)
    built.plan = Plan(built.instance, built.plan.sessions, built.plan.left_out)
    return built


def test_the_template_itself_costs_nothing(week):
    text = "sun morning long 90 | tue morning tempo 55 | thu evening hills 50 | wed evening lower 30"
    assert in_rhythm(week(text)).points(RULE) == 0


def test_another_slot_of_the_day_costs_one_unit(week):
    assert in_rhythm(week("wed morning lower 30")).points(RULE) == 1


def test_another_day_costs_two_units(week):
    assert in_rhythm(week("fri evening lower 30")).points(RULE) == 2


def test_the_long_run_counts_twice(week):
    assert in_rhythm(week("sun evening long 90")).points(RULE) == 2
    assert in_rhythm(week("sat morning long 90")).points(RULE) == 4


def test_any_place_of_the_same_part_will_do(week):
    assert in_rhythm(week("thu evening tempo 55 | tue morning intervals 55")).points(RULE) == 0
    assert in_rhythm(week("thu morning tempo 55")).points(RULE) == 1


def test_the_second_week_is_measured_by_its_own_weekdays(week):
    assert in_rhythm(week("sun morning long 90 | mon2 morning long 90", weeks=2)).points(RULE) == 4


def test_what_the_template_does_not_hold_is_free(week):
    assert in_rhythm(week("mon morning easy 40 | fri evening upper 30")).points(RULE) == 0


def test_without_a_template_nothing_is_said(week):
    assert in_rhythm(week("sat morning long 90"), ()).points(RULE) == 0


def test_the_race_stands_on_its_day(week):
    assert in_rhythm(week("", race="sat 09:30 60")).points(RULE) == 0


def test_the_weight_multiplies(week):
    assert in_rhythm(week("fri evening lower 30")).points(SameRhythm(weight=3)) == 6


@pytest.mark.parametrize(
    ("session", "part"),
    [
        (run_session("long", 90, "general"), "long"),
        (run_session("tempo", 55, "general"), "key"),
        (run_session("medium_long", 95, "general"), "key"),
        (run_session("medium_long", 60, "general"), "easy"),
        (run_session("cross_training", 40, "general"), "cross"),
        (strength_session("full", 30, None, "general"), "full"),
    ],
)
def test_parts_of_the_week(session, part):
    assert part_of(session) == part
