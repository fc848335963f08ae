"""At most one run and one lift a day."""

from constraints.week.sessions_a_day import SessionsADay

RULE = SessionsADay()


def test_a_run_and_a_lift_on_one_day(week):
    assert week("tue morning tempo 60 | tue evening upper 30").keeps(RULE)


def test_two_runs_on_one_day_break_it(week):
    found = week("tue morning tempo 60 | tue evening easy 30").judge(RULE).hard
    assert [(violation.message, violation.sessions) for violation in found] == [
        ("2 runs on Tue 1 Dec, at most 1", ("tempo", "easy"))
    ]


def test_two_equal_runs_are_two(week):
    assert week("tue morning easy 30 | tue evening easy 30").breaks(RULE)
    assert week("tue morning easy 30 | wed evening easy 30").keeps(RULE)


def test_two_lifts_on_one_day_break_it(week):
    assert week("tue morning upper 30 | tue evening lower 30").breaks(RULE)


def test_cross_training_is_neither(week):
    assert week("tue morning easy 30 | tue midday cross_training 30 | tue evening upper 30").keeps(RULE)


def test_more_are_allowed_on_request(week):
    runs = "tue 06:00 easy 30 | tue 10:00 easy 30 | tue 14:00 easy 30"
    assert week(runs).keeps(SessionsADay(runs=3))
    assert week(f"{runs} | tue 18:00 easy 30").breaks(SessionsADay(runs=3))
    lifts = "tue 06:00 upper 30 | tue 10:00 upper 30 | tue 14:00 upper 30"
    assert week(lifts).keeps(SessionsADay(lifts=3))
    assert week(lifts).breaks(SessionsADay(runs=3))


def test_the_race_is_the_run_of_its_day(week):
    assert week("sun evening easy 30", race="sun 09:00 60").breaks(RULE)
    assert week("sun evening upper 30", race="sun 09:00 60").keeps(RULE)
