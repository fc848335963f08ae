"""Busy times: what calendars leave of the free hours."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.clock import Clock
from scenarios.errors import InputError
from scenarios.places import free_minutes, free_on
from scenarios.schema import FreeSlot, Scenario
from solver.calendars.busy import Busy, _longest, with_busy

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
MONDAY = dt.date(2026, 11, 30)


def ics(*events: str) -> bytes:
    """Events given by their properties, parted by blanks (an underscore stands for a blank in a value)."""
    bodies = []
    for number, event in enumerate(events):
        lines = event.split()
        if not any(line.startswith("UID") for line in lines):
            lines.insert(0, f"UID:{number}@somebody")
        bodies.append("\r\n".join(["BEGIN:VEVENT", "DTSTAMP:20261101T000000Z", *lines, "END:VEVENT"]))
    return (HEAD + "\r\n".join(bodies) + "\r\nEND:VCALENDAR\r\n").encode()


def asked(zone: str | None = "Europe/Berlin", **more: object) -> Scenario:
    every = {"morning": 60, "evening": {"minutes": 90, "at": "18:30"}}
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return Scenario.model_validate({"start": MONDAY, "timezone": zone, "available": dict.fromkeys(days, every), **more})


def left(scenario: Scenario, *events: str) -> dict[str, tuple[str, int]]:
    """``tue evening`` -> (start, minutes) for each slot that is no longer as asked."""
    found = with_busy(scenario, [("calendar.ics", ics(*events))])
    changed = {}
    for day in range(7 * (scenario.weeks or 1)):
        date = scenario.start + dt.timedelta(days=day)
        before, after = free_on(date, scenario), free_on(date, found)
        assert before is not None
        assert after is not None
        for slot, place in after.items():
            if place != before[slot]:
                at = (place.at or "") if isinstance(place, FreeSlot) else ""
                changed[f"{date:%a %d} {slot}".lower()] = (at, free_minutes(place))
    return changed


def test_an_event_takes_what_it_covers_and_the_longest_rest_stays() -> None:
    at = "DTSTART;TZID=Europe/Berlin:20261201T"
    assert left(asked(), f"{at}064000 DTEND;TZID=Europe/Berlin:20261201T064500") == {"tue 01 morning": ("06:45", 45)}
    assert left(asked(), f"{at}191000 DTEND;TZID=Europe/Berlin:20261201T230000") == {"tue 01 evening": ("18:30", 40)}
    assert left(asked(), f"{at}060000 DTEND;TZID=Europe/Berlin:20261201T073000") == {"tue 01 morning": ("", 0)}
    assert left(asked(), f"{at}051500 DTEND;TZID=Europe/Berlin:20261201T063000") == {}, "ends as the slot begins"
    assert left(asked(), f"{at}073000 DTEND;TZID=Europe/Berlin:20261201T083000") == {}, "begins as the slot ends"
    assert left(asked(), f"{at}063000 DTEND;TZID=Europe/Berlin:20261201T064200") == {"tue 01 morning": ("06:45", 45)}


def test_an_event_of_no_length_takes_nothing() -> None:
    assert left(asked(), "DTSTART:20261201T063000Z") == {}
    assert left(asked(), "DTSTART;TZID=Europe/Berlin:20261201T064500") == {}
    assert left(asked(), "DTSTART:20261201T174500Z DTEND:20261201T174500Z") == {}


def test_recurring_events_count_each_time_with_their_exceptions() -> None:
    weekly = (
        "UID:choir DTSTART;TZID=Europe/Berlin:20260901T180000 DTEND;TZID=Europe/Berlin:20260901T200000 "
        "RRULE:FREQ=WEEKLY;BYDAY=TU,TH EXDATE;TZID=Europe/Berlin:20261203T180000"
    )
    moved = (
        "UID:choir RECURRENCE-ID;TZID=Europe/Berlin:20261208T180000 "
        "DTSTART;TZID=Europe/Berlin:20261209T180000 DTEND;TZID=Europe/Berlin:20261209T200000"
    )
    assert set(left(asked(weeks=2), weekly, moved)) == {"tue 01 evening", "wed 09 evening", "thu 10 evening"}
    assert set(left(asked(weeks=2), weekly)) == {"tue 01 evening", "tue 08 evening", "thu 10 evening"}


def test_days_are_those_of_the_runners_clock() -> None:
    assert set(left(asked(), "DTSTART;VALUE=DATE:20261202 DTEND;VALUE=DATE:20261204")) == {
        "wed 02 morning", "wed 02 evening", "thu 03 morning", "thu 03 evening",
    }  # fmt: skip
    assert left(asked(), "DTSTART;VALUE=DATE:20261202 TRANSP:TRANSPARENT") == {}
    assert left(asked(), "DTSTART;VALUE=DATE:20261202 STATUS:CANCELLED") == {}
    assert set(left(asked(), "DTSTART;VALUE=DATE:20261202")) == {"wed 02 morning", "wed 02 evening"}


def test_other_zones_and_clock_changes_are_converted() -> None:
    denver = "DTSTART;TZID=America/Denver:20261201T103000 DTEND;TZID=America/Denver:20261201T120000"
    assert left(asked(), denver) == {"tue 01 evening": ("", 0)}, "10:30 in Denver is 18:30 in Berlin"
    utc = "DTSTART:20261201T180000Z DTEND:20261201T181500Z"
    assert left(asked(), utc) == {"tue 01 evening": ("19:15", 45)}
    floating = "DTSTART:20261201T183000 DTEND:20261201T190000"
    assert left(asked(), floating) == {"tue 01 evening": ("19:00", 60)}
    # 17:30 UTC every week is 18:30 in winter and 19:30 from 29 March
    weekly = "DTSTART:20270323T173000Z DTEND:20270323T180000Z RRULE:FREQ=WEEKLY"
    spring = asked(start="2027-03-22", weeks=2)
    assert left(spring, weekly) == {"tue 23 evening": ("19:00", 60), "tue 30 evening": ("18:30", 60)}


def test_in_the_hour_that_comes_twice_nothing_is_free_before_an_event_ends() -> None:
    night = asked(start="2026-10-19", slots={"night": "01:00"}, available={"sun": {"night": 240}})
    # 01:00 in summer time is 23:00 UTC; 01:30 UTC is the second 02:30, which no slot can name, 02:00 UTC is 03:00
    assert left(night, "DTSTART:20261024T220000Z DTEND:20261025T013000Z") == {"sun 25 night": ("03:00", 60)}
    assert left(night, "DTSTART:20261024T220000Z DTEND:20261025T003000Z") == {"sun 25 night": ("02:30", 150)}
    assert left(night, "DTSTART:20261025T003000Z DTEND:20261025T030000Z") == {"sun 25 night": ("01:00", 90)}


def test_of_slots_that_would_begin_together_the_one_with_most_left_stays(runlift, tmp_path: Path) -> None:
    event = "DTSTART:20261130T060000 DTEND:20261130T090000"
    asks = {
        "slots": {"early": "06:00", "late": "07:00", "nine": "09:00"},
        "runs": [{"type": "easy", "minutes": 40}],
        "strength": {"focus": ["upper"]},
    }
    days = {"mon": {"early": 240, "late": 240}, "thu": {"early": 60}}
    assert left(asked(**asks, available=days), event) == {"mon 30 early": ("", 0), "mon 30 late": ("09:00", 120)}
    # one that nothing takes from stays, however short
    third = days | {"mon": {"early": 240, "late": 240, "nine": 30}}
    assert left(asked(**asks, available=third), event) == {"mon 30 early": ("", 0), "mon 30 late": ("", 0)}
    # the start of a slot that moves on itself is free
    moved = days | {"mon": {"early": 90, "late": 240}}
    events = "DTSTART:20261130T060000 DTEND:20261130T070000", "DTSTART:20261130T073000 DTEND:20261130T080000"
    assert left(asked(**asks, available=moved), *events) == {
        "mon 30 early": ("07:00", 30), "mon 30 late": ("08:00", 180),
    }  # fmt: skip
    (tmp_path / "a.ics").write_bytes(ics(event))
    week = {"start": "2026-11-30", **asks, "available": days, "busy": "a.ics"}
    (tmp_path / "week.json").write_text(json.dumps(week))
    done = runlift("solve", "week.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no time free in early: Mon 30 Nov" in done.stdout


def test_without_a_zone_every_time_is_read_on_its_own_clock_and_that_is_told() -> None:
    denver = "DTSTART;TZID=America/Denver:20261201T183000 DTEND;TZID=America/Denver:20261201T190000"
    scenario = asked(None)
    assert left(scenario, denver) == {"tue 01 evening": ("19:00", 60)}
    assert any("names no timezone" in note for note in with_busy(scenario, [("c.ics", ics(denver))]).notes)


def test_our_own_sessions_take_no_time_from_themselves() -> None:
    own = "UID:0123@runlift DTSTART:20261201T183000 DTEND:20261201T190000"
    assert left(asked(), own) == {}
    assert with_busy(asked(), [("c.ics", ics(own))]).notes == ("c.ics: 1 session of ours in it take no time away",)


def test_a_rule_within_a_day_is_passed_over_and_told() -> None:
    endless = "DTSTART:20261201T183000 DTEND:20261201T183001 RRULE:FREQ=SECONDLY"
    assert left(asked(), endless) == {}
    assert "repeating within a day" in with_busy(asked(), [("c.ics", ics(endless))]).notes[0]


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;BYDAY=TU;BYHOUR=18", "FREQ=WEEKLY;BYHOUR=18;BYMINUTE=30;BYSECOND=0"])
def test_an_event_whose_rule_names_its_hour_takes_its_time(rule: str) -> None:
    event = "DTSTART;TZID=Europe/Berlin:20261124T183000 DTEND;TZID=Europe/Berlin:20261124T190000 RRULE:" + rule
    assert left(asked(), event) == {"tue 01 evening": ("19:00", 60)}


def test_some_hours_of_a_day_are_followed_and_many_passed_over_and_told() -> None:
    event = "DTSTART:20261201T063000 DTEND:20261201T064500 RRULE:FREQ=DAILY;COUNT=9;BYHOUR="
    assert set(left(asked(), event + "6,9,12,18")) >= {"tue 01 morning", "tue 01 evening", "wed 02 evening"}
    assert left(asked(), event + "6,9,12,15,18") == {}
    assert "repeating within a day" in with_busy(asked(), [("c.ics", ics(event + "6,9,12,15,18"))]).notes[0]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=FOO",
        "FREQ=DAILY;COUNT=99999999999999999999",
        "FREQ=DAILY;COUNT=0",
        "COUNT=3",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0",
        "FREQ=YEARLY;BYMONTHDAY=-32",
        "RSCALE=CHINESE;FREQ=DAILY",
    ],
)
def test_a_rule_that_is_none_is_told_with_its_event(rule: str) -> None:
    event = "SUMMARY:Choir DTSTART:20261130T063000Z DTEND:20261130T070000Z RRULE:" + rule
    with pytest.raises(InputError) as refused:
        with_busy(asked(), [("c.ics", ics("DTSTART:20261130T063000Z", event))])
    told = str(refused.value)
    assert told == f"c.ics: iCalendar: event 'Choir': RRULE: got {rule!r}; accepted: a rule as RFC 5545 says"


@pytest.mark.parametrize(
    "rule", ["", "FREQ=DAILY;INTERVAL=2;WKST=MO", "freq=weekly;byday=mo,+1tu", "FREQ=MONTHLY;BYMONTHDAY=-1,30;COUNT=9"]
)
def test_rules_of_every_sort_are_followed(rule: str) -> None:
    event = "DTSTART;TZID=Europe/Berlin:20261130T063000 DTEND;TZID=Europe/Berlin:20261130T073000 RRULE:" + rule
    assert left(asked(), event)["mon 30 morning"] == ("", 0)


def test_what_is_taken_is_told_once_for_many_days() -> None:
    daily = "DTSTART:20261130T063000 DTEND:20261130T065000 RRULE:FREQ=DAILY"
    (note,) = with_busy(asked(weeks=4), [("c.ics", ics(daily))]).notes
    assert note == "busy: 40 of 60 min free in morning from 06:50: 28 days, Mon 30 Nov to Sun 27 Dec"


@given(
    st.lists(st.tuples(st.integers(-30, 150), st.integers(0, 60)), max_size=6),
    st.integers(0, 23),
    st.integers(5, 120),
)
def test_the_longest_stretch_is_that_of_counting_minutes(
    taken: list[tuple[int, int]], start: int, minutes: int
) -> None:
    busy = [Busy(first, first + long) for first, long in taken if long]
    begin, end = _longest(start, start + minutes, busy, Clock(None))
    free = [all(not time.start <= minute < time.end for time in busy) for minute in range(start, start + minutes)]
    assert all(free[begin - start : end - start])
    openings = [at for at in range(minutes) if at == 0 or (start + at) % 5 == 0]
    lengths = [next((n for n in range(minutes - at) if not free[at + n]), minutes - at) for at in openings]
    assert end - begin == max(lengths)


@pytest.mark.parametrize(
    "broken", ["", "RRULE:FREQ=DAILY", "DTSTART:never", "DTSTART:", "DTSTART:20261201T190000 DTEND:never"]
)
def test_an_event_without_a_time_is_passed_over_and_named(broken: str) -> None:
    """One event that an exporter spoilt is no reason to refuse a calendar; what the others say counts."""
    good = "DTSTART:20261201T190000 DTEND:20261201T200000"
    events = ics(f"SUMMARY:Dentist {broken}", good)
    found = with_busy(asked(), [("work.ics", events)])
    assert found.notes == (
        "work.ics: 1 event without a start or an end that can be read passed over: 'Dentist'",
        *with_busy(asked(), [("work.ics", ics(good))]).notes,
    )
    assert found.away == with_busy(asked(), [("work.ics", ics(good))]).away
    (many,) = with_busy(asked(), [("work.ics", ics(*[f"SUMMARY:no{n}" for n in range(5)]))]).notes
    assert many == (
        "work.ics: 5 events without a start or an end that can be read passed over: 'no0', 'no1', 'no2' and 2 more"
    )


def test_a_time_zone_that_nobody_knows_is_told() -> None:
    where = "DTSTART;TZID=Nowhere/Land:20261201T190000 DTEND;TZID=Nowhere/Land:20261201T200000"
    told = "work.ics: no such time zone: 'Nowhere/Land'; 1 event read on your own clock"
    assert told in with_busy(asked(), [("work.ics", ics(where))]).notes
    known = where.replace("Nowhere/Land", "Europe/London")
    for fine in (known, known.replace(";TZID=Europe/London", ""), "DTSTART;VALUE=DATE:20261201"):
        assert not any("time zone" in note for note in with_busy(asked(), [("work.ics", ics(fine))]).notes)
