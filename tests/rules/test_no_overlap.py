"""One session at a time."""

import datetime as dt

import pytest

from constraints.base.statement import Never
from constraints.settings import grid_of
from constraints.week.fixed_sessions import FixedSessions
from constraints.week.no_overlap import NoOverlap

RULE = NoOverlap()


def test_one_after_the_other_to_the_minute(week):
    assert week("wed 18:00 easy 30 | wed 18:30 lower 30").keeps(RULE)


def test_a_session_that_runs_on_shuts_the_next_slot(week):
    found = week("wed 18:00 easy 31 | wed 18:30 lower 30").judge(RULE).hard
    assert [violation.message for violation in found] == ["easy and lower overlap on Wed 2 Dec"]


def test_a_slot_holds_one_session(week):
    assert week("wed evening easy 30 | wed evening lower 30").breaks(RULE)


def test_two_slots_at_one_time_hold_one_session(week):
    assert week("wed evening easy 30 | wed 18:00 lower 30").breaks(RULE)


def test_a_short_session_inside_a_long_one(week):
    assert week("sat 08:00 long 180 | sat 09:00 upper 30").breaks(RULE)
    assert week("sat 08:00 long 180 | sat 11:00 upper 30").keeps(RULE)


def test_past_midnight(week):
    assert week("wed 23:30 easy 30 | thu 00:00 upper 30").keeps(RULE)
    assert week("wed 23:30 easy 31 | thu 00:00 upper 30").breaks(RULE)


def test_past_midnight_out_of_the_history_and_into_the_next_round(week):
    assert week("mon 00:00 upper 30", history="sun 23:30 easy 31").breaks(RULE)
    assert week("mon 00:00 upper 30", history="sun 23:30 easy 30").keeps(RULE)
    late_sunday = "mon 00:00 upper 30 | sun 23:30 easy 31"
    assert week(late_sunday).keeps(RULE)
    assert week(late_sunday, repeat=True).breaks(RULE)


@pytest.mark.parametrize(("minutes", "runs_on"), [(30, False), (31, True)])
def test_the_last_session_alone_may_run_on_into_the_next_round(week, minutes, runs_on):
    text = f"mon 00:00 upper 30 | sun 23:30 easy {minutes}"
    fixed = week(text, repeat=True, fixed={"easy": "sun 23:30"})
    stated = grid_of(fixed.instance, (FixedSessions(), RULE)).statements
    assert any(isinstance(statement, Never) for statement in stated) == runs_on


def test_nothing_during_the_race(week):
    assert week("sun 09:30 upper 30", race="sun 09:00 60").breaks(RULE)
    assert week("sun 09:00 upper 30", race="sun 09:00 60").breaks(RULE)
    assert week("sun 08:45 upper 30", race="sun 09:00 60").breaks(RULE)
    assert week("sun 10:00 upper 30", race="sun 09:00 60").keeps(RULE)


def test_the_hour_the_clocks_skip_is_no_time(week):
    """On 28 March 2027, 01:30 + 45 min is 03:15 on the wall."""
    spring = {"start": dt.date(2027, 3, 22), "zone": "Europe/Berlin"}
    assert week("sun 01:30 easy 45 | sun 03:15 upper 30", **spring).keeps(RULE)
    assert week("sun 01:30 easy 45 | sun 03:14 upper 30", **spring).breaks(RULE)


def test_other_days_do_not_matter(week):
    assert week("wed evening easy 30 | thu evening lower 30 | wed2 evening easy 30", weeks=2).keeps(RULE)


def test_a_race_just_after_the_last_day_is_not_run_into(week):
    assert week("sun 23:30 easy 60", race="mon2 00:15 60").breaks(RULE)
    assert week("sun 23:30 easy 45", race="mon2 00:15 60").keeps(RULE)
