"""Two strength sessions or more include upper and lower body."""

from constraints.week.strength_mix import StrengthMix

RULE = StrengthMix()


def test_upper_and_lower_are_a_mix(week):
    assert week("tue evening upper 30 | thu evening lower 30").keeps(RULE)


def test_two_of_a_kind_are_not(week):
    found = week("tue evening upper 30 | thu evening upper 30").judge(RULE).hard
    assert [violation.message for violation in found] == ["2 strength sessions in the week from Mon 30 Nov, none lower"]
    assert week("tue evening lower 30 | thu evening lower 30").breaks(RULE)


def test_a_full_body_session_counts_as_both(week):
    assert week("tue evening full 30 | thu evening full 30").keeps(RULE)
    assert week("tue evening full 30 | thu evening upper 30").keeps(RULE)
    assert week("mon evening upper 30 | tue evening upper 30 | thu evening full 30").keeps(RULE)


def test_one_session_alone_may_be_anything(week):
    assert week("tue evening upper 30").keeps(RULE)
    assert week("tue evening upper 30", asked="lower 30 | full 30").keeps(RULE)


def test_it_is_about_what_is_placed_not_what_is_asked(week):
    assert week("tue evening upper 30 | wed evening upper 30", asked="lower 30").breaks(RULE)


def test_each_week_needs_its_own_mix(week):
    assert week("tue evening upper 30 | thu evening upper 30 | tue2 evening lower 30", weeks=2).breaks(RULE)
    assert week("tue evening upper 30 | tue2 evening upper 30", weeks=2).keeps(RULE)


def test_history_does_not_count(week):
    assert week("tue evening upper 30", history="sun 18:00 upper 30").keeps(RULE)


def test_many_of_one_kind_are_no_mix_either(week):
    four = "mon evening lower 30 | tue evening lower 30 | wed evening lower 30 | thu evening lower 30"
    assert week(four).breaks(RULE)
    assert week(f"{four} | fri evening upper 30").keeps(RULE)


def test_what_is_done_is_no_violation_until_more_is_added(week):
    done = "mon 07:00 upper 30 | tue 07:00 upper 30"
    assert week("", done=done, asked="lower 30").keeps(RULE)
    assert week("wed evening upper 30", done=done, asked="lower 30").breaks(RULE)
    assert week("wed evening lower 30", done=done).keeps(RULE)
