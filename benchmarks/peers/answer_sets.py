"""clingo: the statements as an answer set program, ground at once, left-out tiers as levels of the minimum."""

from __future__ import annotations

import argparse
from functools import partial

import clingo

from benchmarks.peers.question import Question, serve
from constraints.base.statement import Event, Limit, Never, Points, Statement, Term
from solver.formulations.objective import worst_units

LEVELS = {"key": 4, "easy": 3, "strength": 2}
STRATEGIES = {"bb": ["--opt-strategy=bb,lin"], "usc": ["--opt-strategy=usc,oll,disjoint,succinct"]}


class Program:
    """Rules written straight into clingo's backend."""

    def __init__(self, backend: clingo.Backend, question: Question) -> None:
        self._backend = backend
        self._grid = question.grid
        self._events: dict[tuple[int, ...], int] = {}
        self._minimum: dict[int, list[tuple[int, int]]] = {}
        self.cells = {cell.id: backend.add_atom() for cell in question.grid.open_cells}
        backend.add_rule(list(self.cells.values()), choice=True)
        for statement in question.grid.statements:
            self._state(statement)
        for cells, most, tier in question.demands:
            atoms = [(self.cells[cell], 1) for cell in cells]
            self._at_least(None, atoms, most + 1)
            for count in range(1, most + 1):
                placed = backend.add_atom()
                self._at_least(placed, atoms, count)
                self._minimum.setdefault(LEVELS[tier], []).append((-placed, 1))
        for level, terms in self._minimum.items():
            backend.add_minimize(level, terms)

    def _literal(self, event: Event) -> int:
        cells = tuple(self.cells[cell.id] for cell in self._grid.cells_of(event) if cell.id in self.cells)
        if len(cells) == 1:
            atom = cells[0]
        elif cells in self._events:
            atom = self._events[cells]
        else:
            atom = self._events[cells] = self._backend.add_atom()
            for cell in cells:
                self._backend.add_rule([atom], [cell])
        return -atom if event.negated else atom

    def _at_least(self, head: int | None, terms: list[tuple[int, int]], bound: int) -> None:
        """``head`` (None: contradiction) when the weighted count reaches the bound; weights may be negative."""
        positive = []
        for literal, weight in terms:
            if weight < 0:
                # w x = w + |w| (not x)
                bound -= weight
                positive.append((-literal, -weight))
            elif weight:
                positive.append((literal, weight))
        heads = [] if head is None else [head]
        if bound <= 0:
            self._backend.add_rule(heads)
        else:
            self._backend.add_weight_rule(heads, bound, positive)

    def _terms(self, terms: tuple[Term, ...]) -> tuple[list[tuple[int, int]], int]:
        constant = sum(weight * event.constant for weight, event in terms if event.constant is not None)
        return [(self._literal(event), weight) for weight, event in terms if event.constant is None], constant

    def _state(self, statement: Statement) -> None:
        if isinstance(statement, Never):
            self._backend.add_rule([], [self._literal(event) for event in statement.events])
        elif isinstance(statement, Points):
            together = self._backend.add_atom()
            self._backend.add_rule([together], [self._literal(event) for event in statement.events])
            self._minimum.setdefault(1, []).append((together, statement.points))
        elif isinstance(statement, Limit):
            terms, constant = self._terms(statement.terms)
            if statement.high is not None:
                self._at_least(None, terms, statement.high - constant + 1)
            if statement.low is not None:
                self._at_least(None, [(literal, -weight) for literal, weight in terms], constant - statement.low + 1)
        else:
            for units in range(1, worst_units(statement) + 1):
                reached = self._backend.add_atom()
                for group in statement.groups:
                    terms, constant = self._terms(group)
                    self._at_least(reached, terms, statement.over + (units - 1) * statement.unit + 1 - constant)
                self._minimum.setdefault(1, []).append((reached, statement.points))


def solve(strategy: str, question: Question, seconds: float) -> set[int] | None:
    """The optimum, or None when the time was over."""
    control = clingo.Control(["--opt-mode=opt", *STRATEGIES[strategy]])
    with control.backend() as backend:
        program = Program(backend, question)
    best: set[int] | None = None
    with control.solve(yield_=True, async_=True) as handle:
        while True:
            handle.resume()
            if not handle.wait(seconds):
                handle.cancel()
                return None
            model = handle.model()
            if model is None:
                break
            best = {cell for cell, atom in program.cells.items() if model.is_true(atom)}
    return best


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--strategy", choices=STRATEGIES, default="bb")
    serve(partial(solve, parser.parse_args().strategy))
