"""The sport's tables, read once: run types, goals, seasons, strength phases.

Figures and their sources stand in the CSV files beside this one (``sources.md`` grades them); code reads
them and never repeats a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from scenarios.catalog.table import rows
from scenarios.schema import Goal, Legs, Level, RunType


@dataclass(frozen=True, slots=True)
class RunTypeRow:
    """One run type: minutes are min, ``rpe`` is session-RPE 0-10, ``work_fraction`` a share of the minutes."""

    id: str
    name: str
    key: bool
    minutes: int
    minutes_low: int
    minutes_high: int
    rpe: float
    work_fraction: float
    min_level: Level
    structure: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal: emphasis weights 0-3 per run type, strength focuses from the most to the least needed.

    ``long_cap`` is the longest long run we generate, in min; ``back_to_back``: a medium-long run is meant for the day
    after the long one.
    """

    id: Goal
    name: str
    run_weights: dict[str, int]
    strength_focus: tuple[str, ...]
    strength_emphasis: str
    long_cap: int
    back_to_back: bool


@dataclass(frozen=True, slots=True)
class SeasonRow:
    """What one week of a goal's season asks (intermediate runner; minutes are running only).

    ``quality_types`` holds, for each quality session, the run types it may take; ``quality_short`` asks for the
    shortest of its type. ``long_goal_pace``: the long run holds some goal pace.
    ``weeks_to_race`` is None for goals without a race, and 0 in the week that holds it.
    """

    goal: Goal
    week: int
    weeks_to_race: int | None
    phase: str
    run_minutes: int
    long_minutes: int
    quality_sessions: int
    key_content: str
    strength_phase: str
    strength_sessions: int
    strength_set_factor: float
    deload: bool
    quality_types: tuple[tuple[RunType, ...], ...]
    quality_short: bool
    other_runs: tuple[RunType, ...]
    easy_type: RunType
    long_goal_pace: bool


@dataclass(frozen=True, slots=True)
class StrengthPhaseRow:
    """One strength phase. Rests are s, ``rpe`` is session-RPE; a pair is (low, high), None where it has none.

    ``sets`` and ``reps`` are those of the lifts, ``power_reps`` those of the ``power_sets`` of jumps.
    ``legs`` is the leg load the phase gives to every leg session, None where the focus decides. A session holds
    exercises within ``exercises_range``, ``most_lifts`` heavy lifts among them.
    """

    phase: str
    sets: tuple[int, int] | None
    reps: tuple[int, int] | None
    power_sets: int
    power_reps: tuple[int, int] | None
    rpe: tuple[int, int] | None
    reps_in_reserve: int | None
    rest: tuple[int, int] | None
    set_factor: float
    legs: Legs | None
    load: str
    exercises: str
    exercises_range: tuple[int, int] | None
    most_lifts: int
    notes: str

    @property
    def in_reserve(self) -> int | None:
        """Reps in reserve: the table's, else what its highest RPE leaves of 10, as in the rows that tell both."""
        if self.reps_in_reserve is not None or self.rpe is None:
            return self.reps_in_reserve
        return 10 - self.rpe[1]


def _types(cell: str, separator: str) -> tuple[RunType, ...]:
    return tuple(cast(RunType, type_) for type_ in cell.split(separator) if type_)


def _pair(row: dict[str, str], low: str, high: str) -> tuple[int, int] | None:
    return (int(row[low]), int(row[high])) if row[low] else None


@cache
def run_types() -> dict[str, RunTypeRow]:
    """Run type id -> its row of ``run_sessions.csv``."""
    return {
        row["id"]: RunTypeRow(
            id=row["id"],
            name=row["name"],
            key=row["key"] == "1",
            minutes=int(row["min_default"]),
            minutes_low=int(row["min_low"]),
            minutes_high=int(row["min_high"]),
            rpe=float(row["session_rpe"]),
            work_fraction=float(row["work_fraction"]),
            min_level=row["min_level"],  # type: ignore[arg-type]
            structure=row["structure"],
        )
        for row in rows("run_sessions.csv")
    }


