"""A plain dynamic program over days: no solver, no library, nothing shared with the formulations. The exact reference.

A day is filled in every way its own statements allow. What later days have to know of the days before is the state:
how often each session was placed, which statements can still come true, every count that is not finished, and the
largest of those that are. Equal states are one. That is exact for any statement, and as large as the statements make
it: where a week needs more than ``MOST_STATES`` it says so and gives up, as it does on wide weeks.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.peers.question import Question, serve
from constraints.base.statement import Event, Limit, Never, Points, PointsPerUnit

MOST_STATES = 300_000
# (placed by demand, bits of statements that can still come true, open counts, largest finished counts)
State = tuple[tuple[int, ...], int, tuple[int, ...], tuple[int, ...]]


@dataclass
class Count:
    """A weighted count over days. ``of`` is its statement, ``register`` where the largest of a statement is kept."""

    of: Limit | PointsPerUnit
    constant: int
    by_day: dict[int, list[tuple[int, Event]]]
    register: int | None

    @property
    def last(self) -> int:
        """The day after which it is settled."""
        return max(self.by_day)


@dataclass
class Week:
    """The statements, sorted by what they ask the state to remember."""

    together: list[Never | Points] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    registers: list[PointsPerUnit] = field(default_factory=list)
    own: dict[int, list[object]] = field(default_factory=dict)
    settled: int = 0


def sorted_out(question: Question) -> Week:
    """Statements of one day go to that day, the others to the state."""
    week = Week()
    for statement in question.grid.statements:
        if isinstance(statement, Never | Points):
            groups = [[(1, event) for event in statement.events]]
        else:
            groups = [statement.terms] if isinstance(statement, Limit) else list(statement.groups)
        days = {event.day for group in groups for _, event in group if event.constant is None}
        if not days:
            week.settled += statement.cost({}) if isinstance(statement, Points | PointsPerUnit) else 0
        elif len(days) == 1:
            week.own.setdefault(days.pop(), []).append(statement)
        elif isinstance(statement, Never | Points):
            week.together.append(statement)
        else:
            register = None
            if isinstance(statement, PointsPerUnit):
                register = len(week.registers)
                week.registers.append(statement)
            for group in groups:
                constant = sum(weight * event.constant for weight, event in group if event.constant is not None)
                by_day: dict[int, list[tuple[int, Event]]] = {}
                for weight, event in group:
                    if event.constant is None:
                        by_day.setdefault(event.day, []).append((weight, event))
                if by_day:
                    week.counts.append(Count(statement, constant, by_day, register))
    return week


@dataclass(frozen=True)
class Filling:
    """One way to fill a day: the bits it takes, what it places, the statements it rules out, its part in the counts."""

    taken: int
    placed: tuple[int, ...]
    fails: int
    adds: tuple[int, ...]
    cost: int


def fillings(question: Question, week: Week, day: int) -> list[Filling]:
    """Every way to fill a day; of those that are the same to the rest of the week, the cheapest."""
    demands = question.demands
    index_of = {id(demand): index for index, demand in enumerate(question.grid.demands)}
    owner = {cell.bit: index_of[id(cell.demand)] for cell in question.grid.open_cells if cell.day == day}
    on_day = [
        (1 << number, [event for event in statement.events if event.day == day and event.constant is None])
        for number, statement in enumerate(week.together)
    ]
    best: dict[tuple[tuple[int, ...], int, tuple[int, ...]], Filling] = {}
    for bits in _allowed(day, list(owner), week.own.get(day, [])):
        taken = {day: bits}
        placed = [0] * len(demands)
        for bit, index in owner.items():
            placed[index] += bits & bit != 0
        if any(count > most for count, (_, most, _) in zip(placed, demands, strict=True)):
            continue
        fails = sum(bit for bit, events in on_day if not all(event.happens(taken) for event in events))
        adds = tuple(
            sum(weight for weight, event in count.by_day.get(day, []) if event.happens(taken)) for count in week.counts
        )
        soft = [s for s in week.own.get(day, []) if isinstance(s, Points | PointsPerUnit)]
        found = Filling(bits, tuple(placed), fails, adds, sum(statement.cost(taken) for statement in soft))
        old = best.get((found.placed, fails, adds))
        if old is None or found.cost < old.cost:
            best[found.placed, fails, adds] = found
    return list(best.values())


def _allowed(day: int, cells: list[int], own: list[object]) -> Iterator[int]:
    hard = [statement for statement in own if isinstance(statement, Never | Limit)]
    pairs = [s for s in hard if isinstance(s, Never) and not any(event.negated for event in s.events)]

    def grow(taken: int, rest: list[int]) -> Iterator[int]:
        if not any(statement.broken({day: taken}) for statement in hard):
            yield taken
        for index, cell in enumerate(rest):
            more = taken | cell
            # such a ban stays broken whatever is added
            if not any(statement.broken({day: more}) for statement in pairs):
                yield from grow(more, rest[index + 1 :])

    return grow(0, cells)


def solve(question: Question, seconds: float) -> set[int] | None:
    """The optimum, or None when the time was over. Raises ``OverflowError`` for too many states."""
    began = time.process_time()
    week = sorted_out(question)
    lows = tuple(-(1 << 40) for _ in week.registers)
    start: State = ((0,) * len(question.demands), (1 << len(week.together)) - 1, (0,) * len(week.counts), lows)
    layers: list[dict[State, tuple[int, State | None, int]]] = [{start: (week.settled, None, 0)}]
    for day in range(len(question.grid.days())):
        ways = fillings(question, week, day)
        ends = _Ends(question, week, day)
        after: dict[State, tuple[int, State | None, int]] = {}
        for state, (cost, _, _) in layers[-1].items():
            for way in ways:
                step = ends.step(state, way)
                if step is None:
                    continue
                reached, price = step
                old = after.get(reached)
                if old is None or cost + price < old[0]:
                    after[reached] = cost + price, state, way.taken
            if time.process_time() - began > seconds:
                return None
            if len(after) > MOST_STATES:
                raise OverflowError(f"more than {MOST_STATES} states on day {day + 1}")
        layers.append(after)
    weights = [(question.fold.weights[tier], most) for _, most, tier in question.demands]

    def whole(state: State) -> int:
        left = sum(weight * (most - placed) for (weight, most), placed in zip(weights, state[0], strict=True))
        return layers[-1][state][0] + left

    last: State | None = min(layers[-1], key=whole, default=None)
    taken: dict[int, int] = {}
    for day in reversed(range(len(layers) - 1)):
        assert last is not None, "the statements cannot hold together"
        _, last, taken[day] = layers[day + 1][last]
    return {cell.id for cell in question.grid.cells_in(taken)}


class _Ends:
    """What a day settles: statements and counts whose last day it is."""

    def __init__(self, question: Question, week: Week, day: int) -> None:
        self._most = tuple(most for _, most, _ in question.demands)
        last = [max(e.day for e in s.events if e.constant is None) for s in week.together]
        never = [isinstance(statement, Never) for statement in week.together]
        self._ending = sum(1 << n for n, when in enumerate(last) if when == day)
        self._never = sum(1 << n for n, when in enumerate(last) if when == day and never[n])
        self._prices = [
            (1 << n, s.points) for n, s in enumerate(week.together) if last[n] == day and isinstance(s, Points)
        ]
        self._counts = [(n, count) for n, count in enumerate(week.counts) if count.last == day]
        lasts: dict[int, int] = {}
        for count in week.counts:
            if count.register is not None:
                lasts[count.register] = max(lasts.get(count.register, 0), count.last)
        self._registers = [(n, week.registers[n]) for n, when in lasts.items() if when == day]
        self._constants = {
            n: max(
                (
                    sum(w for w, e in group if e.constant)
                    for group in s.groups
                    if all(e.constant is not None for _, e in group)
                ),
                default=-(1 << 40),
            )
            for n, s in self._registers
        }

    def step(self, state: State, way: Filling) -> tuple[State, int] | None:
        """The state after the day and what the day costs; None when a statement is broken."""
        placed, alive, counts, largest = state
        placed = tuple(map(int.__add__, placed, way.placed))
        if any(map(int.__gt__, placed, self._most)):
            return None
        alive &= ~way.fails
        if alive & self._never:
            return None
        cost = way.cost + sum(price for bit, price in self._prices if alive & bit)
        sums = list(map(int.__add__, counts, way.adds))
        maxima = list(largest)
        for number, count in self._counts:
            total = sums[number] + count.constant
            sums[number] = 0
            if count.register is not None:
                maxima[count.register] = max(maxima[count.register], total)
            elif isinstance(count.of, Limit):
                low, high = count.of.low, count.of.high
                if (low is not None and total < low) or (high is not None and total > high):
                    return None
        for number, statement in self._registers:
            excess = max(maxima[number], self._constants[number]) - statement.over
            maxima[number] = 0
            cost += statement.points * -(-max(0, excess) // statement.unit)
        # what was settled today is the same for every state from now on
        return (placed, alive | self._ending, tuple(sums), tuple(maxima)), cost


if __name__ == "__main__":
    serve(solve)
