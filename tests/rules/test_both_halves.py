"""Neither half of the body goes a week without strength, where it was asked for."""

from constraints.week.both_halves import BothHalves

RULE = BothHalves(weight=10)


def test_upper_and_lower_train_both(week):
    assert week("tue evening upper 30 | thu evening lower 30").points(RULE) == 0


def test_a_full_body_session_trains_both_alone(week):
    assert week("tue evening full 30", asked="lower 30 | upper 30").points(RULE) == 0


def test_where_one_stands_the_half_that_it_leaves_out_costs(week):
    assert week("tue evening lower 30", asked="full 30").points(RULE) == 10
    assert week("tue evening upper 30", asked="full 30").points(RULE) == 10
    assert week("", asked="full 30").points(RULE) == 20


def test_upper_body_in_place_of_a_leg_session_trains_both_halves_with_the_other(week):
    assert week("tue evening lower 30 | fri evening upper 30", asked="full 30", spare="upper").points(RULE) == 0
    assert week("tue evening lower 30", asked="full 30 | upper 30", spare="upper").points(RULE) == 10


def test_only_what_the_week_asks_for_costs(week):
    assert week("tue evening lower 30").points(RULE) == 0
    assert week("mon morning easy 40").points(RULE) == 0


def test_each_week_counts_for_itself(week):
    assert week("tue evening lower 30 | tue2 evening full 30", weeks=2, asked="full 30").points(RULE) == 10


def test_it_says_what_is_missing_and_since_when(week):
    plan = week("tue evening lower 30", asked="full 30").plan
    (found,) = RULE.check(plan)
    assert found.message == "no strength for the upper body in the week from Mon 30 Nov"


def test_what_was_done_this_week_counts(week):
    assert week("wed evening lower 30", done="mon 07:00 full 30").points(RULE) == 0
    assert week("wed evening lower 30", done="mon 07:00 lower 30", asked="full 30").points(RULE) == 10


def test_what_was_done_before_the_week_does_not(week):
    assert week("tue evening lower 30", asked="full 30", history="sun 18:00 upper 30").points(RULE) == 10
