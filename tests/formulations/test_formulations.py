"""Both formulations reach the same optimum on the stored weeks."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest

from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from constraints.settings import grid_of
from scenarios.load import load
from scenarios.plan import Plan
from solver.cpsat import Search
from solver.formulations.ideas import IDEAS, WITHOUT, Idea
from solver.formulations.objective import Asked, Fold, fold_of
from solver.formulations.patterns import Patterns
from solver.formulations.slots import Slots
from solver.options import Options
from solver.parameters import TUNED
from solver.prepared import prepare
from solver.week import solve_week

ROOT = Path(__file__).parents[2]
STORED = sorted((ROOT / "benchmarks" / "weeks").glob("*.yaml"))
TEXTBOOK = "num_workers:1 random_seed:1 catch_sigint_signal:false"


def optimum(path: Path, formulation: Callable[[Asked, Fold], Patterns | Slots], parameters: str) -> tuple[int, int]:
    """(folded objective without the tie-break, number of sessions placed)."""
    instance, rules = prepare(load(path).scenario)
    grid = grid_of(instance, rules)
    fold = fold_of(grid)
    model = formulation(grid, fold)
    outcome = Search(parameters).run(model.model)
    assert outcome.status == "optimal", path.name
    assert outcome.bound == outcome.objective, path.name
    return outcome.objective // fold.scale, sum(bits.bit_count() for bits in model.taken(outcome.values).values())


def test_there_are_at_least_a_hundred_stored_weeks() -> None:
    assert len(STORED) >= 100


@pytest.mark.parametrize("path", STORED[::8], ids=lambda path: path.stem)
def test_formulations_agree(path: Path) -> None:
    assert optimum(path, Patterns, TUNED) == optimum(path, Slots, TEXTBOOK)


@pytest.mark.parametrize("path", [STORED[3], STORED[41], STORED[57], STORED[89]], ids=lambda path: path.stem)
@pytest.mark.parametrize("idea", IDEAS)
def test_an_idea_taken_out_changes_no_optimum(path: Path, idea: Idea) -> None:
    ours = optimum(path, Patterns, TUNED)
    assert optimum(path, partial(Patterns, ideas=WITHOUT[idea]), TUNED) == ours


class LiftsAndDoesNot(HardRule):
    """On the third day, something stands and nothing does."""

    name: ClassVar[str] = "lifts_and_does_not"

    def build(self, grid: Grid) -> None:
        anything = grid.any_of([cell for cell in grid.open_cells if cell.day == grid.days()[2].index])
        grid.at_least([(1, anything)], 1)
        grid.at_most([(1, anything)], 0)

    def check(self, plan: Plan) -> Iterator[Violation]:
        yield self.broken("nothing keeps this", plan.instance.days[2].index)

    def sentence(self) -> str:
        return "something and nothing"


@pytest.mark.parametrize("path", [STORED[24], STORED[57]], ids=lambda path: path.stem)
@pytest.mark.parametrize("idea", [None, *IDEAS])
def test_a_day_that_allows_nothing_makes_a_week_infeasible(path: Path, idea: Idea | None) -> None:
    instance, rules = prepare(load(path).scenario)
    result = solve_week(instance, (*rules, LiftsAndDoesNot()), Options(without=idea))
    assert result.status == "infeasible"


def test_the_chain_sees_before_any_search_what_flows_by_themselves_do_not() -> None:
    instance, rules = prepare(load(STORED[88]).scenario)
    grid = grid_of(instance, rules)
    fold = fold_of(grid)
    root = f"{TUNED} stop_after_root_propagation:true"
    chain = Search(root).run(Patterns(grid, fold).model).bound
    flows = Search(root).run(Patterns(grid, fold, ideas=WITHOUT["day chain"]).model).bound
    assert chain == Search(TUNED).run(Patterns(grid, fold).model).objective
    assert flows <= chain - 4 * fold.scale


@pytest.mark.campaign
@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_formulations_agree_on_every_stored_week(path: Path) -> None:
    assert optimum(path, Patterns, TUNED) == optimum(path, Slots, TEXTBOOK)
