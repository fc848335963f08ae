"""deload_as_before: a deload holds the kinds of strength session of the week before it."""

from constraints.week.deload_as_before import DeloadAsBefore

RULE = DeloadAsBefore(weight=10)
UPPER_AND_LOWER = "tue evening upper 30 | thu evening lower 30"
EVERY_DAY = "mon tue wed thu fri sat sun"


def two_weeks(week, second, *, first=UPPER_AND_LOWER, deload=2, spare="upper"):
    return week(f"{first} | {second}", weeks=2, deload=deload, asked="upper 30 | lower 30 | full 30", spare=spare)


def test_the_same_kinds_cost_nothing_wherever_they_stand(week):
    assert two_weeks(week, "mon2 evening lower 30 | sat2 morning upper 30").points(RULE) == 0


def test_each_session_of_another_kind_costs(week):
    assert two_weeks(week, "tue2 evening full 30 | thu2 evening lower 30").points(RULE) == 10
    other = two_weeks(week, "tue2 evening full 30 | thu2 evening lower 30", first="tue evening upper 30")
    assert other.points(RULE) == 20


def test_a_deload_may_hold_fewer(week):
    assert two_weeks(week, "thu2 evening lower 30").points(RULE) == 0


def test_only_a_deload_is_meant(week):
    assert two_weeks(week, "tue2 evening full 30 | thu2 evening lower 30", deload=0).points(RULE) == 0
    assert two_weeks(week, "tue2 evening full 30 | thu2 evening lower 30", deload=1).points(RULE) == 0


def test_what_a_runner_writes_down_stands(week):
    assert two_weeks(week, "tue2 evening full 30 | thu2 evening lower 30", spare="").points(RULE) == 0


def test_history_is_the_week_before_if_it_tells_of_all_of_it(week):
    said = {"deload": 1, "asked": "upper 30 | lower 30 | full 30", "spare": "upper"}
    done = "tue 18:00 upper 30 | thu 18:00 lower 30"
    deload = "tue evening full 30 | thu evening lower 30"
    assert week(deload, history=done, rested="mon wed fri sat sun", **said).points(RULE) == 10
    assert week(deload, history=done, rested="mon wed fri sat", **said).points(RULE) == 0
    assert week(deload, **said).points(RULE) == 0


def test_what_is_done_is_past(week):
    said = {"weeks": 2, "deload": 2, "asked": "upper 30 | lower 30 | full 30", "spare": "upper"}
    done = week(f"{UPPER_AND_LOWER} | thu2 evening lower 30", done="mon2 18:00 full 30", **said)
    assert done.points(RULE) == 0
