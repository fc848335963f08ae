"""What is tight in a scenario that can be done in full: how much stricter each number could still be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from constraints.base.rule import Rule
from scenarios.instance import Instance
from solver.explain.changes import range_of
from solver.explain.conflicts import Questions

Possible: TypeAlias = Callable[[tuple[Rule, ...]], bool | None]
"""Whether everything can be placed under these rules; None where that is not known in time."""


@dataclass(frozen=True, slots=True)
class Tightness:
    """A number of a rule, as it is, and the strictest value with which nothing has to be left out.

    ``weeks`` (from 0) of a season are those that one step beyond that leaves something out of, alone or together.
    """

    rule: str
    parameter: str
    value: int
    strictest: int
    weeks: tuple[range, ...] = ()

    @property
    def tight(self) -> bool:
        """No stricter value is possible."""
        return self.value == self.strictest


def tightness(instance: Instance, rules: tuple[Rule, ...]) -> tuple[Tightness, ...]:
    """For every hard number of a week, how far it could go alone; what could go to the end of its range is not told."""

    def possible(changed: tuple[Rule, ...]) -> bool | None:
        return Questions(instance, changed).possible_in_full()

    return tuple(found for found, _ in tight_numbers(rules, possible))


def tight_numbers(rules: tuple[Rule, ...], possible: Possible) -> list[tuple[Tightness, tuple[Rule, ...]]]:
    """The numbers that cannot go to the end of their range, each with the rules one step beyond what is possible.

    A number of which it is not known how far it could go is left out.
    """
    found = []
    for rule in rules:
        for parameter, direction in rule.loosened.items():
            value = getattr(rule, parameter)
            if value is None:
                continue
            low, high = range_of(rule, parameter)
            stricter = range(value + 1, high + 1) if direction == "less" else range(value - 1, low - 1, -1)

            def under(number: int, rule: Rule = rule, parameter: str = parameter) -> tuple[Rule, ...]:
                return tuple(each.model_copy(update={parameter: number}) if each is rule else each for each in rules)

            good = _last_good(stricter, lambda number: possible(under(number)))
            if good is not None and good + 1 < len(stricter):
                told = Tightness(rule.name, parameter, value, stricter[good] if good >= 0 else value)
                found.append((told, under(stricter[good + 1])))
    return found


def _last_good(values: Sequence[int], good: Callable[[int], bool | None]) -> int | None:
    """The place of the last value, from loose to strict, that is good (bisection); -1: none is, None: not known."""
    last, bad = -1, len(values)
    while bad - last > 1:
        middle = (last + bad) // 2
        answer = good(values[middle])
        if answer is None:
            return None
        if answer:
            last = middle
        else:
            bad = middle
    return last
