"""A scenario made concrete: every day, slot and session counted, nothing left to a default.

This is what the rules and the solver work on. It says *what* is asked; it does not say what is good.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from scenarios.catalog import run_types
from scenarios.clock import Clock
from scenarios.days import Day, away_notes, clock_notes, days_of
from scenarios.demands import Demand, demands_of
from scenarios.meanwhile import Meanwhile
from scenarios.race_distance import goal_raced, usual_race
from scenarios.rhythm import Beat
from scenarios.schema import Done, Goal, Level, Policy, Preference, Scenario
from scenarios.season.periodization import WeekAsk, week_asks
from scenarios.sessions import PlannedSession, run_session, strength_session
from scenarios.strength.ask import Lifter, lifter_of
from scenarios.unit_name import FOCUSES


@dataclass(frozen=True, slots=True)
class Instance:
    """One athlete's weeks, concrete.

    ``history`` holds sessions done (negative day indices), ``known_past_days`` the past days of which
    anything is known (a day told to be rest is known and empty), ``race`` the race, which may lie beyond
    the last day planned. Of ``days`` there are seven a week, of ``asks`` one; ``demands`` go week by week. ``lifter``
    is what strength sessions are filled from. ``notes`` tell what was changed on the way here. A plan taken up again
    begins with week ``first_week`` (from 0) of the whole, and ``meanwhile`` says what happened since; what was done in
    its first week is history too, on days that are not negative. ``asks_before`` are the weeks before that one.
    """

    athlete: str
    athlete_id: str
    level: Level
    body_mass_kg: float | None
    goal: Goal
    policy: Policy
    clock: Clock
    start: dt.date
    days: tuple[Day, ...]
    demands: tuple[Demand, ...]
    asks: tuple[WeekAsk, ...]
    history: tuple[PlannedSession, ...]
    known_past_days: frozenset[int]
    race: PlannedSession | None
    repeat: bool
    prefer: dict[str, Preference]
    lifter: Lifter
    notes: tuple[str, ...]
    rhythm: tuple[Beat, ...] = ()
    first_week: int = 0
    meanwhile: Meanwhile | None = None
    asks_before: tuple[WeekAsk, ...] = ()

    @property
    def weeks(self) -> int:
        """Weeks planned."""
        return len(self.days) // 7

    @property
    def runs_cut(self) -> int:
        """Of the runs the tables say, those shorter, easier or missing for want of free time."""
        return sum(ask.runs_cut for ask in self.asks)

    @property
    def race_ahead(self) -> PlannedSession | None:
        """The race, if it comes after the last day planned. A week that repeats is followed by itself."""
        ahead = not self.repeat and self.race is not None and self.race.day >= len(self.days)
        return self.race if ahead else None

    def week_days(self, week: int) -> tuple[Day, ...]:
        """The seven days of a week."""
        return self.days[7 * week : 7 * week + 7]

    def units(self) -> dict[tuple[int, str], int]:
        """Week and name of every unit asked for -> which demand (by its index) asks for it."""
        return {(demand.week, name): index for index, demand in enumerate(self.demands) for name in demand.names()}

    def why_then(self, demand: Demand) -> str:
        """Why a plan taken up again asks for a session on days of its own: ``A3: leg soreness 6``; else ''."""
        if self.meanwhile is None:
            return ""
        number = demand.week + 1 + self.first_week
        return next(filter(None, (self.meanwhile.why_then(number, name) for name in demand.names())), "")

    def tapers(self, week: int) -> bool:
        """Whether a week belongs to the taper or holds the race."""
        return "taper" in self.asks[week].phase or (self.race is not None and self.race.day // 7 == week)


def instance_of(scenario: Scenario) -> Instance:
    """Make a scenario concrete. Expects one that ``scenarios.consistency`` let pass."""
    clock = Clock(scenario.timezone)
    asks, notes = week_asks(scenario)
    goal = _race_goal(scenario)
    days = tuple(days_of(scenario, clock, len(asks)))
    demands = tuple(
        demand
        for week, ask in enumerate(asks)
        for demand in demands_of(scenario, ask, days[7 * week : 7 * week + 7], goal)
    )
    history = tuple(
        sorted((_done(scenario, clock, goal, done) for done in scenario.history if done.session != "rest"), key=_place)
    )
    return Instance(
        athlete=scenario.athlete.name,
        athlete_id=scenario.athlete.id or scenario.athlete.name,
        level=scenario.athlete.level,
        body_mass_kg=scenario.athlete.body_mass_kg,
        goal=goal,
        policy=scenario.strength.policy,
        clock=clock,
        start=scenario.start,
        days=days,
        demands=demands,
        asks=tuple(asks),
        history=history,
        known_past_days=frozenset((done.date - scenario.start).days for done in scenario.history),
        race=_race(scenario, clock, goal),
        repeat=scenario.repeat,
        prefer=dict(scenario.prefer),
        lifter=lifter_of(scenario, goal),
        notes=(
            *scenario.notes,
            *notes,
            *_race_notes(scenario),
            *away_notes(scenario),
            *clock_notes(scenario, clock, days),
        ),
    )


def _race_goal(scenario: Scenario) -> Goal:
    return scenario.race.goal if scenario.race and scenario.race.goal else scenario.goal


def _place(planned: PlannedSession) -> tuple[int, str]:
    return planned.start, planned.name


def _done(scenario: Scenario, clock: Clock, goal: Goal, done: Done) -> PlannedSession:
    if done.session in FOCUSES:
        session = strength_session(done.session, done.minutes or scenario.strength.minutes, done.legs, goal)
    else:
        minutes = done.minutes or run_types()[done.session].minutes
        session = run_session(done.session, minutes, goal, raced=goal_raced(done, goal))
    start = clock.instant(done.date, done.start)
    day = (done.date - scenario.start).days
    return PlannedSession(session, session.name, day, "", start, start + session.minutes)


def _race(scenario: Scenario, clock: Clock, goal: Goal) -> PlannedSession | None:
    if scenario.race is None:
        return None
    race = scenario.race
    start, minutes = clock.instant(race.date, race.start), race.minutes or usual_race(goal)[0]
    session = run_session("race", minutes, goal, raced=goal)
    return PlannedSession(session, "race", (race.date - scenario.start).days, "", start, start + minutes)


def _race_notes(scenario: Scenario) -> tuple[str, ...]:
    if scenario.race is None or scenario.race.minutes is not None:
        return ()
    minutes, measured = usual_race(_race_goal(scenario))
    return (f"the race is taken to last {minutes} min, {measured}; accepted in race: minutes, the time you expect",)
