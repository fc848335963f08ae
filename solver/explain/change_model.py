"""One CP-SAT model of every change that could make a scenario possible in full, each at its price.

Its minimum is the cheapest way out, proven. What changes with one place (its minutes, a session's fixed day) is a
price of taking that place; a rule's number is a chain of literals that loosen it step by step.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from constraints.base.cell import Cell
from constraints.base.grid import Grid
from constraints.base.rule import Rule
from constraints.base.statement import Limit, Never, Statement
from constraints.settings import grid_of
from scenarios.demands import Demand, swaps
from scenarios.instance import Instance
from solver.cpsat import Search, negated
from solver.explain.changes import (
    ANYWHERE,
    LEAVE_OUT,
    RULE_OFF,
    UNFIX,
    Change,
    WayOut,
    minutes_price,
    number_price,
)
from solver.explain.steps import Step, steps_of
from solver.formulations.slots import Slots
from solver.parameters import ONE_WORKER

CHEAPEST = f"{ONE_WORKER} linearization_level:2 max_deterministic_time:5"
HELD = ("no_overlap", "blocked_dates", "spare_in_place")
PRICED = ("free_time", "fixed_sessions")
CHAINED = ("number", "minutes")


@dataclass(frozen=True, slots=True)
class _Choice:
    """A literal and the changes it stands for; ``price`` is what it adds (a chain's steps pay the difference).

    ``barred_by`` are the sorts of change that it is one of.
    """

    literal: int
    changes: tuple[Change, ...]
    price: int
    barred_by: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class FoundWay:
    """A way out, the sorts of change it needs, and all of which one may not be barred for it to be taken."""

    way: WayOut
    sorts: frozenset[Hashable]
    barred_by: frozenset[Hashable]


class ChangeModel:
    """The model of everything that can be changed. ``droppable`` are the demands that may lose a unit (None: all).

    ``hours_open``: the hours that are free may change, which they may not where calendars say who is free.

    ``times_dearer`` weighs what a change of a rule asks against one of a single place.
    """

    times_dearer = 1

    def __init__(
        self,
        instance: Instance,
        rules: tuple[Rule, ...],
        droppable: frozenset[int] | None = None,
        *,
        hours_open: bool = True,
    ) -> None:
        self.instance = instance
        self._hours_open = hours_open
        self._droppable = droppable
        self._used = frozenset(slot.name for day in instance.days for slot in day.slots if slot.minutes)
        self._choices: list[_Choice] = []
        self._asked: dict[frozenset[Hashable], FoundWay | None] = {}
        rules = tuple(rule for rule in rules if rule.binds)
        grid = grid_of(instance, rules, prune=False)
        steps = {rule.name: list(steps_of(grid, rule)) for rule in rules}
        groups: dict[int, Hashable] = {id(s): ("level", s.rule) for s in grid.statements}
        for name, looser in steps.items():
            for step in looser:
                grid.statements += step.statements
                groups.update({id(s): ("level", name, step.parameter, step.value) for s in step.statements})
        places_changed = self._places(grid)
        grid.statements = [s for s in grid.statements if not self._is_price(s, grid)]
        self.slots = Slots(grid, None, guard=lambda stated: self._group(stated, grid, groups))
        self.model = self.slots.model
        for rule in rules:
            if not rule.always_on():
                self._rule(rule, steps[rule.name])
        self._take(grid, {cell: changes for cell, changes in places_changed.items() if changes})
        places: dict[int, list[int]] = {id(demand): [] for demand in instance.demands}
        for cell in grid.cells:
            places[id(cell.demand)].append(self.slots.literals[cell.id])
        self._demands([places[id(demand)] for demand in instance.demands])
        self.model.minimize([(choice.price, choice.literal) for choice in self._choices])

    # -- what stands where ------------------------------------------------------------------------------------

    def _places(self, grid: Grid) -> dict[int, list[Change]]:
        """Per session slot, what has to change for it to be taken."""
        asked: dict[int, list[Change]] = {cell.id: [] for cell in grid.cells}
        for statement in grid.statements:
            if self._is_price(statement, grid) and isinstance(statement, Never):
                cell = grid.cells_of(statement.events[0])[0]
                asked[cell.id].append(self._price(statement.rule, cell))
        return asked

    def _is_price(self, statement: Statement, grid: Grid) -> bool:
        if statement.rule == "allowed_days" and isinstance(statement, Never):
            demand = grid.cells_of(statement.events[0])[0].demand
            return demand is not None and demand.count == 1
        return statement.rule in PRICED

    def _price(self, rule: str, cell: Cell) -> Change:
        if rule == "free_time" and cell.slot is not None:
            minutes = cell.session.minutes
            price = minutes_price(cell.slot, minutes, self._used)
            return Change("minutes", price, value=minutes, day=cell.day, slot=cell.slot.name)
        index = next(i for i, demand in enumerate(self.instance.demands) if demand is cell.demand)
        return (
            Change("unfix", UNFIX, demand=index)
            if rule == "fixed_sessions"
            else Change("anywhere", ANYWHERE, demand=index)
        )

    def _take(self, grid: Grid, changed: dict[int, list[Change]]) -> None:
        """Session slots (by id) are taken at the price of what has to change for each."""
        for place, changes in changed.items():
            if not self._hours_open and any(change.kind == "minutes" for change in changes):
                self.model.clause((negated(self.slots.literals[place]),))
            else:
                self.choose(self.slots.literals[place], *changes)

    def _group(self, stated: object, grid: Grid, groups: dict[int, Hashable]) -> Hashable | None:
        if isinstance(stated, int) or (isinstance(stated, Never | Limit) and stated.rule in HELD):
            return None
        if isinstance(stated, Never) and stated.rule == "allowed_days":
            demand = grid.cells_of(stated.events[0])[0].demand
            return "allowed_days", id(demand)
        return groups[id(stated)]

    # -- what can be changed ----------------------------------------------------------------------------------

    def choose(self, literal: int, *changes: Change, paid: int = 0) -> int:
        """The literal, which from now on stands for these changes; so much of their price is ``paid`` elsewhere."""
        price = sum(change.price for change in changes) - paid
        self._choices.append(_Choice(literal, changes, price, self._bars(changes)))
        return literal

    def _bars(self, changes: Iterable[Change]) -> frozenset[Hashable]:
        """What may be barred so that one of these changes is."""
        return frozenset(map(self._sort, changes))

    def _sort(self, change: Change) -> Hashable:
        """What sort of change it is; ways out differ in these."""
        if change.kind == "leave_out":
            return change.kind, self.instance.demands[change.demand].session.kind
        return change.kind, change.rule, change.demand

    def holds_unless(self, group: Hashable, *literals: int) -> None:
        """A group of statements holds unless one of the literals is true."""
        if group in self.slots.guards:
            self.model.clause((self.slots.guards[group], *literals))

    def _rule(self, rule: Rule, steps: list[Step]) -> None:
        dearer = self.times_dearer
        off = self.choose(self.model.boolean(), Change("rule_off", dearer * RULE_OFF, rule.name))
        first_steps = [off]
        for parameter in dict.fromkeys(step.parameter for step in steps):
            values = [step.value for step in steps if step.parameter == parameter]
            priced = [(value, dearer * number_price(rule, parameter, value)) for value in values]
            chain = self.chain([Change("number", price, rule.name, parameter, value) for value, price in priced])
            first_steps.append(chain[0])
            for value, literal, looser in zip(values, chain, [*chain[1:], None], strict=True):
                further = [] if looser is None else [looser]
                self.holds_unless(("level", rule.name, parameter, value), negated(literal), *further, off)
        self.model.at_most_one(first_steps)
        self.holds_unless(("level", rule.name), *first_steps)

    def chain(self, changes: Sequence[Change]) -> list[int]:
        """A literal for each of these changes, of which each goes further than the one before it, and implies it."""
        chain: list[int] = []
        paid = 0
        for change in changes:
            literal = self.choose(self.model.boolean(), change, paid=paid)
            if chain:
                self.model.clause((negated(literal), chain[-1]))
            chain.append(literal)
            paid = change.price
        return chain

    def _demands(self, places: Sequence[list[int]]) -> None:
        """Every demand is placed in full, but for the units left out; with a spare, as many as are no spare."""
        demands = self.instance.demands
        together = swaps(demands)
        either = {place for swap in together for place in swap.places}
        for index, demand in enumerate(demands):
            if index not in either:
                dropped = self._dropped(index, demand)
                self._placed([*places[index], *dropped], demand.count)
        for swap in together:
            terms = [literal for place in swap.places for literal in places[place]]
            spares = [literal for place in swap.places if demands[place].spare for literal in places[place]]
            for place in swap.places:
                for fewer in () if demands[place].spare else self._dropped(place, demands[place]):
                    terms.append(fewer)
                    # where the file asks for fewer it says which, and nothing stands in place of another
                    for literal in (*places[place], *spares):
                        self.model.clause((negated(fewer), negated(literal)))
            self._placed(terms, swap.most)

    def _placed(self, literals: Sequence[int], count: int) -> None:
        """So many of these are true."""
        self.model.linear([(1, literal) for literal in literals], count, count)

    def _dropped(self, index: int, demand: Demand) -> Sequence[int]:
        """A literal for each unit of a demand that may be left out."""
        if demand.count > 1 and (demand.days is not None or demand.slots is not None):
            anywhere = self.choose(self.model.boolean(), Change("anywhere", ANYWHERE, demand=index))
            self.holds_unless(("allowed_days", id(demand)), anywhere)
        change = Change("leave_out", LEAVE_OUT[demand.session.tier], demand=index)
        droppable = self._droppable is None or index in self._droppable
        return self.in_turn([change] * demand.count if droppable else [])

    def in_turn(self, changes: Sequence[Change]) -> list[int]:
        """A literal for each of these changes, of which none is made before those that stand before it."""
        literals = [self.choose(self.model.boolean(), change) for change in changes]
        for one, next_one in pairwise(literals):
            self.model.clause((negated(next_one), one))
        return literals

    # -- asking -----------------------------------------------------------------------------------------------

    def cheapest(self, barred: frozenset[Hashable]) -> FoundWay | None:
        """The cheapest way out without changes of the sorts barred; None unless there is one, proven."""
        for fewer, found in self._asked.items():
            # what was cheapest with less barred still is, unless it needs what is barred now
            if fewer <= barred and (found is None or found.barred_by.isdisjoint(barred)):
                return found
        self.model.shut([choice.literal for choice in self._choices if not choice.barred_by.isdisjoint(barred)])
        outcome = Search(CHEAPEST).run(self.model)
        self._asked[barred] = self._way(outcome.values) if outcome.status == "optimal" else None
        return self._asked[barred]

    def _way(self, values: Sequence[int]) -> FoundWay | None:
        """The changes a solution makes; none at all is no way out."""
        made = (choice.changes for choice in self._choices if values[choice.literal])
        changes = _furthest(change for several in made for change in several)
        return FoundWay(WayOut(changes), frozenset(map(self._sort, changes)), self._bars(changes)) if changes else None


def _furthest(made: Iterable[Change]) -> tuple[Change, ...]:
    """Of the steps of one number only the last is told."""
    told: list[Change] = []
    for change in made:
        if told and change.kind in CHAINED and told[-1].number == change.number:
            told.pop()
        told.append(change)
    return tuple(told)
