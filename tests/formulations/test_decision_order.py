"""Patterns that hold most stand first, which changes the order of decisions and nothing else."""

from pathlib import Path

import pytest

from constraints.settings import grid_of
from scenarios.load import load
from solver.formulations.ideas import ALL, WITHOUT, Ideas
from solver.formulations.objective import fold_of
from solver.formulations.patterns import Patterns
from solver.prepared import prepare

WEEKS = Path(__file__).parents[2] / "benchmarks" / "weeks"


def patterns(ideas: Ideas, week: str = "week_029") -> Patterns:
    """The model of a stored week."""
    instance, rules = prepare(load(WEEKS / f"{week}.yaml").scenario)
    grid = grid_of(instance, rules)
    return Patterns(grid, fold_of(grid), ideas=ideas)


def sizes(model: Patterns) -> list[list[int]]:
    """By day, the number of sessions of each pattern, in the order of the variables."""
    return [
        [len(held) for _, held in sorted(zip(day.literals, day.held, strict=True), key=lambda both: both[0])]
        for day in model.days.values()
    ]


@pytest.mark.parametrize("week", ["week_000", "week_029", "week_073"])
def test_of_a_day_what_holds_most_stands_first(week: str) -> None:
    for day in sizes(patterns(ALL, week)):
        assert day == sorted(day, reverse=True)


def test_as_listed_the_empty_day_comes_first() -> None:
    assert all(day[0] == 0 for day in sizes(patterns(WITHOUT["decision order"])))


def test_each_pattern_keeps_a_literal_of_its_own_and_what_is_left_out_comes_before_all() -> None:
    model = patterns(ALL)
    literals = [literal for day in model.days.values() for literal in day.literals]
    assert len(set(literals)) == len(literals)
    left = [variable for place in range(len(model._demands)) for _, variable in model.left_out(place)[0]]
    assert max(left) < min(literals)


def test_the_order_changes_what_comes_first_and_nothing_else() -> None:
    ours, listed = patterns(ALL), patterns(WITHOUT["decision order"])
    assert ours.model.size == listed.model.size
    for one, other in zip(ours.days.values(), listed.days.values(), strict=True):
        assert one.patterns == other.patterns
        assert set(one.literals) == set(other.literals)
        assert list(one.literals) != list(other.literals)
