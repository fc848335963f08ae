"""A week with a spare holds no more strength sessions than the goal's table asks for."""

from constraints.week.spare_in_place import SpareInPlace

RULE = SpareInPlace()
THREE = "mon evening lower 30 | wed evening upper 30 | fri evening full 30"


def test_any_two_of_the_three_may_stand(week):
    for text, other in (
        ("mon evening lower 30 | fri evening full 30", "upper 30"),
        ("mon evening lower 30 | fri evening upper 30", "full 30"),
        ("mon evening full 30 | fri evening upper 30", "lower 30"),
    ):
        assert week(text, asked=other, spare="upper").keeps(RULE)


def test_all_three_may_not(week):
    assert week(THREE, spare="upper").breaks(RULE)
    (found,) = RULE.check(week(THREE, spare="upper").plan)
    assert found.message == "3 strength sessions in the week from Mon 30 Nov, asked: 2"


def test_without_a_spare_as_many_stand_as_were_asked_for(week):
    assert week(THREE).keeps(RULE)


def test_each_week_counts_for_itself(week):
    twice = "mon evening lower 30 | fri evening full 30 | mon2 evening lower 30 | fri2 evening upper 30"
    assert week(twice, weeks=2, asked="lower 30 | upper 30 | full 30", spare="upper").keeps(RULE)


def test_what_is_done_is_not_asked_for(week):
    text = "wed evening lower 30 | fri evening full 30"
    assert week(text, done="mon 07:00 upper 30", asked="upper 30", spare="upper").keeps(RULE)
