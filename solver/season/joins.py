"""Where the weeks of a season meet: the statements that reach over a Sunday night, cut in two.

A statement across a join speaks of a *fact* about the end of the week before ("legs on Sunday evening", "no full
rest since Wednesday"), which has a level from 0 (of no consequence) up, and of what the week after then *owes*.
What a fact says is always a restriction: the higher the level, the more is owed. So whoever fixes that the fact
stays below a level (a *promise* of the week before), or that the week after acts as if it were reached (a *debt*),
covers every plan by one of the two.

The atoms of a join are its facts at their levels ("reaches level 1"), one bit each; sets of atoms are masks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from constraints.base.cell import Cell
from constraints.base.grid import Grid
from constraints.base.statement import Event, Hard, Limit, Never, Points, PointsPerUnit, Statement, Taken, Term, total
from scenarios.days import Day
from scenarios.demands import Demand
from solver.defect import Defect

WEEK = 7
MOST_COURTESY = 6
"""Units below the points: what a hard statement weighs with a neighbouring week, and a soft one at most; the weight
of ``key_runs_apart``. Our choice, not tuned: it chooses between weeks of equal cost and changes no score."""


@dataclass(frozen=True)
class WeekPart:
    """One week of a grid: its cells and demands, and the statements that concern no other week."""

    open_cells: tuple[Cell, ...]
    statements: tuple[Statement, ...]
    demands: tuple[Demand, ...]
    week_days: tuple[Day, ...]

    def days(self) -> tuple[Day, ...]:
        """The days of the week, numbered as in the season."""
        return self.week_days


@dataclass(frozen=True)
class Tail:
    """The part of a statement before the join: events that all happen, or a count above ``base``.

    ``most`` is the highest level it can reach. Compared by value, so that statements share one fact.
    """

    events: tuple[Event, ...] = ()
    terms: tuple[Term, ...] = ()
    base: int = 0
    most: int = 1

    def level(self, taken: Taken) -> int:
        """The level reached when exactly these session slots are taken."""
        if self.events:
            return int(all(event.happens(taken) for event in self.events))
        return max(0, total(self.terms, taken) - self.base)

    def promise(self, rule: str, level: int) -> Hard:
        """The statement that the level is not exceeded."""
        if self.events:
            return Never(rule, self.events)
        return Limit(rule, self.terms, None, self.base + level)

    def implies(self, other: Tail) -> bool:
        """Whether reaching this (of two that are events) always reaches the other."""
        return bool(self.events and other.events) and all(
            any(_implies(event, wider) for event in self.events) for wider in other.events
        )


def _implies(event: Event, wider: Event) -> bool:
    if event.day != wider.day or event.negated != wider.negated:
        return False
    narrow, wide = (wider, event) if event.negated else (event, wider)
    return not narrow.cells & ~wide.cells


@dataclass
class Fact:
    """A tail and, for each of its levels from 0, what the week after owes."""

    tail: Tail
    rule: str
    owed: list[list[Statement]] = field(default_factory=list)


class Join:
    """The facts of one Sunday night and their atoms."""

    def __init__(self) -> None:
        self._facts: dict[Tail, Fact] = {}
        self.atoms: list[tuple[Fact, int]] = []
        self.downward: list[int] = []
        self.upward: list[int] = []

    def add(self, rule: str, tail: Tail, owed: Sequence[Statement | None]) -> None:
        """Note what one statement makes of a tail, a statement (or nothing) for each level."""
        fact = self._facts.setdefault(tail, Fact(tail, rule, [[] for _ in range(tail.most + 1)]))
        for level, statement in enumerate(owed):
            if statement is not None:
                fact.owed[level].append(statement)

    def close(self) -> None:
        """Number the atoms, and see which follow from which (``downward``) or lead to it (``upward``)."""
        self.atoms = [(fact, level) for fact in self._facts.values() for level in range(1, fact.tail.most + 1)]
        follows = [[self._follows(narrow, wide) for wide in self.atoms] for narrow in self.atoms]
        numbers = range(len(self.atoms))
        self.downward = [sum(1 << wide for wide in numbers if follows[narrow][wide]) for narrow in numbers]
        self.upward = [sum(1 << narrow for narrow in numbers if follows[narrow][wide]) for wide in numbers]

    @staticmethod
    def _follows(narrow: tuple[Fact, int], wide: tuple[Fact, int]) -> bool:
        if narrow[0] is wide[0]:
            return wide[1] <= narrow[1]
        return narrow[0].tail.implies(wide[0].tail)

    def everything_owed(self) -> Iterator[Statement]:
        """Whatever the week after may owe."""
        return (each for fact in self._facts.values() for owed in fact.owed for each in owed)

    def reached(self, taken: Taken) -> int:
        """The atoms that are true when exactly these session slots are taken."""
        levels = {id(fact): fact.tail.level(taken) for fact in self._facts.values()}
        return sum(1 << number for number, (fact, level) in enumerate(self.atoms) if level <= levels[id(fact)])

    def promises(self, mask: int) -> Iterator[Hard]:
        """What the week before is bound to, so that none of these atoms is true."""
        for fact, levels in self._levels(mask):
            yield fact.tail.promise(fact.rule, min(levels) - 1)

    def debts(self, mask: int) -> Iterator[Statement]:
        """What the week after is bound to, as if these atoms were true."""
        levels = {id(fact): max(found) for fact, found in self._levels(mask)}
        for fact in self._facts.values():
            yield from fact.owed[levels.get(id(fact), 0)]

    def _levels(self, mask: int) -> Iterator[tuple[Fact, list[int]]]:
        found: dict[int, tuple[Fact, list[int]]] = {}
        for number, (fact, level) in enumerate(self.atoms):
            if mask >> number & 1:
                found.setdefault(id(fact), (fact, []))[1].append(level)
        yield from found.values()

    def shadows(self, promised: int) -> Iterator[Statement]:
        """For the week before: a little to pay for every atom it reaches and has not promised to avoid."""
        for number, (fact, level) in enumerate(self.atoms):
            if not promised >> number & 1:
                price = sum(_weight(statement) for statement in fact.owed[level])
                if fact.tail.events:
                    yield Points(fact.rule, price, fact.tail.events)
                elif level == 1:
                    yield PointsPerUnit(fact.rule, price, (fact.tail.terms,), fact.tail.base)

    def echoes(self, owed: int) -> Iterator[Statement]:
        """For the week after: a little to pay for what an atom would forbid or charge, if it were owed."""
        for number, (fact, level) in enumerate(self.atoms):
            if not owed >> number & 1 and level == 1:
                for statement in fact.owed[level]:
                    price = _weight(statement)
                    if isinstance(statement, Never | Points):
                        yield Points(statement.rule, price, statement.events)
                    elif isinstance(statement, Limit):
                        yield PointsPerUnit(statement.rule, price, (statement.terms,), statement.high or 0)
                    else:
                        yield statement._replace(points=price)


@dataclass(frozen=True)
class Cut:
    """A season's grid cut into weeks: ``joins[w]`` lies after week w.

    ``settled`` points, by rule, are lost whatever is done.
    """

    parts: tuple[WeekPart, ...]
    joins: tuple[Join, ...]
    settled: Mapping[str, int]


def cut(grid: Grid) -> Cut:
    """Cut a grid of several weeks at its Sunday nights. A statement over more than two weeks is a defect."""
    weeks = grid.instance.weeks
    own: list[list[Statement]] = [[] for _ in range(weeks)]
    joins = tuple(Join() for _ in range(weeks - 1))
    settled: Counter[str] = Counter()
    for statement in grid.statements:
        touched = {event.day // WEEK for event in _events(statement) if event.constant is None}
        if not touched:
            settled[statement.rule] += statement.cost({}) if isinstance(statement, Points | PointsPerUnit) else 0
        elif len(touched) == 1:
            own[touched.pop()].append(statement)
        elif max(touched) - min(touched) == 1:
            _divide(statement, joins[min(touched)], WEEK * max(touched))
        else:
            raise Defect(f"a statement of {statement.rule} reaches over more than one join")
    for join in joins:
        join.close()
    parts = tuple(
        WeekPart(
            tuple(cell for cell in grid.open_cells if cell.day // WEEK == week),
            tuple(own[week]),
            tuple(demand for demand in grid.demands if demand.week == week),
            grid.instance.week_days(week),
        )
        for week in range(weeks)
    )
    return Cut(parts, joins, settled)


def _divide(statement: Statement, join: Join, first_after: int) -> None:
    """Note a statement across the join that lies before day ``first_after``."""
    if isinstance(statement, Never | Points):
        before = tuple(event for event in statement.events if event.day < first_after)
        after = tuple(event for event in statement.events if event.day >= first_after)
        join.add(statement.rule, Tail(events=before), (None, statement._replace(events=after)))
    elif isinstance(statement, Limit):
        if statement.high is not None:
            _divide_count(statement, statement.terms, statement.high, join, first_after)
        if statement.low is not None:
            upside_down = tuple((-weight, event) for weight, event in statement.terms)
            _divide_count(statement, upside_down, -statement.low, join, first_after)
    elif len(statement.groups) == 1:
        _divide_count(statement, statement.groups[0], statement.over, join, first_after)
    else:
        raise Defect(f"{statement.rule} compares several counts over a join")


def _divide_count(
    statement: Limit | PointsPerUnit, terms: tuple[Term, ...], high: int, join: Join, first_after: int
) -> None:
    """A count that is to stay within ``high``: each unit the week before takes is one less for the week after."""
    high -= sum(weight for weight, event in terms if event.constant)
    before = tuple(term for term in terms if term[1].constant is None and term[1].day < first_after)
    after = tuple(term for term in terms if term[1].constant is None and term[1].day >= first_after)
    most_after = sum(weight for weight, _ in after if weight > 0)
    base = max(high - most_after, sum(weight for weight, _ in before if weight < 0))
    most = max(0, sum(weight for weight, _ in before if weight > 0) - base)
    owed: list[Statement | None] = []
    for level in range(most + 1):
        left = high - base - level
        if left >= most_after:
            owed.append(None)
        elif isinstance(statement, Limit):
            owed.append(Limit(statement.rule, after, None, left))
        else:
            owed.append(statement._replace(groups=(after,), over=left))
    join.add(statement.rule, Tail(terms=before, base=base, most=most), owed)


def _weight(statement: Statement) -> int:
    return min(statement.points, MOST_COURTESY) if isinstance(statement, Points | PointsPerUnit) else MOST_COURTESY


def _events(statement: Statement) -> list[Event]:
    if isinstance(statement, Never | Points):
        return list(statement.events)
    groups = (statement.terms,) if isinstance(statement, Limit) else statement.groups
    return [event for group in groups for _, event in group]
