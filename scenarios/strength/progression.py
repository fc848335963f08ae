"""How an exercise grows: reps, then a set, then load, then the next rung of its ladder; and how it steps back.

Double progression as in the strength pages: inside the range a rep or two more each time; the top of the range in two
sessions running earns a set (without a weight) or a heavier weight; where there is none, the next step of the ladder,
new equipment only after six clean sessions, and slower reps where the kit ends. Misses and gaps step back. A weight
that is lighter than its phase asks, as a phase began and no weight may jump, climbs before reps do.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace

from scenarios.strength.clock import seconds
from scenarios.strength.exercises import RANKS, Exercise
from scenarios.strength.one_rep_max import at_effort, highest_after, one_rep_max, reps_possible
from scenarios.strength.options import MOST_SETS, SEED_IN_RESERVE, TOP_SESSIONS, Standing, can_slow_down, reachable
from scenarios.strength.week import LOADED_RANK

CLEAN_SESSIONS = 6
EASY_RPE, HARD_RPE = 7.0, 9.0
FAILURE_RPE = 10
"""RPE 10 leaves no rep, each point below it one (the RPE and reps in reserve of strength_phases.csv)."""
MISSES_TO_STEP_BACK = 3
RAISES_BEFORE_NEXT = 2
"""Raises of one kind of weight before the next kind is due (our convention; the table says only that it follows)."""
STEP_PERCENT, STEP_PERCENT_ARMS, BACK_PERCENT = 5.0, 2.5, 10.0
JUMP_KG = {"dumbbell": 1.0, "kettlebell": 4.0, "barbell": 2.5}
"""The smallest change of a weight: a dumbbell a hand, the next bell, a plate a side (load_step of the table)."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done of an exercise in one session: sets of ``amount`` reps (or s), with a session-RPE.

    ``in_reserve`` are the reps that were left where they are known better than from the RPE.
    """

    sets: int
    amount: int
    rpe: float = EASY_RPE
    in_reserve: float | None = None

    @property
    def left(self) -> float:
        """Reps left in reserve."""
        return max(0, FAILURE_RPE - self.rpe) if self.in_reserve is None else self.in_reserve


@dataclass(frozen=True, slots=True)
class PastExercise:
    """One exercise of one logged session; ``kg`` is None where the log tells none."""

    exercise: str
    done: Done
    equipment: str
    kg: float | None
    count: int


@dataclass(frozen=True, slots=True)
class PastSession:
    """One logged strength session."""

    date: dt.date
    exercises: tuple[PastExercise, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """What one athlete can climb with one exercise: the rungs the kit allows, the range of a set, the most sets.

    ``in_reserve`` are the reps that a set of the phase leaves, ``most_sets`` what its sets may grow to.
    """

    exercise: Exercise
    kit: frozenset[str]
    low: int
    high: int
    base_sets: int
    in_reserve: int = SEED_IN_RESERVE
    most_sets: int = MOST_SETS

    @property
    def step(self) -> int:
        """What a set grows by: two reps, or a few s of a hold."""
        return seconds("hold_step") if self.exercise.hold else 2

    def rungs(self) -> list[int]:
        """The rungs the kit allows."""
        return reachable(self.exercise, self.kit)

    def equipment(self, rung: int) -> str:
        """What the rung is done with, the kit's own."""
        items = self.exercise.ladder[max(rung, 0)].equipment
        return next((item for item in items if item in self.kit), items[0])

    def loaded(self, rung: int) -> bool:
        """Whether the rung carries a weight."""
        return RANKS[self.equipment(rung)] >= LOADED_RANK

    def jump(self, rung: int) -> float:
        """The smallest change of the rung's weight, kg. KeyError where it carries none."""
        return JUMP_KG[self.equipment(rung)]

    def at_effort(self, last: Standing, *, at_most: float, at_least: float = 0) -> Standing:
        """A lift with a known weight at this ladder's range and effort, as ``one_rep_max.at_effort`` says."""
        reps, jump = (self.low, self.high), self.jump(last.rung)
        return at_effort(last, reps, self.in_reserve, jump, at_most=at_most, at_least=at_least)


def after(standing: Standing, done: Done, ladder: Ladder) -> Standing:
    """Where an athlete stands after a session."""
    now = _after(standing, done, ladder)
    if standing.in_reserve is None or standing.kg is None or now.misses:
        return now
    shown = replace(now, kg=standing.kg, rung=standing.rung, amount=done.amount, in_reserve=done.left)
    climbed = ladder.at_effort(shown, at_most=highest_after(standing.kg, ladder.jump(standing.rung)))
    if climbed.kg is not None and climbed.kg > standing.kg:
        return replace(climbed, slow=False)
    if now.kg is None or now.slow:
        return replace(now, in_reserve=None)  # the estimate knows nothing of slow reps
    left = reps_possible(one_rep_max(standing.kg, done.amount + done.left), now.kg) - now.amount
    return replace(now, in_reserve=left if left >= ladder.in_reserve + 1 else None)


