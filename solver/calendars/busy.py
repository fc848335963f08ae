"""Busy times: what calendars leave of the free time, date by date.

Each slot keeps the longest stretch that no event touches. The scenario with those hours is a plain scenario, so that
rules, solver and every later command need not know where they come from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import recurring_ical_events
from icalendar import Component

from scenarios.clock import Clock
from scenarios.errors import InputError, escaped, shown
from scenarios.places import Free, clock_time, free_minutes, free_on, last_day
from scenarios.schema import Away, FreeSlot, Scenario
from scenarios.spoken import counted, spoken
from solver.calendars.repeats import within_a_day, without_idle_rules
from solver.output.identity import UID_DOMAIN
from solver.reading.ical_text import BROKEN, calendars_of, name_of, readable_times, strange_zone

Calendars: TypeAlias = list[tuple[str, bytes]]
"""Files by name, with their bytes."""
MAX_BYTES = 8 * 1024 * 1024
MAX_OCCURRENCES = 20_000
STEP, LEAST = 5, 5
"""A stretch begins at a multiple of ``STEP`` min and has at least ``LEAST`` min, the shortest session there is."""
NAMED = 3
_MARGIN = dt.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Busy:
    """A stretch that is taken, in min since the epoch, the end not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cut:
    """What became of one slot on one date: ``left`` of ``minutes`` min, from ``at`` on if the start moves."""

    date: dt.date
    slot: str
    minutes: int
    left: int
    at: str | None


def with_busy(scenario: Scenario, calendars: Calendars) -> Scenario:
    """The scenario with the hours its calendars leave; what they take is told in its notes. Raises ``InputError``."""
    clock = Clock(scenario.timezone)
    times: list[Busy] = []
    notes: list[str] = []
    for name, data in calendars:
        found, told = busy_times(data, name, clock, scenario.start, last_day(scenario))
        times += found
        notes += told
    hours: list[Away] = []
    cuts: list[Cut] = []
    for day in range((last_day(scenario) - scenario.start).days + 1):
        date = scenario.start + dt.timedelta(days=day)
        free = free_on(date, scenario)
        changed = list(_cuts(date, free, times, clock, scenario)) if free else []
        if free and changed:
            cuts += changed
            hours.append(Away.model_validate({"from": date, "to": date, "available": _left(free, changed, scenario)}))
    every = (*scenario.notes, *notes, *_told(cuts))
    return scenario.model_copy(update={"away": (*scenario.away, *hours), "notes": every})


def busy_times(data: bytes, name: str, clock: Clock, first: dt.date, last: dt.date) -> tuple[list[Busy], list[str]]:
    """When a calendar's owner is busy in the days from ``first`` to ``last``, and notes. Raises ``InputError``.

    Recurring events with their exceptions count each time; all-day events take the whole day of the runner's clock.
    Events marked as free, cancelled ones, those of no length or whose time cannot be read and sessions of ours
    take none. A time without a zone
    is read on the runner's clock; where the scenario names no zone, every time is read on its own.
    """
    busy: list[Busy] = []
    ours = within = 0
    foreign = False
    notes: list[str] = []
    for calendar in calendars_of(data, name, MAX_BYTES):
        events = calendar.walk("VEVENT")
        unread = [event for event in events if not readable_times(event)]
        notes += _doubts(events, unread, name)
        endless = [event for event in events if event not in unread and within_a_day(event, escaped(name))]
        within += len(endless)
        calendar.subcomponents = [part for part in calendar.subcomponents if part not in (*unread, *endless)]
        for event in _occurrences(calendar, escaped(name), first, last):
            if str(event.get("uid", "")).endswith(UID_DOMAIN):
                ours += 1
            elif _takes_time(event):
                start, end, zoned = _stretch(event, clock)
                foreign = foreign or (zoned and clock.zone is None)
                busy += [Busy(start, end)] if start < end else []
    if ours:
        notes.append(f"{name}: {counted(ours, 'session')} of ours in it take no time away")
    if within:
        notes.append(f"{name}: {counted(within, 'event')} repeating within a day passed over")
    if foreign:
        notes.append(f"{name}: times with a zone are read on their own clock, since the scenario names no timezone")
    return busy, notes


def _doubts(events: Sequence[Component], unread: Sequence[Component], name: str) -> Iterator[str]:
    """What of a calendar is not read as it may be meant: events without a time, and zones that nobody knows."""
    if unread:
        count, names = counted(len(unread), "event"), _first_of([name_of(event) for event in unread])
        yield f"{name}: {count} without a start or an end that can be read passed over: {names}"
    zones = [zone for event in events if event not in unread and (zone := strange_zone(event))]
    if zones:
        names = _first_of([shown(zone) for zone in dict.fromkeys(zones)])
        yield f"{name}: no such time zone: {names}; {counted(len(zones), 'event')} read on your own clock"


