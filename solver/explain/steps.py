"""The looser values of a rule's number that state something else than the one before, and what they state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from constraints.base.grid import Grid
from constraints.base.rule import Rule
from constraints.base.statement import Limit, Never, Statement
from solver.explain.changes import range_of


@dataclass(frozen=True, slots=True)
class Step:
    """A looser value of a rule's number and what the rule still states with it."""

    parameter: str
    value: int
    statements: list[Statement]


def steps_of(grid: Grid, rule: Rule) -> Iterator[Step]:
    """Each looser value of the rule's numbers that states something else than the one before it."""
    for parameter, direction in rule.loosened.items():
        now = getattr(rule, parameter)
        if now is None:
            continue
        low, high = range_of(rule, parameter)
        values = range(now, low - 1, -1) if direction == "less" else range(now, high + 1)
        for value, statements in _turns(values, partial(_stated, grid, rule, parameter)):
            yield Step(parameter, value, statements)


def _turns(values: range, say: Callable[[int], list[Statement]]) -> Iterator[tuple[int, list[Statement]]]:
    """The values with which something else is said than with the one before; equal ends say all between is equal."""

    def between(part: range, first: list[Statement], last: list[Statement]) -> Iterator[tuple[int, list[Statement]]]:
        if first == last:
            return
        if len(part) == 2:
            yield part[1], last
            return
        half = len(part) // 2
        middle = say(part[half])
        yield from between(part[: half + 1], first, middle)
        yield from between(part[half:], middle, last)

    yield from between(values, say(values[0]), say(values[-1]))


def _stated(grid: Grid, rule: Rule, parameter: str, value: int) -> list[Statement]:
    """What hard statements a rule with that value makes on a grid, which is left as it was."""
    kept, grid.statements, grid.rule = grid.statements, [], rule.name
    rule.model_copy(update={parameter: value}).build(grid)
    stated, grid.statements = grid.statements, kept
    return [statement for statement in stated if isinstance(statement, Never | Limit)]
