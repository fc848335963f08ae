"""No training on blocked dates."""

from constraints.week.blocked_dates import BlockedDates

RULE = BlockedDates()


def test_a_blocked_day_takes_nothing(week):
    assert week("wed morning easy 30", blocked=["tue"]).keeps(RULE)
    found = week("tue morning easy 30", blocked=["tue"]).judge(RULE).hard
    assert [violation.message for violation in found] == ["easy stands on Tue 1 Dec, which is blocked"]


def test_each_session_of_a_blocked_day_is_told(week):
    assert len(week("tue morning easy 30 | tue evening upper 30", blocked=["tue", "wed"]).judge(RULE).hard) == 2


def test_the_race_stands_where_it_stands(week):
    assert week("", race="sun 09:00 60", blocked=["sun"]).keeps(RULE)


def test_only_the_date_is_blocked_and_not_its_weekday(week):
    assert week("tue2 morning easy 30", weeks=2, blocked=["tue"]).keeps(RULE)
    assert week("tue morning easy 30", weeks=2, blocked=["tue"]).breaks(RULE)
