"""On their days sessions stand in the earliest slots that cost nothing, whichever way a plan was found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from constraints.base.cell import Cell
from constraints.base.grid import Grid
from constraints.base.statement import Limit, Never, Taken
from constraints.settings import grid_of
from scenarios.instance import Instance
from scenarios.load import load
from scenarios.schema import Scenario
from solver.earlier_slots import earliest
from solver.formulations.choice import FormulationName, formulated
from solver.formulations.objective import fold_of
from solver.options import Options
from solver.prepared import prepare
from solver.week import stated_points

WEEKS = Path(__file__).parents[2] / "benchmarks" / "weeks"


def planned(grid: Grid, formulation: FormulationName = "patterns") -> Taken:
    """A best plan as the search found it."""
    model = formulated(grid, fold_of(grid), by=formulation)
    return model.taken(Options().search().run(model.model).values)


def slot(instance: Instance, cell: Cell) -> int:
    """How many slots of its day lie before the cell."""
    return [slot.name for slot in instance.days[cell.day].slots].index(cell.slot.name if cell.slot else "")


def kept(grid: Grid, taken: Taken) -> bool:
    hard = [statement for statement in grid.statements if isinstance(statement, Never | Limit)]
    return not any(statement.broken(taken) for statement in hard)


def earlier_days(grid: Grid, taken: Taken, day: int) -> Iterator[Taken]:
    """The plan with the same sessions of a day in other slots that are fewer slots from the first."""
    cells = [cell for cell in grid.open_cells if cell.day == day]
    placed = [cell for cell in cells if taken[day] & cell.bit]
    before = sum(slot(grid.instance, cell) for cell in placed)
    for way in product(*([cell for cell in cells if cell.demand is one.demand] for one in placed)):
        mask = sum({cell.bit for cell in way})
        if mask.bit_count() == len(placed) and sum(slot(grid.instance, cell) for cell in way) < before:
            yield {**taken, day: mask}


@pytest.mark.parametrize("formulation", ["patterns", "slots"])
@pytest.mark.parametrize("name", ["003", "011", "017", "046"])
def test_no_day_alone_can_be_earlier_without_costing_more(name: str, formulation: FormulationName) -> None:
    grid = grid_of(*prepare(load(WEEKS / f"week_{name}.yaml").scenario))
    found = planned(grid, formulation)
    plan = earliest(grid, found)
    points = stated_points(grid, plan)
    assert kept(grid, plan)
    assert points == stated_points(grid, found)
    assert [cell.demand for cell in grid.cells_in(plan)] == [cell.demand for cell in grid.cells_in(found)]
    ways = [way for day in plan for way in earlier_days(grid, plan, day)]
    assert ways, "some session has an earlier slot"
    assert not [way for way in ways if kept(grid, way) and stated_points(grid, way) <= points]


SLOTS = {"morning": 60, "midday": 60, "evening": 60}


def asked(days: list[str], **more: object) -> Grid:
    """An easy run and a tempo run on these days."""
    runs = [{"type": "easy", "minutes": 40}, {"type": "tempo", "minutes": 40}]
    said = {"start": "2026-11-30", "available": dict.fromkeys(days, SLOTS), "runs": runs, **more}
    return grid_of(*prepare(Scenario.model_validate(said)))


def at(grid: Grid, session: str, day: int, slot: str) -> Cell:
    (cell,) = (
        cell
        for cell in grid.open_cells
        if (cell.session.type, cell.day) == (session, day) and cell.slot and cell.slot.name == slot
    )
    return cell


def test_what_costs_nothing_is_moved_and_what_costs_is_not() -> None:
    grid = asked(["mon", "thu"], prefer={"tempo": {"slots": ["evening"]}})
    easy, tempo = at(grid, "easy", 0, "evening"), at(grid, "tempo", 3, "evening")
    plan = earliest(grid, {0: easy.bit, 3: tempo.bit})
    assert grid.cells_in(plan) == [at(grid, "easy", 0, "morning"), tempo]


def test_two_sessions_of_a_day_move_together_where_neither_can_alone() -> None:
    grid = asked(["mon"], rules={"sessions_a_day": {"runs": 2}})
    for easy, tempo in (("midday", "morning"), ("morning", "evening")):
        grid.never(at(grid, "easy", 0, easy).taken, at(grid, "tempo", 0, tempo).taken)
    plan = earliest(grid, {0: at(grid, "easy", 0, "midday").bit | at(grid, "tempo", 0, "evening").bit})
    assert grid.cells_in(plan) == [at(grid, "easy", 0, "morning"), at(grid, "tempo", 0, "midday")]
