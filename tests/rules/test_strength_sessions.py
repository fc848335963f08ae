"""At most three strength sessions a week, one in taper and race week."""

import pytest

from constraints.week.strength_sessions import StrengthSessions

RULE = StrengthSessions()
THREE = "mon evening upper 30 | wed evening lower 30 | fri evening upper 30"


def test_three_are_fine_and_four_are_not(week):
    assert week(THREE).keeps(RULE)
    found = week(f"{THREE} | sun evening upper 30").judge(RULE).hard
    assert [violation.message for violation in found] == ["4 strength sessions in the week from Mon 30 Nov, at most 3"]


def test_one_in_a_taper_week(week):
    assert week("mon evening upper 30", taper=True).keeps(RULE)
    assert week("mon evening upper 30 | wed evening lower 30", taper=True).breaks(RULE)


def test_one_in_the_week_of_the_race(week):
    both = "mon evening upper 30 | wed evening upper 30"
    assert week("mon evening upper 30", race="sun 09:00 60").keeps(RULE)
    assert week(both, race="sun 09:00 60").breaks(RULE)
    assert week(both, race="mon2 09:00 60").keeps(RULE)


@pytest.mark.parametrize("most", [1, 5])
def test_the_ends_of_the_range_are_exact(week, most):
    row = [f"{day} evening upper 30" for day in ("mon", "tue", "wed", "thu", "fri", "sat")]
    assert week(" | ".join(row[:most])).keeps(StrengthSessions(most=most))
    assert week(" | ".join(row[: most + 1])).breaks(StrengthSessions(most=most))


def test_none_at_all_in_a_taper_week_on_request(week):
    rule = StrengthSessions(most_in_taper=0)
    assert week("", asked="upper 30", taper=True).keeps(rule)
    assert week("mon evening upper 30", taper=True).breaks(rule)


def test_each_week_is_counted_alone(week):
    assert week(f"{THREE} | mon2 evening upper 30", weeks=2).keeps(RULE)
    assert week("mon evening upper 30", history="sat 18:00 upper 30 | sun 18:00 upper 30").keeps(
        StrengthSessions(most=1)
    )


def test_the_week_at_fault_is_told(week):
    row = " | ".join(f"{day}2 evening upper 30" for day in ("mon", "tue", "wed", "thu"))
    assert [violation.day for violation in week(row, weeks=2).judge(RULE).hard] == [7]
