"""More sessions than days: the largest day is no less than one that holds two, whatever else a plan does."""

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constraints.settings import grid_of
from scenarios.load import load
from solver.cpsat import Model, Search
from solver.formulations.alike import Kind, Listed
from solver.formulations.day import Day
from solver.formulations.day_shape import Shape
from solver.formulations.doubled_days import FreeDays, Largest, free_days, state_doubled
from solver.formulations.ideas import ALL, WITHOUT
from solver.formulations.objective import fold_of
from solver.formulations.patterns import Patterns
from solver.parameters import TUNED
from solver.prepared import prepare

WEEKS = Path(__file__).parents[2] / "benchmarks" / "weeks"
KINDS = (Kind((0,), 1), Kind((1,), 1), Kind((2,), 2))


class Week:
    """Days of patterns that hold some of three kinds, of which those of the third number two, and weigh ``units``."""

    def __init__(self, days: Sequence[Sequence[tuple[tuple[int, ...], int]]], wished: int) -> None:
        self.model = Model()
        self.left = [self.model.integer(0, kind.count) for kind in KINDS]
        self.days: list[Day] = []
        for patterns in days:
            held = [[KINDS[place] for place in holds] for holds, _ in patterns]
            self.days.append(Day(Shape({}, {}), Listed((), held, ()), self.model.booleans(len(patterns))))
        loaded = [
            [(units, held, literal) for (_, units), held, literal in zip(patterns, day.held, day.literals, strict=True)]
            for patterns, day in zip(days, self.days, strict=True)
        ]
        levels = sorted({units for patterns in days for _, units in patterns if units})
        self.reached = dict(zip(levels, self.model.booleans(len(levels)), strict=True))
        self.short = self.model.integer(0, wished)
        self.free = {literal for day in loaded for _, held, literal in day if not held}
        self.wished = wished
        wish = FreeDays(self.free, wished, self.short)
        state_doubled(self.model, self.days, self.left, [wish], [Largest(loaded, self.reached)])

    def rows(self) -> list[tuple[dict[int, int], int]]:
        """What was stated: coefficients by variable, and the least their sum may be."""
        rows = [constraint.linear for constraint in self.model.proto.constraints]
        return [(dict(zip(row.vars, row.coeffs, strict=True)), row.domain[0]) for row in rows]


DAYS = st.lists(
    st.lists(st.tuples(st.lists(st.integers(0, 2), max_size=3).map(tuple), st.integers(0, 3)), min_size=1, max_size=4),
    min_size=1,
    max_size=4,
)


@given(DAYS, st.integers(1, 3))
def test_no_plan_is_lost(days: list[list[tuple[tuple[int, ...], int]]], wished: int) -> None:
    week = Week(days, wished)
    for chosen in itertools.product(*(range(len(patterns)) for patterns in days)):
        held = [place for patterns, own in zip(days, chosen, strict=True) for place in patterns[own][0]]
        if any(held.count(place) > kind.count for place, kind in enumerate(KINDS)):
            continue
        largest = max(patterns[own][1] for patterns, own in zip(days, chosen, strict=True))
        values = {day.literals[own]: 1 for day, own in zip(week.days, chosen, strict=True)}
        free = sum(literal in week.free for literal in values)
        values |= {week.left[place]: kind.count - held.count(place) for place, kind in enumerate(KINDS)}
        values |= {boolean: int(level <= largest) for level, boolean in week.reached.items()}
        values[week.short] = max(0, wished - free)
        for coefficients, least in week.rows():
            assert sum(weight * values.get(variable, 0) for variable, weight in coefficients.items()) >= least


def test_four_sessions_on_the_three_days_that_are_not_wished_free_reach_the_level_of_the_lightest_two() -> None:
    patterns = [((), 0), ((0,), 0), ((1,), 0), ((2,), 0), ((0, 2), 2), ((1, 2), 3)]
    week = Week([patterns] * 4, 1)
    [low, high] = week.rows()
    assert low == ({**dict.fromkeys(week.left, 1), week.short: 1, week.reached[2]: 1}, 1)
    lighter = {day.literals[4]: 1 for day in week.days}
    assert high == ({**dict.fromkeys(week.left, 1), week.short: 1, week.reached[3]: 1, **lighter}, 1)


def test_four_sessions_on_the_four_days_that_are_not_wished_free_ask_for_nothing() -> None:
    patterns = [((), 0), ((0,), 0), ((1,), 0), ((2,), 0), ((0, 2), 2), ((1, 2), 3)]
    assert not Week([patterns] * 5, 1).rows()


def test_a_count_of_days_is_a_wish_for_free_days_and_no_other_is() -> None:
    assert free_days([(-1, 4), (-1, 6)], -2, 9) == [FreeDays({4, 6}, 2, 9)]
    assert not free_days([(-1, 4), (-2, 6)], -2, 9)
    assert not free_days([(1, 4), (1, 6)], 2, 9)


@pytest.mark.parametrize("week", ["week_022", "week_078", "week_094"])
def test_the_bound_before_any_conflict_is_higher(week: str) -> None:
    instance, rules = prepare(load(WEEKS / f"{week}.yaml").scenario)
    grid = grid_of(instance, rules)
    fold = fold_of(grid)
    ours, without = (
        Search(f"{TUNED} max_number_of_conflicts:0").run(Patterns(grid, fold, ideas=ideas).model).bound
        for ideas in (ALL, WITHOUT["doubled days"])
    )
    assert ours > without + fold.scale
