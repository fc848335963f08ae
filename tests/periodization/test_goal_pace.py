"""Late long runs hold some goal pace, as the season's table says: who, how much, and what is written of it."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import pytest

from scenarios.catalog import seasons
from scenarios.instance import instance_of
from scenarios.schema import WEEKDAYS, Goal, Level, Scenario
from scenarios.season.periodization import WeekAsk, week_asks
from scenarios.sessions import Session
from solver.output.content import content_of, steps_of

START = dt.date(2026, 11, 30)
WIDE = {day: {"morning": 300, "evening": 60} for day in WEEKDAYS}


def scenario(goal: Goal, level: Level = "intermediate", **said: Any) -> Scenario:
    race = {"date": START + dt.timedelta(days=7 * len(seasons()[goal]) - 1)}
    question = {"start": START, "goal": goal, "race": race, "available": WIDE, "athlete": {"level": level}}
    return Scenario.model_validate(question | said)


def asked(goal: Goal, level: Level = "intermediate", **said: Any) -> list[WeekAsk]:
    return week_asks(scenario(goal, level, **said))[0]


@pytest.mark.parametrize("goal", [goal for goal in get_args(Goal) if goal not in ("general", "return")])
def test_long_runs_hold_goal_pace_in_the_weeks_whose_row_says_so(goal: Goal) -> None:
    for ask, row in zip(asked(goal), seasons()[goal], strict=True):
        assert row.long_goal_pace == ("long(with" in row.key_content)
        assert ask.goal_pace == (20 if row.long_goal_pace else 0)


def test_novices_short_long_runs_and_own_runs_hold_none() -> None:
    assert not any(ask.goal_pace for ask in asked("half", "novice"))
    available = {day: {"morning": 95} for day in WEEKDAYS}
    assert not any(ask.goal_pace for ask in asked("half", available=available))
    assert any(ask.goal_pace for ask in asked("half", available={day: {"morning": 100} for day in WEEKDAYS}))
    assert not any(ask.goal_pace for ask in asked("half", runs=[{"type": "long", "minutes": 120}]))


def long_run(goal: Goal, weeks_to_race: int) -> Session:
    demands = instance_of(scenario(goal)).demands
    week = len(seasons()[goal]) - 1 - weeks_to_race
    return next(demand.session for demand in demands if demand.week == week and demand.session.type == "long")


def test_a_long_run_with_goal_pace_says_so_and_adds_up() -> None:
    late, early = long_run("marathon", 3), long_run("marathon", 15)
    (main,) = [part for part in content_of(late) if part.label == "Main part"]
    assert main.text == "easy running, 20 min of it at goal pace, late in the run"
    assert [(step.label, step.seconds) for step in steps_of(late)] == [("Easy", 145 * 60), ("Goal pace", 20 * 60)]
    (main,) = [part for part in content_of(early) if part.label == "Main part"]
    assert main.text == "easy running"
    assert sum(step.total_seconds for step in steps_of(early)) == 60 * early.minutes
    assert late.hard_tenths == 0, "the catalogue's long run is one that may hold goal pace"
