"""The goal's own sessions get the best places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_key_run, is_lift, is_long
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.catalog import goals
from scenarios.demands import Demand
from scenarios.instance import Instance
from scenarios.plan import Plan
from scenarios.sessions import Session


class GoalEmphasis(SoftRule):
    """Freshness for the key runs the goal needs, and its strength focus left out last.

    Points for each day with a key run after a day with a key run or a lift, times the goal's weight for that run (0-3);
    the race has the weight of the run the goal needs most, so that its eve holds no lift that could stand elsewhere.
    Where the goal wants long runs on two days in a row (ultra), a medium-long run is meant to be tired: points, times
    its weight, for each day with one that does not follow a long run. And points for each strength session that is not
    placed, times the rank of its focus (1-3); a spare costs nothing, and where upper body takes the place of a leg
    session, that is what its points are for.
    """

    name: ClassVar[str] = "goal_emphasis"
    sources: ClassVar[tuple[str, ...]] = ("S44", "goals.csv")
    weight: int = Field(default=2, strict=True, ge=0, le=1000, description="points: per unit of emphasis")

    def build(self, grid: Grid) -> None:
        self._build_fresh(grid)
        if goals()[grid.instance.goal].back_to_back:
            weight = goals()[grid.instance.goal].run_weights.get("medium_long", 0)
            for before, day in _days_in_a_row(grid.instance):
                grid.points(weight * self.weight, grid.none_on(before, is_long), grid.any_on(day, _is_medium_long))
        for demand in grid.instance.demands:
            if demand.session.kind == "strength" and not demand.spare:
                cells = [cell for cell in grid.week(demand.week, is_lift) if cell.demand is demand]
                placed = [(1, cell.taken) for cell in cells]
                grid.points_under(demand.session.emphasis * self.weight, placed, demand.count)

    def _build_fresh(self, grid: Grid) -> None:
        for before, day in grid.windows(2):
            tiring = grid.any_of((*grid.on(before, is_key_run), *grid.on(before, is_lift)))
            keys = [cell for cell in grid.on(day, is_key_run) if not _meant_tired(cell.session, grid.instance)]
            for emphasis in sorted({cell.session.emphasis for cell in keys} - {0}):
                wanted = [cell for cell in keys if cell.session.emphasis == emphasis]
                grid.points(emphasis * self.weight, tiring, grid.any_of(wanted))

    def check(self, plan: Plan) -> Iterator[Violation]:
        yield from self._check_fresh(plan)
        if goals()[plan.instance.goal].back_to_back:
            yield from self._check_back_to_back(plan)
        for demand in plan.instance.demands:
            if demand.session.kind == "strength" and not demand.spare:
                standing = {planned.name for planned in plan.week(demand.week)}
                for name in demand.names():
                    if name not in standing:
                        yield self._lost(plan, demand, name)

    def _lost(self, plan: Plan, demand: Demand, name: str) -> Violation:
        """What it costs that a strength session is not placed, and what stands in its place."""
        points, week = demand.session.emphasis, demand.week
        if any((left.week, left.name) == (week, name) for left in plan.left_out):
            return self.costs(points, f"{name} is left out", 7 * week, name)
        spares = {
            name for other in plan.instance.demands if other.week == week and other.spare for name in other.names()
        }
        lift = next(planned for planned in plan.week(week) if planned.name in spares)
        text = f"{lift.name} on {plan.day_name(lift.day)} stands in place of {name}"
        return self.costs(points, text, lift.day, lift.name)

    def _check_back_to_back(self, plan: Plan) -> Iterator[Violation]:
        for day in range(plan.day_count):
            runs = [planned for planned in plan.on(day) if planned.session.type == "medium_long"]
            before = plan.day_count - 1 if plan.instance.repeat and day == 0 else day - 1
            follows = any(planned.session.type == "long" for planned in plan.on(before))
            if runs and not follows and not any(run.settled for run in runs):
                text = f"{runs[0].name} on {plan.day_name(day)} comes without a long run the day before"
                yield self.costs(runs[0].session.emphasis, text, day, runs[0].name)

    def _check_fresh(self, plan: Plan) -> Iterator[Violation]:
        def tires(session: Session) -> bool:
            return session.key or session.kind == "strength"

        for before, day in plan.windows(2):
            tiring = [planned for planned in plan.on(before) if tires(planned.session)]
            keys = [
                planned
                for planned in plan.on(day)
                if planned.session.key and planned.session.emphasis and not _meant_tired(planned.session, plan.instance)
            ]
            for emphasis in sorted({run.session.emphasis for run in keys}) if tiring else ():
                wanted = [run for run in keys if run.session.emphasis == emphasis]
                if not (any(p.settled for p in tiring) and any(p.settled for p in wanted)):
                    text = f"{wanted[0].name} on {plan.day_name(day)} comes the day after {tiring[0].name}"
                    yield self.costs(emphasis, text, day, tiring[0].name, wanted[0].name)

    def sentence(self) -> str:
        return "the goal's own runs have their best days, and its strength focus is left out last"


def _days_in_a_row(instance: Instance) -> Iterator[tuple[int, int]]:
    """Each day planned with the one before it: in a week that repeats the last one stands before the first."""
    last = len(instance.days) - 1
    return ((last if instance.repeat and not day.index else day.index - 1, day.index) for day in instance.days)


def _meant_tired(session: Session, instance: Instance) -> bool:
    """A run that the goal wants on the day after the long one, key run or not."""
    return session.type == "medium_long" and goals()[instance.goal].back_to_back


def _is_medium_long(session: Session) -> bool:
    return session.type == "medium_long"
