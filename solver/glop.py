"""A small linear program and GLOP, its solver: values and, above all, what each row's limit is worth.

Like ``solver.cpsat`` it speaks to ortools' own binding, which loads without pandas.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.linear_solver.python import model_builder_helper as mbh

from solver.defect import Defect


@dataclass(frozen=True, slots=True)
class Relaxed:
    """An optimal solution. ``duals`` tell, row by row, how the cost changes with the row's limit."""

    cost: float
    values: tuple[float, ...]
    duals: tuple[float, ...]


class LinearProgram:
    """Variables from 0 up, rows of the form ``low <= sum <= high``, a linear cost to minimise."""

    def __init__(self) -> None:
        self._model = mbh.ModelBuilderHelper()

    def row(self, low: float | None, high: float | None) -> int:
        """A new row (None: open); its index."""
        row = self._model.add_linear_constraint()
        self._model.set_constraint_lower_bound(row, -math.inf if low is None else low)
        self._model.set_constraint_upper_bound(row, math.inf if high is None else high)
        return int(row)

    def column(self, cost: float, parts: Sequence[tuple[int, float]], high: float = math.inf) -> int:
        """A new variable in [0, high] with its (row, coefficient) parts; its index."""
        column = self._model.add_var()
        self._model.set_var_lower_bound(column, 0.0)
        self._model.set_var_upper_bound(column, high)
        self._model.set_var_objective_coefficient(column, cost)
        for row, coefficient in parts:
            self._model.add_term_to_constraint(row, column, coefficient)
        return int(column)

    def charge(self, column: int, cost: float) -> None:
        """Change what a variable costs."""
        self._model.set_var_objective_coefficient(column, cost)

    def limit(self, row: int, high: float) -> None:
        """Change a row's upper limit."""
        self._model.set_constraint_upper_bound(row, high)

    def solve(self, *, dual: bool = False) -> Relaxed | None:
        """The optimum, by the primal or the dual simplex method, or None when there is none.

        Raises ``Defect`` when GLOP gives up.
        """
        solver = mbh.ModelSolverHelper("glop")
        solver.set_solver_specific_parameters(f"use_dual_simplex:{str(dual).lower()}")
        solver.solve(self._model)
        if solver.status() == mbh.SolveStatus.OPTIMAL:
            values = tuple(float(value) for value in solver.variable_values())
            duals = tuple(float(value) for value in solver.dual_values())
            return Relaxed(float(solver.objective_value()), values, duals)
        if solver.status() == mbh.SolveStatus.INFEASIBLE:
            return None
        raise Defect(f"GLOP ended with {solver.status()}")
