"""What a week of a season costs, given what it owes to the week before it and promises to the one after.

A cost is one integer, folded by the *season's* fold: its weights are more than all weeks together can cost below them,
so that costs add up over weeks and still order by key runs, easy runs and strength sessions left out, then points.
What cannot be done costs ``never`` or more. Every search teaches something about all other debts and promises: its
bound holds for those that ask more, and its plan costs what it costs wherever it keeps what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from constraints.base.statement import Points, PointsPerUnit, Statement, Taken
from scenarios.plan import TIERS, Tier
from solver.defect import Defect
from solver.formulations.choice import formulated
from solver.formulations.objective import Fold, fold_of, long_runs_to_move, weekend_of, worst_cost
from solver.options import Options
from solver.season.joins import Join, WeekPart


@dataclass(frozen=True, eq=False)
class WeekPlan:
    """One way to plan the week: the session slots taken, what that costs by itself, the atoms it makes true."""

    taken: Taken
    cost: int
    reached: int
    tolls: dict[int, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Lesson:
    """A search ended: with these debts and promises, or more, the week costs at least ``low``."""

    debts: int
    promises: int
    low: int


@dataclass(slots=True)
class Edge:
    """What is known of a week under some debts and promises: it costs ``low`` to ``high``, so by ``plan``.

    ``high`` is ``never`` while there is no plan, and ``low`` once there cannot be one. ``tried``: a search for just
    this has ended, and another would teach nothing.
    """

    debts: int
    promises: int
    high: int
    low: int = 0
    plan: WeekPlan | None = None
    tried: bool = False
    lessons_read: int = 0
    plans_read: int = 0

    @property
    def open(self) -> bool:
        """Whether a search could tell more."""
        return self.low < self.high and not self.tried


class WeekCosts:
    """One week of a season and everything its searches have taught. ``fold`` is the season's."""

    def __init__(self, part: WeekPart, before: Join | None, after: Join | None, fold: Fold) -> None:
        self._fold = fold
        self._part = part
        self._before = before
        self._after = after
        self._lessons: list[_Lesson] = []
        self._edges: dict[tuple[int, int], Edge] = {}
        self.plans: list[WeekPlan] = []
        self.searches = 0

    def edge(self, debts: int, promises: int) -> Edge:
        """What is known of the week under these debts and promises."""
        edge = self._edges.get((debts, promises))
        if edge is None:
            edge = self._edges[debts, promises] = Edge(debts, promises, self._fold.never)
        for lesson in self._lessons[edge.lessons_read :]:
            if not (lesson.debts & ~debts or lesson.promises & ~promises):
                edge.low = max(edge.low, lesson.low)
        for plan in self.plans[edge.plans_read :]:
            cost = self.cost_of(plan, debts)
            if not plan.reached & promises and cost < edge.high:
                edge.high, edge.plan = cost, plan
        edge.lessons_read, edge.plans_read = len(self._lessons), len(self.plans)
        return edge

    def cost_of(self, plan: WeekPlan, debts: int) -> int:
        """What a plan costs under these debts; ``never`` or more if they forbid it."""
        if self._before is None:
            return plan.cost
        if debts not in plan.tolls:
            plan.tolls[debts] = self._before.toll(debts, plan.taken)
        toll = plan.tolls[debts]
        return self._fold.never if toll is None else plan.cost + toll

    def search(self, edge: Edge, options: Options) -> None:
        """Search for the best plan under an edge's debts and promises, and learn from what comes out."""
        part, scale = self._asked(edge)
        fold = fold_of(part)

        def cost(of_week: int) -> int:
            """What the solver tells of the week, as a cost: no points for the courtesy, and ``never`` for too much."""
            if of_week >= fold.never * fold.scale:
                return self._fold.never
            counts, points = fold.apart(max(0, of_week))
            return self._fold.folded(counts, points // scale)

        formulation = formulated(part, fold, by=options.formulation, strict=options.strict, without=options.without)
        outcome = options.search().run(formulation.model)
        options.control.watch(None)
        self.searches += 1
        edge.tried = not outcome.interrupted
        low = self._fold.never if outcome.status == "infeasible" else cost(outcome.bound)
        self._lessons.append(_Lesson(edge.debts, edge.promises, low))
        if outcome.found:
            plan = self._plan(formulation.taken(outcome.values))
            self.plans.append(plan)
            if outcome.status == "optimal" and self.cost_of(plan, edge.debts) != cost(outcome.objective):
                raise Defect("the statements of a week cost something else than the solver charged")

    def _asked(self, edge: Edge) -> tuple[WeekPart, int]:
        """The week with all that is asked of it, and what one point weighs there.

        Below the points, and not part of the cost, it pays a little for what may not suit its neighbours: of weeks
        that cost the same, the one that binds others least is less likely to be searched again.
        """
        asked = [*self._part.statements]
        courtesy: list[Statement] = []
        if self._before is not None:
            asked += self._before.debts(edge.debts)
            courtesy += self._before.echoes(edge.debts)
        if self._after is not None:
            asked += self._after.promises(edge.promises)
            courtesy += self._after.shadows(edge.promises)
        courtesy += self._midweek(_worst(courtesy))
        scale = 1 + _worst(courtesy)
        scaled = (
            each._replace(points=scale * each.points) if isinstance(each, Points | PointsPerUnit) else each
            for each in asked
        )
        return replace(self._part, statements=(*scaled, *courtesy)), scale

    def _midweek(self, worst: int) -> Iterator[Statement]:
        """More to pay than the worst of the courtesy for a long run on a weekday that might stand at the weekend."""
        weekend = weekend_of(self._part)
        movable = {id(self._part.demands[place]) for place in long_runs_to_move(self._part, weekend)}
        for cell in self._part.open_cells:
            if id(cell.demand) in movable and cell.day not in weekend:
                yield Points("weekend", 1 + worst, (cell.taken,))

    def _plan(self, taken: Taken) -> WeekPlan:
        placed = dict.fromkeys(TIERS, 0)
        for cell in self._part.open_cells:
            if taken.get(cell.day, 0) & cell.bit:
                placed[cell.session.tier] += 1
        asked = dict.fromkeys(TIERS, 0)
        for demand in self._part.demands:
            asked[demand.session.tier] += demand.count
        soft = (statement for statement in self._part.statements if isinstance(statement, Points | PointsPerUnit))
        left_out: dict[Tier, int] = {tier: asked[tier] - placed[tier] for tier in TIERS}
        cost = self._fold.folded(left_out, sum(statement.cost(taken) for statement in soft))
        return WeekPlan(taken, cost, self._after.reached(taken) if self._after else 0)


def _worst(courtesy: Sequence[Statement]) -> int:
    return sum(worst_cost(each) for each in courtesy if isinstance(each, Points | PointsPerUnit))
