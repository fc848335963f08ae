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


def told_of(level: str, runs: list[dict[str, Any]], **said: Any) -> list[str]:
    return week_asks(scenario(athlete={"level": level}, runs=runs, **said))[1]


def test_more_key_runs_than_a_level_has_are_told() -> None:
    runs: list[dict[str, Any]] = [{"type": "tempo", "times": 2}, {"type": "long"}, {"type": "easy"}]
    words = "3 key runs (tempo, long) are asked as you wrote them; the tables give a novice runner 2 a week at most"
    assert told_of("novice", runs) == [words]
    assert told_of("intermediate", runs) == []
    assert told_of("novice", [{"type": "tempo"}, *runs[1:]]) == []
    longer = [{"type": "medium_long", "minutes": 90}, *runs]
    assert told_of("intermediate", longer)[0].startswith("4 key runs (medium long, tempo, long) are asked")
    assert told_of("intermediate", [{"type": "medium_long", "minutes": 85}, *runs]) == []


def test_a_run_above_the_level_is_told() -> None:
    told = ["intervals: for intermediate runners, as our table of runs has it; asked as you wrote it"]
    assert told_of("novice", [{"type": "intervals"}]) == told
    assert told_of("intermediate", [{"type": "intervals"}]) == []


@pytest.mark.parametrize(("minutes", "told"), [(66, False), (67, True)])
def test_a_run_far_longer_than_those_before_is_told(minutes: int, told: bool) -> None:
    days = range(28, 0, -1)
    history = [
        {"session": "long" if back % 7 == 1 else "easy", "date": START - dt.timedelta(days=back), "minutes": 60}
        for back in days
    ]
    own = [{"type": "long", "minutes": minutes}]
    words = f"long takes {minutes} min, as you wrote it; the longest run of the four weeks before is 60 min, "
    assert told_of("novice", own, history=history) == [words + "and the tables go up to 66 after it"] * told
    assert told_of("novice", own) == []


def test_a_later_week_is_measured_by_the_weeks_before_it() -> None:
    own = [{"type": "long", "minutes": 60, "week": 1}, {"type": "long", "minutes": 90, "week": 2}]
    (told,) = told_of("novice", own, weeks=2)
    assert told.startswith("week 2: long takes 90 min, as you wrote it; the longest run of the four weeks before is 60")
