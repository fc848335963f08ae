"""A race on the first days of a week binds the week before it."""

import pytest

from scenarios.schema import WEEKDAYS, Scenario
from solver.solve import solve


def two_weeks(race: str, **rules: object) -> Scenario:
    return Scenario.model_validate(
        {
            "start": "2026-11-30",
            "goal": "5k",
            "race": {"date": race, "minutes": 30},
            "available": {day: {"morning": 90} for day in WEEKDAYS},
            "runs": [{"type": "intervals", "times": 3, "days": ["fri", "sat", "sun"]}, {"type": "easy", "times": 4}],
            "strength": {"focus": []},
            "rules": rules,
        }
    )


@pytest.mark.parametrize("race", ["2026-12-07", "2026-12-08"])
def test_the_week_before_leaves_room_for_the_race(race: str) -> None:
    plan = solve(two_weeks(race, full_rest_days={"days": 2})).plan
    assert plan is not None
    key_days = {planned.day for planned in plan.sessions if planned.session.key}
    assert {5, 6, 7} - key_days
    assert {6, 7, 8} - key_days
    assert [planned.day for planned in plan.sessions if planned.name == "race"] == [int(race[-1])]
