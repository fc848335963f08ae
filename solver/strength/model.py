"""What is stated of a week's strength sessions as CP-SAT's model, which grows when more is stated."""

from __future__ import annotations

from collections.abc import Sequence

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_statement import Price, Statement, Within
from solver.cpsat import LinearTerm, Model, Search
from solver.defect import Defect
from solver.parameters import AT_ONCE, UNPRESOLVED

PARAMETERS = f"{UNPRESOLVED} {AT_ONCE} max_deterministic_time:60"


class StrengthModel:
    """A grid's statements, those since the last answer added for the next one.

    Holds the variables that any statement mentions; the others are 0.
    """

    def __init__(self, grid: StrengthGrid, parameters: str) -> None:
        self._grid = grid
        self._parameters = parameters
        self._model = Model()
        self._index: dict[int, int] = {}
        self._stated = 0
        self._objective: list[LinearTerm] = []
        self._offset = 0

    def solved(self) -> tuple[Sequence[int], int]:
        """The best values of the grid's variables, and the points they cost. Raises ``Defect`` unless proven."""
        new = self._grid.statements[self._stated :]
        self._stated += len(new)
        self._open({variable for statement in new for _, variable in statement.terms})
        for statement in new:
            self._state(statement)
        self._model.minimize(self._objective, self._offset)
        outcome = Search(self._parameters).run(self._model)
        if outcome.status != "optimal":
            raise Defect(f"strength sessions: {outcome.status}, not optimal")
        values = [0] * len(self._grid.domains)
        for variable, index in self._index.items():
            values[variable] = outcome.values[index]
        return values, outcome.objective

    def _open(self, used: set[int]) -> None:
        for variable in sorted(used - self._grid.forbidden.keys() - self._index.keys()):
            self._index[variable] = self._model.integer(*self._grid.domains[variable])

    def _state(self, statement: Statement) -> None:
        terms = [(weight, self._index[variable]) for weight, variable in statement.terms if variable in self._index]
        if isinstance(statement, Within):
            self._model.linear(terms, statement.low, statement.high)
        elif not statement.terms:
            self._offset += statement.cost(())
        elif _never_negative(statement, self._grid):
            self._objective += [(statement.points * weight, variable) for weight, variable in terms]
            self._offset -= statement.points * statement.over
        else:
            units = self._model.integer(0, _most(statement, self._grid))
            self._model.linear([*terms, (-1, units)], None, statement.over)
            self._objective.append((statement.points, units))


def _never_negative(price: Price, grid: StrengthGrid) -> bool:
    """Whether the sum never falls below ``over``, so that the price is linear."""
    return sum(weight * grid.domains[variable][weight < 0] for weight, variable in price.terms) >= price.over


def _most(price: Price, grid: StrengthGrid) -> int:
    return max(0, sum(weight * grid.domains[variable][weight > 0] for weight, variable in price.terms) - price.over)
