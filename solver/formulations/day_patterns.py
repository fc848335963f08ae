"""The patterns one day can take: which sessions in which slots, what they cost, what they mean elsewhere.

Statements that concern one day alone decide which patterns exist and what each costs. What is left of a
pattern for the rest of the model is its *role*: the sessions it holds, its part in every weighted count, and
which events of cross-day statements it makes happen. Of patterns with the same sessions and counts, one that
costs no more and makes no further event happen beats the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from constraints.base.statement import bits_of
from solver.formulations.day_shape import Shape, Test

MOST_PATTERNS = 5000
FIELD_BITS = 48
"""of a packed count: a weighted count of one day stays far below."""


class TooManyPatternsError(Exception):
    """A day allows more patterns than is worth listing; the slots formulation takes over."""


class Pattern(NamedTuple):
    """One way to fill a day, which its own statements allow.

    ``mask`` has a bit per cell of the day that is taken, ``held`` the place, among all demands, of each session it
    takes, in order; ``late`` is the tie-break (see ``formulations.objective``). ``roles`` has a bit per cross-day event
    that happens; ``counts`` are its part in each cross-day weighted count, and its loads.
    """

    mask: int
    held: tuple[int, ...]
    cost: int
    late: int
    roles: int
    counts: tuple[int, ...]


Pruning: TypeAlias = Callable[[Sequence[Pattern]], Sequence[Pattern]]


def patterns_of(shape: Shape, pruned: Pruning) -> list[Pattern]:
    """The patterns of a day, those with the same sessions and counts pruned."""
    cost = _prices(shape)
    counts = _Counts(shape)
    roles = (1 << len(shape.roles)) - 1
    groups: dict[tuple[tuple[int, ...], int, int], list[Pattern]] = {}
    for mask, held, events, late, packed in _fillings(shape, counts):
        group = groups.setdefault((held, packed, events & ~roles), [])
        values = group[0].counts if group else counts.of(mask, events & ~roles)
        group.append(Pattern(mask, held, cost(mask), late, events & roles, values))
    return [pattern for group in groups.values() for pattern in (pruned(group) if len(group) > 1 else group)]


def undominated(group: Sequence[Pattern]) -> list[Pattern]:
    """Of patterns with the same sessions and counts, those that none beats; of equals, the first."""
    kept: list[Pattern] = []
    # sorted, one can only be beaten by one before it
    for new in sorted(group, key=_price):
        lacking = ~new.roles
        if all(old.roles & lacking for old in kept):
            kept.append(new)
    return kept


def _price(pattern: Pattern) -> tuple[int, int, int]:
    return pattern.cost, pattern.late, pattern.roles.bit_count()


class _Counts:
    """The day's part in counts across days, told by what adds up cell by cell and by events.

    A count over single cells has a field of a packed integer, by which fillings are told apart. Any other depends on
    events, which have bits above the roles'.
    """

    def __init__(self, shape: Shape) -> None:
        self.packed: list[dict[int, int]] = []
        self.events: dict[Test, int] = {}
        self._by_cell: dict[int, list[tuple[int, int]]] = {bit: [] for bit in bits_of(shape.open)}
        self._others: dict[int, list[tuple[int, int]]] = {}
        self._known: dict[int, list[int]] = {}
        self._loads = [(place, load) for load, place in shape.loads.items()]
        places = [*shape.sums.items(), *((load.terms, place) for place, load in self._loads)]
        for terms, place in places:
            if any(negated or mask & (mask - 1) for _, mask, negated in terms):
                self._others[place] = [
                    (weight, 1 << len(shape.roles) + self.events.setdefault((mask, negated), len(self.events)))
                    for weight, mask, negated in terms
                ]
                continue
            weights: dict[int, int] = {}
            for weight, bit, _ in terms:
                if bit:
                    weights[bit] = weights.get(bit, 0) + weight
                    self._by_cell[bit].append((place, weight))
            self.packed.append(weights)
        self._places = len(places)

    def of(self, mask: int, events: int) -> tuple[int, ...]:
        """All counts, in the shape's order, of the taken bits and the events that happen."""
        if events not in self._known:
            by_events = self._known[events] = [0] * self._places
            for place, weights in self._others.items():
                by_events[place] = sum([weight for weight, bit in weights if events & bit])
        values = self._known[events][:]
        for bit in bits_of(mask):
            for place, weight in self._by_cell[bit]:
                values[place] += weight
        for place, load in self._loads:
            values[place] = load.units(values[place])
        return tuple(values)


