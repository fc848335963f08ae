"""A staircase stated by its steps costs what the flow from rows to columns does, in the relaxation as well."""

import random
from collections.abc import Mapping, Sequence
from itertools import chain, product

import pytest

from solver.cpsat import LinearTerm, Model, Search
from solver.formulations.day_pairs import Price
from solver.formulations.staircase import state_flow, state_steps
from solver.glop import LinearProgram

PLAIN = "num_workers:1 catch_sigint_signal:false"
Sides = tuple[dict[int, Sequence[int]], dict[int, Sequence[int]]]


def staircase(rng: random.Random, price: Price) -> list[list[Price]]:
    """Four rows of five columns; the set each row charges is part of those of the rows above its height."""
    order = rng.sample(range(5), 5)
    return [[price if order[j] < height else 0 for j in range(5)] for height in (rng.randrange(6) for _ in range(4))]


def side_by_side(rng: random.Random, prices: Sequence[Price]) -> list[list[Price]]:
    """A staircase for each price, on rows and columns of its own; a row and a column may be on none."""
    own_row, own_column = (rng.choices(range(len(prices) + 1), k=count) for count in (4, 5))
    found: list[list[Price]] = [[0] * 5 for _ in range(4)]
    for number, price in enumerate(prices):
        for i, line in enumerate(staircase(rng, price)):
            for j, charged in enumerate(line):
                if own_row[i] == own_column[j] == number:
                    found[i][j] = charged
    return found


def sides(model: Model) -> Sides:
    """Two Booleans for each row and column but the last, which has none."""
    return {i: model.booleans(2) for i in range(3)}, {j: model.booleans(2) for j in range(4)}


def relaxed(model: Model, costs: Sequence[LinearTerm], fixed: Mapping[int, float]) -> float | None:
    """The least that the costs come to when variables need not be whole, and some are given."""
    program = LinearProgram()
    parts: list[list[tuple[int, float]]] = [[] for _ in range(model.size)]
    for constraint in model.proto.constraints:
        low, high = constraint.linear.domain
        row = program.row(low if low > -99 else None, high if high < 99 else None)
        for variable, coefficient in zip(constraint.linear.vars, constraint.linear.coeffs, strict=True):
            parts[variable].append((row, coefficient))
    for variable, value in fixed.items():
        parts[variable].append((program.row(value, value), 1))
    prices = {variable: price for price, variable in costs}
    for variable, own in enumerate(parts):
        program.column(prices.get(variable, 0), own, 1)
    found = program.solve()
    return None if found is None else found.cost


def shares(rng: random.Random, count: int) -> list[float]:
    """Twelfths that add up to one."""
    cuts = sorted(rng.choices(range(13), k=count - 1))
    return [(b - a) / 12 for a, b in zip([0, *cuts], [*cuts, 12], strict=True)]


def assert_as_tight_as_the_flow(prices: list[list[Price]], rng: random.Random) -> None:
    left, right = shares(rng, 6), shares(rng, 8)
    found = []
    for state in (state_flow, state_steps):
        model = Model()
        rows, columns = sides(model)
        costs = state(model, prices, [(rows, columns)], 10)
        fixed = dict(zip(chain.from_iterable(rows.values()), left, strict=True))
        fixed |= dict(zip(chain.from_iterable(columns.values()), right, strict=True))
        found.append(relaxed(model, costs, fixed))
    assert found[0] == (found[1] if found[1] is None else pytest.approx(found[1], abs=1e-6))


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("price", [4, None])
def test_the_relaxation_of_the_steps_is_that_of_the_flow(seed: int, price: Price) -> None:
    rng = random.Random(seed)
    assert_as_tight_as_the_flow(staircase(rng, price), rng)


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("several", [(4, 2), (4, 4), (2, None), (3, 2, 4)], ids=str)
def test_so_is_that_of_staircases_side_by_side(seed: int, several: Sequence[Price]) -> None:
    rng = random.Random(f"side by side {seed}")
    assert_as_tight_as_the_flow(side_by_side(rng, several), rng)


def test_staircases_side_by_side_need_a_boolean_each() -> None:
    model = Model()
    rows, columns = sides(model)
    size = model.size
    costs = state_steps(model, [[0, 4, 4, 0], [0, 0, 4, 0], [2, 0, 0, 0]], [(rows, columns)], 10)
    assert (model.size - size, sorted(price for price, _ in costs), len(model.proto.constraints)) == (2, [20, 40], 3)


@pytest.mark.parametrize("price", [4, None])
def test_every_field_costs_its_price(price: Price) -> None:
    prices = staircase(random.Random("fields"), price)
    for i, j in product(range(3), range(4)):
        model = Model()
        rows, columns = sides(model)
        taken = rows[i][0], columns[j][1]
        for literals in (rows, columns):
            model.exactly_one([literal for own in literals.values() for literal in own])
        for literal in taken:
            model.clause([literal])
        model.minimize(state_steps(model, prices, [(rows, columns)], 10))
        outcome = Search(PLAIN).run(model)
        expected = prices[i][j]
        assert outcome.status == ("infeasible" if expected is None else "optimal")
        assert expected is None or outcome.objective == 10 * expected


def test_rows_that_charge_nothing_ask_for_nothing() -> None:
    model = Model()
    rows, columns = sides(model)
    size = model.size
    assert not state_steps(model, [[0, 4, 4], [0, 0, 4], [0, 0, 0]], [({2: rows[0]}, columns)], 10)
    assert not state_steps(model, [[0, 4, 4], [0, 0, 4], [0, 0, 0]], [(rows, {0: columns[0]})], 10)
    assert (model.size, len(model.proto.constraints)) == (size, 0)


def test_of_a_step_the_side_with_fewer_variables_is_stated() -> None:
    model = Model()
    rows, columns = {0: model.booleans(9), 1: model.booleans(1)}, {0: model.booleans(9), 1: model.booleans(1)}
    state_steps(model, [[0, 4], [0, 0]], [(rows, columns)], 10)
    (step,) = model.proto.constraints
    assert list(step.linear.vars) == [*columns[1], *rows[1], model.size - 1]
    assert list(step.linear.coeffs) == [1, -1, -1]


@pytest.mark.parametrize(
    "prices",
    [[[0, 3], [0, 4]], [[0, 3], [0, None]], [[3, 3, 0], [0, 3, 3]], [[3, 3], [0, 4]], [[3, 0], [4, 3]]],
    ids=str,
)
def test_what_is_no_staircase_stays_a_flow(prices: list[list[Price]]) -> None:
    sizes = []
    for state in (state_flow, state_steps):
        model = Model()
        literals = {i: model.booleans(1) for i in range(2)}, {j: model.booleans(1) for j in range(len(prices[0]))}
        state(model, prices, [literals], 10)
        sizes.append((model.size, len(model.proto.constraints)))
    assert sizes[0] == sizes[1]
