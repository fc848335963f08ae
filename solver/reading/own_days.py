"""The scenario a plan makes for itself when nobody says what was asked: its own sessions at their own times."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator

from scenarios.clock import Clock
from scenarios.consistency import MAX_WEEKS
from scenarios.days import Day, Slot
from scenarios.demands import Demand
from scenarios.errors import InputError, escaped
from scenarios.instance import Instance
from scenarios.schema import SLOT_PATTERN, Goal
from scenarios.season.periodization import WeekAsk
from scenarios.sessions import PlannedSession
from scenarios.strength.ask import Lifter
from solver.reading.stated import StatedPlan, StatedSession

GOAL: Goal = "general"


def own_instance(stated: StatedPlan, name: str) -> Instance:
    """An instance that asks for exactly these sessions and has exactly their times free.

    It starts with the first date told, a day of rest included, and lasts whole weeks up to the last. Raises
    ``InputError`` for a file without a session, one of more than 52 weeks, or a second race.
    """
    clock = Clock(stated.zone)
    numbered = [(session, clock.wall(session.start(clock)).date()) for session in stated.sessions]
    if not numbered:
        raise InputError(f"{escaped(name)}: no session in it; accepted: at least one, or the scenario it answers")
    dates = sorted([*(date for _, date in numbered), *stated.rest])
    start, weeks = dates[0], (dates[-1] - dates[0]).days // 7 + 1
    if weeks > MAX_WEEKS:
        message = f"{start} to {dates[-1]} is more than {MAX_WEEKS} weeks; accepted: at most that many"
        raise InputError(f"{escaped(name)}: date: {message}")
    sessions = [(session, (date - start).days) for session, date in numbered]
    races = [(session, day) for session, day in sessions if session.type == "race"]
    if len(races) > 1:
        raise races[1][0].fault("session", "a second race; accepted: one race")
    return Instance(
        athlete=stated.athlete or "Runner",
        athlete_id=stated.athlete or "Runner",
        level="intermediate",
        body_mass_kg=None,
        goal=GOAL,
        policy="easy_days",
        clock=clock,
        start=start,
        days=tuple(_days(sessions, clock, start, weeks)),
        demands=tuple(_demands(sessions)),
        asks=tuple(WeekAsk(week, (), ()) for week in range(weeks)),
        history=(),
        known_past_days=frozenset(),
        race=_race(*races[0], clock) if races else None,
        repeat=False,
        prefer={},
        lifter=Lifter(frozenset(), "intermediate", GOAL),
        notes=(),
    )


def _days(sessions: list[tuple[StatedSession, int]], clock: Clock, start: dt.date, weeks: int) -> Iterator[Day]:
    places: dict[int, dict[int, tuple[str, int]]] = defaultdict(dict)
    for session, day in sessions:
        at, here = session.start(clock), places[day]
        taken = {name for instant, (name, _) in here.items() if instant != at}
        name, minutes = here.get(at, (_slot_name(session, clock, taken), 0))
        if session.type != "race":
            here[at] = name, max(minutes, session.minutes)
    for index in range(7 * weeks):
        slots = []
        for at, (name, minutes) in sorted(places[index].items()):
            wall = clock.wall(at)
            slots.append(Slot(name, at, minutes, 60 * wall.hour + wall.minute))
        yield Day(index, start + dt.timedelta(days=index), index // 7, tuple(slots))


def _slot_name(session: StatedSession, clock: Clock, taken: set[str]) -> str:
    own = [session.slot] if re.fullmatch(SLOT_PATTERN, session.slot) else []
    timed = f"at{clock.wall(session.start(clock)):%H%M}"
    numbered = (f"{timed}_{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (*own, timed, *numbered) if name not in taken)


def _demands(sessions: list[tuple[StatedSession, int]]) -> Iterator[Demand]:
    """A demand for each session, so that any two may differ; units keep the number the file gives them."""
    used: dict[tuple[int, str], set[int]] = defaultdict(set)
    for session, day in sorted(sessions, key=lambda pair: (pair[0].ordinal is None, pair[0].wall)):
        if session.type == "race":
            continue
        numbers = used[day // 7, session.type]
        ordinal = session.ordinal
        if ordinal is None or ordinal in numbers:
            ordinal = next(number for number in range(1, len(numbers) + 2) if number not in numbers)
        numbers.add(ordinal)
        yield Demand(session.session(GOAL), day // 7, 1, (ordinal,))


def _race(race: StatedSession, day: int, clock: Clock) -> PlannedSession:
    start = race.start(clock)
    session = race.session(GOAL)
    return PlannedSession(session, "race", day, "", start, start + session.minutes)
