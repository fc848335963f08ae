"""Small clubs with a gym: members made by dice, their weeks asked in this process."""

import itertools
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from constraints.base.rule import Rule
from constraints.settings import rules_from
from scenarios.instance import Instance, instance_of
from scenarios.schema import Scenario
from solver.gym.allocation import Allocation
from solver.gym.ask import Ask, Said
from solver.gym.gym_week import GymWeek, Wish
from solver.gym.only_there import DaySlot, LiftsOnlyThere
from solver.gym.priced_week import PricedWeek
from solver.gym.share import Sharing
from solver.options import Options
from solver.week import solve_week

SLOTS: tuple[DaySlot, ...] = ((0, "evening"), (2, "morning"), (2, "evening"), (4, "evening"))
RULES = rules_from({})
Totals = tuple[int, int, int, int]


class Club:
    """Members by name, each an instance; they lift in the gym's ``slots`` only."""

    def __init__(
        self, members: Mapping[str, Instance], slots: tuple[DaySlot, ...] = SLOTS, rules: tuple[Rule, ...] = RULES
    ) -> None:
        self.members = members
        self.slots = slots
        self.rules = rules
        self.asked: list[Ask] = []
        self._weeks: dict[str, PricedWeek] = {}
        self._costs: dict[tuple[str, int], tuple[int, int, int, int] | None] = {}

    def answers(self, asks: Sequence[Ask]) -> list[Said]:
        """What the members' weeks answer."""
        self.asked += asks
        for ask in asks:
            if ask.question not in self._weeks:
                self._weeks[ask.question] = PricedWeek(self.members[ask.question], self.rules, self.slots)
        return [self._weeks[ask.question].answer(ask) for ask in asks]

    def week(self, places: Sequence[int], wishes: tuple[Wish, ...] = (), cap: int | None = None) -> GymWeek:
        return GymWeek(self.slots, tuple(places), tuple(self.members), wishes, cap)

    def share(self, places: Sequence[int], wishes: tuple[Wish, ...] = (), cap: int | None = None) -> Allocation:
        answer = Sharing(self.week(places, wishes, cap), self.answers).run()
        assert answer is not None
        return answer

    def cost(self, name: str, mask: int) -> tuple[int, int, int, int] | None:
        """Key, easy, strength left out and points of the best week that lifts at these slots at most; None: none."""
        if (name, mask) not in self._costs:
            there = LiftsOnlyThere(places=tuple(place for n, place in enumerate(self.slots) if mask >> n & 1))
            result = solve_week(self.members[name], (*self.rules, there), Options())
            score = result.score
            self._costs[name, mask] = score and (*score.left_out.values(), score.total)  # type: ignore[assignment]
        return self._costs[name, mask]

    def joint(self, places: Sequence[int], wishes: tuple[Wish, ...] = (), cap: int | None = None) -> Totals:
        """The joint optimum, by trying every way to hand out slots. No code of the gym's is used but its rule."""
        best: Totals | None = None
        every = (1 << len(self.slots)) - 1
        free = [self.cost(name, every) for name in self.members]
        choices = [
            [mask for mask in range(every + 1) if mask.bit_count() <= 3 and self._exactly(name, mask)]
            for name in self.members
        ]
        for masks in itertools.product(*choices):
            if any(sum(mask >> n & 1 for mask in masks) > held for n, held in enumerate(places)):
                continue
            costs = [self.cost(name, mask) for name, mask in zip(self.members, masks, strict=True)]
            beyond = sum(
                max(0, cost[3] - own[3] - cap)
                for cost, own in zip(costs, free, strict=True)
                if cap is not None and cost is not None and own is not None
            )
            broken = sum(not _kept(wish, masks, self._lifts()) for wish in wishes)
            left_out = sum(cost[2] for cost in costs if cost is not None)
            totals = (left_out, broken, beyond, sum(cost[3] for cost in costs if cost is not None))
            best = totals if best is None else min(best, totals)
        assert best is not None
        return best

    def _exactly(self, name: str, mask: int) -> bool:
        """Whether the best week with these slots uses all of them, and leaves out no run for it."""
        cost, none = self.cost(name, mask), self.cost(name, 0)
        assert cost is not None
        assert none is not None
        assert cost[:2] == none[:2], "a place in the gym changed the runs left out"
        return cost[2] == none[2] - mask.bit_count()

    def _lifts(self) -> list[int]:
        return [sum(d.count for d in each.demands if d.session.kind == "strength") for each in self.members.values()]


def _kept(wish: Wish, masks: Sequence[int], lifts: Sequence[int]) -> bool:
    one, other = masks[wish.one], masks[wish.other]
    if wish.kind == "never":
        return not one & other
    if lifts[wish.other] < lifts[wish.one]:
        one, other = other, one
    return one & other == one


def member_of(dice: random.Random, **asked: Any) -> Instance:
    """A member with little free time, who asks for two or three runs and one to three strength sessions."""
    free: dict[str, dict[str, int]] = {}
    for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"):
        slots = {slot: 60 for slot in ("morning", "evening") if dice.random() < 0.6}
        if slots:
            free[day] = slots
    free.setdefault("wed", {})["evening"] = 60
    strength = dice.choice((["upper"], ["upper", "lower"], ["upper", "lower"], ["upper", "lower", "full"]))
    values: dict[str, Any] = {
        "start": "2026-11-30",
        "goal": "10k",
        "available": free,
        "runs": [{"type": dice.choice(("intervals", "tempo")), "minutes": 45}, {"type": "easy", "minutes": 30}],
        "strength": {"focus": strength, "minutes": 30, "policy": dice.choice(("easy_days", "hard_days", "any"))},
    }
    return instance_of(Scenario.model_validate(values | asked))


@pytest.fixture
def made() -> Callable[..., Club]:
    """A club of so many members by a seed, or all with the ``asked`` values; judged by the rules with ``settings``."""

    def make(
        count: int,
        seed: int,
        *,
        settings: Mapping[str, bool | dict[str, Any]] | None = None,
        slots: tuple[DaySlot, ...] = SLOTS,
        **asked: Any,
    ) -> Club:
        dice = random.Random(seed)
        members = {f"m{number}": member_of(dice, **asked) for number in range(count)}
        return Club(members, slots, rules_from(settings or {}))

    return make
