"""The cheapest changes that make a scenario possible in full: numbers before rules, minutes before sessions.

One CP-SAT model holds every change there is at its price; its minimum is the cheapest way out, proven. What
changes with one place (its minutes, a session's fixed day) is a price of taking that place; a rule's number is
a chain of literals that loosen it step by step. A further way out is the cheapest that does without some sort
of change that each way before it needs, so that the athlete has a choice and not one idea in three places.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, product

from constraints.base.cell import Cell
from constraints.base.grid import Grid
from constraints.base.rule import Rule
from constraints.base.statement import Limit, Never, Statement
from constraints.settings import grid_of
from scenarios.demands import Demand
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
    range_of,
)
from solver.formulations.slots import Slots
from solver.parameters import ONE_WORKER

CHEAPEST = f"{ONE_WORKER} linearization_level:2 max_deterministic_time:5"
HELD = ("no_overlap", "blocked_dates")
PRICED = ("free_time", "fixed_sessions")


@dataclass(frozen=True, slots=True)
class _Step:
    """A looser value of a rule's number and what the rule still states with it."""

    parameter: str
    value: int
    statements: list[Statement]


@dataclass(frozen=True, slots=True)
class _Choice:
    """A literal and the changes it stands for; ``price`` is what it adds (a chain's steps pay the difference)."""

    literal: int
    changes: tuple[Change, ...]
    price: int
    sorts: frozenset[Hashable]


def ways_out(
    instance: Instance, rules: tuple[Rule, ...], most: int = 3, droppable: frozenset[int] | None = None
) -> tuple[WayOut, ...]:
    """Up to ``most`` ways out, cheapest first; none where no change there is can help.

    A rule changes by one number or goes altogether. ``droppable`` are the demands that may lose a unit (None:
    all).
    """
    changes = _Changes(instance, rules, droppable)
    told: list[_Found] = []
    while len(told) < most:
        found = [way for barred in _barred(way.sorts for way in told) if (way := changes.cheapest(barred)) is not None]
        if not found:
            break
        told.append(min(found, key=lambda way: way.way.price))
    return tuple(found.way for found in told)


@dataclass(frozen=True, slots=True)
class _Found:
    """A way out and the sorts of change it needs."""

    way: WayOut
    sorts: frozenset[Hashable]


def _barred(told: Iterable[frozenset[Hashable]]) -> list[frozenset[Hashable]]:
    """Every smallest set of sorts that holds one of each way told."""
    picked = {frozenset(pick) for pick in product(*(sorted(sorts, key=str) for sorts in told))}
    return sorted(
        (one for one in picked if not any(other < one for other in picked)), key=lambda one: sorted(map(str, one))
    )