def _after(standing: Standing, done: Done, ladder: Ladder) -> Standing:
    asked = standing.amount or ladder.low
    if done.amount < asked or done.rpe >= HARD_RPE:
        missed = replace(standing, misses=standing.misses + 1, at_top=0)
        return step_back(missed, ladder) if missed.misses >= MISSES_TO_STEP_BACK else missed
    grown = replace(standing, misses=0, clean=standing.clean + 1)
    if done.amount < ladder.high:
        step = ladder.step if done.rpe <= EASY_RPE or ladder.exercise.hold else 1
        return replace(grown, amount=min(done.amount + step, ladder.high), at_top=0)
    if done.rpe > EASY_RPE:
        return replace(grown, amount=ladder.high, at_top=0)
    grown = replace(grown, amount=ladder.high, at_top=standing.at_top + 1)
    return step_up(grown, ladder) if grown.at_top >= TOP_SESSIONS else grown


def step_up(standing: Standing, ladder: Ladder) -> Standing:
    """A set more, a heavier weight, the next rung, or slower reps; as it is where nothing harder is to be had yet."""
    anew = replace(standing, amount=ladder.low, at_top=0)
    higher = next((rung for rung in ladder.rungs() if rung > standing.rung), None)
    if standing.rung < 0 or not ladder.loaded(standing.rung):
        return _harder_unloaded(standing, anew, higher, ladder)
    if higher is not None and standing.raises >= RAISES_BEFORE_NEXT and standing.clean >= CLEAN_SESSIONS:
        return Standing(higher, ladder.low)
    if not standing.slow and can_slow_down(ladder.exercise, standing.rung) and _too_heavy(standing, ladder):
        return replace(anew, slow=True)
    return replace(anew, kg=heavier(standing.kg, ladder, standing.rung), raises=standing.raises + 1, slow=False)


def _too_heavy(standing: Standing, ladder: Ladder) -> bool:
    """Whether the next weight, such as the next kettlebell, would not even be lifted as often as the range asks."""
    kg = heavier(standing.kg, ladder, standing.rung)
    if kg is None or standing.kg is None:
        return False
    left = ladder.in_reserve if standing.in_reserve is None else standing.in_reserve
    return reps_possible(one_rep_max(standing.kg, standing.amount + left), kg) < ladder.low + 1


def _harder_unloaded(standing: Standing, anew: Standing, higher: int | None, ladder: Ladder) -> Standing:
    room = ladder.base_sets + standing.added_sets < ladder.most_sets
    if room and not standing.added_sets:
        return replace(anew, added_sets=1)
    if higher is not None and (
        standing.clean >= CLEAN_SESSIONS or ladder.equipment(higher) == ladder.equipment(standing.rung)
    ):
        return Standing(higher, ladder.low)
    if higher is None and room:
        return replace(anew, added_sets=standing.added_sets + 1)
    if higher is None and not standing.slow and can_slow_down(ladder.exercise, standing.rung):
        return replace(anew, added_sets=0, slow=True)
    return standing


def step_back(standing: Standing, ladder: Ladder) -> Standing:
    """Reps less slow, a lighter weight, a set fewer, or the rung before; reps begin anew."""
    anew = replace(standing, amount=ladder.low, at_top=0, misses=0, in_reserve=None)
    if standing.slow:
        return replace(anew, slow=False)
    if standing.kg is not None and standing.rung >= 0 and ladder.loaded(standing.rung):
        jump = ladder.jump(standing.rung)
        less = math.floor(standing.kg * (100 - BACK_PERCENT) / 100 / jump) * jump
        return replace(anew, kg=max(less, jump), raises=max(0, standing.raises - 1))
    if standing.raises:
        return replace(anew, raises=standing.raises - 1)
    if standing.added_sets:
        return replace(anew, added_sets=standing.added_sets - 1)
    lower = [rung for rung in ladder.rungs() if rung < standing.rung]
    return Standing(max(lower) if lower else -1, ladder.low)


def heavier(kg: float | None, ladder: Ladder, rung: int) -> float | None:
    """The next weight: 5 % more, 2.5 % for arms and one side alone, and the smallest jump at least."""
    if kg is None:
        return None
    exercise, jump = ladder.exercise, ladder.jump(rung)
    small = exercise.one_sided or exercise.family in ("push", "pull")
    wanted = kg * (STEP_PERCENT_ARMS if small else STEP_PERCENT) / 100
    return kg + max(jump, round(wanted / jump) * jump)
