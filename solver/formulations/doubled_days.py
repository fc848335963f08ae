"""Six sessions do not fit on five days one by one, so some day holds two, and the largest day is no less than that one.

Where a week wishes for days free of some sessions, those sessions are pigeons and the days that are not free their
holes. The linear relaxation sees the doubled day, but shares it out over all days and all pairs of sessions, and then
none of them reaches a level of the largest day by more than its share. So for every level it is said that the largest
day reaches it, or a day is doubled below it, or there are more holes or fewer pigeons. See
``docs/decisions/0027-doubled-days.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from solver.cpsat import LinearTerm, Model
from solver.formulations.alike import Kind
from solver.formulations.day import Day
from solver.formulations.peaks import Loaded


class FreeDays(NamedTuple):
    """Of the days that take one of the ``literals``, ``wished`` are wished for; ``short`` is how many are missing."""

    literals: Collection[int]
    wished: int
    short: int


class Largest(NamedTuple):
    """The days of which the largest is charged for, and the Booleans of its levels."""

    days: Sequence[Sequence[Loaded]]
    reached: Mapping[int, int]


def free_days(terms: Sequence[LinearTerm], most: int, short: int) -> list[FreeDays]:
    """The wish that ``terms - short`` is no more than ``most``, if what it counts is days; else none."""
    if most < 0 and all(weight == -1 for weight, _ in terms):
        return [FreeDays({literal for _, literal in terms}, -most, short)]
    return []


def state_doubled(
    model: Model, days: Collection[Day], left: Sequence[int], free: Sequence[FreeDays], largest: Sequence[Largest]
) -> None:
    """State what wishes for free days ask of the largest day; ``left`` is what each demand leaves out."""
    for wish in free if largest else ():
        kinds = _crowding(days, wish)
        doubled = sum([kind.count for kind in kinds]) + wish.wished - len(days)
        beside = _beside(days, kinds) if doubled > 0 else {}
        otherwise = [(1, wish.short), *((1, left[place]) for kind in kinds for place in kind.demands)]
        for loaded, reached_by in largest:
            units = {literal: units for day in loaded for units, _, literal in day if literal in beside}
            highest = max(units.values(), default=0)
            for level, reached in reached_by.items():
                if level <= highest:
                    lighter = [(more, literal) for literal, more in beside.items() if units.get(literal, 0) < level]
                    model.linear([*lighter, (doubled, reached), *otherwise], doubled, None)


def _crowding(days: Collection[Day], free: FreeDays) -> list[Kind]:
    """The sessions that no free day holds, in the order in which the days hold them."""
    held: dict[Kind, bool] = {}
    for day in days:
        for kinds, literal in zip(day.held, day.literals, strict=True):
            for kind in kinds:
                held[kind] = held.get(kind, True) and literal not in free.literals
    return [kind for kind, crowds in held.items() if crowds]


def _beside(days: Collection[Day], crowding: Collection[Kind]) -> dict[int, int]:
    """By literal, how many of these sessions a pattern holds beside a first one."""
    found: dict[int, int] = {}
    for day in days:
        for kinds, literal in zip(day.held, day.literals, strict=True):
            more = sum([kind in crowding for kind in kinds]) - 1
            if more > 0:
                found[literal] = more
    return found
