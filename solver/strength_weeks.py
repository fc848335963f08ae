"""The strength sessions of a plan, filled week by week, each with what the log and the weeks before it gave."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache

from scenarios.plan import Plan, PlannedSession
from scenarios.progression import Done, Ladder, after, step_back
from scenarios.strength_ask import (
    NO_WEEK_BEFORE,
    Gym,
    LastWeek,
    WeekPhase,
    doses_of,
    phase_kind,
    strength_week,
)
from scenarios.strength_options import Doses, Standing, load_at, start_rung
from scenarios.strength_past import equipment_of, standings_from
from scenarios.strength_plan import FilledSession, StrengthContent, StrengthPlan
from scenarios.strength_week import AskedSession, Load, PhaseKind
from solver.strength import KEPT_WEEKS, FilledWeek, fill
from solver.strength_notes import notes_of

GENTLE_WEEKS = 2
"""The first weeks of adaptation, in which sets stay few (strength_phases.csv, readiness rule A14)."""
NOVICE_EXPOSURES = 8
"""Strength sessions of adaptation a novice needs before anything heavier."""
STEP_BACK_DAYS, RESTART_DAYS = 14, 28


class _Athlete:
    """One athlete on the way through the weeks of a plan."""

    def __init__(self, gym: Gym, start: dt.date) -> None:
        self.gym = gym
        self.catalogue = gym.exercises()
        self.standings: dict[str, Standing] = {}
        self.last = NO_WEEK_BEFORE
        past = gym.past
        self.exposures = len(past)
        self.last_date = past[-1].date if past else None
        self.adaptation_weeks = len({(start - session.date).days // 7 for session in past})
        self.restart_weeks = 0
        self.log_read = not past

    def phase(self, words: str, percent: int, first: dt.date) -> WeekPhase:
        """The week's phase, in view of gaps before ``first`` and of what a novice has done so far."""
        kind = phase_kind(words)
        gap = 0 if self.last_date is None else (first - self.last_date).days
        if gap > RESTART_DAYS:
            self.restart_weeks = GENTLE_WEEKS
        if kind != "taper" and (
            self.restart_weeks or (self.gym.level == "novice" and self.exposures < NOVICE_EXPOSURES)
        ):
            kind = "adaptation"
        gentle = kind == "adaptation" and (self.adaptation_weeks < GENTLE_WEEKS or self.restart_weeks > 0)
        new = self.gym.level == "novice" and self.exposures < NOVICE_EXPOSURES
        phase = WeekPhase(kind, percent, gentle, new)
        self._read_log(phase)
        if gap > STEP_BACK_DAYS:
            doses = doses_of(self.gym, phase)
            self.standings = {name: step_back(was, self._ladder(name, doses)) for name, was in self.standings.items()}
        return phase

    def _read_log(self, phase: WeekPhase) -> None:
        """The log's sessions, once, with the ranges of the first week planned."""
        if self.log_read:
            return
        self.log_read = True
        gym, doses = self.gym, doses_of(self.gym, phase)
        named = {each.exercise for session in gym.past for each in session.exercises} & self.catalogue.keys()
        kits = {name: gym.kit_for(self.catalogue[name]) | {"bodyweight"} for name in named}
        ladders, starts = {}, {}
        for name in named:
            exercise = self.catalogue[name]
            equipment = equipment_of(exercise, gym.past, kits[name]) or "bodyweight"
            low, high = doses.range(exercise, Load(equipment))
            ladders[name] = Ladder(exercise, kits[name], low, high, doses.base_sets(exercise))
            starts[name] = Standing(start_rung(exercise, kits[name], gym.level), 0)
        self.standings = standings_from(gym.past, ladders, starts)

    def _ladder(self, name: str, doses: Doses) -> Ladder:
        exercise = self.catalogue[name]
        kit = self.gym.kit_for(exercise) | {"bodyweight"}
        standing = self.standings.get(name) or Standing(start_rung(exercise, kit, self.gym.level), 0)
        low, high = doses.range(exercise, load_at(exercise, kit, standing))
        return Ladder(exercise, kit, low, high, doses.base_sets(exercise))

    def begin(self, kind: PhaseKind) -> None:
        """A week of another phase than the last: reps begin anew in its ranges, added sets are over."""
        if self.last.kind not in (None, kind):
            self.standings = {
                name: replace(was, amount=0, at_top=0, added_sets=0) for name, was in self.standings.items()
            }

    def done(self, plan: StrengthPlan, phase: WeekPhase, days: dict[str, dt.date]) -> None:
        """The week is done as planned: what reached its target grows, but not in a week that eases off."""
        doses = doses_of(self.gym, phase)
        for session in sorted(plan.sessions, key=lambda session: days[session.asked.name]):
            for prescription in session.exercises():
                option = prescription.option
                if phase.set_percent < 100:
                    continue
                was = self.standings.get(option.id)
                if was is None:
                    kit = self.gym.kit_for(option.exercise) | {"bodyweight"}
                    was = Standing(start_rung(option.exercise, kit, self.gym.level), option.target)
                ladder = self._ladder(option.id, doses)
                short = prescription.amount < option.target
                if short and was.at_top and prescription.amount < was.amount:
                    continue
                if short or (was.at_top and prescription.amount < ladder.high):
                    # where the minutes end the range early, load has to do what reps cannot
                    ladder = replace(ladder, high=prescription.amount)
                reached = Done(prescription.sets, prescription.amount)
                self.standings[option.id] = after(replace(was, amount=prescription.amount), reached, ladder)
        self.exposures += len(plan.sessions)
        self.adaptation_weeks += phase.kind == "adaptation"
        self.restart_weeks = max(0, self.restart_weeks - 1)
        self.last_date = max(days.values())
        self.last = LastWeek(tuple((s.asked.name, s.ids()) for s in plan.sessions), phase.kind)


