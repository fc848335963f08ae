"""A stored week as every peer gets it: the Grid's statements, what is asked for, and what a session left out weighs.

Nothing here imports ortools: highspy does not load beside it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Set
from dataclasses import dataclass
from pathlib import Path

from constraints.base.cell import taken_by
from constraints.base.grid import Grid
from constraints.base.statement import Limit, Never, Points, PointsPerUnit
from constraints.settings import grid_of, rules_from
from scenarios.instance import instance_of
from scenarios.load import load
from scenarios.sessions import TIERS, Tier
from solver.formulations.objective import Fold, fold_of

Key = tuple[int, int, int, int]


@dataclass(frozen=True)
class Question:
    """One week: its grid with all statements, and the fold that makes left-out tiers and points one number."""

    grid: Grid
    fold: Fold

    @property
    def demands(self) -> list[tuple[list[int], int, Tier]]:
        """(cells, most, tier) of everything asked for."""
        cells: dict[int, list[int]] = {id(demand): [] for demand in self.grid.instance.demands}
        for cell in self.grid.open_cells:
            cells[id(cell.demand)].append(cell.id)
        return [(cells[id(d)], d.count, d.session.tier) for d in self.grid.instance.demands]

    def key(self, cells: Set[int]) -> Key:
        """What a set of cells costs: left out by tier, then points. ``AssertionError`` for a broken statement."""
        assert cells <= {cell.id for cell in self.grid.open_cells}
        taken = taken_by(self.grid.cells[cell] for cell in cells)
        left_out: dict[Tier, int] = dict.fromkeys(TIERS, 0)
        for places, most, tier in self.demands:
            placed = len(cells & set(places))
            assert placed <= most
            left_out[tier] += most - placed
        points = 0
        for statement in self.grid.statements:
            if isinstance(statement, Never | Limit):
                assert not statement.broken(taken), statement
            elif isinstance(statement, Points | PointsPerUnit):
                points += statement.cost(taken)
        return left_out["key"], left_out["easy"], left_out["strength"], points


def question_of(path: Path) -> Question:
    """The question of a stored week."""
    scenario = load(path).scenario
    grid = grid_of(instance_of(scenario), rules_from(scenario.rules))
    return Question(grid, fold_of(grid))


def serve(solve: Callable[[Question, float], Set[int] | None]) -> None:
    """Answer weeks named on standard input, a JSON line each; times are processor times (ms), reading apart.

    ``solve`` gets the limit in seconds, and gives the cells taken, or None when it proved nothing. What a solver
    prints by itself goes to standard error: HiGHS 1.16 greets before it can be told to be silent.
    """
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin:
        asked = json.loads(line)
        scenario = load(Path(asked["week"])).scenario
        instance, rules = instance_of(scenario), rules_from(scenario.rules)
        began = time.process_time()
        grid = grid_of(instance, rules)
        question = Question(grid, fold_of(grid))
        try:
            taken = solve(question, asked["seconds"])
        except OverflowError as error:
            print(json.dumps({"key": None, "why": str(error)}), file=answers, flush=True)
            continue
        passed = 1e3 * (time.process_time() - began)
        key = None if taken is None else question.key(taken)
        print(json.dumps({"key": key, "ms": passed, "why": "" if key else "time"}), file=answers, flush=True)
