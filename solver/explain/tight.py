"""What is tight in a scenario that can be done in full: how much stricter each number could still be."""

from __future__ import annotations

from dataclasses import dataclass

from constraints.base.rule import Rule
from scenarios.instance import Instance
from solver.explain.changes import range_of
from solver.explain.conflicts import Questions


@dataclass(frozen=True, slots=True)
class Tightness:
    """A number of a rule, as it is, and the strictest value with which nothing has to be left out."""

    rule: str
    parameter: str
    value: int
    strictest: int

    @property
    def tight(self) -> bool:
        """No stricter value is possible."""
        return self.value == self.strictest


def tightness(instance: Instance, rules: tuple[Rule, ...]) -> tuple[Tightness, ...]:
    """For every hard number, how far it could go alone; what could go to the end of its range is not told."""
    found = []
    for rule in rules:
        for parameter, direction in rule.loosened.items():
            value = getattr(rule, parameter)
            if value is None:
                continue
            low, high = range_of(rule, parameter)
            stricter = range(value + 1, high + 1) if direction == "less" else range(value - 1, low - 1, -1)
            if not stricter:
                continue
            strictest = _strictest(instance, rules, rule, parameter, list(stricter))
            if strictest != stricter[-1]:
                found.append(Tightness(rule.name, parameter, value, value if strictest is None else strictest))
    return tuple(found)


def _strictest(
    instance: Instance, rules: tuple[Rule, ...], rule: Rule, parameter: str, values: list[int]
) -> int | None:
    """The last of the values, from loose to strict, that still works (bisection; None: not even the first)."""
    good, bad = -1, len(values)
    while bad - good > 1:
        middle = (good + bad) // 2
        changed = tuple(
            other.model_copy(update={parameter: values[middle]}) if other is rule else other for other in rules
        )
        everything = {index: demand.count for index, demand in enumerate(instance.demands)}
        if Questions(instance, changed).possible(everything):
            good = middle
        else:
            bad = middle
    return values[good] if good >= 0 else None
