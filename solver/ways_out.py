"""The cheapest changes that make a scenario possible in full: numbers before rules, minutes before sessions.

One CP-SAT model holds every change there is, each with its price and each a literal that loosens some
statements; its minimum is the cheapest way out, proven. Further ways are found by forbidding the ones
already told. A price says how much a change asks of the athlete: it orders, it measures nothing else.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Literal

from constraints.base.rule import HardRule, Rule
from constraints.base.statement import Limit, Never, Statement
from constraints.settings import grid_of
from scenarios.days import Slot
from scenarios.instance import Instance
from solver.cpsat import LinearTerm, Search, negated
from solver.formulations.slots import Slots

Kind = Literal["number", "minutes", "unfix", "anywhere", "leave_out", "rule_off"]
NUMBER, MINUTES, NEW_SLOT, UNFIX, ANYWHERE, RULE_OFF = 10, 10, 30, 30, 30, 100
LEAVE_OUT = {"strength": 50, "easy": 60, "key": 80}
WHOLE_RANGE, MINUTES_A_POINT = 20, 5
CHEAPEST = "num_workers:1 random_seed:1 catch_sigint_signal:false max_deterministic_time:3"
NEVER_CHANGED = ("no_overlap", "blocked_dates")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the scenario.

    ``rule``, ``parameter`` and ``value`` say what a number becomes; ``demand`` of which one unit is left out,
    or which is let go of its fixed place or allowed anywhere; ``day``, ``slot`` and ``value`` what is free (min).
    """

    kind: Kind
    price: int
    rule: str = ""
    parameter: str = ""
    value: int = 0
    demand: int = -1
    day: int = -1
    slot: str = ""


@dataclass(frozen=True, slots=True)
class WayOut:
    """Changes that together make the scenario possible in full."""

    changes: tuple[Change, ...]

    @property
    def price(self) -> int:
        """What they ask of the athlete; it orders ways out and measures nothing else."""
        return sum(change.price for change in self.changes)


def ways_out(
    instance: Instance, rules: tuple[Rule, ...], most: int = 3, droppable: frozenset[int] | None = None
) -> tuple[WayOut, ...]:
    """Up to ``most`` ways out, cheapest first; none where no change there is can help.

    A rule changes by one number or goes altogether. ``droppable`` are the demands that may lose a unit (None:
    all); a way that holds a cheaper one is not told.
    """
    return tuple(_Changes(instance, rules, droppable).cheapest(most))