def strength_of(plan: Plan) -> StrengthContent:
    """What each strength session of the plan holds, and what each week lacks. Raises ``Defect``."""
    weeks = []
    for week in plan.weeks():
        lifts = {planned.name: planned for planned in plan.week(week) if planned.session.kind == "strength"}
        asked = tuple(_asked(lifts[name]) for name in sorted(lifts))
        days = tuple(plan.date(lifts[name].day) for name in sorted(lifts))
        ask = plan.instance.asks[week]
        weeks.append((ask.strength_phase, round(100 * ask.strength_set_factor), asked, days))
    return _filled(plan.instance.gym, plan.instance.start, tuple(weeks))


@lru_cache(maxsize=8)
def _filled(
    gym: Gym,
    start: dt.date,
    weeks: tuple[tuple[str, int, tuple[AskedSession, ...], tuple[dt.date, ...]], ...],
) -> StrengthContent:
    sessions: dict[tuple[int, str], FilledSession] = {}
    notes: dict[int, tuple[str, ...]] = {}
    athlete = _Athlete(gym, start)
    for week, (words, percent, asked, dates) in enumerate(weeks):
        if not asked:
            continue
        days = {session.name: date for session, date in zip(asked, dates, strict=True)}
        phase = athlete.phase(words, percent, min(dates))
        athlete.begin(phase.kind)
        filled, notes[week] = _week(gym, asked, phase, tuple(sorted(athlete.standings.items())), athlete.last)
        sessions.update({(week, session.asked.name): session for session in filled.plan.sessions})
        athlete.done(filled.plan, phase, days)
    return StrengthContent(sessions, notes)


@lru_cache(maxsize=KEPT_WEEKS)
def _week(
    gym: Gym,
    asked: tuple[AskedSession, ...],
    phase: WeekPhase,
    standings: tuple[tuple[str, Standing], ...],
    last: LastWeek,
) -> tuple[FilledWeek, tuple[str, ...]]:
    """A week's filling and what it lacks. In a club many weeks are alike, and their options alone take a while."""
    filled = fill(strength_week(gym, asked, phase, dict(standings), last))
    return filled, notes_of(filled)


def _asked(planned: PlannedSession) -> AskedSession:
    session = planned.session
    return AskedSession(planned.name, session.type, session.minutes, session.legs, session.sets_percent)  # type: ignore[arg-type]
