"""What two days cost each other: a table costs what it says, field by field, however days in a row are stated."""

import itertools
import random
from collections.abc import Callable, Sequence

import pytest

from solver.cpsat import Model, Search
from solver.formulations.alike import Listed
from solver.formulations.by_days import ByDays
from solver.formulations.day import Day
from solver.formulations.day_chain import state_chain, state_chain_of_flows, state_flows, state_products
from solver.formulations.day_pairs import Meeting, state_table, table_of
from solver.formulations.day_patterns import Pattern
from solver.formulations.day_shape import Shape
from solver.formulations.peaks import Peak, state_largest, state_peak

PLAIN = "num_workers:1 catch_sigint_signal:false"
Stated = Callable[..., list[tuple[int, int]]]
EVERY_WAY = pytest.mark.parametrize("state", [state_products, state_flows, state_chain_of_flows, state_chain])


def random_meetings(rng: random.Random) -> tuple[list[Meeting], list[int], list[int]]:
    found = [
        Meeting(1 << rng.randrange(3), 1 << rng.randrange(3) | rng.choice((0, 1)), rng.choice((None, 1, 2, 5)))
        for _ in range(rng.randrange(1, 7))
    ]
    return found, [rng.randrange(8) for _ in range(5)], [rng.randrange(8) for _ in range(6)]


def price(found: list[Meeting], roles: int, later: int) -> int | None:
    charged = [m.points for m in found if roles & m.earlier == m.earlier and later & m.later == m.later]
    return None if None in charged else sum(points or 0 for points in charged)


@pytest.mark.parametrize("seed", range(30))
def test_every_two_patterns_cost_what_is_stated_of_them(seed: int) -> None:
    found, earlier, later = random_meetings(random.Random(seed))
    for left in range(len(earlier)):
        for right in range(len(later)):
            model = Model()
            sides = []
            for roles, taken in ((earlier, left), (later, right)):
                literals = model.booleans(len(roles))
                model.exactly_one(literals)
                model.clause([literals[taken]])
                sides.append(literals)
            model.minimize(state_table(model, table_of(found, earlier, later), (sides[0], sides[1]), 10))
            outcome = Search(PLAIN).run(model)
            expected = price(found, earlier[left], later[right])
            if expected is None:
                assert outcome.status == "infeasible"
            else:
                assert (outcome.status, outcome.objective) == ("optimal", 10 * expected)


def test_patterns_alike_in_every_meeting_share_a_row() -> None:
    table = table_of([Meeting(1, 1, 4), Meeting(2, 1, 4)], [0, 1, 2, 3, 4], [0, 1, 2])
    assert table.rows == [0, 1, 1, 2, 0]
    assert table.columns == [0, 1, 0]
    assert table.prices == [[0, 0], [0, 4], [0, 8]]
    assert table.fields == [(1, 1), (2, 1)]


def chain(rng: random.Random, model: Model) -> tuple[ByDays, dict[int, Day]]:
    """Seven days of three to five patterns each, and random prices and bans of days one, two, or any number apart."""
    days: dict[int, Day] = {}
    for index in range(7):
        shape = Shape({}, {}, roles={(1 << place, False): place for place in range(3)})
        patterns = [Pattern(0, (), 0, 0, rng.randrange(8), ()) for _ in range(rng.randrange(3, 6))]
        literals = model.booleans(len(patterns))
        model.exactly_one(literals)
        days[index] = Day(shape, Listed(patterns, [()] * len(patterns), [()] * len(patterns)), literals)
    asked = ByDays({index: day.shape for index, day in days.items()})
    for _ in range(rng.randrange(4, 16)):
        first = rng.randrange(7)
        apart = rng.choice((1, 1, 2, 2, 3))
        earlier, later = sorted((first, (first + apart) % 7))
        one, other = (((1 << rng.randrange(3), False),) for _ in range(2))
        asked.meetings.setdefault((earlier, later), {})[one, other] = rng.choice((None, 1, 2, 5))
    return asked, days


def cost_of(asked: ByDays, days: dict[int, Day], roles: Sequence[int]) -> int | None:
    """What a choice of patterns, by their roles, costs (None: forbidden)."""
    charged = [
        points
        for (earlier, later), together in asked.meetings.items()
        for (one, other), points in together.items()
        if roles[earlier] & days[earlier].roles(one) and roles[later] & days[later].roles(other)
    ]
    return None if None in charged else sum(points or 0 for points in charged)


@EVERY_WAY
@pytest.mark.parametrize("seed", range(16))
def test_days_in_a_row_cost_the_least_that_any_choice_of_patterns_does(seed: int, state: Stated) -> None:
    model = Model()
    asked, days = chain(random.Random(f"chain {seed}"), model)
    model.minimize(state(model, asked, days, 10))
    choices = itertools.product(*({pattern.roles for pattern in day.patterns} for day in days.values()))
    possible = [cost for roles in choices if (cost := cost_of(asked, days, roles)) is not None]
    outcome = Search(PLAIN).run(model)
    if possible:
        assert (outcome.status, outcome.objective) == ("optimal", 10 * min(possible))
    else:
        assert outcome.status == "infeasible"


@EVERY_WAY
@pytest.mark.parametrize("seed", range(24))
def test_any_one_choice_of_patterns_costs_what_is_stated_of_it(seed: int, state: Stated) -> None:
    rng = random.Random(f"one choice {seed}")
    model = Model()
    asked, days = chain(rng, model)
    roles = []
    for day in days.values():
        taken = rng.randrange(len(day.patterns))
        model.clause([day.literals[taken]])
        roles.append(day.patterns[taken].roles)
    model.minimize(state(model, asked, days, 10))
    outcome = Search(PLAIN).run(model)
    expected = cost_of(asked, days, roles)
    assert outcome.status == ("infeasible" if expected is None else "optimal")
    assert expected is None or outcome.objective == 10 * expected


@pytest.mark.parametrize("state", [state_peak, state_largest])
def test_the_peak_is_the_largest_day(state: Callable[..., Peak]) -> None:
    units = ((0, 1, 2), (0, 1), (0, 0, 3))
    for chosen in ((0, 0, 0), (1, 0, 0), (2, 1, 1), (0, 1, 2), (2, 0, 2)):
        model = Model()
        days = []
        for day, taken in zip(units, chosen, strict=True):
            literals = model.booleans(len(day))
            model.exactly_one(literals)
            model.clause([literals[taken]])
            days.append([(n, (), literal) for n, literal in zip(day, literals, strict=True)])
        model.minimize(state(model, days, 30).costs)
        largest = max(day[taken] for day, taken in zip(units, chosen, strict=True))
        assert Search(PLAIN).run(model).objective == 30 * largest
