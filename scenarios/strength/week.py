"""What the strength sessions of one week are asked to be: plain data, which ``solver.strength.sessions`` answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scenarios.easing import AS_USUAL, Easing
from scenarios.schema import Focus, Goal, Legs, Level
from scenarios.strength.clock import around, seconds
from scenarios.strength.exercises import RANKS, Exercise

LOADED_RANK = RANKS["dumbbell"]


@dataclass(frozen=True, slots=True)
class Load:
    """What is lifted: the ``equipment``; ``count`` weights of ``kg`` each where the log told them, else None.

    ``rung`` is its step of the exercise's ladder (-1: the easier form); ``raises`` counts how often the weight has
    grown since the athlete came to this equipment, ``chosen_at`` how often when it was last chosen anew. ``slow``: each
    rep is lowered over 3 to 4 s.
    """

    equipment: str
    words: str = ""
    kg: float | None = None
    count: int = 1
    raises: int = 0
    rung: int = 0
    chosen_at: int | None = None
    slow: bool = False

    @property
    def loaded(self) -> bool:
        """A weight is in the hands or on the back; bodyweight and bands are none."""
        return RANKS[self.equipment] >= LOADED_RANK

    def above(self, other: Load) -> bool:
        """Whether this is more than another load of the same exercise."""
        if self.rung != other.rung:
            return self.rung > other.rung
        if self.kg is not None and other.kg is not None:
            return (self.kg * self.count, self.slow) > (other.kg * other.count, other.slow)
        return (self.slow, self.raises) > (other.slow, other.raises)


@dataclass(frozen=True, slots=True)
class Option:
    """An exercise as this athlete would do it this week.

    ``sets`` and ``target`` are what progression asks, ``fewest`` and ``low`` what it may be cut to when time is
    short; ``low`` and ``target`` are reps, or s of a hold. ``lift``: a heavy lift of its phase. ``in_reserve``: the
    reps that ``target`` leaves in reserve where they are more than the phase's. ``outgrown``: the kit has no
    harder form of it.
    """

    exercise: Exercise
    load: Load
    sets: int
    fewest: int
    low: int
    target: int
    rest_s: int
    lift: bool = False
    in_reserve: int | None = None
    outgrown: bool = False

    @property
    def id(self) -> str:
        """The exercise's id."""
        return self.exercise.id

    @property
    def legs(self) -> Legs:
        """The leg load, by what is lifted."""
        return self.exercise.legs if self.load.loaded else self.exercise.legs_unloaded

    @property
    def step(self) -> int:
        """What an amount is cut by: one rep, or a few s of a hold."""
        return seconds("hold_step") if self.exercise.hold else 1

    @property
    def span(self) -> int:
        """Steps between the lowest amount and the target."""
        return (self.target - self.low) // self.step

    @property
    def step_seconds(self) -> int:
        """What one step takes in one set, both sides if it has two."""
        return self.work(self.step)

    def amount(self, cut: int) -> int:
        """Reps (or s) of a set when ``cut`` steps are taken from the target, as far as the lowest allows."""
        return self.target - self.step * min(cut, self.span)

    def work(self, amount: int) -> int:
        """Seconds a set of this amount takes, both sides if it has two."""
        rep = self.exercise.seconds
        return amount * (max(rep, seconds("slow_rep")) if self.load.slow else rep) * self.exercise.sides


@dataclass(frozen=True, slots=True)
class AskedSession:
    """One strength session of the week: its name, focus, min, and the leg load promised to the week.

    ``easing`` is what a morning takes off it.
    """

    name: str
    focus: Focus
    minutes: int
    legs: Legs
    easing: Easing = AS_USUAL

    def sets(self, option: Option) -> range:
        """The sets this session may do of an exercise, from the fewest to those asked."""
        return range(self.easing.sets(option.fewest), self.easing.sets(option.sets) + 1)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most a session may ask of one exercise: load, sets, and reps (or s) of a set."""

    load: Load
    sets: int
    amount: int


@dataclass(frozen=True, slots=True)
class EasedSession:
    """What a session that may not grow, or steps down, has instead of the week's options; a ceiling by exercise id."""

    name: str
    options: tuple[Option, ...]
    ceilings: tuple[tuple[str, Ceiling], ...]


PhaseKind = Literal["seed", "adaptation", "max strength", "power + max maintenance", "maintenance", "taper"]
"""``seed`` is a week no table gives a phase: the article's own 3 sets of each exercise's range."""


@dataclass(frozen=True, slots=True)
class StrengthWeek:
    """One week's sessions and the exercises they may hold, with everything the rules ask about.

    ``set_percent`` scales sets (a deload week 55); ``fewest_exercises`` and ``most_exercises`` are those of the phase
    for one session, ``most_lifts`` its heavy lifts, ``most_power`` its power exercises; ``power`` says that the week
    trains power, ``form_first`` that a novice's legs carry no weight yet. ``last`` holds last week's exercises by
    session; ``same_phase``: that week was of the same phase. ``eased`` are the sessions with options of their own.
    """

    sessions: tuple[AskedSession, ...]
    options: tuple[Option, ...]
    phase: PhaseKind
    level: Level
    goal: Goal
    kit: frozenset[str]
    emphasis: frozenset[str]
    tags: frozenset[str]
    heavy_allowed: bool
    power: bool
    most_power: int
    fewest_exercises: int
    most_exercises: int
    most_lifts: int
    set_percent: int = 100
    seed_strict: bool = False
    form_first: bool = False
    last: tuple[tuple[str, tuple[str, ...]], ...] = ()
    same_phase: bool = False
    eased: tuple[EasedSession, ...] = ()

    def options_of(self, session: str) -> tuple[Option, ...]:
        """The exercises as one session would do them."""
        return next((eased.options for eased in self.eased if eased.name == session), self.options)

    @property
    def around_s(self) -> int:
        """Seconds of warm-up and cool-down, the same in every session of the week."""
        return around(lighter_set=any(option.lift for option in self.options))

    @property
    def calves_in_full(self) -> bool:
        """Whether it is for full body to train the calves: no lower body stands beside it, and nothing tapers."""
        return self.phase != "taper" and all(session.focus != "lower" for session in self.sessions)

    def most_in(self, session: AskedSession) -> int:
        """The most exercises of a session: the phase's, and of full body no fewer than it has movements.

        The phase's number is that of its templates, which train legs and core; full body has the arms to train, too.
        """
        if session.focus != "full" or self.phase == "taper":
            return self.most_exercises
        beside_upper = any(other.focus == "upper" for other in self.sessions)
        return max(self.most_exercises, 6 if self.calves_in_full and not beside_upper else 5)

    def done_last(self, session: str) -> frozenset[str]:
        """The exercises that session held last week."""
        return frozenset(exercise for name, exercises in self.last if name == session for exercise in exercises)
