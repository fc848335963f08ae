"""One week of a plan -> what its strength sessions are asked to be: phase, doses, exercises, last week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from scenarios.catalog import goals_without_heavy_legs, strength_phase, strength_phases
from scenarios.catalog.table import rows
from scenarios.schema import Goal, Level, Scenario
from scenarios.strength.carried import Carried
from scenarios.strength.exercises import Exercise, exercises
from scenarios.strength.options import Doses, Standing, load_at, on_last_rung, option_of
from scenarios.strength.progression import Ladder, PastSession
from scenarios.strength.week import AskedSession, EasedSession, Load, Option, PhaseKind, StrengthWeek

SEED_EXERCISES = (5, 6)
"""Exercises of a session in a week without a phase: as in adaptation, and no more than the article's six."""


@dataclass(frozen=True, slots=True)
class GoalStrength:
    """What a goal asks of strength: its own exercises, the tags of others, power exercises a session, heavy legs."""

    tags: frozenset[str]
    emphasis: frozenset[str]
    most_power: int
    heavy: bool


@cache
def goal_strength() -> dict[str, GoalStrength]:
    """Goal -> its row of ``strength_goals.csv``."""
    return {
        row["goal"]: GoalStrength(
            frozenset(filter(None, row["tags"].split("|"))),
            frozenset(row["exercises"].split("|")),
            int(row["power_high"]),
            row["goal"] not in goals_without_heavy_legs(),
        )
        for row in rows("strength_goals.csv")
    }


@dataclass(frozen=True, slots=True)
class Lifter:
    """What an athlete brings: kit, level, goal and own exercises; whether sets and reps stay at 3 x 5-12.

    ``past`` are the strength sessions a log tells of, the oldest first; ``carried`` is what the weeks of a plan taken
    up again left behind, and speaks for them.
    """

    kit: frozenset[str]
    level: Level
    goal: Goal
    own: tuple[Exercise, ...] = ()
    seed_strict: bool = False
    past: tuple[PastSession, ...] = ()
    carried: Carried | None = None

    def exercises(self) -> dict[str, Exercise]:
        """The catalogue with the athlete's own added."""
        return {**exercises(), **{exercise.id: exercise for exercise in self.own}}

    def kit_for(self, exercise: Exercise) -> frozenset[str]:
        """The kit an exercise may use, bodyweight in it: no weights on heavy legs where the goal takes none."""
        kit = self.kit | {"bodyweight"}
        if exercise.legs != "heavy" or goal_strength()[self.goal].heavy:
            return kit
        return kit - {"dumbbell", "kettlebell", "barbell"}


def lifter_of(scenario: Scenario, goal: Goal) -> Lifter:
    """What a scenario says of kit, level and seed-strict sets; its own exercises stand in a file of their own."""
    strength = scenario.strength
    return Lifter(frozenset(strength.equipment), scenario.athlete.level, goal, (), strength.seed_strict)


@dataclass(frozen=True, slots=True)
class WeekPhase:
    """The strength phase of a week.

    ``gentle``: the first two weeks of adaptation, with few sets; ``form_first``: a novice who has not yet done the
    sessions that come before any weight on the legs; ``deload``: a week of its phase that is one RPE easier.
    """

    kind: PhaseKind
    set_percent: int = 100
    gentle: bool = False
    form_first: bool = False
    deload: bool = False

    @property
    def eases(self) -> bool:
        """Whether the week does fewer sets than its phase, in which nothing grows."""
        return self.set_percent < 100


@dataclass(frozen=True, slots=True)
class LastWeek:
    """What the week before held by session, and its phase; empty where nothing is known of it."""

    held: tuple[tuple[str, tuple[str, ...]], ...] = ()
    kind: PhaseKind | None = None


NO_WEEK_BEFORE = LastWeek()
NOTHING_KNOWN: Mapping[str, Standing] = MappingProxyType({})


def is_deload(words: str) -> bool:
    """Whether words of ``seasons.csv`` name a deload of their phase."""
    return words.endswith(" - deload")


def phase_kind(words: str) -> PhaseKind:
    """The phase named by words of ``seasons.csv``; the article's own sets where there are none."""
    return strength_phase(words).phase if words else "seed"  # type: ignore[return-value]


def strength_week(
    lifter: Lifter,
    sessions: Iterable[AskedSession],
    phase: WeekPhase,
    standings: Mapping[str, Standing] = NOTHING_KNOWN,
    last: LastWeek = NO_WEEK_BEFORE,
    *,
    eased: tuple[EasedSession, ...] = (),
) -> StrengthWeek:
    """The week as ``solver.strength.sessions`` answers it. What athletes add themselves counts as their goal's own."""
    goal = goal_strength()[lifter.goal]
    row = None if phase.kind == "seed" else strength_phases()[phase.kind]
    options = options_of(lifter, phase, standings)
    fewest, most = SEED_EXERCISES if row is None or row.exercises_range is None else row.exercises_range
    own_power = bool(goal.emphasis & {o.id for o in options if o.exercise.power})
    trains_power = row.power_sets > 0 if row is not None else own_power
    return StrengthWeek(
        sessions=tuple(sessions),
        options=options,
        phase=phase.kind,
        level=lifter.level,
        goal=lifter.goal,
        kit=lifter.kit | {"bodyweight"},
        emphasis=goal.emphasis | {exercise.id for exercise in lifter.own},
        tags=goal.tags | ({"taper"} if phase.kind == "taper" else set()),
        heavy_allowed=goal.heavy,
        power=trains_power and goal.most_power > 0,
        most_power=goal.most_power,
        fewest_exercises=fewest,
        most_exercises=most,
        most_lifts=most if row is None else row.most_lifts,
        set_percent=phase.set_percent,
        seed_strict=lifter.seed_strict,
        form_first=phase.form_first,
        last=last.held,
        same_phase=last.kind == phase.kind,
        eased=eased,
    )


def doses_of(lifter: Lifter, phase: WeekPhase) -> Doses:
    """What the phase gives every exercise."""
    row = None if phase.kind == "seed" else strength_phases()[phase.kind]
    return Doses(row, phase.gentle, phase.set_percent, lifter.seed_strict, phase.deload)


def options_of(lifter: Lifter, phase: WeekPhase, standings: Mapping[str, Standing]) -> tuple[Option, ...]:
    """Every exercise of the catalogue as the athlete would do it in this phase."""
    doses = doses_of(lifter, phase)
    return tuple(
        option_of(exercise, standings.get(exercise.id), lifter.kit_for(exercise), lifter.level, doses)
        for exercise in lifter.exercises().values()
    )


def ladder_of(lifter: Lifter, exercise: Exercise, standing: Standing, doses: Doses) -> Ladder:
    """What an athlete can climb with an exercise, at the range its load takes in these doses."""
    kit = lifter.kit_for(exercise)
    return ladder_with(load_at(exercise, kit, standing), lifter, exercise, doses)


def ladder_with(load: Load, lifter: Lifter, exercise: Exercise, doses: Doses) -> Ladder:
    """What an athlete can climb with an exercise, at the range and sets of a load."""
    kit = lifter.kit_for(exercise)
    low, high = doses.range(exercise, load)
    most = doses.most_sets(load, last_rung=on_last_rung(exercise, kit, load.rung))
    return Ladder(exercise, kit, low, high, doses.base_sets(exercise), doses.in_reserve, most)
