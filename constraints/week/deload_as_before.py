"""A deload is the week before it with less in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.grid import WEEK, Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan
from scenarios.sessions import Session
from scenarios.strength.ask import is_deload


def _upper(session: Session) -> bool:
    return session.type == "upper"


def _lower(session: Session) -> bool:
    return session.type == "lower"


def _full(session: Session) -> bool:
    return session.type == "full"


_KINDS: tuple[Callable[[Session], bool], ...] = (_upper, _lower, _full)


class DeloadAsBefore(SoftRule):
    """Points for each strength session of a deload of a kind that the week before did not hold.

    Said where a spare leaves the kinds open, in the deload or the week before; else the table and the runner say them.
    Before the first week stands what history tells, if it tells of all seven days.
    """

    name: ClassVar[str] = "deload_as_before"
    sources: ClassVar[tuple[str, ...]] = ("S23", "S29", "deload_strength_sets")
    weight: int = Field(default=10, strict=True, ge=0, le=1000, description="points: per session of another kind")

    def build(self, grid: Grid) -> None:
        spares = {demand.week for demand in grid.demands if demand.spare}
        for week in grid.weeks():
            first = WEEK * week
            before = range(first - WEEK, first)
            eases = is_deload(grid.instance.asks[week].strength_phase)
            if eases and spares & {week - 1, week} and all(grid.known(day) for day in before):
                for kind in _KINDS:
                    none_before = [grid.none_on(day, kind) for day in before]
                    for day in range(first, first + WEEK):
                        stands = grid.any_on(day, kind)
                        if stands.constant is None:  # what was done is past
                            grid.points(self.weight, *none_before, stands)

    def check(self, plan: Plan) -> Iterator[Violation]:
        known = {*plan.instance.known_past_days, *range(plan.day_count)}
        open_weeks = [demand.week for demand in plan.instance.demands if demand.spare]
        for week in plan.weeks():
            days = set(range(7 * week - 7, 7 * week))
            if not plan.instance.asks[week].strength_phase.endswith("deload") or not days <= known:
                continue
            if week not in open_weeks and week - 1 not in open_weeks:
                continue
            held = {planned.session.type for day in days for planned in plan.on(day)}
            for day in range(7 * week, 7 * week + 7):
                lifts = [planned for planned in plan.on(day) if planned.session.kind == "strength"]
                for kind in sorted({lift.session.type for lift in lifts} - held):
                    alike = [lift for lift in lifts if lift.session.type == kind]
                    if not any(lift.settled for lift in alike):
                        text = f"{alike[0].name} on {plan.day_name(day)}, in a deload, and none in the week before"
                        yield self.costs(1, text, day, alike[0].name)

    def sentence(self) -> str:
        return "a deload holds the kinds of strength session of the week before it, with less in them"