class _Changes:
    """The model: a literal for each change, in chains that loosen step by step."""

    def __init__(self, instance: Instance, rules: tuple[Rule, ...], droppable: frozenset[int] | None) -> None:
        self._instance = instance
        self._grid = grid_of(instance, rules, prune=False)
        self._costs: list[LinearTerm] = []
        self._told: dict[int, Change] = {}
        self._links: list[tuple[Hashable, list[int]]] = []
        groups: dict[int, Hashable] = {id(s): self._group(s) for s in self._grid.statements}
        levels = {rule.name: list(_levels(instance, rule)) for rule in rules if rule.kind == "hard" or rule.loosened}
        for name, steps in levels.items():
            for parameter, value, statements in steps:
                self._grid.statements += statements
                groups.update({id(statement): ("level", name, parameter, value) for statement in statements})
        self._slots = Slots(
            self._grid, None, guard=lambda stated: None if isinstance(stated, int) else groups[id(stated)]
        )
        self._model = self._slots.model
        for rule in rules:
            if isinstance(rule, HardRule) or rule.loosened:
                self._rule(rule, levels.get(rule.name, []))
        self._scenario(droppable)
        self._model.minimize(self._costs)

    def _group(self, statement: Statement) -> Hashable:
        """What a statement of the scenario as it stands belongs to: a rule, a demand, or a slot's minutes."""
        if statement.rule in NEVER_CHANGED:
            return None
        if statement.rule in ("free_time", "fixed_sessions", "allowed_days") and isinstance(statement, Never):
            cell = self._grid.cells[statement.events[0].cells[0]]
            if statement.rule == "free_time" and cell.slot is not None:
                return "free_time", cell.day, cell.slot.name, cell.session.minutes
            return statement.rule, self._instance.demands.index(cell.demand) if cell.demand else -1
        return "rule", statement.rule

    def _change(self, change: Change, price: int | None = None) -> int:
        """The literal of a change; ``price`` is what it adds to the step before it in its chain."""
        literal = self._model.boolean()
        self._costs.append((change.price if price is None else price, literal))
        self._told[literal] = change
        return literal

    def _holds_unless(self, group: Hashable, *literals: int) -> None:
        """A group of statements holds unless one of the literals is true."""
        if group in self._slots.guards:
            self._model.clause((self._slots.guards[group], *literals))

    def _rule(self, rule: Rule, steps: list[tuple[str, int, list[Statement]]]) -> None:
        if rule.as_asked:
            return
        off = self._change(Change("rule_off", RULE_OFF, rule.name))
        first_steps = [off]
        for parameter in dict.fromkeys(parameter for parameter, _, _ in steps):
            chain: list[tuple[int, int]] = []
            paid = 0
            for value in (value for name, value, _ in steps if name == parameter):
                price = NUMBER + WHOLE_RANGE * abs(value - getattr(rule, parameter)) // _span(rule, parameter)
                literal = self._change(Change("number", price, rule.name, parameter, value), price - paid)
                if chain:
                    self._model.clause((negated(literal), chain[-1][1]))
                chain.append((value, literal))
                paid = price
            first_steps.append(chain[0][1])
            for index, (value, literal) in enumerate(chain):
                looser = [chain[index + 1][1]] if index + 1 < len(chain) else []
                self._holds_unless(("level", rule.name, parameter, value), negated(literal), *looser, off)
        self._model.at_most_one(first_steps)
        self._holds_unless(("rule", rule.name), *first_steps)

    def _scenario(self, droppable: frozenset[int] | None) -> None:
        for index, demand in enumerate(self._instance.demands):
            if demand.fixed is not None:
                self._holds_unless(("fixed_sessions", index), self._change(Change("unfix", UNFIX, demand=index)))
            if demand.days is not None or demand.slots is not None:
                self._holds_unless(("allowed_days", index), self._change(Change("anywhere", ANYWHERE, demand=index)))
            price = LEAVE_OUT[demand.session.tier]
            units = demand.count if droppable is None or index in droppable else 0
            dropped = [self._change(Change("leave_out", price, demand=index)) for _ in range(units)]
            places = [self._slots.literals[cell.id] for cell in self._grid.cells if cell.demand is demand]
            self._model.linear([(1, literal) for literal in places + dropped], demand.count, None)
        minutes = sorted({demand.session.minutes for demand in self._instance.demands})
        for day in self._instance.days:
            if not day.blocked:
                for slot in day.slots:
                    self._free_minutes(day.index, slot, [m for m in minutes if m > slot.minutes])

    def _free_minutes(self, day: int, slot: Slot, needed: list[int]) -> None:
        paid, tighter = 0, None
        for minutes in needed:
            price = (MINUTES if slot.minutes else NEW_SLOT) + -(-(minutes - slot.minutes) // MINUTES_A_POINT)
            literal = self._change(Change("minutes", price, value=minutes, day=day, slot=slot.name), price - paid)
            if tighter is not None:
                self._model.clause((negated(literal), tighter))
            self._holds_unless(("free_time", day, slot.name, minutes), literal)
            paid, tighter = price, literal

    def cheapest(self, most: int) -> Iterator[WayOut]:
        for _ in range(most):
            outcome = Search(CHEAPEST).run(self._model)
            if outcome.status != "optimal" or not outcome.objective:
                return
            made = [literal for literal in self._told if outcome.values[literal]]
            furthest = self._furthest(made)
            yield WayOut(tuple(self._told[literal] for literal in furthest))
            self._model.clause(map(negated, furthest))

    def _furthest(self, made: list[int]) -> list[int]:
        """Of the steps of one chain only the last is told."""
        last: dict[Hashable, int] = {}
        for literal in made:
            change = self._told[literal]
            unit = literal if change.kind == "leave_out" else 0
            last[change.kind, change.rule, change.parameter, change.demand, change.day, change.slot, unit] = literal
        return list(last.values())


def _levels(instance: Instance, rule: Rule) -> Iterator[tuple[str, int, list[Statement]]]:
    """(parameter, value, hard statements) for each looser value that states something else than the last."""
    last = _hard_statements(instance, rule)
    for parameter, direction in rule.loosened.items():
        now, known = getattr(rule, parameter), last
        if now is None:
            continue
        low, high = range_of(rule, parameter)
        for value in range(now - 1, low - 1, -1) if direction == "less" else range(now + 1, high + 1):
            statements = _hard_statements(instance, rule.model_copy(update={parameter: value}))
            if statements != known:
                yield parameter, value, statements
                known = statements


def _hard_statements(instance: Instance, rule: Rule) -> list[Statement]:
    return [s for s in grid_of(instance, (rule,), prune=False).statements if isinstance(s, Never | Limit)]


def range_of(rule: Rule, parameter: str) -> tuple[int, int]:
    """The range a parameter may take."""
    bounds = type(rule).model_fields[parameter].metadata
    low = next(bound.ge for bound in bounds if hasattr(bound, "ge"))
    high = next(bound.le for bound in bounds if hasattr(bound, "le"))
    return int(low), int(high)


def _span(rule: Rule, parameter: str) -> int:
    low, high = range_of(rule, parameter)
    return max(1, high - low)
