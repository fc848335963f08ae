"""One week -> the best plan the rules allow, proven and checked; why something is left out, ``explain`` says."""

from __future__ import annotations

import time
from collections.abc import Iterable

from constraints.base.cell import Cell
from constraints.base.grid import Grid
from constraints.base.rule import Rule
from constraints.base.statement import Points, PointsPerUnit, Taken
from constraints.settings import grid_of
from scenarios.demands import Demand
from scenarios.instance import Instance
from scenarios.plan import LeftOut, Plan
from scenarios.sessions import PlannedSession
from solver.defect import Defect
from solver.formulations.choice import formulated
from solver.formulations.objective import fold_of
from solver.options import Options
from solver.result import Bound, Result, Solved, Timings
from solver.verify import score_of, verified


def solve_week(instance: Instance, rules: tuple[Rule, ...], options: Options) -> Result:
    """The best plan for an instance, solved as one model; ``solver.solve`` joins several weeks.

    Raises ``Defect`` where the rules' ``check`` does not find what the solver minimised.
    """
    began = time.perf_counter()
    grid = grid_of(instance, rules)
    fold = fold_of(grid)
    formulation = formulated(grid, fold, by=options.formulation, strict=options.strict, without=options.without)
    built = time.perf_counter()
    outcome = options.search().run(formulation.model)
    options.control.watch(None)
    solved = time.perf_counter()
    timings = Timings(built - began, solved - built, 0.0)
    if not outcome.found:
        return Result.without_plan(
            rules,
            timings,
            impossible=outcome.status == "infeasible",
            interrupted=outcome.interrupted,
            out_of_time=outcome.status == "unknown" and not outcome.interrupted,
        )
    taken = formulation.taken(outcome.values)
    plan = plan_of(instance, grid.cells_in(taken))
    left_out, charged = fold.apart(outcome.objective)
    # a search cut short may charge for what its plan does not do: no more than that may be wrong with it
    points = charged if outcome.status == "optimal" else stated_points(grid, taken)
    if points > charged:
        raise Defect(f"the statements cost {points} points, more than the {charged} the solver charged")
    costs = verified(plan, rules, left_out, points)
    return Solved(
        status=outcome.status,
        plan=plan,
        score=score_of(plan, rules, costs),
        bound=Bound(*fold.apart(max(0, outcome.bound))),
        rules=rules,
        costs=tuple(costs),
        timings=Timings(timings.build, timings.solve, time.perf_counter() - solved),
        interrupted=outcome.interrupted,
        out_of_time=outcome.status == "feasible" and not outcome.interrupted,
    )


def stated_points(grid: Grid, taken: Taken) -> int:
    """What the soft statements cost when these cells are taken."""
    soft = (statement for statement in grid.statements if isinstance(statement, Points | PointsPerUnit))
    return sum(statement.cost(taken) for statement in soft)


def plan_of(instance: Instance, cells: Iterable[Cell]) -> Plan:
    """The plan that takes these cells: units named in order of time, the rest left out."""
    by_demand: dict[int, list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: cell.start):
        by_demand.setdefault(id(cell.demand), []).append(cell)
    sessions: list[PlannedSession] = []
    left_out: list[LeftOut] = []
    for demand in instance.demands:
        placed = by_demand.get(id(demand), [])
        names = demand.names()
        sessions += [_planned(demand, name, cell) for name, cell in zip(names, placed, strict=False)]
        left_out += [LeftOut(name, demand.session, demand.week) for name in names[len(placed) :]]
    if instance.race is not None and 0 <= instance.race.day < len(instance.days):
        sessions.append(instance.race)
    return Plan(instance, tuple(sorted(sessions, key=lambda p: (p.start, p.name))), tuple(left_out))


def _planned(demand: Demand, name: str, cell: Cell) -> PlannedSession:
    slot = cell.slot.name if cell.slot else ""
    return PlannedSession(demand.session, name, cell.day, slot, cell.start, cell.end)
