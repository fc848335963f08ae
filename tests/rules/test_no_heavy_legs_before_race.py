"""The last heavy leg session stands at least 7 days before the race, 10 before a marathon or ultra."""

import pytest

from constraints.week.no_heavy_legs_before_race import NoHeavyLegsBeforeRace

RULE = NoHeavyLegsBeforeRace()


def test_without_a_race_nothing_is_asked(week):
    assert week("sun evening lower 30").keeps(RULE)


def test_seven_days_before_exactly(week):
    assert week("sun evening lower 30", race="sun2 09:00 60", weeks=2).keeps(RULE)
    found = week("mon2 evening lower 30", race="sun2 09:00 60", weeks=2).judge(RULE).hard
    assert [violation.message for violation in found] == ["lower stands 6 days before the race, at least 7"]


@pytest.mark.parametrize("goal", ["marathon", "ultra"])
def test_ten_days_before_a_marathon_or_ultra(week, goal):
    assert week("thu evening lower 30", race="sun2 09:00 240", weeks=2, goal=goal).keeps(RULE)
    assert week("fri evening lower 30", race="sun2 09:00 240", weeks=2, goal=goal).breaks(RULE)
    assert week("fri evening lower 30", race="sun2 09:00 100", weeks=2, goal="half").keeps(RULE)


def test_a_race_beyond_the_weeks_planned_is_seen_too(week):
    assert week("sun evening lower 30", race="sun2 09:00 60").keeps(RULE)
    assert week("sun evening lower 30", race="sat2 09:00 60").breaks(RULE)


def test_the_day_of_the_race_and_what_comes_after(week):
    assert week("wed 06:00 lower 30", race="wed 09:00 60").breaks(RULE)
    assert week("fri evening lower 30", race="wed 09:00 60").keeps(RULE)


def test_upper_body_and_light_legs_do_not_matter(week):
    assert week("fri evening upper 30 | thu evening lower 30 light", race="sun 09:00 60").keeps(RULE)


def test_the_ends_of_the_range_are_exact(week):
    five = NoHeavyLegsBeforeRace(days=5)
    assert week("tue evening lower 30", race="sun 09:00 60").keeps(five)
    assert week("wed evening lower 30", race="sun 09:00 60").breaks(five)
    fourteen = NoHeavyLegsBeforeRace(days=14)
    assert week("mon evening lower 30", race="mon3 09:00 60", weeks=2).keeps(fourteen)
    assert week("tue evening lower 30", race="mon3 09:00 60", weeks=2).breaks(fourteen)


def test_what_was_lifted_in_the_past_is_no_violation(week):
    assert week("", history="sun 18:00 lower 30", race="wed 09:00 60").keeps(RULE)
