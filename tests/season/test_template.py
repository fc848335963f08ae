"""The template of a season: of equally good weeks one with as early slots as any."""

from __future__ import annotations

from dataclasses import replace

from constraints.base.grid import Grid
from constraints.settings import grid_of
from scenarios.schema import WEEKDAYS, Scenario
from solver.formulations.choice import formulated
from solver.formulations.objective import fold_of
from solver.options import Options
from solver.prepared import prepare
from solver.stretch import alone

SLOTS = ("morning", "evening")
FREE = {day: dict.fromkeys(SLOTS, 90) for day in WEEKDAYS}


def least(grid: Grid) -> int:
    """What the best week costs, ties apart."""
    fold = fold_of(grid, ties=False)
    return Options().search().run(formulated(grid, fold).model).objective


def test_no_template_as_good_stands_in_earlier_slots() -> None:
    said = {"start": "2026-11-30", "goal": "general", "weeks": 2, "available": FREE}
    instance, rules = prepare(Scenario.model_validate(said))
    late = sum(SLOTS.index(beat.slot) for beat in instance.rhythm)
    assert late
    usual = replace(alone(instance, range(1)), history=(), known_past_days=frozenset(), repeat=True, rhythm=())
    grid, earlier = grid_of(usual, rules), grid_of(usual, rules)
    terms = [(SLOTS.index(cell.slot.name), cell.taken) for cell in earlier.open_cells if cell.slot]
    earlier.at_most(terms, late - 1)
    assert least(earlier) > least(grid)
