"""A session stays on the days and slots its entry allows."""

from constraints.week.allowed_days import AllowedDays

RULE = AllowedDays()


def test_anywhere_unless_told_otherwise(week):
    assert week("tue morning easy 30").keeps(RULE)


def test_only_on_its_days(week):
    allowed = {"long": {"days": ("sat", "sun")}}
    assert week("sun morning long 90 | tue morning easy 30", allowed=allowed).keeps(RULE)
    found = week("fri morning long 90", allowed=allowed).judge(RULE).hard
    assert [violation.message for violation in found] == ["long stands on Fri 4 Dec morning; allowed: sat, sun"]


def test_only_in_its_slots(week):
    allowed = {"upper": {"slots": ("evening",)}}
    assert week("tue evening upper 30", allowed=allowed).keeps(RULE)
    found = week("tue morning upper 30", allowed=allowed).judge(RULE).hard
    assert [violation.message for violation in found] == ["upper stands on Tue 1 Dec morning; allowed: evening"]


def test_both_at_once(week):
    allowed = {"upper": {"days": ("tue",), "slots": ("evening",)}}
    assert week("tue evening upper 30", allowed=allowed).keeps(RULE)
    assert week("tue morning upper 30", allowed=allowed).breaks(RULE)
    assert week("wed evening upper 30", allowed=allowed).breaks(RULE)


def test_each_of_two_equal_sessions_stays(week):
    allowed = {"easy": {"days": ("tue", "wed")}}
    assert week("tue morning easy 30 | wed morning easy 30", allowed=allowed).keeps(RULE)
    assert week("tue morning easy 30 | thu morning easy 30", allowed=allowed).breaks(RULE)


def test_in_every_week(week):
    allowed = {"long": {"days": ("sat",)}}
    assert week("sat morning long 90 | sat2 morning long 90", weeks=2, allowed=allowed).keeps(RULE)
    assert week("sat morning long 90 | sun2 morning long 90", weeks=2, allowed=allowed).breaks(RULE)


def test_the_race_needs_no_leave(week):
    assert week("tue morning easy 30", race="sun 09:00 60", allowed={"easy": {"days": ("tue",)}}).keeps(RULE)
