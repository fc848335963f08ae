"""What is known of one question of the roster: the sets of gym slots found, and what every other set costs at least."""

from __future__ import annotations

from dataclasses import dataclass, field

from solver.gym.ask import UNIT, Ask, Lexical, Said
from solver.gym.tiers import Weights


@dataclass(frozen=True, slots=True)
class Lesson:
    """A search ended: at these prices, every set not listed costs at least ``low`` units."""

    prices: tuple[int, ...]
    beyond: int
    low: int


@dataclass(slots=True)
class Menu:
    """The sets found for a question (bit mask -> points). ``complete``: there are no others."""

    question: str
    stands: Lexical | None = None
    sets: dict[int, int] = field(default_factory=dict)
    lessons: list[Lesson] = field(default_factory=list)
    complete: bool = False

    def learn(self, ask: Ask, said: Said) -> None:
        """Take an answer in."""
        self.stands = said.stands
        self.sets |= {mask: min(points, self.sets.get(mask, points)) for mask, points in said.sets}
        if said.low is None:
            self.complete = True
        else:
            self.lessons.append(Lesson(ask.prices, ask.beyond, said.low))

    @property
    def lifts(self) -> int:
        """Strength sessions asked for; 0 where there is no plan at all."""
        return self.stands.lifts if self.stands else 0

    def left_out(self, mask: int) -> int:
        """Strength sessions left out with a set."""
        return self.lifts - mask.bit_count()

    def limit(self, cap: int | None) -> int:
        """The points from which the fairness cap counts."""
        return (self.stands.points if self.stands else 0) + (cap or 0)

    def beyond(self, mask: int, cap: int | None) -> int:
        """Points of a set beyond the cap; 0 without one."""
        return 0 if cap is None else max(0, self.sets[mask] - self.limit(cap))

    def cost(self, mask: int, prices: tuple[int, ...], weights: Weights, cap: int | None) -> int:
        """What a set costs, in units, at prices (of one's own, strength sessions left out included in them)."""
        paid = sum(price for index, price in enumerate(prices) if mask >> index & 1)
        return UNIT * self.sets[mask] + weights.beyond * self.beyond(mask, cap) + paid

    def cheapest(self, prices: tuple[int, ...], weights: Weights, cap: int | None) -> tuple[int, int]:
        """The cheapest listed set and its cost in units."""
        cost, mask = min((self.cost(mask, prices, weights, cap), mask) for mask in self.sets)
        return mask, cost

    def others(self, prices: tuple[int, ...], weights: Weights) -> int | None:
        """What every set not listed costs at least, in units; None when there is no other.

        A lesson at other prices holds less what its slots became cheaper, for as many as there are lifts.
        """
        if self.complete:
            return None
        lifts = self.stands.lifts if self.stands else 0
        return max(
            lesson.low
            + sum(sorted(min(0, now - then) for now, then in zip(prices, lesson.prices, strict=True))[:lifts])
            for lesson in self.lessons
            if lesson.beyond <= weights.beyond
        )
