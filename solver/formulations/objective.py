"""Left-out tiers and points, folded into the one integer the solver minimises, and back.

Left-out sessions come first and in order: key runs, easy runs, strength; points come after. Each tier weighs
more than everything below it can ever cost, so that the minimum of the folded integer is the lexicographic
minimum. Below the points, unscored, come two tie-breaks: of plans that are equal, one whose long run stands at the
weekend, and of those the one with the earlier slots. They make answers steadier and cost no time
(``docs/decisions/0005-ties.md``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from constraints.base.cell import Cell
from constraints.base.statement import Points, PointsPerUnit, Statement, Term
from scenarios.days import Day
from scenarios.demands import Demand
from scenarios.sessions import TIERS, Tier
from solver.defect import Defect
from solver.parameters import EXACT

WEEKEND = ("sat", "sun")


class Asked(Protocol):
    """What a formulation reads: a grid, or a part of one (a week of a season)."""

    @property
    def open_cells(self) -> Sequence[Cell]:
        """The cells to decide."""
        ...

    @property
    def statements(self) -> Sequence[Statement]:
        """What is stated about them."""
        ...

    @property
    def demands(self) -> Sequence[Demand]:
        """The sessions asked for."""
        ...

    def days(self) -> Sequence[Day]:
        """The days planned."""
        ...


@dataclass(frozen=True, slots=True)
class Fold:
    """``weights`` per tier in points, each more than everything below it can cost; ``never``, in points, more than all.

    A point weighs ``scale`` in the folded integer, more than the tie-breaks can add up to: all ``lateness`` (per cell
    id, slots of the day before its own), and ``midweek``, which weighs more than that, for each unit of a demand (by
    its place among all) that stands on none of the days of ``weekend``.
    """

    weights: dict[Tier, int]
    never: int
    scale: int
    lateness: dict[int, int]
    midweek: dict[int, int] = field(default_factory=dict)
    weekend: frozenset[int] = frozenset()

    def midweek_on(self, day: int) -> dict[int, int]:
        """What it weighs, by the demand's place among all, that a unit stands on this day."""
        return {} if day in self.weekend else self.midweek

    def folded(self, left_out: Mapping[Tier, int], points: int) -> int:
        """Counts and points as the folded integer. Raises ``Defect`` for more than the grid was thought to cost."""
        cost = points
        for tier in reversed(TIERS):
            if not 0 <= cost < self.weights[tier]:
                raise Defect(f"{points} points and {dict(left_out)} left out are more than a grid can cost")
            cost += self.weights[tier] * left_out[tier]
        if cost >= self.never:
            raise Defect(f"{dict(left_out)} left out are more than a grid asks for")
        return cost * self.scale

    def apart(self, folded: int) -> tuple[dict[Tier, int], int]:
        """The left-out counts and the points of a folded integer (or of a bound on one)."""
        folded //= self.scale
        counts: dict[Tier, int] = {}
        for tier in TIERS:
            counts[tier], folded = divmod(folded, self.weights[tier])
        return counts, folded


def fold_of(grid: Asked, *, earliest: bool = True) -> Fold:
    """The fold for everything stated on the grid.

    With ``earliest`` it breaks ties by weekend and slots, unless the solver could then not tell its objective exactly.
    """
    worst = worst_points(grid.statements)
    asked = dict.fromkeys(TIERS, 0)
    for demand in grid.demands:
        asked[demand.session.tier] += demand.wanted
    weights: dict[Tier, int] = {}
    below = worst
    for tier in reversed(TIERS):
        weights[tier] = below + 1
        below += weights[tier] * asked[tier]
    places = {day.index: {slot.name: rank for rank, slot in enumerate(day.slots)} for day in grid.days()}
    lateness = {cell.id: places[cell.day][cell.slot.name] for cell in grid.open_cells if cell.slot is not None}
    never, later = below + 1, 1 + sum(asked.values()) * max(lateness.values(), default=0)
    weekend = weekend_of(grid)
    movable = long_runs_to_move(grid, weekend)
    scale = later * (1 + sum(grid.demands[place].count for place in movable))
    if not earliest or never * scale > EXACT:
        return Fold(weights, never, 1, dict.fromkeys(lateness, 0))
    return Fold(weights, never, scale, lateness, dict.fromkeys(movable, later), weekend)


def weekend_of(grid: Asked) -> frozenset[int]:
    """The days that are a Saturday or a Sunday."""
    return frozenset(day.index for day in grid.days() if day.weekday in WEEKEND)


def long_runs_to_move(grid: Asked, weekend: frozenset[int]) -> list[int]:
    """The demands for long runs, by their places among all, that may stand at the weekend and elsewhere."""
    places = {id(demand): place for place, demand in enumerate(grid.demands) if demand.session.type == "long"}
    sides: dict[int, set[bool]] = {place: set() for place in places.values()}
    if weekend and places:
        for cell in grid.open_cells:
            if (place := places.get(id(cell.demand))) is not None:
                sides[place].add(cell.day in weekend)
    return [place for place, found in sides.items() if len(found) == 2]


def worst_points(statements: Iterable[Statement]) -> int:
    """An upper bound on what statements can cost together."""
    worst = 0
    for statement in statements:
        if isinstance(statement, Points):
            worst += statement.points
        elif isinstance(statement, PointsPerUnit):
            worst += statement.points * worst_units(statement)
    return worst


def worst_units(statement: PointsPerUnit) -> int:
    """An upper bound on the units a statement can be charged for."""
    most = max([highest(terms) for terms in statement.groups], default=0)
    return statement.units(most)


def highest(terms: tuple[Term, ...]) -> int:
    """An upper bound on a weighted count of events."""
    return sum([weight for weight, (_, cells, negated) in terms if (weight > 0 if cells else negated)])
