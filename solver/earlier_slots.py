"""Of slots that cost nothing, the earlier: on its day, each session stands as early as the plan that is found allows.

A tie-break, settled when the search is over and never scored. In the objective it kept patterns that nothing else told
apart, and the search had to prove it to the last slot. See ``docs/decisions/0005-ties.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, cycle, product
from typing import TypeAlias

from constraints.base.cell import Cell
from constraints.base.grid import Grid
from constraints.base.statement import Limit, Never, Points, Statement, Taken, Term

MOVING = 2
"""sessions of a day that move together: more than two a day are rare, and slots can be many."""
Together: TypeAlias = tuple[int, int, int, int | None]
"""Cells of a day and cells of a day (its own or another), and what they cost together (None: forbidden)."""


def earliest(grid: Grid, taken: Taken) -> Taken:
    """The plan with sessions in earlier slots of their days, where that breaks no statement and none costs otherwise.

    Day by day, until on none of them one or two sessions can move so that fewer slots lie before theirs.
    """
    ranks = {day.index: {slot.name: rank for rank, slot in enumerate(day.slots)} for day in grid.days()}
    late = _late(grid, taken, ranks)
    together, rest = _sorted(grid.statements, late)
    found, settled = dict(taken), 0
    for day, cells in cycle(late.items()):
        if settled == len(late):
            break
        settled += 1
        for mask in _earlier(cells, found[day], ranks[day]):
            if _cost_the_same(together[day], found, day, mask) and not _changes(rest, found, day, mask):
                found[day], settled = mask, 0
                break
    return found


def _late(grid: Grid, taken: Taken, ranks: Mapping[int, Mapping[str, int]]) -> dict[int, list[Cell]]:
    """The open cells of the days on which some session does not stand in the first slot."""
    by_day: dict[int, list[Cell]] = {}
    late: set[int] = set()
    for cell in grid.open_cells:
        if mask := taken.get(cell.day, 0):
            by_day.setdefault(cell.day, []).append(cell)
            if mask & cell.bit and _rank(cell, ranks[cell.day]):
                late.add(cell.day)
    return {day: cells for day, cells in by_day.items() if day in late}


def _rank(cell: Cell, ranks: Mapping[str, int]) -> int:
    """How many slots of the day lie before a cell's."""
    return ranks[cell.slot.name] if cell.slot else 0


def _earlier(cells: Sequence[Cell], taken: int, ranks: Mapping[str, int]) -> list[int]:
    """What a day takes when one or two of its sessions move so that fewer slots lie before theirs, the fewest first."""
    placed = [cell for cell in cells if taken & cell.bit]
    places = {id(one.demand): [cell for cell in cells if cell.demand is one.demand] for one in placed}
    ways: list[tuple[int, int]] = []
    for moving in combinations(placed, min(MOVING, len(placed))):
        before = sum([_rank(cell, ranks) for cell in moving])
        staying = taken & ~sum([cell.bit for cell in moving])
        for way in product(*(places[id(cell.demand)] for cell in moving)):
            after = sum([_rank(cell, ranks) for cell in way])
            mask = staying | sum([cell.bit for cell in way])
            if after < before and mask.bit_count() == len(placed):
                ways.append((after - before, mask))
    return [mask for _, mask in sorted(ways)]


def _sorted(statements: Iterable[Statement], days: Iterable[int]) -> tuple[dict[int, list[Together]], list[Statement]]:
    """What is said of one or two events, by each of these days that has one of them, and all other statements."""
    found: dict[int, list[Together]] = {day: [] for day in days}
    rest: list[Statement] = []
    for statement in statements if found else ():
        events = [*statement.events] if isinstance(statement, Never | Points) else []
        if 0 < len(events) <= 2:
            (day, one, no), (at, other, not_other) = events[0], events[-1]
            if not (no or not_other):
                points = statement.points if isinstance(statement, Points) else None
                if day in found:
                    found[day].append((one, at, other, points))
                if at != day and at in found:
                    found[at].append((other, day, one, points))
                continue
        rest.append(statement)
    return found, rest


def _cost_the_same(together: Iterable[Together], taken: Taken, day: int, mask: int) -> bool:
    """Whether what is said of one or two events allows a day to take ``mask`` instead, and charges as much."""
    before, moved = taken[day], {**taken, day: mask}
    now = [points for one, at, other, points in together if mask & one and moved.get(at, 0) & other]
    return None not in now and sum(points or 0 for points in now) == sum(
        [points or 0 for one, at, other, points in together if before & one and taken.get(at, 0) & other]
    )


def _changes(statements: Iterable[Statement], taken: Taken, day: int, mask: int) -> bool:
    """Whether one of the statements is broken, or costs more or less, when a day takes ``mask`` instead."""
    before, moved = taken[day], {**taken, day: mask}
    for statement in statements:
        for terms in _counts(statement):
            if sum([_more(term, before, mask) for term in terms if term[1].day == day]):
                if isinstance(statement, Never | Limit):
                    if statement.broken(moved):
                        return True
                elif statement.cost(moved) != statement.cost(taken):
                    return True
                break
    return False


def _counts(statement: Statement) -> Sequence[Sequence[Term]]:
    """The weighted counts of events that a statement speaks of."""
    if isinstance(statement, Never | Points):
        return [[(1, event)] for event in statement.events]
    return (statement.terms,) if isinstance(statement, Limit) else statement.groups


def _more(term: Term, before: int, mask: int) -> int:
    """By how much a term of a day rises when the day takes ``mask`` instead."""
    weight, (_, cells, negated) = term
    return weight * (((mask & cells != 0) != negated) - ((before & cells != 0) != negated))
