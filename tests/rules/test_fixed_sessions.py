"""A fixed session stands in its place or not at all."""

from constraints.week.fixed_sessions import FixedSessions

RULE = FixedSessions()
CLUB_NIGHT = {"intervals": "tue evening"}


def test_in_its_place(week):
    assert week("tue evening intervals 55", fixed=CLUB_NIGHT).keeps(RULE)


def test_on_another_day_or_in_another_slot(week):
    assert week("wed evening intervals 55", fixed=CLUB_NIGHT).breaks(RULE)
    found = week("tue morning intervals 55", fixed=CLUB_NIGHT).judge(RULE).hard
    assert [violation.message for violation in found] == [
        "intervals is fixed on Tue 1 Dec evening but stands on Tue 1 Dec morning"
    ]


def test_left_out_is_no_violation(week):
    assert week("", asked="intervals 55", fixed=CLUB_NIGHT).keeps(RULE)


def test_of_two_equal_sessions_only_the_fixed_one_is_held(week):
    assert week("tue evening easy 40 | thu morning easy 40", fixed={"easy": "tue evening"}).keeps(RULE)
    assert week("tue morning easy 40 | thu morning easy 40", fixed={"easy": "tue evening"}).breaks(RULE)
    assert week("tue evening easy 40 | thu morning easy 40", fixed={"easy-2": "thu morning"}).keeps(RULE)


def test_in_every_week(week):
    assert week("tue evening intervals 55 | tue2 evening intervals 55", weeks=2, fixed=CLUB_NIGHT).keeps(RULE)
    assert week("tue evening intervals 55 | wed2 evening intervals 55", weeks=2, fixed=CLUB_NIGHT).breaks(RULE)


def test_other_sessions_go_where_they_like(week):
    assert week("wed morning tempo 55", asked="intervals 55", fixed=CLUB_NIGHT).keeps(RULE)
