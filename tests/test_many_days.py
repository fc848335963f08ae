"""Statements over three days at once: no rule makes them today, and either formulation takes them all the same."""

import random
from collections.abc import Sequence
from typing import Any

import pytest

from constraints.base.grid import Grid
from constraints.base.statement import Event, Never, Points, Statement
from constraints.settings import grid_of
from scenarios.schema import Scenario
from solver.cpsat import Search
from solver.formulations.objective import fold_of
from solver.formulations.patterns import Patterns
from solver.formulations.slots import Slots
from solver.parameters import TUNED
from solver.prepared import prepare

DAYS = (0, 2, 4, 6)
WEEK: dict[str, Any] = {
    "start": "2027-02-22",
    "goal": "general",
    "available": {day: {"morning": 90} for day in ("mon", "wed", "fri", "sun")},
    "runs": [{"type": "long", "minutes": 60}, {"type": "easy", "minutes": 40, "times": 2}],
    "strength": {"focus": ["upper"], "minutes": 30},
    "rules": dict.fromkeys(
        ("run_lift_gap", "balance_5_3_2", "even_load", "easy_share", "strength_spread", "goal_emphasis"), False
    ),
}


def week(statements: Sequence[Statement]) -> Grid:
    instance, rules = prepare(Scenario.model_validate(WEEK))
    grid = grid_of(instance, rules)
    grid.statements += statements
    return grid


def cells(day: int, kinds: Sequence[str]) -> int:
    return sum(cell.bit for cell in week([]).open_cells if cell.day == day and cell.session.type in kinds)


def optimum(formulation: type[Patterns | Slots], statements: Sequence[Statement]) -> int:
    """The folded objective without the tie-break."""
    grid = week(statements)
    fold = fold_of(grid, earliest=False)
    outcome = Search(TUNED).run(formulation(grid, fold).model)
    assert outcome.status == "optimal"
    return outcome.objective


@pytest.mark.parametrize("formulation", [Patterns, Slots])
def test_points_for_three_days_together_are_charged_once_for_each_statement(
    formulation: type[Patterns | Slots],
) -> None:
    busy = tuple(Event(day, cells(day, ("long", "easy", "upper"))) for day in DAYS[:3])
    plain = optimum(formulation, [])
    assert optimum(formulation, [Points("busy", 7, busy)]) == plain + 7, "four sessions, one on each of four days"
    assert optimum(formulation, [Points("busy", 7, busy), Points("once more", 5, busy)]) == plain + 12
    quiet = (*busy[:2], busy[2].turned())
    assert optimum(formulation, [Points("quiet", 7, quiet)]) == plain


@pytest.mark.parametrize("seed", range(8))
def test_both_formulations_agree_on_random_ones(seed: int) -> None:
    rng = random.Random(f"many days {seed}")
    statements: list[Statement] = []
    for number in range(12):
        kinds = rng.choice((("long",), ("easy",), ("upper",), ("long", "easy"), ("easy", "upper")))
        days = rng.sample(DAYS, rng.choice((3, 3, 4)))
        events = tuple(Event(day, cells(day, kinds), rng.random() < 0.4) for day in days)
        statements.append(Points("points", rng.randint(1, 9), events) if number % 3 else Never("never", events))
    assert optimum(Patterns, statements) == optimum(Slots, statements)
