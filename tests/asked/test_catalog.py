"""The shipped tables have the shape their readers and the documentation promise."""

from __future__ import annotations

import csv
from importlib import resources
from itertools import pairwise
from typing import get_args

import pytest

from scenarios.catalog import goals, run_types, seasons, strength_phase, strength_phases
from scenarios.catalog.week_shares import hard_percent, long_percent, work_caps
from scenarios.schema import Focus, Goal, Level, RunType

TABLES = {
    "exercises.csv": 49,
    "run_sessions.csv": 16,
    "parameters.csv": 44,
    "seasons.csv": 104,
    "goals.csv": 8,
    "strength_phases.csv": 6,
}


def rows_of(table: str) -> list[dict[str, str]]:
    text = resources.files("scenarios.catalog").joinpath(table).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


@pytest.mark.parametrize(("table", "count"), TABLES.items())
def test_table_has_all_its_rows_and_no_ragged_one(table: str, count: int) -> None:
    rows = rows_of(table)
    assert len(rows) == count
    assert all(None not in row and None not in row.values() for row in rows)
    firsts = [tuple(row.values())[:2] if table == "seasons.csv" else tuple(row.values())[:1] for row in rows]
    assert len(set(firsts)) == count


def test_run_types_are_those_of_the_schema_plus_rest_and_race() -> None:
    assert set(run_types()) == {*get_args(RunType), "rest", "race"}
    for row in run_types().values():
        assert row.minutes_low <= row.minutes <= row.minutes_high
        assert row.min_level in get_args(Level)
        assert 0 <= row.work_fraction <= 1


def test_goals_are_those_of_the_schema_with_known_types_and_every_focus() -> None:
    assert set(goals()) == set(get_args(Goal)) == set(seasons())
    for goal in goals().values():
        assert set(goal.run_weights) <= set(run_types())
        assert all(0 <= weight <= 3 for weight in goal.run_weights.values())
        assert sorted(goal.strength_focus) == sorted(get_args(Focus))
        assert goal.long_cap == {"marathon": 180, "ultra": 240}.get(goal.id, 150)


@pytest.mark.parametrize(
    ("goal", "weeks"),
    {
        "5k": 12,
        "10k": 12,
        "half": 14,
        "marathon": 16,
        "ultra": 16,
        "hill_race": 12,
        "general": 12,
        "return": 10,
    }.items(),
)
def test_season_counts_its_weeks_down_to_the_race(goal: str, weeks: int) -> None:
    rows = seasons()[goal]
    assert [row.week for row in rows] == list(range(1, weeks + 1))
    to_race = [row.weeks_to_race for row in rows]
    assert to_race == ([None] * weeks if goal in ("general", "return") else list(range(weeks - 1, -1, -1)))


def test_season_rows_say_in_run_types_what_their_words_say() -> None:
    for row in (row for rows in seasons().values() for row in rows):
        types = [kind for slot in row.quality_types for kind in slot]
        assert {*types, *row.other_runs, row.easy_type} <= set(get_args(RunType))
        assert len(row.quality_types) >= row.quality_sessions
        assert ("medium_long" in row.other_runs) == ("medium-long" in row.key_content or "back" in row.key_content)
        assert (row.easy_type == "run_walk") == (row.goal == "return" and row.week <= 4)
        assert (types == ["tune_up"]) == (row.weeks_to_race == 0)
        assert row.deload == (row.phase == "deload") == ("deload" in row.strength_phase)


def test_season_figures_keep_the_generator_rules_of_their_source() -> None:
    for rows in seasons().values():
        for last, row in pairwise(rows):
            if row.deload:
                assert abs(row.run_minutes - 0.75 * last.run_minutes) <= 5
                assert row.strength_sessions <= last.strength_sessions
                assert row.strength_set_factor == 0.55


def test_every_strength_phase_of_the_seasons_has_a_row() -> None:
    words = {row.strength_phase for rows in seasons().values() for row in rows}
    assert {strength_phase(word).phase for word in words} == set(strength_phases()) - {"deload"}
    assert strength_phase("taper (no heavy legs)").legs == "light"
    assert strength_phase("max strength - deload") is strength_phases()["max strength"]
    assert strength_phases()["deload"].set_factor == 0.55


def test_strength_phases_carry_sets_repetitions_and_rests() -> None:
    phases = strength_phases()
    assert (phases["adaptation"].sets, phases["adaptation"].reps, phases["adaptation"].rest) == (
        (2, 3),
        (8, 12),
        (60, 60),
    )
    assert (phases["max strength"].reps, phases["max strength"].rest) == ((4, 6), (120, 180))
    power = phases["power + max maintenance"]
    assert (power.power_sets, power.power_reps, power.sets, power.reps) == (3, (3, 6), (2, 2), (4, 5))
    assert phases["maintenance"].sets == (2, 2)
    assert phases["deload"].sets is None


def test_unknown_strength_phase_is_an_error() -> None:
    with pytest.raises(KeyError):
        strength_phase("bulk")


@pytest.mark.parametrize("row", rows_of("exercise_words.csv"), ids=lambda row: row["id"])
def test_no_exercise_is_named_after_what_one_of_its_steps_does_without(row: dict[str, str]) -> None:
    """A line such as "Pull-up (band assisted): bodyweight, full pull-ups" says two things at once."""
    name = next(other["name"] for other in rows_of("exercises.csv") if other["id"] == row["id"]).lower()
    steps = [step.partition(":")[0] for step in row["ladder"].split(" > ")]
    for kit in ("band", "dumbbell", "kettlebell", "barbell"):
        assert kit not in name or all(kit in step and "|" not in step for step in steps)
    assert "/" not in name
    assert "weighted" not in name or "bodyweight" not in steps


def test_shares_of_a_week_are_those_of_the_parameters() -> None:
    """tempo_min_cap 10 (8-15), interval_min_cap 8 (5-10), easy_share_min 0.75 hard, long_run_share_max 50 hard."""
    assert work_caps() == {"tempo": (10, 15), "intervals": (8, 10)}
    assert (hard_percent(), long_percent()) == (25, 50)
