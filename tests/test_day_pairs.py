"""A table of two days costs what it says, field by field, and its relaxation no less than the cheapest way between."""

import random

import pytest

from constraints.base.statement import PointsPerUnit
from solver.cpsat import Model, Search
from solver.formulations.day_pairs import Meeting, Side, state_table, table_of
from solver.formulations.day_patterns import Pattern
from solver.formulations.peaks import state_peak

PLAIN = "num_workers:1 catch_sigint_signal:false"


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
                literals = [model.boolean() for _ in roles]
                model.exactly_one(literals)
                model.clause([literals[taken]])
                sides.append(Side(roles, literals))
            model.minimize(state_table(model, table_of(found, *sides), 10))
            outcome = Search(PLAIN).run(model)
            expected = price(found, earlier[left], later[right])
            if expected is None:
                assert outcome.status == "infeasible"
            else:
                assert (outcome.status, outcome.objective) == ("optimal", 10 * expected)


def test_patterns_alike_in_every_meeting_share_a_row() -> None:
    found = [Meeting(1, 1, 4), Meeting(2, 1, 4)]
    table = table_of(found, Side([0, 1, 2, 3, 4], [10, 11, 12, 13, 14]), Side([0, 1, 2], [20, 21, 22]))
    assert table.rows == [[10, 14], [11, 12], [13]]
    assert table.columns == [[20, 22], [21]]
    assert table.prices == [[0, 0], [0, 4], [0, 8]]
    assert table.fields == [(1, 1), (2, 1)]


def test_the_peak_is_the_largest_day() -> None:
    counts = ((0, 3, 5), (0, 4), (1, 2, 7))
    for chosen in ((0, 0, 0), (1, 0, 0), (2, 1, 1), (0, 1, 2), (2, 0, 2)):
        model = Model()
        days = []
        for day, taken in zip(counts, chosen, strict=True):
            literals = [model.boolean() for _ in day]
            model.exactly_one(literals)
            model.clause([literals[taken]])
            days.append([(n, Pattern(0, (), 0, 0, 0, ()), literal) for n, literal in zip(day, literals, strict=True)])
        statement = PointsPerUnit("even_load", 3, ((), ()), over=2, unit=2)
        model.minimize(state_peak(model, statement, days, 10))
        largest = max(day[taken] for day, taken in zip(counts, chosen, strict=True))
        assert Search(PLAIN).run(model).objective == 10 * 3 * -(-max(0, largest - 2) // 2)
