"""The strength sessions of a plan, filled week by week: each week is asked with what the one before it held."""

from __future__ import annotations

from functools import lru_cache

from scenarios.plan import Plan, PlannedSession
from scenarios.strength_ask import NO_WEEK_BEFORE, Gym, LastWeek, WeekPhase, phase_kind, strength_week
from scenarios.strength_plan import FilledSession, StrengthContent
from scenarios.strength_week import AskedSession
from solver.strength import KEPT_WEEKS, FilledWeek, fill
from solver.strength_notes import notes_of

GENTLE_WEEKS = 2
"""The first weeks of adaptation, in which sets stay few (strength_phases.csv, readiness rule A14)."""


def strength_of(plan: Plan) -> StrengthContent:
    """What each strength session of the plan holds. Sessions of equal weeks hold the same. Raises ``Defect``."""
    sessions: dict[tuple[int, str], FilledSession] = {}
    notes: dict[int, tuple[str, ...]] = {}
    last = NO_WEEK_BEFORE
    adaptation_weeks = 0
    for week in plan.weeks():
        asked = _asked(plan, week)
        phase = _phase(plan, week, adaptation_weeks)
        adaptation_weeks += phase.kind == "adaptation" and bool(asked)
        if not asked:
            continue
        filled, notes[week] = _filled(plan.instance.gym, asked, phase, last)
        for session in filled.plan.sessions:
            sessions[week, session.asked.name] = session
        last = LastWeek(tuple((s.asked.name, s.ids()) for s in filled.plan.sessions), phase.kind)
    return StrengthContent(sessions, notes)


@lru_cache(maxsize=KEPT_WEEKS)
def _filled(
    gym: Gym, asked: tuple[AskedSession, ...], phase: WeekPhase, last: LastWeek
) -> tuple[FilledWeek, tuple[str, ...]]:
    """A week's filling and what it lacks. In a club many weeks are alike, and their options alone take a while."""
    filled = fill(strength_week(gym, asked, phase, last=last))
    return filled, notes_of(filled)


def _asked(plan: Plan, week: int) -> tuple[AskedSession, ...]:
    """The week's strength sessions by name, so that weeks with the same sessions on other days are equal."""
    lifts = {planned.name: planned for planned in plan.week(week) if planned.session.kind == "strength"}
    return tuple(_session(lifts[name]) for name in sorted(lifts))


def _session(planned: PlannedSession) -> AskedSession:
    session = planned.session
    return AskedSession(planned.name, session.type, session.minutes, session.legs, session.sets_percent)  # type: ignore[arg-type]


def _phase(plan: Plan, week: int, adaptation_weeks: int) -> WeekPhase:
    """The week's phase; a novice of whom no exposure is known adapts first."""
    ask = plan.instance.asks[week]
    kind = phase_kind(ask.strength_phase)
    gentle = kind == "adaptation" and adaptation_weeks < GENTLE_WEEKS
    return WeekPhase(kind, round(100 * ask.strength_set_factor), gentle)
