"""One athlete on the way through strength weeks: what each week is asked, and what it leaves behind when it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from scenarios.strength.ask import (
    NO_WEEK_BEFORE,
    LastWeek,
    Lifter,
    WeekPhase,
    doses_of,
    is_deload,
    ladder_of,
    ladder_with,
    phase_kind,
)
from scenarios.strength.carried import Carried, CarriedExercise, CarriedSession, CarriedStanding
from scenarios.strength.eased import stepped_down
from scenarios.strength.new_phase import begun
from scenarios.strength.options import Doses, Standing, start_rung
from scenarios.strength.past import LastTime, equipment_of, lifted, met_in, standings_from
from scenarios.strength.plan import FilledSession, Prescription
from scenarios.strength.progression import Done, Ladder, PastSession, after, step_back, step_up
from scenarios.strength.week import Load

GENTLE_WEEKS = 2
"""The first weeks of adaptation, in which sets stay few (strength_phases.csv, readiness rule A14)."""
NOVICE_EXPOSURES = 8
"""Strength sessions of adaptation a novice needs before anything heavier."""
STEP_BACK_DAYS, RESTART_DAYS = 14, 28


class StrengthState:
    """Where an athlete stands, week after week: begins with what the plan carried, else with what the log tells."""

    def __init__(self, lifter: Lifter, start: dt.date) -> None:
        self.lifter = lifter
        self.catalogue = lifter.exercises()
        self.standings: dict[str, Standing] = {}
        self.last_time: dict[str, LastTime] = {}
        self.last = NO_WEEK_BEFORE
        past = lifter.past
        self.exposures = len(past)
        self.last_date = past[-1].date if past else None
        self.adaptation_weeks = len({(start - session.date).days // 7 for session in past})
        self.restart_weeks = 0
        self._log_read = not past
        if lifter.carried is not None:
            self._take_up(lifter.carried)

    def _take_up(self, carried: Carried) -> None:
        known = [each for each in carried.exercises if each.exercise in self.catalogue]
        self.standings = {each.exercise: each.standing.standing() for each in known if each.standing is not None}
        self.last_time = {
            each.exercise: LastTime(each.last.standing(), each.last_sets) for each in known if each.last is not None
        }
        held = tuple((session.session, session.exercises) for session in carried.last_week)
        self.last = LastWeek(held, carried.phase)
        self.exposures, self.last_date = carried.exposures, carried.last_date
        self.adaptation_weeks, self.restart_weeks = carried.adaptation_weeks, carried.restart_weeks
        self._log_read = True

    def carried(self) -> Carried:
        """All of it as plain data."""
        return Carried(
            exercises=tuple(self._carried(name) for name in sorted({*self.standings, *self.last_time})),
            exposures=self.exposures,
            last_date=self.last_date,
            adaptation_weeks=self.adaptation_weeks,
            restart_weeks=self.restart_weeks,
            last_week=tuple(CarriedSession(session=name, exercises=held) for name, held in self.last.held),
            phase=self.last.kind,
        )

    def _carried(self, name: str) -> CarriedExercise:
        now, then = self.standings.get(name), self.last_time.get(name)
        return CarriedExercise(
            exercise=name,
            standing=None if now is None else CarriedStanding(**asdict(now)),
            last=None if then is None else CarriedStanding(**asdict(then.standing)),
            last_sets=1 if then is None else then.sets,
        )

    # -- a week begins ----------------------------------------------------------------------------------------

    def begin(self, words: str, percent: int, first: dt.date) -> WeekPhase:
        """A week begins: its phase, in view of gaps before ``first`` and of what a novice has done so far.

        With another phase every exercise begins at that phase's effort; a long gap costs it a step.
        """
        kind = phase_kind(words)
        gap = 0 if self.last_date is None else (first - self.last_date).days
        if gap > RESTART_DAYS:
            self.restart_weeks = GENTLE_WEEKS
        if kind != "taper" and (
            self.restart_weeks or (self.lifter.level == "novice" and self.exposures < NOVICE_EXPOSURES)
        ):
            kind = "adaptation"
        gentle = kind == "adaptation" and (self.adaptation_weeks < GENTLE_WEEKS or self.restart_weeks > 0)
        new = self.lifter.level == "novice" and self.exposures < NOVICE_EXPOSURES
        phase = WeekPhase(kind, percent, gentle, new, is_deload(words))
        if not self._log_read:
            self._log_read = True
            self.read(self.lifter.past, phase)
        doses = doses_of(self.lifter, phase)
        if kind != self.last.kind:
            self.standings = {name: self._begun(name, was, doses) for name, was in self.standings.items()}
        if gap > STEP_BACK_DAYS:
            self.standings = {name: step_back(was, self._ladder(name, doses)) for name, was in self.standings.items()}
        return phase

    def _begun(self, name: str, was: Standing, doses: Doses) -> Standing:
        last, exercise = self.last_time.get(name), self.catalogue[name]
        if self.last.kind is None and last is not None:
            # a log tells no phase: what it lifted within the range has grown by it already
            ladder = self._ladder(name, doses)
            if ladder.low <= last.standing.amount <= ladder.high:
                return was
        return begun(was, last, self.lifter, exercise, doses)

    # -- a week is done ---------------------------------------------------------------------------------------

    def read(self, told: tuple[PastSession, ...], phase: WeekPhase) -> None:
        """Sessions as a log tells them, with the ranges of a phase."""
        now, then = standings_from(told, *self._ladders(told, phase), self.standings)
        self.standings |= now
        self.last_time |= then

    def meet(self, told: tuple[PastSession, ...], phase: WeekPhase) -> None:
        """Sessions of a week that is not over: what they lifted is where the week stands, which grows at its end."""
        self.standings, then = met_in(told, *self._ladders(told, phase), self.standings)
        self.last_time |= then
        self.last_date = max((session.date for session in told), default=self.last_date)

    def _ladders(
        self, told: tuple[PastSession, ...], phase: WeekPhase
    ) -> tuple[dict[str, Ladder], dict[str, Standing]]:
        """What the exercises of a log climb in a phase, and where each begins."""
        doses = doses_of(self.lifter, phase)
        named = {each.exercise for session in told for each in session.exercises} & self.catalogue.keys()
        ladders: dict[str, Ladder] = {}
        starts: dict[str, Standing] = {}
        for name in named:
            exercise = self.catalogue[name]
            kit = self.lifter.kit_for(exercise)
            equipment = equipment_of(exercise, told, kit) or "bodyweight"
            ladders[name] = ladder_with(Load(equipment), self.lifter, exercise, doses)
            starts[name] = Standing(start_rung(exercise, kit, self.lifter.level), 0)
        return ladders, starts

    def done(self, sessions: Iterable[FilledSession], phase: WeekPhase) -> None:
        """Sessions, in order of time, done as they were filled: what reached its target grows.

        Nothing grows in a week that eases off, nor in a session that a morning eased. One that stepped down goes on
        from there.
        """
        doses = doses_of(self.lifter, phase)
        begun = dict(self.standings)
        for session in sessions:
            easing = session.asked.easing
            if phase.eases or easing.sets_percent < 100:
                continue
            for prescription in session.exercises():
                name = prescription.option.id
                if easing.step_down and prescription.option.exercise.legs != "none":
                    exercise = self.catalogue[name]
                    self.standings[name] = stepped_down(self.lifter, exercise, self.standings.get(name), doses)
                elif not easing.growth and name in self.last_time:
                    continue
                elif _harder(self.standings.get(name), begun.get(name)):
                    continue  # earned in this week already, and not lifted yet
                self._grow(prescription, doses)

    def _grow(self, prescription: Prescription, doses: Doses) -> None:
        option = prescription.option
        was = self.standings.get(option.id)
        if was is None:
            kit = self.lifter.kit_for(option.exercise)
            was = Standing(start_rung(option.exercise, kit, self.lifter.level), option.target)
        ladder = ladder_of(self.lifter, option.exercise, was, doses)
        # reps that the minutes cut would have been possible
        left = (ladder.in_reserve if was.in_reserve is None else was.in_reserve) + option.target - prescription.amount
        reached = Done(prescription.sets, prescription.amount, in_reserve=left)
        self.last_time[option.id] = lifted(was, reached)
        short = prescription.amount < option.target
        if short and step_up(was, ladder) == was:
            # nothing is harder yet, so that reps stay what grows, once the minutes hold them
            self.standings[option.id] = replace(was, clean=was.clean + 1)
            return
        if short or (was.at_top and prescription.amount < ladder.high and step_up(was, ladder) != was):
            # where the minutes end the range early, load has to do what reps cannot
            ladder = replace(ladder, high=prescription.amount)
        self.standings[option.id] = after(replace(was, amount=prescription.amount), reached, ladder)

    def end(self, held: Mapping[str, tuple[str, ...]], phase: WeekPhase, dates: Iterable[dt.date]) -> None:
        """A week is over in which these sessions were done on these dates; ``held`` says what each held."""
        dates = tuple(dates)
        self.exposures += len(dates)
        self.adaptation_weeks += phase.kind == "adaptation"
        self.restart_weeks = max(0, self.restart_weeks - 1)
        self.last_date = max(dates)
        self.last = LastWeek(tuple(held.items()), phase.kind)

    def _ladder(self, name: str, doses: Doses) -> Ladder:
        exercise = self.catalogue[name]
        kit = self.lifter.kit_for(exercise)
        standing = self.standings.get(name) or Standing(start_rung(exercise, kit, self.lifter.level), 0)
        return ladder_of(self.lifter, exercise, standing, doses)


def _harder(now: Standing | None, begun: Standing | None) -> bool:
    """Whether an exercise has gone on to another load or set since the week began."""
    if now is None or begun is None:
        return False
    return (now.rung, now.kg, now.raises, now.added_sets) != (begun.rung, begun.kg, begun.raises, begun.added_sets)
