"""How long a race is taken to last when nobody says so, and that this is told."""

import datetime as dt

import pytest

from scenarios.instance import instance_of
from scenarios.schema import WEEKDAYS, Goal, Scenario

START = dt.date(2026, 11, 30)
RACE = START + dt.timedelta(days=13)
TOLD = "accepted in race: minutes, the time you expect"


def race_of(goal: Goal, **said: int) -> tuple[int | None, list[str]]:
    available = {day: {"morning": 90} for day in WEEKDAYS}
    race = {"date": RACE, "goal": goal, **said}
    instance = instance_of(Scenario.model_validate({"start": START, "available": available, "race": race}))
    assert instance.race is not None
    assert instance.race.end - instance.race.start == instance.race.session.minutes
    return instance.race.session.minutes, [note for note in instance.notes if "race is taken" in note]


@pytest.mark.parametrize(
    ("goal", "minutes", "km"),
    [("5k", 30, "5"), ("10k", 60, "10"), ("half", 125, "21.1"), ("marathon", 255, "42.2"), ("ultra", 300, "50")],
)
def test_a_race_without_minutes_takes_its_distance_at_six_minutes_a_kilometre(
    goal: Goal, minutes: int, km: str
) -> None:
    told = f"the race is taken to last {minutes} min, {km} km at 6:00 min/km; {TOLD}"
    assert race_of(goal) == (minutes, [told])


@pytest.mark.parametrize("goal", ["hill_race", "general", "return"])
def test_a_race_of_unknown_length_takes_an_hour_and_says_so(goal: Goal) -> None:
    assert race_of(goal) == (60, [f"the race is taken to last 60 min, nothing says how far it is; {TOLD}"])


def test_minutes_told_stand_and_nothing_is_said() -> None:
    assert race_of("marathon", minutes=235) == (235, [])
