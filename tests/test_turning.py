"""A week whose days are all alike is turned so that one session stands last; any difference between days stops that."""

from typing import Any

import pytest

from constraints.settings import grid_of
from scenarios.schema import Scenario
from solver.formulations.by_days import by_days
from solver.formulations.objective import fold_of
from solver.formulations.turning import stand_on_last_day
from solver.solve import Options, prepare, solve_week

ALIKE: dict[str, Any] = {
    "timezone": "Asia/Kathmandu",
    "start": "2027-02-22",
    "goal": "general",
    "available": {day: {"morning": 90, "evening": 60} for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
    "runs": [
        {"type": "tempo", "minutes": 45},
        {"type": "long", "minutes": 60},
        {"type": "easy", "minutes": 40, "times": 2},
    ],
    "strength": {"focus": ["upper", "full"], "minutes": 30},
    "repeat": True,
}


def days_of_the_long_run(changed: dict[str, Any]) -> set[int]:
    """The days on which the patterns may hold the long run."""
    instance, rules = prepare(Scenario.model_validate(ALIKE | changed))
    grid = grid_of(instance, rules)
    asked = by_days(grid, fold_of(grid))
    stand_on_last_day(asked, grid.demands)
    return {
        day
        for day, shape in asked.shapes.items()
        for cell in shape.cells
        if cell.session.type == "long" and not shape.clashes.get(shape.bits[cell.id], 0) & shape.bits[cell.id]
    }


def test_the_long_run_stands_on_the_last_day_of_a_week_whose_days_are_all_alike() -> None:
    assert days_of_the_long_run({}) == {6}


@pytest.mark.parametrize(
    "changed",
    [
        {"repeat": False},
        {"prefer": {"long": {"days": ["wed"]}}},
        {"available": ALIKE["available"] | {"thu": {"morning": 90}}},
        {"timezone": "Europe/Berlin", "start": "2026-10-19"},
    ],
    ids=["ends", "likes a day", "has less time on a day", "puts its clock back"],
)
def test_a_week_whose_days_differ_is_left_as_it_is(changed: dict[str, Any]) -> None:
    assert len(days_of_the_long_run(changed)) > 1


@pytest.mark.parametrize(
    "changed", [{}, {"strength": {"focus": ["upper", "full"], "minutes": 30, "policy": "hard_days"}}]
)
def test_turning_changes_no_score(changed: dict[str, Any]) -> None:
    instance, rules = prepare(Scenario.model_validate(ALIKE | changed))
    scores = [solve_week(instance, rules, Options(without=without)).score for without in (None, "turning")]
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[0].key() == scores[1].key()