def _first_of(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _occurrences(calendar: Component, name: str, first: dt.date, last: dt.date) -> list[Component]:
    try:
        for event in calendar.walk("VEVENT"):
            without_idle_rules(event)
        query = recurring_ical_events.of(calendar)
        events: list[Component] = query.between(first - _MARGIN, last + _MARGIN)
    except BROKEN as error:
        message = f"{escaped(str(error)[:120])}; accepted: events as RFC 5545 says"
        raise InputError(f"{name}: iCalendar: {message}") from None
    if len(events) > MAX_OCCURRENCES:
        raise InputError(f"{name}: {len(events)} events; accepted: at most {MAX_OCCURRENCES} in the weeks planned")
    return events


def _takes_time(event: Component) -> bool:
    free = str(event.get("transp", "OPAQUE")).upper() == "TRANSPARENT"
    return not free and str(event.get("status", "")).upper() != "CANCELLED"


def _stretch(event: Component, clock: Clock) -> tuple[int, int, bool]:
    """Start and end (min since the epoch) of an event, and whether it names a zone."""
    start, end = event.start, event.end  # type: ignore[attr-defined]
    zoned = isinstance(start, dt.datetime) and start.tzinfo is not None
    return _instant(start, clock, 0), _instant(end, clock, 59), zoned


def _instant(at: dt.date, clock: Clock, round_up: int) -> int:
    """A time of an event as min since the epoch; seconds count with the minute they touch."""
    if not isinstance(at, dt.datetime):
        return clock.instant(at, "00:00")
    if at.tzinfo is not None and clock.zone is not None:
        return (int(at.timestamp()) + round_up) // 60
    wall = at.replace(tzinfo=None) + dt.timedelta(seconds=round_up)
    return clock.instant(wall.date(), f"{wall:%H:%M}")


def _cuts(date: dt.date, free: Free, busy: Sequence[Busy], clock: Clock, scenario: Scenario) -> Iterator[Cut]:
    """What events take of a date's slots; of those that would then begin together, the one with most left stays."""
    slots = {slot: place for slot, place in free.items() if free_minutes(place)}
    starts = {slot: clock.instant(date, clock_time(slot, place, scenario)) for slot, place in slots.items()}
    longest = {slot: _longest(starts[slot], starts[slot] + free_minutes(slots[slot]), busy, clock) for slot in slots}
    lefts = {slot: end - begin for slot, (begin, end) in longest.items()}
    cut = [slot for slot, place in slots.items() if lefts[slot] < free_minutes(place)]
    begun = {starts[slot] for slot in slots if slot not in cut}
    for slot in sorted(cut, key=lambda slot: -lefts[slot]):
        begin, _ = longest[slot]
        if lefts[slot] < LEAST or clock.wall(begin).date() != date or begin in begun:
            lefts[slot] = 0
        else:
            begun.add(begin)
    for slot in cut:
        begin, left = longest[slot][0], lefts[slot]
        at = clock.time(begin) if left and begin != starts[slot] else None
        yield Cut(date, slot, free_minutes(slots[slot]), left, at)


def _longest(start: int, end: int, busy: Sequence[Busy], clock: Clock) -> tuple[int, int]:
    """The longest stretch of ``start`` to ``end`` that nothing takes, the first of several."""
    best, at = (start, start), start
    taken = sorted((time.start, time.end) for time in busy if time.start < end and time.end > start)
    for first, last in [*taken, (end, end)]:
        if min(first, end) - at > best[1] - best[0]:
            best = at, min(first, end)
        at = max(at, _opening(last, clock))
    return best


def _opening(at: int, clock: Clock) -> int:
    """The first multiple of ``STEP`` from ``at`` on that a slot can name as its start.

    In the hour that comes twice in autumn, a wall time names the first of two (``Clock``); the second has no name.
    """
    at = -(-at // STEP) * STEP
    while clock.instant(clock.wall(at).date(), clock.time(at)) != at:
        at += STEP
    return at


def _left(free: Free, cuts: Sequence[Cut], scenario: Scenario) -> dict[str, int | FreeSlot]:
    """The hours of a date once its slots are cut."""
    left = dict(free)
    for cut in cuts:
        at = cut.at or clock_time(cut.slot, free[cut.slot], scenario)
        left[cut.slot] = FreeSlot(minutes=cut.left, at=at) if cut.left else 0
    return left


def _told(cuts: Sequence[Cut]) -> Iterator[str]:
    """A line for each cut; the same cut of a slot on several dates is one."""
    dates: dict[tuple[str, int, int, str | None], list[dt.date]] = {}
    for cut in cuts:
        dates.setdefault((cut.slot, cut.minutes, cut.left, cut.at), []).append(cut.date)
    for (slot, minutes, left, at), when in dates.items():
        what = f"{left} of {minutes} min free" if left else "no time free"
        since = f" from {at}" if at else ""
        days = spoken(when[0]) if len(when) == 1 else f"{len(when)} days, {spoken(when[0])} to {spoken(when[-1])}"
        yield f"busy: {what} in {slot}{since}: {days}"
