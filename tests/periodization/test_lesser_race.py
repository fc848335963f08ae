"""A race before the season's own: a file has one, and an earlier one stands in as a run of its week."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest

from scenarios.catalog import run_types
from scenarios.errors import InputError
from scenarios.instance import instance_of
from scenarios.load import load_text
from scenarios.schema import WEEKDAYS, Race, Scenario
from scenarios.season.periodization import week_asks

START, RACE = dt.date(2026, 11, 30), dt.date(2027, 3, 7)
LESSER, WEEK = RACE - dt.timedelta(days=28), 10
SEASON = {
    "start": str(START),
    "goal": "half",
    "available": {day: {"morning": 150, "evening": 60} for day in WEEKDAYS},
    "race": {"date": str(RACE)},
}


def read(**said: Any) -> Scenario:
    return load_text(json.dumps({**SEASON, **said}).encode(), "season.json", "json").scenario


def test_a_lesser_race_stands_in_as_the_long_run_of_its_week() -> None:
    eased = {"week": WEEK, "run_minutes": 200, "long_minutes": 50, "quality": 0, "strength": 1}
    instance = instance_of(read(fixed=[{"session": "long", "date": str(LESSER), "slot": "morning"}], overrides=[eased]))
    ask = instance.asks[WEEK - 1]
    assert [(run.type, run.minutes) for run in ask.runs if run_types()[run.type].key] == [("long", 50)]
    assert len(ask.strength) == 1


def test_the_season_from_the_day_after_it_waits_by_its_distance() -> None:
    after = LESSER + dt.timedelta(days=1)
    raced = {"session": "race", "date": str(LESSER), "goal": "10k"}
    asks, told = week_asks(read(start=str(after), history=[raced]))
    assert {run.days for run in asks[0].runs if run_types()[run.type].key} == {WEEKDAYS[2:]}
    assert any("3 days after a race of 10 km" in note for note in told)


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"race": [{"date": str(LESSER)}, {"date": str(RACE)}]}, "race: got a list; accepted: a mapping with date"),
        ({"races": [{"date": str(LESSER)}]}, "races: unknown key; did you mean race?"),
        ({"fixed": [{"session": "race", "date": str(LESSER), "slot": "morning"}]}, "no such session asked for 'race'"),
    ],
)
def test_two_races_are_refused_in_one_line(said: dict[str, Any], where: str) -> None:
    with pytest.raises(InputError, match=re.escape(where)) as refused:
        read(**said)
    assert "\n" not in str(refused.value)
    listed = f"mapping with {', '.join(Race.model_fields)}, as a season has one race, at its end"
    assert (listed in str(refused.value)) == isinstance(said.get("race"), list)
