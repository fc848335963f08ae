"""Everything the searches of one week of a season have taught, with all its rules in force and with one lifted.

A bound holds for everything that asks more: more debts, more promises. A plan costs what it costs rule by
rule, wherever it is looked at.

One search tells of many rules at once. It does without all of them, but for what they charge the best plan known.
Whatever any one of them alone would gain, that search gains too: if it gains nothing, none of them does. A rule
whose points the plan pays saves just these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from constraints.base.statement import Points, PointsPerUnit, Statement, Taken
from scenarios.sessions import TIERS, Tier
from solver.defect import Defect
from solver.formulations.objective import Fold
from solver.options import Options
from solver.season.week_search import Found, Lifted, WeekBetween


@dataclass(frozen=True, slots=True)
class Bill:
    """The points that each rule charges a plan, and the hard rules it breaks; ``counted`` rules charge by the unit."""

    points: Mapping[str, int]
    broken: frozenset[str]
    counted: frozenset[str]

    @property
    def rules(self) -> frozenset[str]:
        """The rules that it pays or breaks."""
        return self.broken.union(self.points)

    def total(self, lifted: str) -> int | None:
        """Points without the rule lifted; None where another is broken."""
        if not self.broken <= {lifted}:
            return None
        return sum(self.points.values()) - self.points.get(lifted, 0)


def bill_of(statements: Iterable[Statement], taken: Taken) -> Bill:
    """What the statements charge for these session slots."""
    points: Counter[str] = Counter()
    broken: set[str] = set()
    counted: set[str] = set()
    for statement in statements:
        if isinstance(statement, Points | PointsPerUnit):
            cost = statement.cost(taken)
            if cost:
                points[statement.rule] += cost
                if isinstance(statement, PointsPerUnit):
                    counted.add(statement.rule)
        elif statement.broken(taken):
            broken.add(statement.rule)
    return Bill(points, frozenset(broken), frozenset(counted))


@dataclass(frozen=True, eq=False)
class WeekPlan:
    """One way to plan the week: the session slots taken, the atoms it makes true, and what it costs.

    ``left_out`` is the cost of what it leaves out, ``own`` what the week itself charges, ``tolls`` what debts do.
    """

    taken: Taken
    reached: int
    left_out: int
    own: Bill
    tolls: dict[int, Bill] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A search ended: with these debts and promises, or more, the week costs at least ``low``.

    Without one of the rules of ``lows`` it costs at least what stands there.
    """

    debts: int
    promises: int
    low: int
    lows: Mapping[str, int]

    def bound(self, debts: int, promises: int, lifted: str) -> int:
        """What it says of this question."""
        if self.debts & ~debts or self.promises & ~promises:
            return 0
        return self.lows.get(lifted, 0) if lifted else self.low


class WeekLessons:
    """What is known of one week. ``fold`` is the season's; any of the rules ``liftable`` may be lifted.

    ``stated`` are the rules that state anything of the week.
    """

    def __init__(self, week: WeekBetween, fold: Fold, liftable: frozenset[str]) -> None:
        self.week = week
        self.fold = fold
        self.lessons: list[Lesson] = []
        self.plans: list[WeekPlan] = []
        owed = () if week.before is None else week.before.everything_owed()
        self.stated = frozenset(each.rule for each in (*week.part.statements, *owed))
        self._groups = [liftable & self.stated]

    def cost(self, plan: WeekPlan, debts: int, lifted: str = "") -> int:
        """What a plan costs under these debts without the rule lifted; ``never`` or more if they forbid it."""
        own, toll = plan.own.total(lifted), self._toll(plan, debts).total(lifted)
        return self.fold.never if own is None or toll is None else plan.left_out + own + toll

    def _toll(self, plan: WeekPlan, debts: int) -> Bill:
        if debts not in plan.tolls:
            plan.tolls[debts] = bill_of(self.week.owed(debts), plan.taken)
        return plan.tolls[debts]

    def search(self, debts: int, promises: int, options: Options, lifted: str = "") -> Found:
        """Search the week, without the rule lifted if one is named."""
        rules = frozenset((lifted,)) if lifted else frozenset[str]()
        found = self.week.search(debts, promises, Lifted(rules), self.fold, options)
        self.lessons.append(Lesson(debts, promises, found.low, dict.fromkeys(rules, found.low)))
        plan = self._learned(found)
        if plan is not None and found.exact and self.cost(plan, debts, lifted) != found.low:
            raise Defect("the statements of a week cost something else than the solver charged")
        return found

    def plan(self, taken: Taken) -> WeekPlan:
        """The plan that takes these session slots, kept."""
        part, after = self.week.part, self.week.after
        left_out: dict[Tier, int] = dict.fromkeys(TIERS, 0)
        for demand in part.demands:
            left_out[demand.session.tier] += demand.wanted
        for cell in part.open_cells:
            if taken.get(cell.day, 0) & cell.bit:
                left_out[cell.session.tier] -= 1
        plan = WeekPlan(
            taken=taken,
            reached=after.reached(taken) if after else 0,
            left_out=self.fold.folded(left_out, 0),
            own=bill_of(part.statements, taken),
        )
        self.plans.append(plan)
        return plan

    def _learned(self, found: Found) -> WeekPlan | None:
        return None if found.taken is None else self.plan(found.taken)

    # -- many rules at once ---------------------------------------------------------------------------------

    def alike(self, rule: str, best: WeekPlan, debts: int) -> frozenset[str]:
        """The rules, this one among them, of which one search may tell that none gains more than ``best`` pays for it.

        None that charges ``best`` by the unit: what it charges is no statement of its own, and cannot be kept alone.
        """
        counted = best.own.counted | self._toll(best, debts).counted
        group = next((group for group in self._groups if rule in group), frozenset[str]())
        return frozenset() if rule in counted else group - counted

    def search_without_any(
        self, rules: frozenset[str], best: WeekPlan, debts: int, promises: int, options: Options
    ) -> None:
        """Search the week without these rules, but for what they charge ``best``."""
        lifted = Lifted(rules, best.taken)
        found = self.week.search(debts, promises, lifted, self.fold, options)
        bills = best.own.points, self._toll(best, debts).points
        lows = {rule: found.low - sum(points.get(rule, 0) for points in bills) for rule in rules}
        self.lessons.append(Lesson(debts, promises, found.low, lows))
        plan = self._learned(found)
        if found.low < self.cost(best, debts):
            without = filter(lifted.lifts, (*self.week.part.statements, *self.week.owed(debts)))
            self._part(rules if plan is None or not found.exact else bill_of(without, plan.taken).rules)

    def _part(self, mattered: frozenset[str]) -> None:
        """Part the rules that mattered together from the others; one half of them from the other, if that is all."""
        group = next(group for group in self._groups if mattered <= group)
        if mattered == group:
            mattered = frozenset(sorted(group)[::2])
        self._groups.remove(group)
        self._groups += (mattered, group - mattered)
