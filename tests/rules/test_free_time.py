"""A session needs a slot with enough free minutes."""

import datetime as dt
from dataclasses import replace

from constraints.week.free_time import FreeTime
from scenarios.plan import Plan

RULE = FreeTime()


def test_a_session_may_fill_its_slot_to_the_minute(week):
    assert week("tue morning tempo 60", free={"tue morning": 60}).keeps(RULE)


def test_a_minute_more_breaks_it(week):
    found = week("tue morning tempo 60", free={"tue morning": 59}).judge(RULE).hard
    assert [violation.message for violation in found] == [
        "tempo takes 60 min on Tue 1 Dec morning, where 59 min are free"
    ]


def test_a_slot_that_is_not_free_takes_nothing(week):
    assert week("tue morning upper 30", free={"tue morning": 0}).breaks(RULE)


def test_the_race_takes_the_time_it_takes(week):
    assert week("", race="sun 09:00 240", free={"sun morning": 0}).keeps(RULE)


def test_an_imported_session_at_no_slot_or_at_another_time_has_no_free_time(week):
    plan = week("tue morning tempo 60").plan
    (tempo,) = plan.sessions
    for moved in (replace(tempo, slot="night"), replace(tempo, start=tempo.start + 5, end=tempo.end + 5)):
        assert [v.day for v in RULE.check(Plan(plan.instance, (moved,)))] == [1]


def test_free_minutes_are_elapsed_where_the_clocks_change(week):
    assert week("sun 01:30 long 90", start=dt.date(2027, 3, 22), zone="Europe/Berlin", free={"sun at0130": 90}).keeps(
        RULE
    )
