"""The bound holds at any prices, a lesson at any others; GLOP's duals are what a row's limit is worth."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from solver.glop import LinearProgram
from solver.gym.ask import UNIT, Ask, Said
from solver.gym.gym_week import Wish, grouped
from solver.gym.menu import Menu
from solver.gym.prices import Prices, proven, tier_bound
from solver.gym.share import Sharing
from solver.gym.tiers import NOTHING, Weights

Make = Callable[..., Any]


def menu_of(club: Any, name: str, most: int, prices: tuple[int, ...] | None = None) -> Menu:
    menu = Menu(name)
    ask = Ask(name, club.slots, prices or (0,) * len(club.slots), most)
    menu.learn(ask, club.answers([ask])[0])
    return menu


@pytest.mark.parametrize("seed", range(3))
def test_sets_cost_what_the_best_week_with_them_costs(made: Make, seed: int) -> None:
    club = made(1, seed)
    menu = menu_of(club, "m0", 100)
    assert menu.complete
    assert menu.stands is not None
    for mask, points in menu.sets.items():
        key, easy, left_out, least = club.cost("m0", mask)
        assert (key, easy) == (menu.stands.key, menu.stands.easy)
        # the best week with these places at most may do without some of them
        assert (left_out, least) <= (menu.left_out(mask), points)
    best = min((menu.left_out(mask), points) for mask, points in menu.sets.items())
    assert best == (menu.stands.left_out, menu.stands.points) == club.cost("m0", 15)[2:]


@pytest.mark.parametrize("seed", range(6))
def test_a_lesson_holds_at_other_prices(made: Make, seed: int) -> None:
    club, dice = made(1, seed), random.Random(seed)
    full = menu_of(club, "m0", 100)
    asked = tuple(dice.randrange(-20, 60) * UNIT for _ in club.slots)
    few = menu_of(club, "m0", 2, asked)
    for _ in range(20):
        prices = tuple(dice.randrange(-20, 60) * UNIT for _ in club.slots)
        low = few.others(prices, Weights())
        rest = [full.cost(mask, prices, Weights(), None) for mask in full.sets if mask not in few.sets]
        if low is None:
            assert rest == []
        else:
            assert all(low <= cost for cost in rest)


@pytest.mark.parametrize("seed", range(2))
def test_no_prices_prove_too_much(made: Make, seed: int) -> None:
    club, dice = made(3, seed), random.Random(seed)
    places, wishes = [1, 1, 0, 1], (Wish("with", 0, 1), Wish("never", 1, 2))
    best = club.joint(places, wishes, 5)
    week = club.week(places, wishes, 5)
    sharing = Sharing(week, club.answers)
    sharing.run()
    groups, links = grouped(week, sharing.menus)
    settled = NOTHING._replace(left_out=best[0], wishes=best[1], beyond=best[2])
    worst = sum(group.menu.stands.worst for group in groups if group.menu.stands)
    for _ in range(50):
        slots = tuple(dice.randrange(0, 40) * UNIT for _ in club.slots)
        ties = {(n, slot): dice.randrange(0, 9) * UNIT for n in range(2) for slot in range(4) if dice.random() < 0.5}
        weights = Weights(*(dice.randrange(0, 50) * UNIT for _ in range(3)))
        proof = proven(week, groups, links, Prices(3, settled, weights, slots, ties))
        assert tier_bound(proof, worst) <= best[3]
        first = Prices(0, NOTHING, Weights(left_out=1000 * UNIT), slots, ties)
        assert tier_bound(proven(week, groups, links, first), worst) <= best[0]


def test_an_answer_goes_through_the_journal_unchanged(made: Make) -> None:
    club = made(1, 1)
    said = club.answers([Ask("m0", club.slots, (0,) * 4, 3)])[0]
    assert Said.from_json(said.as_json()) == said
    assert Said.from_json(Said(None, (), None).as_json()) == Said(None, (), None)


def test_an_answer_does_not_depend_on_what_was_asked_before(made: Make) -> None:
    one, other = made(1, 2), made(1, 2)
    asks = [Ask("m0", one.slots, (n * UNIT, 0, -n * UNIT, 5), 3) for n in range(4)]
    assert one.answers(asks) == [other.answers([ask])[0] for ask in reversed(asks)][::-1]


def test_duals_are_what_a_limit_is_worth() -> None:
    program = LinearProgram()
    row = program.row(None, 3)
    program.column(-2.0, [(row, 1.0)], 10)
    program.column(-1.0, [(row, 1.0)])
    found = program.solve()
    assert found is not None
    assert (found.cost, found.values, found.duals) == (-6.0, (3.0, 0.0), (-2.0,))


def test_a_program_that_cannot_be_has_no_answer() -> None:
    program = LinearProgram()
    row = program.row(2, 3)
    program.column(1.0, [(row, 1.0)], 1)
    assert program.solve() is None
