"""HiGHS: the statements as a mixed-integer program, one binary per session slot."""

from __future__ import annotations

import highspy
import numpy as np

from benchmarks.peers.question import Question, serve
from constraints.base.statement import Event, Limit, Never, Points, Statement, Term
from solver.formulations.objective import worst_units


class Program:
    """Columns and rows; an event of several slots has a column of its own."""

    def __init__(self, question: Question) -> None:
        self.low: list[float] = []
        self.high: list[float] = []
        self.cost: list[float] = []
        self.integer: list[bool] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self.offset = 0.0
        self._grid = question.grid
        self.cells = {cell.id: self.column(0, 1) for cell in question.grid.open_cells}
        self._events: dict[tuple[int, ...], int] = {}
        for statement in question.grid.statements:
            self._state(statement)
        for cells, most, tier in question.demands:
            weight = question.fold.weights[tier]
            self.offset += weight * most
            self.row({self.cells[cell]: 1.0 for cell in cells}, -np.inf, most)
            for cell in cells:
                self.cost[self.cells[cell]] -= weight

    def column(self, low: float, high: float, cost: float = 0.0, *, integer: bool = True) -> int:
        """A new column; its index."""
        self.low.append(low)
        self.high.append(high)
        self.cost.append(cost)
        self.integer.append(integer)
        return len(self.low) - 1

    def row(self, terms: dict[int, float], low: float, high: float) -> None:
        """A new row."""
        self.rows.append((terms, low, high))

    def event(self, event: Event) -> int:
        """The column of an event, its negation apart."""
        cells = tuple(self.cells[cell.id] for cell in self._grid.cells_of(event) if cell.id in self.cells)
        if len(cells) == 1:
            return cells[0]
        if cells not in self._events:
            found = self._events[cells] = self.column(0, 1)
            for cell in cells:
                self.row({found: 1.0, cell: -1.0}, 0, np.inf)
            self.row({found: -1.0, **dict.fromkeys(cells, 1.0)}, 0, np.inf)
        return self._events[cells]

    def count(self, terms: tuple[Term, ...]) -> tuple[dict[int, float], int]:
        """A weighted count of events as columns and a constant."""
        columns: dict[int, float] = {}
        constant = 0
        for weight, event in terms:
            if event.constant is not None:
                constant += weight * event.constant
                continue
            column = self.event(event)
            if event.negated:
                constant += weight
            columns[column] = columns.get(column, 0.0) + (-weight if event.negated else weight)
        return columns, constant

    def _state(self, statement: Statement) -> None:
        if isinstance(statement, Never | Points):
            columns, constant = self.count(tuple((1, event) for event in statement.events))
            most = len(statement.events) - 1 - constant
            if isinstance(statement, Points):
                columns[self.column(0, 1, statement.points, integer=False)] = -1.0
            self.row(columns, -np.inf, most)
        elif isinstance(statement, Limit):
            columns, constant = self.count(statement.terms)
            low = -np.inf if statement.low is None else statement.low - constant
            self.row(columns, low, np.inf if statement.high is None else statement.high - constant)
        else:
            units = self.column(0, worst_units(statement), statement.points)
            for group in statement.groups:
                columns, constant = self.count(group)
                self.row({**columns, units: -statement.unit}, -np.inf, statement.over - constant)


def solve(question: Question, seconds: float) -> set[int] | None:
    """The optimum, or None when the time was over."""
    program = Program(question)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.low), len(program.rows)
    lp.col_lower_, lp.col_upper_ = np.array(program.low, float), np.array(program.high, float)
    lp.col_cost_ = np.array(program.cost, float)
    lp.row_lower_ = np.array([low for _, low, _ in program.rows], float)
    lp.row_upper_ = np.array([high for _, _, high in program.rows], float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(terms) for terms, _, _ in program.rows)]).astype(np.int32)
    lp.a_matrix_.index_ = np.array([column for terms, _, _ in program.rows for column in terms], np.int32)
    lp.a_matrix_.value_ = np.array([value for terms, _, _ in program.rows for value in terms.values()], float)
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger if integer else kinds.kContinuous for integer in program.integer]
    highs = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("time_limit", seconds),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.5),
    ):
        highs.setOptionValue(option, value)
    highs.passModel(lp)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    values = highs.getSolution().col_value
    return {cell for cell, column in program.cells.items() if values[column] > 0.5}


if __name__ == "__main__":
    serve(solve)
