"""Runs and strength an athlete writes down are asked as written, in one week and in many."""

from __future__ import annotations

import datetime as dt
from importlib import resources
from typing import Any

import pytest
from ruamel.yaml import YAML

from scenarios.schema import Scenario
from scenarios.season.periodization import WeekAsk, week_asks

START = dt.date(2026, 11, 30)
WIDE = {day: {"morning": 300, "evening": 60} for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


def shipped(name: str) -> Scenario:
    text = resources.files("scenarios").joinpath("library", name).read_text(encoding="utf-8")
    return Scenario.model_validate(YAML(typ="safe", pure=True).load(text))


def scenario(**said: Any) -> Scenario:
    return Scenario.model_validate({"start": START, "available": WIDE} | said)


def asked(**said: Any) -> list[WeekAsk]:
    return week_asks(scenario(**said))[0]


def focuses(ask: WeekAsk) -> list[str]:
    return [entry.focus for entry in ask.strength]


def test_runs_of_a_lone_week_are_asked_as_written() -> None:
    question = shipped("reference_week.yaml")
    (ask,), told = week_asks(question)
    assert ask.runs == question.runs
    assert focuses(ask) == ["upper", "lower", "full"]
    assert (ask.phase, ask.strength_phase, ask.strength_set_factor, told) == ("", "", 1.0, [])


@pytest.mark.parametrize(("phase", "strength"), [("base", "adaptation"), ("build", "max strength")])
def test_runs_of_a_lone_week_may_have_a_phase(phase: str, strength: str) -> None:
    (ask,) = asked(runs=[{"type": "easy", "times": 3}], phase=phase)
    assert total_times(ask) == 3
    assert (ask.phase, ask.strength_phase) == (phase, strength)


def test_runs_of_several_weeks_are_the_same_every_week() -> None:
    own = [{"type": "tempo", "times": 5}]
    asks = asked(runs=own, weeks=3)
    assert [(ask.week, ask.runs) for ask in asks] == [(week, asks[0].runs) for week in range(3)]
    assert asks[0].runs[0].times == 5


def test_own_runs_before_a_race_stay_and_the_race_week_is_told() -> None:
    asks, told = week_asks(
        scenario(
            goal="10k",
            race={"date": START + dt.timedelta(days=20)},
            runs=[{"type": "easy", "times": 6}],
            overrides=[{"week": 1, "run_minutes": 100}],
        )
    )
    assert [total_times(ask) for ask in asks] == [6, 6, 6]
    assert [ask.phase for ask in asks] == ["specific", "taper", "taper"]
    assert focuses(asks[2]) == ["upper"]
    assert told == [
        "week 1: the override of its runs has no effect, since runs: says them",
        "week 3: the race is in this week; your own runs are asked in full beside it",
    ]


def total_times(ask: WeekAsk) -> int:
    return sum(run.times for run in ask.runs)


def test_own_entries_are_never_cut() -> None:
    available = {"mon": {"evening": 30}}
    (ask,), told = week_asks(scenario(available=available, runs=[{"type": "long", "minutes": 180}]))
    assert (ask.runs[0].minutes, focuses(ask), told) == (180, ["upper", "lower", "full"], [])
