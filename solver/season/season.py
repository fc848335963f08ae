"""Many weeks, solved together: one optimum with its proof, put together from single-week searches.

A plan of a season is a path: through each Sunday night by one *crossing*, which says what the week before promises
and what the week after owes (``joins``). At first every night has one crossing that asks nothing, so that the
cheapest path is a bound for the season. Then, in turn:

- the weeks on the cheapest path whose cost there is not known exactly are searched, and no others;
- once all are known, their plans are put side by side. Where a night does not hold, its crossing is split in two by
  one fact: the week before promises to avoid it, or the week after acts as if it were so. Every season is among
  those of one of the two.

When the cheapest path holds at every night, its plans are a plan of the season that costs what the bound says.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

from constraints.base.grid import Grid
from constraints.base.statement import Taken
from solver.formulations.objective import fold_of
from solver.options import Options
from solver.progress import Progress, unheard
from solver.season.crossings import Crossing, Path, cheapest
from solver.season.joins import WEEK, cut
from solver.season.week_costs import Edge, WeekCosts
from solver.season.week_lessons import WeekLessons, WeekPlan
from solver.season.week_search import WeekBetween
from solver.time_budget import TimeBudget

MOST_SEARCHES_A_WEEK = 60


@dataclass(frozen=True)
class SeasonPlan:
    """The best weeks found (None: a week not reached), their cost, and what every season costs at least.

    ``cost`` is None when no plan of the whole was found, ``impossible`` when it is proven that there is none.
    """

    weeks: tuple[WeekPlan | None, ...]
    cost: int | None
    bound: int
    impossible: bool

    @property
    def taken(self) -> Taken:
        """The session slots taken, over all weeks reached."""
        return {day: bits for week in self.weeks if week is not None for day, bits in week.taken.items()}


class Season:
    """The weeks of a grid, and everything their searches have taught.

    Costs are folded by ``fold``. Those of plans lack the ``settled`` points, which are lost whatever is done. Any of
    the rules ``liftable`` can be lifted afterwards, if the grid is not pruned.
    """

    def __init__(
        self,
        grid: Grid,
        options: Options,
        progress: Progress = unheard,
        liftable: frozenset[str] = frozenset(),
    ) -> None:
        parts = cut(grid)
        self.grid = grid
        self.joins = parts.joins
        self.settled = sum(parts.settled.values())
        self.fold = fold_of(grid, earliest=False)
        between = map(WeekBetween, parts.parts, (None, *parts.joins), (*parts.joins, None))
        self.weeks = [WeekCosts(WeekLessons(week, self.fold, liftable)) for week in between]
        self.budget = TimeBudget(options)
        self.progress = progress
        self._settled_by = parts.settled
        self._stretch = StretchSearch(self, range(len(self.weeks)))

    def begin_with(self, taken: Taken) -> None:
        """Begin with a plan of all weeks that is known."""
        self._stretch.offer(
            tuple(
                week.plan({day: bits for day, bits in taken.items() if day // WEEK == number})
                for number, week in enumerate(self.weeks)
            )
        )

    def lifting(self, rule: str, options: Options) -> Season:
        """The solved season without a rule: its plan is one to begin with, and what is known of its weeks is known.

        It may be any of the rules ``liftable``.
        """
        other = copy(self)
        other.weeks = [week.lifting(rule) for week in self.weeks]
        other.settled = self.settled - self._settled_by.get(rule, 0)
        other.budget = TimeBudget(options)
        other._stretch = StretchSearch(other, range(len(self.weeks)))
        other._stretch.offer(self._stretch.best)
        return other

    @property
    def searches(self) -> int:
        """Single-week searches so far."""
        return sum(week.searches for week in self.weeks)

    def search(self, week: int, edge: Edge, shares: int = 1) -> None:
        """Search a week under an edge's debts and promises, unless that would teach nothing or a person said stop."""
        if edge.open and not self.budget.stopped:
            self.weeks[week].search(edge, self.budget.share(shares))

    def chain(self) -> tuple[WeekPlan | None, ...]:
        """A first plan, week after week: each by itself, and once more where it does not hold after the one before.

        Against the clock a week is searched after the one before it only: a plan comes first.
        """
        chosen: list[WeekPlan | None] = []
        debts = 0
        for number, week in enumerate(self.weeks):
            if self.budget.deadline is None:
                self.search(number, week.edge(0, 0))
            if week.edge(0, 0).low < self.fold.never:
                self.search(number, week.edge(debts, 0), len(self.weeks) - number)
            plan = week.edge(debts, 0).plan
            if plan is None:
                break
            chosen.append(plan)
            debts = plan.reached
            self.progress("weeks", number + 1, len(self.weeks))
        return (*chosen, *[None] * (len(self.weeks) - len(chosen)))

    def solve(self) -> SeasonPlan:
        """The best season, or the best found with a bound."""
        if self._stretch.cost is None:
            self._stretch.offer(self.chain())
        found = self._stretch.solve()
        self.progress("joins", len(self.joins), len(self.joins))
        return found

    def impossible_weeks(self) -> tuple[range, ...]:
        """Every week that has no plan by itself; if each has one, the shortest run of weeks that has none together.

        Expects a season that has none.
        """
        alone = []
        for number, week in enumerate(self.weeks):
            self.search(number, week.edge(0, 0))
            if week.edge(0, 0).low >= self.fold.never:
                alone.append(range(number, number + 1))
        return tuple(alone) or (self.impossible_stretch(),)

    def impossible_stretch(self) -> range:
        """The shortest run of weeks that have no plan together. Expects a season that has none."""
        count = len(self.weeks)
        for length in range(1, count):
            for first in range(count - length + 1):
                weeks = range(first, first + length)
                if StretchSearch(self, weeks).solve().impossible:
                    return weeks
        return range(count)


