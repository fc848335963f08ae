"""What a session asked for is: its load, hardness, emphasis and leg class, from the catalogue."""

from __future__ import annotations

from scenarios.catalog import goals, run_types
from scenarios.plan import Session
from scenarios.race_distance import race_distance
from scenarios.schema import Goal, Legs

# session-RPE by leg class (run_sessions.md: light and upper 5, heavy legs 6-7)
STRENGTH_RPE = {"none": 5, "light": 5, "heavy": 7}


def run_session(
    type_: str, minutes: int, goal: Goal, *, prefatigue: bool = False, raced: Goal | None = None, goal_pace: int = 0
) -> Session:
    """A run (or cross-training) of a type, with its load and hardness from the catalogue.

    A medium-long run is key from 90 min on (``run_sessions.csv``). ``raced`` is the goal of a race, if that is told.
    ``goal_pace`` min of it at goal pace leave its load as it is: the catalogue's long run is one that may hold some.
    """
    row = run_types()[type_]
    return Session(
        name=type_,
        type=type_,
        kind="cross" if type_ == "cross_training" else "run",
        minutes=minutes,
        key=row.key or (type_ == "medium_long" and minutes >= 90),
        legs="none",
        load=round(minutes * row.rpe),
        hard_tenths=round(minutes * row.work_fraction * 10),
        emphasis=goals()[goal].run_weights.get(type_, 0),
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
