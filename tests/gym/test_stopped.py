"""Stopped at any moment after the first answers, sharing a gym gives a plan that keeps to the places, and its gap."""

import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from solver.cpsat import Model, Outcome
from solver.gym.allocation import Allocation
from solver.gym.ask import Ask, Said
from solver.gym.gym_week import Wish
from solver.gym.priced_week import PricedWeek
from solver.gym.share import Sharing

Make = Callable[..., Any]


def answering(club: Any, turns: int) -> Callable[[Sequence[Ask]], list[Said] | None]:
    """A club that answers so many times, and is told to stop then."""
    left = iter(range(turns))
    return lambda asks: None if next(left, None) is None else club.answers(asks)


@pytest.mark.parametrize("seed", [2, 5])
def test_a_stopped_search_has_a_plan(made: Make, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # one set at a time, so that there is something to ask for later
    monkeypatch.setattr("solver.gym.share.AT_FIRST", 1)
    monkeypatch.setattr("solver.gym.share.LATER", 1)
    club, dice = made(4, seed), random.Random(seed)
    places, wishes = [dice.choice((0, 1, 1)) for _ in club.slots], (Wish("never", 0, 1), Wish("with", 2, 3))
    best, left = club.joint(places, wishes, 5), 0
    answer: Allocation | None = None
    while answer is None or answer.interrupted:
        sharing = Sharing(club.week(places, wishes, 5), answering(club, left))
        answer = sharing.run()
        assert (answer is None) == (left == 0)
        if answer is not None:
            assert answer.totals >= best
            assert answer.bound <= best
            assert answer.gap is None or answer.totals[:3] == best[:3]
            assert all(mask is not None for mask in answer.sets)
            for slot, held in enumerate(places):
                assert sum(mask >> slot & 1 for mask in answer.sets if mask is not None) <= held
        left += 1
    assert left > 2
    assert answer.totals == best


def test_the_set_of_no_slot_is_known_though_its_search_finds_nothing(
    made: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    club = made(1, 1)
    week, found = PricedWeek(club.members["m0"], (), club.slots), list[Outcome]()
    search = week._search

    def first_only(model: Model) -> Outcome:
        found.append(search(model) if not found else Outcome("unknown", (), 0, 0, 0.0))
        return found[-1]

    monkeypatch.setattr(PricedWeek, "_search", lambda _, model: first_only(model))
    ask = Ask("m0", club.slots, (0,) * len(club.slots), 3)
    said = week.answer(ask)
    monkeypatch.undo()
    whole = dict(week.answer(ask).sets)
    assert len(found) == 3
    assert 0 in dict(said.sets)
    assert dict(said.sets)[0] >= whole[0]
