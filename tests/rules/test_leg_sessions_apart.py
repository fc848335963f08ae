"""Leg sessions stand at least two calendar days apart."""

from constraints.week.leg_sessions_apart import LegSessionsApart

RULE = LegSessionsApart()


def test_a_day_between_two_leg_sessions_is_enough(week):
    assert week("mon evening lower 30 | wed morning full 30").keeps(RULE)


def test_neighbouring_days_break_it(week):
    found = week("mon morning lower 30 | tue evening full 30").judge(RULE).hard
    assert [violation.message for violation in found] == [
        "lower on Mon 30 Nov and full on Tue 1 Dec both train the legs, at least 2 days apart"
    ]


def test_two_on_one_day_break_it(week):
    assert week("mon morning lower 30 | mon evening full 30").breaks(RULE)
    assert week("mon morning lower 30 | mon evening full 30").breaks(LegSessionsApart(days=1))


def test_light_legs_are_legs_and_upper_body_is_not(week):
    assert week("mon evening lower 30 light | tue evening full 30").breaks(RULE)
    assert week("mon evening upper 30 | tue evening full 30").keeps(RULE)


def test_two_equal_leg_sessions_are_two(week):
    assert week("mon evening lower 30 | tue evening lower 30").breaks(RULE)
    assert week("mon evening lower 30 | wed evening lower 30").keeps(RULE)


def test_the_ends_of_the_range_are_exact(week):
    assert week("mon evening lower 30 | tue evening full 30").keeps(LegSessionsApart(days=1))
    assert week("mon evening lower 30 | fri evening full 30").keeps(LegSessionsApart(days=4))
    assert week("mon evening lower 30 | thu evening full 30").breaks(LegSessionsApart(days=4))


def test_history_reaches_into_the_week(week):
    assert week("mon evening lower 30", history="sun 18:00 lower 30").breaks(RULE)
    assert week("mon evening lower 30", history="sat 18:00 lower 30").keeps(RULE)


def test_what_is_wholly_past_is_no_violation(week):
    assert week("", history="sat 18:00 lower 30 | sun 18:00 full 30").keeps(LegSessionsApart(days=3))
    assert week("mon evening lower 30", history="sat 18:00 lower 30 | sun 18:00 full 30").breaks(
        LegSessionsApart(days=3)
    )


def test_a_week_that_repeats_is_followed_by_itself(week):
    assert week("mon evening lower 30 | sun evening full 30").keeps(RULE)
    assert week("mon evening lower 30 | sun evening full 30", repeat=True).breaks(RULE)


def test_the_join_of_two_weeks(week):
    assert week("sun evening lower 30 | mon2 evening lower 30", weeks=2).breaks(RULE)
    assert week("sun evening lower 30 | tue2 evening lower 30", weeks=2).keeps(RULE)