class _Changes:
    """The model of everything that can be changed."""

    def __init__(self, instance: Instance, rules: tuple[Rule, ...], droppable: frozenset[int] | None) -> None:
        self._instance = instance
        self._used = frozenset(slot.name for day in instance.days for slot in day.slots if slot.minutes)
        self._choices: list[_Choice] = []
        self._asked: dict[frozenset[Hashable], _Found | None] = {}
        rules = tuple(rule for rule in rules if rule.binds)
        grid = grid_of(instance, rules, prune=False)
        steps = {rule.name: list(_steps(grid, rule)) for rule in rules}
        groups: dict[int, Hashable] = {id(s): ("level", s.rule) for s in grid.statements}
        for name, looser in steps.items():
            for step in looser:
                grid.statements += step.statements
                groups.update({id(s): ("level", name, step.parameter, step.value) for s in step.statements})
        places_changed = self._places(grid)
        grid.statements = [s for s in grid.statements if not self._is_price(s, grid)]
        self._slots = Slots(grid, None, guard=lambda stated: self._group(stated, grid, groups))
        self._model = self._slots.model
        for rule in rules:
            if not rule.as_asked:
                self._rule(rule, steps[rule.name])
        for place, changes in places_changed.items():
            if changes:
                self._choose(self._slots.literals[place], *changes)
        places: dict[int, list[int]] = {id(demand): [] for demand in instance.demands}
        for cell in grid.cells:
            places[id(cell.demand)].append(self._slots.literals[cell.id])
        for index, demand in enumerate(instance.demands):
            self._demand(index, demand, places[id(demand)], droppable=droppable is None or index in droppable)
        self._model.minimize([(choice.price, choice.literal) for choice in self._choices])

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
        index = next(i for i, demand in enumerate(self._instance.demands) if demand is cell.demand)
        return (
            Change("unfix", UNFIX, demand=index)
            if rule == "fixed_sessions"
            else Change("anywhere", ANYWHERE, demand=index)
        )

    def _group(self, stated: object, grid: Grid, groups: dict[int, Hashable]) -> Hashable | None:
        if isinstance(stated, int) or (isinstance(stated, Never | Limit) and stated.rule in HELD):
            return None
        if isinstance(stated, Never) and stated.rule == "allowed_days":
            demand = grid.cells_of(stated.events[0])[0].demand
            return "allowed_days", id(demand)
        return groups[id(stated)]

    # -- what can be changed ----------------------------------------------------------------------------------

    def _choose(self, literal: int, *changes: Change, paid: int = 0) -> int:
        price = sum(change.price for change in changes) - paid
        self._choices.append(_Choice(literal, changes, price, frozenset(map(self._sort, changes))))
        return literal

    def _sort(self, change: Change) -> Hashable:
        """What sort of change it is; ways out differ in these."""
        if change.kind == "leave_out":
            return change.kind, self._instance.demands[change.demand].session.kind
        return change.kind, change.rule, change.demand

    def _holds_unless(self, group: Hashable, *literals: int) -> None:
        """A group of statements holds unless one of the literals is true."""
        if group in self._slots.guards:
            self._model.clause((self._slots.guards[group], *literals))

    def _rule(self, rule: Rule, steps: list[_Step]) -> None:
        off = self._choose(self._model.boolean(), Change("rule_off", RULE_OFF, rule.name))
        first_steps = [off]
        for parameter in dict.fromkeys(step.parameter for step in steps):
            values = [step.value for step in steps if step.parameter == parameter]
            chain: list[int] = []
            paid = 0
            for value in values:
                price = number_price(rule, parameter, value)
                change = Change("number", price, rule.name, parameter, value)
                literal = self._choose(self._model.boolean(), change, paid=paid)
                if chain:
                    self._model.clause((negated(literal), chain[-1]))
                chain.append(literal)
                paid = price
            first_steps.append(chain[0])
            for value, literal, looser in zip(values, chain, [*chain[1:], None], strict=True):
                further = [] if looser is None else [looser]
                self._holds_unless(("level", rule.name, parameter, value), negated(literal), *further, off)
        self._model.at_most_one(first_steps)
        self._holds_unless(("level", rule.name), *first_steps)

    def _demand(self, index: int, demand: Demand, places: list[int], *, droppable: bool) -> None:
        """A demand is placed in full, but for the units left out."""
        if demand.count > 1 and (demand.days is not None or demand.slots is not None):
            anywhere = self._choose(self._model.boolean(), Change("anywhere", ANYWHERE, demand=index))
            self._holds_unless(("allowed_days", id(demand)), anywhere)
        change = Change("leave_out", LEAVE_OUT[demand.session.tier], demand=index)
        dropped = [self._choose(self._model.boolean(), change) for _ in range(demand.count if droppable else 0)]
        for one, next_one in pairwise(dropped):
            self._model.clause((negated(next_one), one))
        self._model.linear([(1, literal) for literal in places + dropped], demand.count, demand.count)

    # -- asking -----------------------------------------------------------------------------------------------

    def cheapest(self, barred: frozenset[Hashable]) -> _Found | None:
        """The cheapest way out without changes of the sorts barred; None unless there is one, proven."""
        for fewer, found in self._asked.items():
            # what was cheapest with less barred still is, unless it needs what is barred now
            if fewer <= barred and (found is None or found.sorts.isdisjoint(barred)):
                return found
        self._model.shut([choice.literal for choice in self._choices if not choice.sorts.isdisjoint(barred)])
        outcome = Search(CHEAPEST).run(self._model)
        self._asked[barred] = self._way(outcome.values) if outcome.status == "optimal" else None
        return self._asked[barred]

    def _way(self, values: Sequence[int]) -> _Found | None:
        """The changes a solution makes; none at all is no way out."""
        made = (choice.changes for choice in self._choices if values[choice.literal])
        changes = _furthest(change for several in made for change in several)
        return _Found(WayOut(changes), frozenset(map(self._sort, changes))) if changes else None


def _furthest(made: Iterable[Change]) -> tuple[Change, ...]:
    """Of the steps of one rule's number only the last is told."""
    told: list[Change] = []
    for change in made:
        if told and change.kind == "number" and (told[-1].rule, told[-1].parameter) == (change.rule, change.parameter):
            told.pop()
        told.append(change)
    return tuple(told)


def _steps(grid: Grid, rule: Rule) -> Iterator[_Step]:
    """Each looser value of the rule's numbers that states something else than the one before it."""
    for parameter, direction in rule.loosened.items():
        now = getattr(rule, parameter)
        if now is None:
            continue
        low, high = range_of(rule, parameter)
        values = range(now, low - 1, -1) if direction == "less" else range(now, high + 1)
        for value, statements in _turns(values, partial(_stated, grid, rule, parameter)):
            yield _Step(parameter, value, statements)


def _turns(values: range, say: Callable[[int], list[Statement]]) -> Iterator[tuple[int, list[Statement]]]:
    """The values with which something else is said than with the one before; equal ends say all between is equal."""

    def between(part: range, first: list[Statement], last: list[Statement]) -> Iterator[tuple[int, list[Statement]]]:
        if first == last:
            return
        if len(part) == 2:
            yield part[1], last
            return
        half = len(part) // 2
        middle = say(part[half])
        yield from between(part[: half + 1], first, middle)
        yield from between(part[half:], middle, last)

    yield from between(values, say(values[0]), say(values[-1]))


def _stated(grid: Grid, rule: Rule, parameter: str, value: int) -> list[Statement]:
    """What hard statements a rule with that value makes on a grid, which is left as it was."""
    kept, grid.statements, grid.rule = grid.statements, [], rule.name
    rule.model_copy(update={parameter: value}).build(grid)
    stated, grid.statements = grid.statements, kept
    return [statement for statement in stated if isinstance(statement, Never | Limit)]
