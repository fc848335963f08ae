"""What each week asks: sums, bounds, types, seasons, races, and that whatever falls short is told."""

from __future__ import annotations

import datetime as dt
from importlib import resources
from typing import Any, get_args

import pytest
from ruamel.yaml import YAML

from scenarios.catalog import SeasonRow, goals, run_types, seasons
from scenarios.instance import instance_of
from scenarios.schema import Goal, Level, RunEntry, Scenario
from scenarios.season.periodization import WeekAsk, week_asks

START = dt.date(2026, 11, 30)
LEVELS: dict[Level, float] = {"novice": 0.70, "intermediate": 1.0, "advanced": 1.35}
WIDE = {day: {"morning": 300, "evening": 60} for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
EACH = [(goal, level) for goal in get_args(Goal) for level in LEVELS]
EASY = {"easy", "recovery", "run_walk", "strides"}


def scenario(**said: Any) -> Scenario:
    return Scenario.model_validate({"start": START, "available": WIDE} | said)


def shipped(name: str) -> Scenario:
    text = resources.files("scenarios").joinpath("library", name).read_text(encoding="utf-8")
    return Scenario.model_validate(YAML(typ="safe", pure=True).load(text))


def asked(**said: Any) -> list[WeekAsk]:
    return week_asks(scenario(**said))[0]


def notes(**said: Any) -> list[str]:
    return week_asks(scenario(**said))[1]


def season(goal: str, level: str = "intermediate", weeks: int | None = None, **said: Any) -> dict[str, Any]:
    """A season as long as its table, or of ``weeks``; to a race where the goal has one."""
    weeks = weeks or len(seasons()[goal])
    to_race = goal not in ("general", "return")
    race = {"race": {"date": START + dt.timedelta(days=7 * weeks - 1)}} if to_race else {"weeks": weeks}
    return {"goal": goal, "athlete": {"level": level}} | race | said


def units(ask: WeekAsk) -> list[RunEntry]:
    return [run for run in ask.runs for _ in range(run.times)]


def total(ask: WeekAsk) -> int:
    return sum(run.minutes or 0 for run in units(ask))


def focuses(ask: WeekAsk) -> list[str]:
    return [entry.focus for entry in ask.strength]


def is_key(run: RunEntry) -> bool:
    return run_types()[run.type].key or (run.type == "medium_long" and (run.minutes or 0) >= 90)


def to_five(minutes: float) -> int:
    return int(minutes / 5 + 0.5 + 1e-9) * 5


def holds_what_the_row_asks(ask: WeekAsk, row: SeasonRow, level: Level, *, race: bool, told: list[str]) -> None:
    runs = units(ask)
    assert 1 <= len(runs) <= (4 if race else 5)
    rank = list(LEVELS).index
    for run in runs:
        kind = run_types()[run.type]
        assert run.minutes is not None
        assert run.minutes % 5 == 0
        assert run.minutes <= kind.minutes_high or run.type == "long"
        assert run.minutes >= kind.minutes_low or run.type == "long"
        assert rank(kind.min_level) <= rank(level)
    longs = [run.minutes for run in runs if run.type == "long"]
    wanted_long = min(to_five(row.long_minutes * LEVELS[level]), goals()[row.goal].long_cap)
    if not longs and wanted_long and row.easy_type == "easy":
        assert any("are less than the shortest easy run" in note for note in told)
    elif longs != ([wanted_long] if wanted_long and row.easy_type == "easy" else []):
        cut = f"long run cut from {wanted_long} to {longs[0]} min: "
        longer = ("all that the last 4 weeks", "that of the last load week takes", "the longest before it takes")
        assert any(cut + why in n for n in told for why in longer)
    keys = sum(is_key(run) for run in runs) + race
    assert keys <= (2 if level == "novice" else 3)
    assert sum(is_key(run) for run in runs) - len(longs) <= row.quality_sessions
    wanted = to_five(row.run_minutes * LEVELS[level])
    fewer = f"{total(ask)} of {wanted} min", f"{total(ask)} min of running instead of {wanted}: the l"
    assert total(ask) == wanted or any(words in note for note in told for words in fewer)
    assert any(run.type in EASY for run in runs)


@pytest.mark.parametrize(("goal", "level"), [(goal, level) for goal, level in EACH if goal != "return"])
def test_lone_week_is_the_first_build_row(goal: Goal, level: Level) -> None:
    question = scenario(goal=goal, athlete={"level": level})
    (ask,), told = week_asks(question)
    row = next(row for row in seasons()[goal] if row.phase == "build")
    holds_what_the_row_asks(ask, row, level, race=False, told=told)
    assert (ask.phase, ask.strength_phase, ask.strength_set_factor) == ("build", "max strength", 1.0)
    assert focuses(ask) == ["upper", "lower", "full"]
    assert sum(d.count for d in instance_of(question).demands) == len(units(ask)) + 3


@pytest.mark.parametrize(("goal", "level"), EACH)
def test_season_takes_its_table_row_by_row(goal: Goal, level: Level) -> None:
    question = scenario(**season(goal, level))
    asks, told = week_asks(question)
    assert len(asks) == len(seasons()[goal])
    for ask, row in zip(asks, seasons()[goal], strict=True):
        holds_what_the_row_asks(ask, row, level, race=row.weeks_to_race == 0, told=told)
        factor = row.strength_set_factor
        trained = row.strength_phase.replace("max strength", "adaptation") if goal == "return" else row.strength_phase
        assert (ask.phase, ask.strength_phase, ask.strength_set_factor) == (row.phase, trained, factor)
        assert len(ask.strength) == (min(1, row.strength_sessions) if "taper" in row.phase else row.strength_sessions)
    assert instance_of(question).weeks == len(asks)


@pytest.mark.parametrize(("goal", "level"), EACH)
def test_minutes_are_lost_only_where_five_runs_are_full(goal: Goal, level: Level) -> None:
    asks, told = week_asks(scenario(**season(goal, level)))
    for week, ask in enumerate(asks, 1):
        if any(note.startswith(f"week {week}:") and "hold no more" in note for note in told):
            if goal == "return":  # here it is the long run that no other one may pass
                assert max(run.minutes or 0 for run in units(ask)) == units(ask)[0].minutes
                continue
            assert len(units(ask)) == 5
            for run in units(ask):
                full_medium_long = run.type == "medium_long" and run.minutes == 85
                at_most = goals()[goal].long_cap if run.type == "long" else run_types()[run.type].minutes_high
                assert run.minutes == at_most or full_medium_long or run.type == "long"


@pytest.mark.parametrize("goal", get_args(Goal))
def test_quality_of_intermediate_runners_is_of_the_rows_types(goal: Goal) -> None:
    for ask, row in zip(asked(**season(goal)), seasons()[goal], strict=True):
        named = {kind for slot in row.quality_types for kind in slot} | {"fartlek"}
        assert {run.type for run in ask.runs} <= named | EASY | {"long", *row.other_runs}


def test_minimal_week_is_five_runs_of_150_minutes() -> None:
    (ask,), told = week_asks(shipped("minimal.yaml"))
    assert [(run.type, run.minutes, run.times) for run in ask.runs] == [
        ("long", 55, 1),
        ("fartlek", 35, 1),
        ("recovery", 20, 3),
    ]
    assert focuses(ask) == ["upper", "lower", "full"]
    assert len(told) == 1, "nothing but that the weeks before are not told"


def test_weights_order_the_quality_sessions() -> None:
    build = asked(**season("10k"))[4]
    assert [run.type for run in build.runs][:3] == ["long", "tempo", "intervals"]
    assert asked(**season("marathon"))[0].runs[1].type == "tempo"
    assert asked(**season("hill_race"))[4].runs[1].type == "hills"


def test_novices_get_nothing_above_their_level_unless_they_ask() -> None:
    kinds = {run.type for ask in asked(**season("5k", "novice")) for run in ask.runs}
    assert not kinds & {"intervals", "race_pace", "medium_long", "downhill"}
    own = [{"type": "intervals", "minutes": 55, "times": 4}]
    (ask,) = asked(athlete={"level": "novice"}, runs=own)
    assert [(run.type, run.times) for run in ask.runs] == [("intervals", 4)]


def test_ultra_builds_hold_a_medium_long_run_that_is_not_key() -> None:
    for ask, row in zip(asked(**season("ultra")), seasons()["ultra"], strict=True):
        medium = [run.minutes for run in units(ask) if run.type == "medium_long"]
        assert len(medium) == len(row.other_runs)
        assert all(minutes is not None and minutes < 90 for minutes in medium)


def test_return_begins_with_run_walk_and_no_key_run() -> None:
    asks = asked(**season("return"))
    for ask in asks[:4]:
        assert {run.type for run in ask.runs} == {"run_walk"}
        assert len(units(ask)) <= 4
    assert "strides" in {run.type for run in asks[4].runs}
    assert "run_walk" not in {run.type for ask in asks[4:] for run in ask.runs}


def test_season_file_gives_sixteen_weeks_with_its_override_and_race_week() -> None:
    question = shipped("season.yaml")
    asks, told = week_asks(question)
    assert len(asks) == 16
    assert total(asks[6]) == 240
    assert [run.type for run in units(asks[6]) if is_key(run)] == ["long", "tempo"]
    assert asks[6].runs[0].minutes == 90
    last = asks[15]
    assert total(last) == 140
    assert not any(is_key(run) for run in units(last))
    assert last.runs[0].type == "tune_up"
    assert last.runs[0].days == ("wed", "thu", "fri")
    assert all(run.days and "sun" not in run.days for run in last.runs)
    assert (focuses(last), last.strength_set_factor) == (["upper"], 0.5)
    assert any("week 4" in note and "4 runs instead of 5" in note for note in told)
    instance = instance_of(question)
    assert instance.race is not None
    assert instance.race.day // 7 == 15
    assert instance.tapers(15)


def test_short_season_takes_the_last_rows() -> None:
    asks = asked(**season("half", weeks=5))
    assert [total(ask) for ask in asks] == [row.run_minutes for row in seasons()["half"][-5:]]


def test_long_season_repeats_base_weeks_and_keeps_every_fourth_a_deload() -> None:
    asks = asked(**season("marathon", weeks=23))
    assert [ask.phase for ask in asks[:9]] == ["base", "base", "deload", "base", "base", "base", "deload"] + [
        "base"
    ] * 2
    rows = seasons()["marathon"]
    assert [
        row.run_minutes - total(ask) for ask, row in zip(asks[7:], rows, strict=True) if row.week not in (12, 14)
    ] == ([0] * 14)
    assert [(total(asks[7 + week - 1]), rows[week - 1].run_minutes) for week in (12, 14)] == [(290, 300), (305, 320)], (
        "no easy run of a deload or a taper is longer than those of the load week before"
    )
    assert all("deload" in {ask.phase for ask in asks[week : week + 4]} for week in range(16))


def test_season_without_race_never_tapers_and_repeats_its_table() -> None:
    asks = asked(goal="10k", weeks=14)
    loaded = [row.run_minutes for row in seasons()["10k"] if "taper" not in row.phase]
    assert [total(ask) for ask in asks] == loaded + loaded[:4]
    again = asked(goal="return", weeks=14)[10:]
    assert "rehab-style base" not in {ask.phase for ask in again}


@pytest.mark.parametrize("goal", ["general", "return"])
def test_goal_without_a_race_week_in_its_table_gets_one(goal: Goal) -> None:
    asks = asked(goal=goal, race={"date": START + dt.timedelta(days=20)})
    last = asks[-1]
    row = seasons()[goal][-1]
    assert (last.phase, last.strength_phase, focuses(last)) == ("taper", "taper (no heavy legs)", ["upper"])
    whole = row.run_minutes - row.long_minutes
    assert total(last) == whole if goal == "general" else 0 < total(last) < whole, "a return begins with run-walk"
    assert not any(is_key(run) for run in units(last))


def test_weeks_before_a_far_race_are_the_seasons_first() -> None:
    said = season("marathon", weeks=16) | {"weeks": 4}
    asks, told = week_asks(scenario(**said))
    assert [total(ask) for ask in asks] == [row.run_minutes for row in seasons()["marathon"][:4]]
    assert len(told) == 1, "nothing but that the weeks before are not told"


def test_race_early_in_its_week_leaves_less_before_it() -> None:
    said = {"goal": "5k", "race": {"date": START + dt.timedelta(days=2)}}
    (ask,), told = week_asks(scenario(**said))
    assert total(ask) == 50
    assert {day for run in ask.runs for day in run.days or ()} <= {"mon", "tue"}
    assert "50 min of running instead of 145: the race comes on day 3 of its week" in told
    (at_once,), _ = week_asks(scenario(goal="5k", race={"date": START}))
    assert (at_once.runs, at_once.strength) == ((), ())


def test_overrides_take_the_place_of_the_row() -> None:
    overrides = [{"week": 1, "run_minutes": 300, "long_minutes": 120, "quality": 3, "strength": 1}]
    first, second = asked(**season("10k", weeks=2, overrides=overrides))
    assert (total(first), first.runs[0].minutes, len(first.strength)) == (300, 120, 1)
    assert sum(is_key(run) for run in units(first)) == 4
    assert total(second) == 140
    (lone,) = asked(overrides=[{"week": 1, "quality": 0, "strength": 4}])
    assert [run.type for run in units(lone) if is_key(run)] == ["long"]
    assert focuses(lone) == ["upper", "lower", "full", "upper"]


def test_override_that_does_not_fit_is_told() -> None:
    assert "long run cut from 200 to 60 min: the week has no more" in notes(
        overrides=[{"week": 1, "run_minutes": 60, "long_minutes": 200}]
    )
    assert notes(overrides=[{"week": 1, "long_minutes": 3}]) == ["long run dropped: 3 min is less than 5"]