@cache
def goals() -> dict[str, GoalRow]:
    """Goal id -> its row of ``goals.csv``."""
    return {
        row["goal"]: GoalRow(
            id=row["goal"],  # type: ignore[arg-type]
            name=row["name"],
            run_weights={
                kind: int(weight) for kind, weight in (pair.split(":") for pair in row["run_weights"].split("|"))
            },
            strength_focus=tuple(row["strength_focus"].split("|")),
            strength_emphasis=row["strength_emphasis"],
            long_cap=int(row["long_cap_min"]),
            back_to_back=row["back_to_back"] == "1",
        )
        for row in rows("goals.csv")
    }


@cache
def seasons() -> dict[str, tuple[SeasonRow, ...]]:
    """Goal id -> the weeks of its season in order, from ``seasons.csv``."""
    table: dict[str, list[SeasonRow]] = {}
    for row in rows("seasons.csv"):
        table.setdefault(row["goal"], []).append(
            SeasonRow(
                goal=row["goal"],  # type: ignore[arg-type]
                week=int(row["week"]),
                weeks_to_race=int(row["weeks_to_race"]) if row["weeks_to_race"] else None,
                phase=row["phase"],
                run_minutes=int(row["run_min"]),
                long_minutes=int(row["long_min"]),
                quality_sessions=int(row["quality_sessions"]),
                key_content=row["key_content"],
                strength_phase=row["strength_phase"],
                strength_sessions=int(row["strength_sessions"]),
                strength_set_factor=float(row["strength_set_factor"]),
                deload=row["deload"] == "1",
                quality_types=tuple(_types(slot, "/") for slot in row["quality_types"].split("|") if slot),
                quality_short=row["quality_short"] == "1",
                other_runs=_types(row["other_runs"], "|"),
                easy_type=cast(RunType, row["easy_type"]),
                long_goal_pace=row["long_goal_pace"] == "1",
            )
        )
    return {goal: tuple(weeks) for goal, weeks in table.items()}


@cache
def goals_without_heavy_legs() -> frozenset[str]:
    """The goals that take no heavy legs: ``heavy`` of ``strength_goals.csv``."""
    return frozenset(row["goal"] for row in rows("strength_goals.csv") if row["heavy"] == "0")


@cache
def strength_phases() -> dict[str, StrengthPhaseRow]:
    """Strength phase -> its row of ``strength_phases.csv``."""
    return {
        row["phase"]: StrengthPhaseRow(
            phase=row["phase"],
            sets=_pair(row, "sets_low", "sets_high"),
            reps=_pair(row, "reps_low", "reps_high"),
            power_sets=int(row["power_sets"] or 0),
            power_reps=_pair(row, "power_reps_low", "power_reps_high"),
            rpe=_pair(row, "rpe_low", "rpe_high"),
            reps_in_reserve=int(row["reps_in_reserve"]) if row["reps_in_reserve"] else None,
            rest=_pair(row, "rest_low_s", "rest_high_s"),
            set_factor=float(row["set_factor"]),
            legs=cast(Legs, row["legs"]) if row["legs"] else None,
            load=row["load"],
            exercises=row["exercises"],
            exercises_range=_pair(row, "exercises_low", "exercises_high"),
            most_lifts=int(row["lifts_high"] or 0),
            notes=row["notes"],
        )
        for row in rows("strength_phases.csv")
    }


def strength_phase(words: str) -> StrengthPhaseRow:
    """The row that a strength phase of ``seasons.csv`` goes by.

    ``max strength - deload`` goes by ``max strength`` and ``taper (no heavy legs)`` by ``taper``; the deload
    itself is in the week's set factor. KeyError if no row fits.
    """
    return strength_phases()[words.removesuffix(" - deload").split(" (")[0]]