def _prices(shape: Shape) -> Callable[[int], int]:
    """What the day's own statements cost, by the taken bits."""
    both: dict[int, list[tuple[int, int]]] = {}
    rest: list[tuple[int, tuple[Test, ...]]] = []
    for tests, points in shape.points.items():
        if len(tests) <= 2 and not any(negated for _, negated in tests):
            one, *other = (mask for mask, _ in tests)
            both.setdefault(one, []).append((points, other[0] if other else one))
        else:
            rest.append((points, tests))
    pairs = list(both.items())
    per_unit = shape.per_unit

    def cost(taken: int) -> int:
        points = sum([points for one, others in pairs if taken & one for points, other in others if taken & other])
        for price, tests in rest:
            if all(((taken & mask) != 0) != negated for mask, negated in tests):
                points += price
        for each in per_unit:
            points += each.cost(taken)
        return points

    return cost


# -- fillings ---------------------------------------------------------------------------------------------------


def _fillings(shape: Shape, counts: _Counts) -> Iterator[tuple[int, tuple[int, ...], int, int, int]]:
    """Every set of cells that no statement of the day forbids: mask, held, events, lateness and packed counts.

    Events are the roles and those of the counts.
    """
    hard, negated, steps = shape.hard, *_steps(shape, counts)
    free = shape.open & ~sum([bit for bit, others in shape.clashes.items() if bit & others])
    stack: list[tuple[int, tuple[int, ...], int, int, int, int]] = [(0, (), free, 0, 0, 0)]
    found = 0
    while stack:
        mask, held, free, touched, late, packed = stack.pop()
        if not hard or all(each.kept(mask) for each in hard):
            yield mask, held, touched ^ negated, late, packed
        found += 1
        if found > MOST_PATTERNS:
            raise TooManyPatternsError
        while free:
            bit = free & -free
            free ^= bit
            place, beside, touching, later, more = steps[bit]
            stack.append((mask | bit, held + place, free & beside, touched | touching, late + later, packed + more))


_Step: TypeAlias = tuple[tuple[int, ...], int, int, int, int]
"""What taking a bit adds: its demand; the bits it may stand with; the tests it touches; lateness; counts."""


def _steps(shape: Shape, counts: _Counts) -> tuple[int, dict[int, _Step]]:
    """The negated tests, and the step of each bit. A test is true if one of its bits is taken, or negated and none."""
    tests = [(1 << place, *test) for place, test in enumerate((*shape.roles, *counts.events))]
    adds = _adds(shape, counts.packed)
    steps: dict[int, _Step] = {}
    for bit, place in shape.places.items():
        touching = sum([test for test, mask, _ in tests if mask & bit])
        beside = ~shape.clashes.get(bit, 0)
        steps[bit] = (place,), beside, touching, shape.lateness[bit], adds[bit]
    return sum([test for test, _, negated in tests if negated]), steps


def _adds(shape: Shape, packed: Sequence[Mapping[int, int]]) -> dict[int, int]:
    """What each bit adds to the packed integer, which has a field for each count."""
    adds = dict.fromkeys(shape.places, 0)
    for place, weights in enumerate(packed):
        for bit, weight in weights.items():
            adds[bit] += weight << FIELD_BITS * place
    return adds
