"""A member's week in which every gym slot has a price: built once, then asked for its best sets of gym slots.

The objective is the points, times ``UNIT``, plus the prices of the slots taken. Key and easy runs left out are settled
first and then fixed: a plan that uses no gym slot at all can always leave out as few of them (strength sessions only
ever stand in a run's way), so no shortage of places may cost a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from constraints.base.cell import taken_by
from constraints.base.rule import Rule
from constraints.settings import grid_of
from scenarios.instance import Instance
from scenarios.sessions import Tier
from solver.cpsat import LinearTerm, Model, Outcome, negated
from solver.formulations.choice import formulated
from solver.formulations.objective import Fold, fold_of, worst_points
from solver.gym.ask import UNIT, Ask, Lexical, Said
from solver.gym.only_there import DaySlot, LiftsOnlyThere
from solver.options import Options
from solver.week import stated_points

STRENGTH: Tier = "strength"


class PricedWeek:
    """One instance under its rules, its strength sessions at ``slots`` only."""

    def __init__(self, instance: Instance, rules: tuple[Rule, ...], slots: Sequence[DaySlot]) -> None:
        grid = grid_of(instance, (*rules, LiftsOnlyThere(places=tuple(slots))))
        self._grid = grid
        lifts = [cell for cell in grid.open_cells if cell.session.kind == "strength"]
        at = [[cell for cell in lifts if cell.slot and (cell.day, cell.slot.name) == place] for place in slots]
        self._at = [grid.any_of(cells) for cells in at]
        self._lifts = taken_by(lifts)
        self._index = [index for index, cells in enumerate(at) if cells]
        self._fold = fold_of(grid, earliest=False)
        self._week = formulated(grid, self._fold, watched=[self._at[index] for index in self._index])
        self._seen = {index: lit for index, lit in zip(self._index, self._week.seen, strict=True) if lit is not None}

    def answer(self, ask: Ask) -> Said:
        """Answer: a function of the ask alone, whatever was asked before."""
        stands, sets = ask.stands, dict[int, int]()
        free = None if stands else self._search(self._week.model)
        if free is not None:
            if not free.values:
                return Said(None, (), None)
            stands = self._lexical(self._fold, free)
            sets[self._mask(free)] = self._points(free)
        if stands is None or stands.lifts == 0:
            return Said(stands, tuple(sets.items()), None)
        model = self._week.model.copy()
        self._fix_runs(model, stands)
        if free is not None and 0 not in sets:
            sets |= self._without_the_gym(model, free)
        low = self._cheapest(model, ask, sets)
        return Said(stands, tuple(sets.items()), low)

    def _without_the_gym(self, model: Model, free: Outcome) -> dict[int, int]:
        """The set of no gym slot, which everybody has: a club can be shared whatever its gym holds."""
        empty = model.copy()
        empty.shut(self._seen.values())
        empty.minimize(self._week.soft, self._week.settled)
        none = self._search(empty)
        if none.values:
            return {0: self._points(none)}
        if none.status == "infeasible":
            return {}
        # the limit came first: the best week without its strength sessions is a plan as well
        taken = self._week.taken(free.values)
        return {0: stated_points(self._grid, {day: bits & ~self._lifts.get(day, 0) for day, bits in taken.items()})}

    def _cheapest(self, model: Model, ask: Ask, sets: dict[int, int]) -> int | None:
        """Search set after set, each the cheapest of those not known yet; the bound on what is left."""
        model.minimize(*self._objective(model, ask))
        for mask in (*ask.known, *sets):
            self._forbid(model, mask)
        low = None
        for _ in range(ask.most):
            outcome = self._search(model)
            if outcome.status == "infeasible":
                return None
            # whatever is left costs no less than the last one found
            low = outcome.bound
            if outcome.status != "optimal" or (ask.within is not None and low > ask.floor + ask.within):
                break
            mask = self._mask(outcome)
            sets[mask] = self._points(outcome)
            self._forbid(model, mask)
        return low

    def _objective(self, model: Model, ask: Ask) -> tuple[list[LinearTerm], int]:
        terms = [(UNIT * cost, variable) for cost, variable in self._week.soft]
        terms += [(ask.prices[index], literal) for index, literal in self._seen.items()]
        if ask.beyond:
            over = model.integer(0, sum(cost for cost, _ in self._week.soft))
            limit = ask.limit - self._week.settled
            model.linear([*self._week.soft, (-1, over)], None, limit)
            terms.append((ask.beyond, over))
        return terms, UNIT * self._week.settled

    def _forbid(self, model: Model, mask: int) -> None:
        """Not exactly these gym slots again."""
        if all(mask >> index & 1 == 0 or index in self._seen for index in range(mask.bit_length())):
            model.clause([negated(lit) if mask >> index & 1 else lit for index, lit in self._seen.items()])

    def _fix_runs(self, model: Model, stands: Lexical) -> None:
        for tier, left_out in (("key", stands.key), ("easy", stands.easy)):
            terms, rest = list[LinearTerm](), left_out
            for index, demand in enumerate(self._grid.demands):
                if demand.session.tier == tier:
                    of_this, certain = self._week.left_out(index)
                    terms += of_this
                    rest -= certain
            if terms:
                model.linear(terms, rest, rest)

    def _lexical(self, fold: Fold, outcome: Outcome) -> Lexical:
        left_out, _ = fold.apart(outcome.objective)
        asked = sum(demand.wanted for demand in self._grid.demands if demand.session.kind == "strength")
        return Lexical(
            key=left_out["key"],
            easy=left_out["easy"],
            lifts=asked,
            left_out=left_out[STRENGTH],
            points=self._points(outcome),
            worst=1 + worst_points(self._grid.statements),
        )

    def _search(self, model: Model) -> Outcome:
        return Options().search().run(model)

    def _mask(self, outcome: Outcome) -> int:
        taken = self._week.taken(outcome.values)
        return sum(1 << index for index, lift in enumerate(self._at) if lift.happens(taken))

    def _points(self, outcome: Outcome) -> int:
        return stated_points(self._grid, self._week.taken(outcome.values))


def sets_in(mask: int) -> Iterator[int]:
    """The gym slots of a set, by index."""
    return (index for index in range(mask.bit_length()) if mask >> index & 1)
