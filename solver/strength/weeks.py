"""The strength sessions of a plan, filled week by week, each with what the log and the weeks before it gave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from scenarios.plan import Plan
from scenarios.sessions import PlannedSession
from scenarios.strength.ask import LastWeek, Lifter, WeekPhase, strength_week
from scenarios.strength.carried import Carried
from scenarios.strength.eased import eased_sessions
from scenarios.strength.options import Standing
from scenarios.strength.past import LastTime
from scenarios.strength.plan import FilledSession, StrengthContent
from scenarios.strength.progression import PastSession
from scenarios.strength.state import StrengthState
from scenarios.strength.week import AskedSession
from solver.progress import Progress, unheard
from solver.strength.notes import notes_of
from solver.strength.season_notes import season_notes
from solver.strength.sessions import KEPT_WEEKS, FilledWeek, fill

Notes: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The strength sessions of one week and their dates, in order of name; phase in words, and % of its sets."""

    number: int
    phase: str
    percent: int
    asked: tuple[AskedSession, ...]
    dates: tuple[dt.date, ...]

    def in_time(self, filled: FilledWeek) -> list[tuple[dt.date, FilledSession]]:
        """The filled sessions with their dates, in order of time."""
        dates = {session.name: date for session, date in zip(self.asked, self.dates, strict=True)}
        found = [(dates[session.asked.name], session) for session in filled.plan.sessions]
        return sorted(found, key=lambda each: each[0])


def strength_of(plan: Plan, progress: Progress = unheard) -> StrengthContent:
    """What each strength session of the plan holds, and what each week lacks. Raises ``Defect``.

    It is told at once where the plan was filled before.
    """
    found = _filling(plan.instance.lifter, plan.instance.start, tuple(_weeks(plan))).found(progress)
    weeks = {number: filled for number, (_, filled, _) in found.items()}
    notes = {number: told for number, (_, _, told) in found.items()}
    if plan.instance.weeks > 1:
        lacking = season_notes({number + 1 + plan.instance.first_week: filled for number, filled in weeks.items()})
    else:
        lacking = tuple(line for lines in notes.values() for line in lines)
    sessions = {
        (number, session.asked.name): session for number, filled in weeks.items() for session in filled.plan.sessions
    }
    return StrengthContent(sessions, {number: phase for number, (phase, _, _) in found.items()}, notes, lacking)


def strength_until(
    plan: Plan, weeks: int, done: Mapping[tuple[int, str], dt.date], told: Mapping[int, tuple[PastSession, ...]]
) -> Carried:
    """Where the athlete stands after the first weeks of a plan.

    ``done`` holds the sessions done as planned, by week (from 0) and name, and their dates; ``told`` those of each week
    whose exercises a log tells, which count as told. Those of the week that follows say what it lifts, and do not grow
    before it is over. Raises ``Defect``.
    """
    state = StrengthState(plan.instance.lifter, plan.instance.start)
    for week in _weeks(plan):
        here = told.get(week.number, ())
        if week.number == weeks and here:
            state.meet(here, state.begin(week.phase, week.percent, min(session.date for session in here)))
        if week.number >= weeks or not (week.asked or here):
            continue
        kept = [name for number, name in done if number == week.number]
        dates = [*(done[week.number, name] for name in kept), *(session.date for session in here)]
        phase = state.begin(week.phase, week.percent, min((*week.dates, *dates)))
        filled, _ = _filled_week(state, week, phase)
        sessions = [session for _, session in week.in_time(filled) if session.asked.name in kept]
        state.done(sessions, phase)
        state.read(here, phase)
        if dates:
            held = {session.asked.name: session.ids() for session in sessions}
            state.end(held, phase, dates)
    return state.carried()


def _weeks(plan: Plan) -> Iterator[_Asked]:
    for week in plan.weeks():
        lifts = {planned.name: planned for planned in plan.week(week) if planned.session.kind == "strength"}
        stepped = [planned.start for planned in lifts.values() if planned.session.easing.step_down]
        ask = plan.instance.asks[week]
        yield _Asked(
            week,
            ask.strength_phase,
            round(100 * ask.strength_set_factor),
            tuple(_asked(lifts[name], min(stepped, default=None)) for name in sorted(lifts)),
            tuple(plan.date(lifts[name].day) for name in sorted(lifts)),
        )


def _asked(planned: PlannedSession, stepped_from: int | None) -> AskedSession:
    """A session as it is to be filled; leg sessions that follow one which stepped down in its week do as it did."""
    session = planned.session
    easing = session.easing
    if stepped_from is not None and planned.start > stepped_from and session.leg_session:
        easing = replace(easing, step_down=True)
    return AskedSession(planned.name, session.type, session.minutes, session.legs, easing)  # type: ignore[arg-type]


class _Filling:
    """The weeks of a plan with strength sessions, filled when they are first asked for."""

    def __init__(self, lifter: Lifter, start: dt.date, weeks: tuple[_Asked, ...]) -> None:
        self._lifter, self._start = lifter, start
        self._asked = [week for week in weeks if week.asked]
        self._found: dict[int, tuple[WeekPhase, FilledWeek, Notes]] | None = None

    def found(self, progress: Progress) -> dict[int, tuple[WeekPhase, FilledWeek, Notes]]:
        """By number of the week (from 0): the phase it trains, the week filled, its notes."""
        if self._found is None:
            self._found = dict(self._filled(progress))
        return self._found

    def _filled(self, progress: Progress) -> Iterator[tuple[int, tuple[WeekPhase, FilledWeek, Notes]]]:
        state = StrengthState(self._lifter, self._start)
        for done, week in enumerate(self._asked, 1):
            phase = state.begin(week.phase, week.percent, min(week.dates))
            filled, told = _filled_week(state, week, phase)
            progress("strength", done, len(self._asked))
            yield week.number, (phase, filled, told)
            if done < len(self._asked):  # nobody asks what grows from the last one
                state.done([session for _, session in week.in_time(filled)], phase)
                state.end({session.asked.name: session.ids() for session in filled.plan.sessions}, phase, week.dates)


_filling = lru_cache(maxsize=8)(_Filling)


def _filled_week(state: StrengthState, week: _Asked, phase: WeekPhase) -> tuple[FilledWeek, Notes]:
    asked = week.asked
    if phase.eases:
        asked = tuple(replace(each, easing=replace(each.easing, growth=False)) for each in asked)
    eased = any(not session.easing.growth for session in asked)
    last_time = tuple(sorted(state.last_time.items())) if eased else ()
    return _week(state.lifter, asked, phase, tuple(sorted(state.standings.items())), state.last, last_time=last_time)


@lru_cache(maxsize=KEPT_WEEKS)
def _week(
    lifter: Lifter,
    asked: tuple[AskedSession, ...],
    phase: WeekPhase,
    standings: tuple[tuple[str, Standing], ...],
    last: LastWeek,
    *,
    last_time: tuple[tuple[str, LastTime], ...],
) -> tuple[FilledWeek, Notes]:
    """A week's filling, and what it lacks. In a club many weeks are alike, and their options alone take a while."""
    eased = eased_sessions(lifter, asked, phase, dict(standings), dict(last_time))
    filled = fill(strength_week(lifter, asked, phase, dict(standings), last, eased=eased))
    return filled, notes_of(filled)
