"""Busy events whose rule no day ever meets: they stand once, on their own day, and are sought for no further."""

import datetime as dt

import pytest
from icalendar import Component, Event
from icalendar.prop import vRecur

from scenarios.clock import Clock
from solver.calendars.busy import busy_times
from solver.calendars.repeats import without_idle_rules

MONDAY = dt.date(2026, 11, 30)
NEVER = (
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3",
    "FREQ=DAILY;INTERVAL=2;BYMONTH=4,6,9,11;BYMONTHDAY=31;UNTIL=20270101T000000",
    "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
    "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=5",
    "FREQ=DAILY;BYDAY=MO;BYSETPOS=5",
    "FREQ=MONTHLY;BYDAY=6MO",
)
SOMETIMES = (
    "FREQ=DAILY",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;INTERVAL=4",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU",
    "FREQ=MONTHLY;BYMONTH=2;BYDAY=5TH",
    "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261201T000000",
)


def event(rule: str, start: str = "20261130T063000") -> Event:
    text = f"BEGIN:VEVENT\r\nUID:1@x\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:{start}\r\nRRULE:{rule}\r\nEND:VEVENT\r\n"
    found = Component.from_ical(text)
    assert isinstance(found, Event)
    return found


@pytest.mark.parametrize("start", ["20261130T063000", "20240229T063000", "19000101T000000Z"])
def test_only_rules_that_never_come_are_taken_away(start: str) -> None:
    for rule in (*NEVER, *SOMETIMES):
        left = event(rule, start)
        without_idle_rules(left)
        assert ("rrule" in left) is (rule in SOMETIMES), rule


def test_of_several_rules_the_others_stay() -> None:
    two = event(NEVER[0])
    two.add("rrule", vRecur.from_ical(SOMETIMES[0]))
    without_idle_rules(two)
    assert [rule.to_ical().decode() for rule in two.rrules] == [SOMETIMES[0]]


@pytest.mark.parametrize("rule", NEVER)
def test_the_event_takes_its_own_time(rule: str) -> None:
    body = event(rule).to_ical().replace(b"END:VEVENT", b"DURATION:PT1H\r\nEND:VEVENT")
    data = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + body + b"END:VCALENDAR\r\n"
    found, _ = busy_times(data, "c.ics", Clock(None), MONDAY, MONDAY + dt.timedelta(days=6))
    assert [(time.end - time.start) for time in found] == [60]
