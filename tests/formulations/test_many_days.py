"""Statements that no rule makes today, over three days at once or many counts: either formulation takes them too."""

import random
from collections.abc import Sequence
from typing import Any

import pytest

from constraints.base.grid import Grid
from constraints.base.statement import ALWAYS_HAPPENS, Event, Never, Points, PointsPerUnit, Statement, Term
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


def minutes(days: Sequence[int]) -> tuple[Term, ...]:
    open_cells = [cell for cell in week([]).open_cells if cell.day in days]
    return tuple((cell.session.minutes, cell.taken) for cell in open_cells)


@pytest.mark.parametrize("formulation", [Patterns, Slots])
def test_the_largest_of_counts_over_several_days_each(formulation: type[Patterns | Slots]) -> None:
    """Of 60, 40, 40 and 30 min, one a day, no two pairs of days differ less than 90 and 80."""
    plain = optimum(formulation, [])
    halves = minutes(DAYS[:2]), minutes(DAYS[2:])
    assert optimum(formulation, [PointsPerUnit("halves", 1, halves, 80)]) == plain + 10


@pytest.mark.parametrize("formulation", [Patterns, Slots])
@pytest.mark.parametrize("certain", [0, 75])
def test_the_largest_of_counts_of_which_some_are_certain(formulation: type[Patterns | Slots], certain: int) -> None:
    settled = ((certain, ALWAYS_HAPPENS),), ((0, ALWAYS_HAPPENS),)
    each_day = [minutes([day]) for day in DAYS]
    charged = optimum(formulation, [PointsPerUnit("largest", 1, (*settled, *each_day), 50)])
    assert charged == optimum(formulation, []) + max(60, certain) - 50


@pytest.mark.parametrize("formulation", [Patterns, Slots])
def test_the_largest_of_two_counts_of_one_day(formulation: type[Patterns | Slots]) -> None:
    groups = minutes([0]), ((10, ALWAYS_HAPPENS),)
    charged = optimum(formulation, [PointsPerUnit("largest", 1, groups, 5)])
    assert charged == optimum(formulation, []) + 30 - 5, "the shortest session, on Monday"
