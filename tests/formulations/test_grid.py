"""The session slots a grid hands to rules, once other rules have said what may not stand together."""

import pytest

from constraints.base.cell import Place, is_lift, is_run
from constraints.base.grid import Grid
from scenarios.instance import instance_of
from scenarios.schema import Scenario

TUESDAY = 1


def grid_of_a_week(*, prune: bool) -> Grid:
    scenario = {
        "start": "2026-11-30",
        "available": {"tue": {"morning": 60, "evening": 60}},
        "runs": [{"type": "easy", "minutes": 40}],
        "strength": {"focus": ["upper"], "minutes": 30},
    }
    return Grid(instance_of(Scenario.model_validate(scenario)), prune=prune)


def starts(places: list[Place]) -> list[int]:
    return [place.start for place in places]


@pytest.mark.parametrize("swapped", [False, True])
def test_what_may_not_stand_together_is_not_beside_each_other(swapped: bool) -> None:
    grid = grid_of_a_week(prune=True)
    runs, lifts = grid.places_on(TUESDAY, is_run), grid.places_on(TUESDAY, is_lift)
    assert starts(grid.beside(runs[0], lifts)) == starts(lifts)
    grid.never(*sorted((runs[0].event, lifts[0].event), reverse=swapped))
    assert starts(grid.beside(runs[0], lifts)) == starts(lifts[1:])
    assert starts(grid.beside(lifts[0], runs)) == starts(runs[1:])
    assert starts(grid.beside(runs[1], lifts)) == starts(lifts)


def test_while_rules_may_be_lifted_everything_stays_beside_everything() -> None:
    grid = grid_of_a_week(prune=False)
    runs, lifts = grid.places_on(TUESDAY, is_run), grid.places_on(TUESDAY, is_lift)
    grid.never(runs[0].event, lifts[0].event)
    assert starts(grid.beside(runs[0], lifts)) == starts(lifts)
