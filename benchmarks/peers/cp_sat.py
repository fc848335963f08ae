"""Ours and the textbook, served the same way as the peers."""

from __future__ import annotations

import argparse
from functools import partial

from benchmarks.peers.question import Question, serve
from solver.cpsat import Search
from solver.formulations.choice import FormulationName, formulated
from solver.variants.suite import NAMED_PARAMETERS


def solve(formulation: FormulationName, parameters: str, question: Question, seconds: float) -> set[int] | None:
    """The optimum, or None when the time was over."""
    model = formulated(question.grid, question.fold, by=formulation)
    outcome = Search(f"{NAMED_PARAMETERS[parameters]} max_time_in_seconds:{seconds}").run(model.model)
    if outcome.status != "optimal":
        return None
    return {cell.id for cell in question.grid.cells_in(model.taken(outcome.values))}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--formulation", choices=("patterns", "slots"), default="patterns")
    parser.add_argument("--parameters", choices=NAMED_PARAMETERS, default="ours")
    asked = parser.parse_args()
    serve(partial(solve, asked.formulation, asked.parameters))
