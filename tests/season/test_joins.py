"""A season's statements, cut at its Sunday nights, still say the same of every plan."""

import random

import pytest

from constraints.base.cell import taken_by
from constraints.base.statement import Limit, Never, Points, PointsPerUnit
from constraints.settings import grid_of, rules_from
from scenarios.instance import instance_of
from scenarios.schema import WEEKDAYS, Scenario
from solver.defect import Defect
from solver.season.joins import Cut, cut

FAR = {
    "full_rest_days": {"days": 2},
    "leg_sessions_apart": {"days": 4},
    "key_days_in_a_row": {"days": 1},
    "heavy_legs_after_long_run": {"hours": 72},
    "heavy_legs_rested_before_key_run": {"strong_below_hours": 48, "mild_below_hours": 72},
    "heavy_legs_rested_after_long_run": {"hours": 72},
}


def season(rules: dict[str, object], weeks: int = 3) -> Scenario:
    return Scenario.model_validate(
        {
            "start": "2027-03-15",
            "timezone": "Europe/Zurich",
            "weeks": weeks,
            "available": {day: {"morning": 120, "evening": 120} for day in WEEKDAYS},
            "runs": [{"type": "long", "minutes": 90}, {"type": "tempo", "times": 2}, {"type": "easy", "times": 2}],
            "history": [{"session": "lower", "date": "2027-03-14", "start": "18:00"}],
            "rules": rules,
        }
    )


def said_of(statements, taken):
    """(whether a hard statement is broken, points of the soft ones)."""
    broken, points = False, 0
    for statement in statements:
        if isinstance(statement, Points | PointsPerUnit):
            points += statement.cost(taken)
        elif isinstance(statement, Never | Limit):
            broken = broken or statement.broken(taken)
    return broken, points


def said_by_weeks(parts: Cut, taken):
    broken, points = said_of([s for part in parts.parts for s in part.statements], taken)
    for join in parts.joins:
        owes, toll = said_of(join.debts(join.reached(taken)), taken)
        broken, points = broken or owes, points + toll
    return broken, points + sum(parts.settled.values())


@pytest.mark.parametrize("rules", [{}, FAR, {"full_rest_days": {"days": 3}, "key_days_in_a_row": {"days": 3}}])
def test_weeks_and_joins_say_what_the_season_says(rules: dict[str, object]) -> None:
    scenario = season(rules)
    grid = grid_of(instance_of(scenario), rules_from(scenario.rules))
    parts = cut(grid)
    rng = random.Random(1)
    seen = set()
    for _ in range(600):
        share = rng.choice((0.02, 0.05, 0.1, 0.3))
        taken = taken_by(cell for cell in grid.open_cells if rng.random() < share)
        whole, by_weeks = said_of(grid.statements, taken), said_by_weeks(parts, taken)
        assert whole[0] == by_weeks[0]
        if not whole[0]:
            assert whole == by_weeks
        seen.add(whole[0])
    assert seen == {True, False}


@pytest.mark.parametrize("rules", [{}, FAR])
def test_promises_hold_exactly_where_the_fact_is_not_reached(rules: dict[str, object]) -> None:
    scenario = season(rules, weeks=2)
    grid = grid_of(instance_of(scenario), rules_from(scenario.rules))
    (join,) = cut(grid).joins
    rng = random.Random(2)
    for _ in range(200):
        taken = taken_by(cell for cell in grid.open_cells if rng.random() < 0.15)
        reached = join.reached(taken)
        for atom in range(len(join.atoms)):
            assert said_of(join.promises(1 << atom), taken) == (bool(reached >> atom & 1), 0)
            if reached >> atom & 1:
                assert join.downward[atom] & ~reached == 0, "what follows from a fact is true with it"


def test_debts_grow_with_the_facts() -> None:
    """What is owed for more facts never costs less: the proof rests on it."""
    scenario = season({"full_rest_days": False}, weeks=2)
    grid = grid_of(instance_of(scenario), rules_from(scenario.rules))
    (join,) = cut(grid).joins
    rng = random.Random(3)
    dearer = 0
    for _ in range(400):
        taken = taken_by(cell for cell in grid.open_cells if cell.day in (7, 8) and rng.random() < 0.2)
        few = 1 << rng.randrange(len(join.atoms))
        more = few | 1 << rng.randrange(len(join.atoms))
        cheap, dear = said_of(join.debts(few), taken), said_of(join.debts(more), taken)
        assert dear[0] or (not cheap[0] and cheap[1] <= dear[1])
        dearer += not cheap[0] and cheap != dear
    assert dearer > 50


def test_a_statement_over_three_weeks_is_a_defect() -> None:
    scenario = season({})
    grid = grid_of(instance_of(scenario), rules_from(scenario.rules))
    grid.rule = "far"
    first, last = grid.open_cells[0], grid.open_cells[-1]
    grid.never(first.taken, last.taken)
    with pytest.raises(Defect, match="far reaches over more than one join"):
        cut(grid)
