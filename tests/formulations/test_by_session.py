"""Which counts ask only how many units of each session are placed, and what they come to."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from constraints.base.cell import Cell
from constraints.base.statement import Event, Limit, PointsPerUnit, Statement
from constraints.settings import grid_of
from scenarios.demands import Demand
from scenarios.schema import Scenario
from solver.cpsat import Search
from solver.formulations.by_session import Sessions
from solver.formulations.ideas import ALL, WITHOUT, Ideas
from solver.formulations.objective import fold_of
from solver.formulations.patterns import Patterns
from solver.parameters import TUNED
from solver.prepared import prepare

WEEK: dict[str, Any] = {
    "timezone": "Asia/Kathmandu",
    "start": "2027-02-22",
    "goal": "general",
    "available": {day: {"morning": 90} for day in ("mon", "wed", "fri", "sun")},
    "runs": [{"type": "long", "minutes": 60}, {"type": "easy", "minutes": 40, "times": 2}],
    "strength": {"focus": ["upper"], "minutes": 30},
}


class Asked:
    """The days, cells and sessions of ``WEEK``, with the statements of a test."""

    def __init__(self, statements: Sequence[Statement] = ()) -> None:
        instance, rules = prepare(Scenario.model_validate(WEEK))
        self._grid = grid_of(instance, rules)
        self.open_cells, self.demands, self.days = self._grid.open_cells, self._grid.demands, self._grid.days
        self.statements = statements

    def cells(self, kind: str) -> list[Cell]:
        return [cell for cell in self.open_cells if cell.session.type == kind]

    def place(self, kind: str) -> int:
        return next(place for place, demand in enumerate(self.demands) if demand.session.type == kind)


def terms(cells: Sequence[Cell], weight: int = 1) -> tuple[tuple[int, Event], ...]:
    return tuple((weight, Event(cell.day, cell.bit)) for cell in cells)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def sessions(asked: Asked) -> Sessions:
    numbers = {id(demand): place for place, demand in enumerate(asked.demands)}
    return Sessions(asked.demands, [(cell, numbers[id(cell.demand)]) for cell in asked.open_cells])


def test_a_count_with_one_weight_for_all_places_of_a_session_counts_what_is_placed(
    asked: Asked, sessions: Sessions
) -> None:
    always = (5, Event(0, 0, negated=True)), (7, Event(0, 0))
    placed = sessions.placed((*terms(asked.cells("easy"), 3), *terms(asked.cells("long"), -2), *always))
    assert placed is not None
    assert placed.weights == {asked.place("easy"): 3, asked.place("long"): -2}
    assert (placed.lowest, placed.most, placed.highest) == (3, 9, 11)


def test_a_count_that_minds_the_day_or_the_slot_does_not(asked: Asked, sessions: Sessions) -> None:
    first, *others = asked.cells("easy")
    assert sessions.placed(terms(others)) is None
    assert sessions.placed((*terms([first], 2), *terms(others))) is None
    assert sessions.placed((*terms([first]), *terms([first]), *terms(others[1:]))) is None
    assert sessions.placed((*terms(asked.cells("long")), *terms(others))) is None, "not all of both are counted"


def test_a_count_that_asks_whether_any_or_none_happens_does_not(asked: Asked, sessions: Sessions) -> None:
    first, second, *others = asked.cells("easy")
    assert sessions.placed(((1, Event(first.day, first.bit | second.bit)), *terms(others))) is None
    assert sessions.placed(((1, Event(first.day, first.bit, negated=True)), *terms([second, *others]))) is None


def optimum(statements: Sequence[Statement], ideas: Ideas, *, strict: bool = False) -> Mapping[str, int] | None:
    """What is placed of each session, and the points; None if nothing can be."""
    asked = Asked(statements)
    fold = fold_of(asked)
    model = Patterns(asked, fold, strict=strict, ideas=ideas)
    outcome = Search(TUNED).run(model.model)
    if not outcome.values:
        return None
    taken = model.taken(outcome.values)
    placed = {kind: sum(cell.taken.happens(taken) for cell in asked.cells(kind)) for kind in ("long", "easy", "upper")}
    return placed | {"points": fold.apart(outcome.objective)[1]}


EITHER_WAY = pytest.mark.parametrize("ideas", [ALL, WITHOUT["by session"]], ids=["by session", "by pattern"])


@EITHER_WAY
@pytest.mark.parametrize(("high", "easy"), [(2, 0), (3, 1), (4, 2), (5, 2)])
def test_a_limit_on_what_is_placed_leaves_out_what_is_beyond_it(ideas: Ideas, high: int, easy: int) -> None:
    asked = Asked()
    limit = Limit("most", (*terms(asked.cells("long"), 2), *terms(asked.cells("easy"))), None, high)
    assert optimum([limit], ideas) == {"long": 1, "easy": easy, "upper": 1, "points": 0}
    assert (optimum([limit], ideas, strict=True) is None) == (high < 4)


@EITHER_WAY
def test_too_few_to_place_is_infeasible(ideas: Ideas) -> None:
    easy = terms(Asked().cells("easy"))
    assert optimum([Limit("least", easy, 2, None)], ideas) is not None
    assert optimum([Limit("least", easy, 3, None)], ideas) is None


@EITHER_WAY
@pytest.mark.parametrize(("over", "unit", "points"), [(4, 1, 0), (3, 1, 10), (0, 1, 40), (0, 3, 20)])
def test_points_for_what_is_placed_are_charged_by_started_unit(ideas: Ideas, over: int, unit: int, points: int) -> None:
    asked = Asked()
    group = (*terms(asked.cells("long"), 2), *terms(asked.cells("easy")))
    charged = optimum([PointsPerUnit("much", 10, (group,), over, unit)], ideas)
    assert charged == {"long": 1, "easy": 2, "upper": 1, "points": points}


def test_demands_are_told_apart(asked: Asked, sessions: Sessions) -> None:
    demands: Sequence[Demand] = asked.demands
    everything = sessions.placed(terms(asked.open_cells))
    assert everything is not None
    assert everything.highest == everything.most == sum(demand.count for demand in demands)