class StretchSearch:
    """The search for the best plan of some weeks in a row, with nothing asked by those around them."""

    def __init__(self, season: Season, weeks: range) -> None:
        self._season = season
        self._weeks = weeks
        self._crossings = {night: [Crossing()] for night in weeks[:-1]}
        self.best: tuple[WeekPlan | None, ...] = (None,) * len(weeks)
        self.cost: int | None = None
        self._bound = 0

    def offer(self, plans: tuple[WeekPlan | None, ...]) -> None:
        """Keep these weeks if they are the best so far."""
        cost = self._together(plans)
        if cost is None:
            if self.cost is None:
                self.best = plans
        elif self.cost is None or cost < self.cost:
            self.best, self.cost = plans, cost

    def _together(self, plans: Sequence[WeekPlan | None]) -> int | None:
        """What weeks cost one after the other; None where there is none, or a hard rule breaks at a join."""
        total, debts = 0, 0
        for week, plan in zip(self._weeks, plans, strict=True):
            if plan is None:
                return None
            total += self._season.weeks[week].cost_of(plan, debts)
            debts = plan.reached if week in self._crossings else 0
        return None if total >= self._season.fold.never else total

    def solve(self) -> SeasonPlan:
        """Take the cheapest path, search what is open on it, split what does not hold, until nothing is left."""
        most, never = MOST_SEARCHES_A_WEEK * len(self._weeks), self._season.fold.never
        began = self._season.searches
        while True:
            path = self._cheapest()
            self._bound = max(self._bound, path.low)
            if self._bound >= (never if self.cost is None else self.cost):
                break
            if self._season.budget.over or self._season.searches - began >= most:
                break
            open_weeks = [(week, edge) for week, edge in zip(self._weeks, path.edges, strict=True) if edge.open]
            for index, (week, edge) in enumerate(open_weeks):
                if not self._season.budget.over:
                    self._season.search(week, self._wider(week, edge), len(open_weeks) - index)
            if not open_weeks:
                plans = self._side_by_side(path)
                self.offer(plans)
                if not self._split(path, plans):
                    break
        bound = self._bound if self.cost is None else min(self._bound, self.cost)
        return SeasonPlan(self.best, self.cost, bound, impossible=bound >= never)

    def _wider(self, week: int, edge: Edge) -> Edge:
        """The edge, or what to search before it: a bound for nothing asked, or for one side, holds for many others."""
        costs = self._season.weeks[week]
        for debts, promises in ((0, 0), (edge.debts, 0), (0, edge.promises)):
            wider = costs.edge(debts, promises)
            if wider.open:
                return wider
        return edge

    def _cheapest(self) -> Path:
        return cheapest([self._season.weeks[week] for week in self._weeks], list(self._crossings.values()))

    # -- where a night does not hold --------------------------------------------------------------------------

    def _side_by_side(self, path: Path) -> tuple[WeekPlan | None, ...]:
        """A plan for each week of the path: of those that cost what its edge says, the one that fits best."""
        chosen: list[WeekPlan | None] = []
        debts = 0
        for week, edge in zip(self._weeks, path.edges, strict=True):
            costs = self._season.weeks[week]
            equal = [
                plan
                for plan in costs.plans
                if not plan.reached & edge.promises and costs.cost_of(plan, edge.debts) == edge.high
            ]
            plan = min(equal, key=lambda plan: costs.cost_of(plan, debts), default=edge.plan)
            chosen.append(plan)
            debts = 0 if plan is None else plan.reached
        return tuple(chosen)

    def _split(self, path: Path, plans: Sequence[WeekPlan | None]) -> bool:
        """Split the crossing of each night that does not hold; whether there was one."""
        done = False
        for index, crossing in enumerate(path.crossings):
            before, after = plans[index], plans[index + 1]
            if before is None or after is None:
                continue
            night = self._weeks[index]
            atom = self._cause(night, crossing, before, after)
            if atom is None:
                continue
            join = self._season.joins[night]
            crossings = self._crossings[night]
            place = crossings.index(crossing)
            crossings[place : place + 1] = [
                replace(crossing, promises=crossing.promises | join.upward[atom]),
                replace(crossing, debts=crossing.debts | join.downward[atom]),
            ]
            done = True
        self._season.progress("joins", len(path.crossings) - done, len(path.crossings))
        return done

    def _cause(self, night: int, crossing: Crossing, before: WeekPlan, after: WeekPlan) -> int | None:
        """The fact before that weighs most on the week after and is not reckoned with; of equal ones the widest."""
        costs, join = self._season.weeks[night + 1], self._season.joins[night]
        paid = costs.cost_of(after, crossing.debts)
        unpaid = before.reached & ~crossing.debts
        if costs.cost_of(after, crossing.debts | unpaid) == paid:
            return None
        atoms = [atom for atom in range(len(join.atoms)) if unpaid >> atom & 1]
        weight = {atom: costs.cost_of(after, crossing.debts | join.downward[atom]) for atom in atoms}
        return max(atoms, key=lambda atom: (weight[atom], join.upward[atom].bit_count(), -atom))
