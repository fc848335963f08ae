"""One week -> the best plan the rules allow, proven and checked; why something is left out, ``explain`` says."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from constraints.base.cell import Cell
from constraints.base.grid import Grid
from constraints.base.rule import Rule
from constraints.base.statement import Points, PointsPerUnit, Taken
from constraints.settings import grid_of, rules_from
from scenarios.demands import Demand
from scenarios.instance import Instance, instance_of
from scenarios.plan import LeftOut, Plan, PlannedSession
from scenarios.schema import Scenario
from solver.cpsat import Search
from solver.defect import Defect
from solver.formulations.choice import FormulationName, formulated
from solver.formulations.ideas import Idea
from solver.formulations.objective import fold_of
from solver.parameters import TUNED
from solver.result import Bound, Result, Timings
from solver.rhythm import with_rhythm
from solver.verify import score_of, verified

DETERMINISTIC_LIMIT = 120.0


class Control:
    """Lets another thread end a solve: the best plan so far stands."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self._lock = threading.Lock()
        self._search: Search | None = None

    def stop(self) -> None:
        """End the running search, and start no other."""
        self.stopped.set()
        with self._lock:
            if self._search is not None:
                self._search.stop()

    def watch(self, search: Search | None) -> None:
        """Name the search that ``stop`` ends."""
        with self._lock:
            self._search = search
        if self.stopped.is_set() and search is not None:
            search.stop()


@dataclass(frozen=True, slots=True)
class Options:
    """How to solve. ``seconds`` of wall time (None: until proven, within a deterministic limit).

    ``strict`` forbids leaving anything out. ``parameters`` are CP-SAT's, as text. ``without`` takes one idea out of the
    patterns formulation, to see what it brings.
    """

    seconds: float | None = None
    strict: bool = False
    formulation: FormulationName = "patterns"
    parameters: str = TUNED
    without: Idea | None = None
    control: Control = field(default_factory=Control)

    def search(self) -> Search:
        """A fresh search with these limits."""
        limit = f"max_deterministic_time:{DETERMINISTIC_LIMIT}"
        if self.seconds is not None:
            limit = f"max_time_in_seconds:{self.seconds}"
        search = Search(f"{self.parameters} {limit}")
        self.control.watch(search)
        return search


def solve_week(instance: Instance, rules: tuple[Rule, ...], options: Options) -> Result:
    """The best plan for an instance, solved as one model; ``solver.solve`` joins several weeks."""
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
    return Result(
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


def prepare(scenario: Scenario) -> tuple[Instance, tuple[Rule, ...]]:
    """A scenario's instance and the rules in force, with a note on each rule named that has nothing to say.

    Raises ``InputError``.
    """
    rules = rules_from(scenario.rules)
    instance = with_rhythm(instance_of(scenario), rules)
    named = [rule for rule in rules if rule.name in scenario.rules]
    idle = [rule.name for rule in named if not grid_of(instance, (rule,), prune=False).says]
    notes = (f"rules.{name}: this rule matches nothing here" for name in idle)
    return replace(instance, notes=(*instance.notes, *notes)), rules


def plan_of(instance: Instance, cells: Iterable[Cell], reason: str = "") -> Plan:
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
        left_out += [
            LeftOut(name, demand.session, demand.week, (reason,) if reason else ()) for name in names[len(placed) :]
        ]
    if instance.race is not None and 0 <= instance.race.day < len(instance.days):
        sessions.append(instance.race)
    return Plan(instance, tuple(sorted(sessions, key=lambda p: (p.start, p.name))), tuple(left_out))


def _planned(demand: Demand, name: str, cell: Cell) -> PlannedSession:
    slot = cell.slot.name if cell.slot else ""
    return PlannedSession(demand.session, name, cell.day, slot, cell.start, cell.end)
