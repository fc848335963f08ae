"""Sessions that nothing tells apart: with each pattern that holds the one, another that holds the other is as good.

A lower-body and a full-body session of 30 minutes are two to the athlete, and one to every rule that asks for legs,
minutes or load. Told apart, each of their patterns stands in the model twice, and each plan is proven twice. So demands
that are alike share their patterns, and only a plan that is found says which of them stands where.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from scenarios.demands import Demand
from solver.formulations.day_patterns import Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """Demands that are alike, by their places among all demands; together they ask for ``count`` units."""

    demands: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The patterns of a day, one for each that is told apart: what each means, what it holds, the ways to take it."""

    patterns: Sequence[Pattern]
    held: Sequence[Sequence[Kind]]
    ways: Sequence[Sequence[Pattern]]


Ways: TypeAlias = Sequence[Pattern]
"""The patterns of a day with all demands told apart."""
Alike: TypeAlias = Callable[[Sequence[Ways], Sequence[Demand], Mapping[int, int]], list[Kind]]


def each_apart(_days: Sequence[Ways], demands: Sequence[Demand], _ties: Mapping[int, int]) -> list[Kind]:
    """Every demand by itself."""
    return [Kind((place,), demand.count) for place, demand in enumerate(demands)]


def kinds(days: Sequence[Ways], demands: Sequence[Demand], ties: Mapping[int, int]) -> list[Kind]:
    """The demands, those asked for once together with the others that are alike on all days.

    ``ties``, by a demand's place, is what it weighs where plans are equal: those that weigh otherwise are told apart.
    """
    numbers = [(*own, ties.get(place, 0)) for place, own in enumerate(_numbers(days, len(demands)))]
    asked_once = Counter([own for own, demand in zip(numbers, demands, strict=True) if demand.count == 1])
    if all(like == 1 for like in asked_once.values()):
        return each_apart(days, demands, ties)
    found: list[Kind] = []
    meanings = [_meanings(day, len(demands)) for day in days]
    for place, demand in enumerate(demands):
        for index, kind in enumerate(found):
            other = kind.demands[0]
            once = demand.count == demands[other].count == 1 and numbers[place] == numbers[other]
            if once and all(_are_alike(own, place, other) for own in meanings):
                found[index] = Kind((*kind.demands, place), kind.count + 1)
                break
        else:
            found.append(Kind((place,), demand.count))
    return found


def _numbers(days: Sequence[Ways], demands: int) -> list[tuple[int, ...]]:
    """By demand, how often the patterns of each day hold it: equal for those that are alike."""
    by_day = [[0] * demands for _ in days]
    for numbers, day in zip(by_day, days, strict=True):
        for pattern in day:
            for place in pattern.held:
                numbers[place] += 1
    return list(zip(*by_day, strict=True))


_Meaning: TypeAlias = tuple[object, tuple[int, ...]]
"""Of a pattern: what it means, and the demands it holds."""


def _meanings(day: Ways, demands: int) -> list[list[_Meaning]]:
    """By demand, those of the patterns that hold it."""
    found: list[list[_Meaning]] = [[] for _ in range(demands)]
    for pattern in day:
        for place in pattern.held:
            found[place].append((_meaning(pattern), pattern.held))
    return found


def _meaning(pattern: Pattern) -> object:
    """All that matters of a pattern but what it takes and holds."""
    return pattern.cost, pattern.late, pattern.roles, pattern.counts


def _are_alike(meanings: Sequence[Sequence[_Meaning]], one: int, other: int) -> bool:
    """Whether exchanging two demands gives the same patterns; those that hold both stay what they are."""

    def beside(own: int, exchanged: int) -> set[_Meaning]:
        alone = [(meaning, held) for meaning, held in meanings[own] if exchanged not in held]
        return {(meaning, tuple([place for place in held if place != own])) for meaning, held in alone}

    return beside(one, other) == beside(other, one)


def shared(day: Ways, kinds: Sequence[Kind]) -> Listed:
    """The patterns of a day, those that only differ in demands of one kind as one."""
    kind_of = {place: kind for kind in kinds for place in kind.demands}
    if all(len(kind.demands) == 1 for kind in kinds):
        everything = [[kind_of[place] for place in pattern.held] for pattern in day]
        return Listed(day, everything, [(pattern,) for pattern in day])
    known: dict[object, list[Pattern]] = {}
    patterns: list[Pattern] = []
    held: list[list[Kind]] = []
    for pattern in day:
        own = [kind_of[place] for place in pattern.held]
        ways = known.setdefault((_meaning(pattern), tuple(sorted([kind.demands for kind in own]))), [])
        if not ways:
            patterns.append(pattern)
            held.append(own)
        ways.append(pattern)
    return Listed(patterns, held, list(known.values()))
