"""Tiers and points in one integer: nothing is lost, the order is the tiers', and nothing runs over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constraints.base.statement import Event, Points
from constraints.settings import grid_of
from scenarios.schema import WEEKDAYS, Scenario
from scenarios.sessions import TIERS, Tier
from solver.cpsat import Model, Search
from solver.defect import Defect
from solver.formulations.objective import Fold, fold_of
from solver.parameters import EXACT
from solver.prepared import prepare
from solver.season.joins import WeekPart, cut


@dataclass(frozen=True)
class Cost:
    """What a plan leaves out and its points."""

    key: int
    easy: int
    strength: int
    points: int

    def folded(self, fold: Fold) -> int:
        return fold.folded(self.left_out(), self.points)

    def left_out(self) -> dict[Tier, int]:
        return {"key": self.key, "easy": self.easy, "strength": self.strength}

    def order(self) -> tuple[int, ...]:
        return (self.key, self.easy, self.strength, self.points)

    def plus(self, other: Cost) -> Cost:
        return Cost(*(mine + theirs for mine, theirs in zip(self.order(), other.order(), strict=True)))


@cache
def week(points: int) -> WeekPart:
    """A week that asks for 3 key runs, 2 easy ones and 4 lifts, and can cost so many points."""
    said = {
        "start": "2026-11-30",
        "available": {day: {"morning": 60, "evening": 60} for day in WEEKDAYS},
        "runs": [{"type": "tempo", "times": 3}, {"type": "easy", "times": 2}],
        "strength": {"focus": ["full", "upper", "lower", "full"]},
    }
    (part,) = cut(grid_of(*prepare(Scenario.model_validate(said)))).parts
    return replace(part, statements=(Points("dear", points, (Event(0, 1),)),))


costs = st.builds(Cost, st.integers(0, 3), st.integers(0, 2), st.integers(0, 4), st.integers(0, 10**12))


@given(costs, costs)
def test_the_order_is_that_of_the_tiers_and_nothing_is_lost(one: Cost, other: Cost) -> None:
    fold = fold_of(week(10**12), earliest=False)
    assert (one.folded(fold) < other.folded(fold)) == (one.order() < other.order())
    assert fold.apart(one.folded(fold)) == (one.left_out(), one.points)
    assert max(one.folded(fold), other.folded(fold)) < fold.never


@given(costs, costs)
def test_what_weeks_cost_adds_up_in_the_fold_of_them_all(one: Cost, other: Cost) -> None:
    part = week(10**12)
    both = replace(part, statements=2 * part.statements, demands=2 * part.demands)
    fold = fold_of(both, earliest=False)
    together = one.plus(other)
    assert fold.apart(one.folded(fold) + other.folded(fold)) == (together.left_out(), together.points)


@pytest.mark.parametrize("cost", [Cost(3, 2, 4, 8), Cost(0, 0, 5, 0), Cost(0, 3, 0, 0), Cost(4, 0, 0, 0)])
def test_more_than_the_grid_can_cost_is_a_defect(cost: Cost) -> None:
    fold = fold_of(week(7))
    assert fold.apart(Cost(3, 2, 4, 7).folded(fold)) == ({"key": 3, "easy": 2, "strength": 4}, 7)
    with pytest.raises(Defect, match="more than a grid"):
        cost.folded(fold)


def test_ties_are_not_broken_where_the_solver_could_not_tell_the_objective() -> None:
    fold, dear = fold_of(week(7)), fold_of(week(EXACT // 200))
    assert (fold.scale > 1, dear.scale, set(dear.lateness.values())) == (True, 1, {0})
    assert set(dear.lateness) == set(fold.lateness)
    assert [dear.weights[tier] > dear.scale for tier in TIERS] == [True] * 3


@pytest.mark.parametrize(("objective", "told"), [(EXACT, True), (EXACT + 2, False)])
def test_an_objective_too_large_to_be_told_is_a_defect(objective: int, *, told: bool) -> None:
    model = Model()
    model.minimize([(objective, model.integer(1, 1))])
    if told:
        assert Search("num_workers:1").run(model).objective == objective
    else:
        with pytest.raises(Defect, match="too large"):
            Search("num_workers:1").run(model)
