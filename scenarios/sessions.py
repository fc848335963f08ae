"""What a session is - its load, hardness, emphasis and leg class, from the catalogue - and where it stands.

Instants are whole minutes since 1970-01-01 UTC, so that a gap is elapsed time whatever the clock did.
Days are counted from the plan's first day: 0 is the first, negative ones lie in the past.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scenarios.catalog import goals, run_types
from scenarios.clock import Clock
from scenarios.easing import AS_USUAL, Easing
from scenarios.race_distance import RaceDistance, race_distance
from scenarios.schema import Goal, Legs

Kind = Literal["run", "strength", "cross"]
Tier = Literal["key", "easy", "strength"]
TIERS: tuple[Tier, ...] = ("key", "easy", "strength")

# session-RPE by leg class (run_sessions.md: light and upper 5, heavy legs 6-7)
STRENGTH_RPE = {"none": 5, "light": 5, "heavy": 7}


@dataclass(frozen=True, slots=True)
class Session:
    """What a session is, wherever it stands.

    ``load`` is session-RPE x min, rounded (Foster 2001); ``hard_tenths`` the tenths of a minute at or above
    threshold; ``emphasis`` the goal's weight 0-3; ``prefatigue`` marks the one run that may follow a lift.
    ``easing`` is what a morning takes off the inside of a strength session; ``race`` how far a race is.
    ``goal_pace`` are the min of a long run at goal pace.
    """

    name: str
    type: str
    kind: Kind
    minutes: int
    key: bool
    legs: Legs
    load: int = 0
    hard_tenths: int = 0
    emphasis: int = 0
    prefatigue: bool = False
    easing: Easing = AS_USUAL
    race: RaceDistance | None = None
    goal_pace: int = 0

    @property
    def tier(self) -> Tier:
        """The tier this session is counted in when it is left out."""
        if self.kind == "strength":
            return "strength"
        return "key" if self.key else "easy"

    def as_important_as(self, other: Session) -> bool:
        """Whether this session is left out no sooner than the other."""
        return TIERS.index(self.tier) <= TIERS.index(other.tier)

    @property
    def heavy_legs(self) -> bool:
        """A strength session that loads the legs heavily, or counts as such."""
        heavy = self.legs == "heavy" or (self.legs == "light" and self.easing.counts_heavy)
        return self.kind == "strength" and heavy

    @property
    def leg_session(self) -> bool:
        """A strength session that trains the legs at all."""
        return self.kind == "strength" and self.legs != "none"


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session with its place: day index, slot, start and end instant (min since the epoch, UTC)."""

    session: Session
    name: str
    day: int
    slot: str
    start: int
    end: int
    done: bool = False

    @property
    def settled(self) -> bool:
        """Nothing a planner decides: done already (before the first day planned, or since), or the race."""
        return self.done or self.day < 0 or self.session.type == "race"

    def later(self, days: int, clock: Clock) -> PlannedSession:
        """The same session ``days`` days later at the same wall time (a week that follows itself)."""
        start = clock.later(self.start, days)
        end = start + self.end - self.start
        return PlannedSession(self.session, self.name, self.day + days, self.slot, start, end, self.done)


def run_session(
    type_: str, minutes: int, goal: Goal, *, prefatigue: bool = False, raced: Goal | None = None, goal_pace: int = 0
) -> Session:
    """A run (or cross-training) of a type, with its load and hardness from the catalogue.

    A medium-long run is key from 90 min on (``run_sessions.csv``). ``raced`` is the goal of a race, if that is told.
    Of a race the ``emphasis`` is that of the run its goal needs most: it is what they all are for.
    ``goal_pace`` min of it at goal pace leave its load as it is: the catalogue's long run is one that may hold some.
    """
    row, weights = run_types()[type_], goals()[goal].run_weights
    return Session(
        name=type_,
        type=type_,
        kind="cross" if type_ == "cross_training" else "run",
        minutes=minutes,
        key=row.key or (type_ == "medium_long" and minutes >= 90),
        legs="none",
        load=round(minutes * row.rpe),
        hard_tenths=round(minutes * row.work_fraction * 10),
        emphasis=max(weights.values()) if type_ == "race" else weights.get(type_, 0),
        prefatigue=prefatigue,
        race=race_distance(raced, minutes) if type_ == "race" else None,
        goal_pace=goal_pace,
    )


def strength_session(focus: str, minutes: int, legs: Legs | None, goal: Goal, *, deload: bool = False) -> Session:
    """A strength session; ``lower`` and ``full`` load the legs heavily unless told otherwise.

    In a ``deload`` its session-RPE, and so its load, is that of one RPE less (strength_phases.csv).
    """
    legs = legs or ("none" if focus == "upper" else "heavy")
    order = goals()[goal].strength_focus
    return Session(
        name=focus,
        type=focus,
        kind="strength",
        minutes=minutes,
        key=False,
        legs=legs,
        load=minutes * (STRENGTH_RPE[legs] - deload),
        emphasis=len(order) - order.index(focus),
    )
