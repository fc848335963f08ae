"""What a week of a season costs, given what it owes to the week before it and promises to the one after.

A cost is one integer, folded by the *season's* fold: its weights are more than all weeks together can cost below them,
so that costs add up over weeks and still order by key runs, easy runs and strength sessions left out, then points.
What cannot be done costs ``never`` or more. Every search teaches something about all other debts and promises: its
bound holds for those that ask more, and its plan costs what it costs wherever it keeps what is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from constraints.base.statement import Taken
from solver.options import Options
from solver.season.week_lessons import WeekLessons, WeekPlan


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
    """The costs of one week, as far as its lessons tell them; without the rule ``lifted``, if one is named."""

    def __init__(self, lessons: WeekLessons, lifted: str = "") -> None:
        self._known = lessons
        # lifting a rule that states nothing of this week changes nothing here
        self._lifted = lifted if lifted in lessons.stated else ""
        self._edges: dict[tuple[int, int], Edge] = {}
        self._costs: dict[tuple[WeekPlan, int], int] = {}
        self._in_force = self
        self.searches = 0

    def lifting(self, rule: str) -> WeekCosts:
        """The costs of the same week without a rule; what is learned there is learned here."""
        other = WeekCosts(self._known, rule)
        other._in_force = self
        return other

    def plan(self, taken: Taken) -> WeekPlan:
        """The plan that takes these session slots, known from now on."""
        return self._known.plan(taken)

    @property
    def plans(self) -> Sequence[WeekPlan]:
        """Every plan of the week that is known."""
        return self._known.plans

    def edge(self, debts: int, promises: int) -> Edge:
        """What is known of the week under these debts and promises."""
        edge = self._edges.get((debts, promises))
        if edge is None:
            edge = self._edges[debts, promises] = Edge(debts, promises, self._known.fold.never)
        lessons, plans = self._known.lessons, self._known.plans
        if edge.lessons_read < len(lessons):
            bounds = [lesson.bound(debts, promises, self._lifted) for lesson in lessons[edge.lessons_read :]]
            edge.low = max(edge.low, *bounds)
            edge.lessons_read = len(lessons)
        if edge.plans_read < len(plans):
            for plan in plans[edge.plans_read :]:
                if not plan.reached & promises and (cost := self.cost_of(plan, debts)) < edge.high:
                    edge.high, edge.plan = cost, plan
            edge.plans_read = len(plans)
        return edge

    def cost_of(self, plan: WeekPlan, debts: int) -> int:
        """What a plan costs under these debts; ``never`` or more if they forbid it."""
        cost = self._costs.get((plan, debts))
        if cost is None:
            cost = self._costs[plan, debts] = self._known.cost(plan, debts, self._lifted)
        return cost

    def search(self, edge: Edge, options: Options) -> None:
        """Search for the best plan under an edge's debts and promises, and learn from what comes out."""
        known, debts, promises = self._known, edge.debts, edge.promises
        self.searches += 1
        best = self._in_force.edge(debts, promises).plan
        if self._lifted and best is not None and self.cost_of(best, debts) == edge.high:
            rules = known.alike(self._lifted, best, debts)
            if len(rules) > 1:
                known.search_without_any(rules, best, debts, promises, options)
                return
        edge.tried = not known.search(debts, promises, options, self._lifted).interrupted
