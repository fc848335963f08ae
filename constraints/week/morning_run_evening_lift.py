"""On a day with both, the run comes first and the lift later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from constraints.base.cell import Cell, Place, is_key_run, is_lift, is_run
from constraints.base.grid import Grid
from constraints.base.midnight import nights, over_midnight
from constraints.base.rule import HardRule, Violation
from constraints.base.statement import Event
from scenarios.clock import behind
from scenarios.plan import Plan
from scenarios.sessions import Session

NOON = 12 * 60
FOUR_PM = 16 * 60


class MorningRunEveningLift(HardRule):
    """The run stands in an earlier slot than the lift, with time to recover in between.

    The order counts within a calendar day. The hours are elapsed ones from the end of the run to the start of the lift,
    also when midnight lies between. ``literal`` takes the words at face value: run before noon, lift from 16:00 on
    (wall time). A run that may be started with tired legs (``allow_prefatigue``) may also follow the lift.
    """

    name: ClassVar[str] = "morning_run_evening_lift"
    sources: ClassVar[tuple[str, ...]] = (
        "S13",
        "S14",
        "S21",
        "same_day_key_before_lift",
        "gap_key_to_heavylegs_same_day_h",
        "gap_easyrun_to_lift_h",
    )
    loosened: ClassVar[Mapping[str, Literal["less", "more"]]] = {
        "hours_after_key_run": "less",
        "hours_after_easy_run": "less",
    }
    hours_after_key_run: int = Field(default=3, strict=True, ge=1, le=9, description="h: from a key run to the lift")
    hours_after_easy_run: int = Field(
        default=0, strict=True, ge=0, le=6, description="h: from any other run to the lift"
    )
    literal: bool = Field(default=False, strict=True, description="run before 12:00 and lift from 16:00 on")

    def build(self, grid: Grid) -> None:
        for day in grid.days():
            lifts = grid.places_on(day.index, is_lift)
            alike: dict[Event, list[Cell]] = {}
            for run in grid.on(day.index, is_run) if lifts else ():
                clashing = [cell for lift in self._clashing(run, lifts) for cell in lift.cells]
                if run.given:
                    clashing = [cell for cell in clashing if not cell.given]
                alike.setdefault(grid.any_of(clashing), []).append(run)
            for clash, runs in alike.items():
                grid.never(grid.any_of(runs), clash)
        for matches, need in ((is_key_run, self.hours_after_key_run), (_is_other_run, self.hours_after_easy_run)):
            for evening, morning, _ in over_midnight(grid, matches, is_lift, 60 * need):
                grid.never(evening.event, morning.event)

    def _clashing(self, run: Cell, lifts: Sequence[Place]) -> list[Place]:
        """The lifts that may not stand with the run."""
        soonest = run.end + 60 * (self.hours_after_key_run if run.session.key else self.hours_after_easy_run)
        after = [lift for lift in lifts if lift.start > run.start] if run.session.prefatigue else lifts
        if not self.literal:
            return [lift for lift in after if lift.start < soonest]
        too_late = run.wall_minute >= NOON
        return [lift for lift in after if too_late or lift.start < soonest or lift.cells[0].wall_minute < FOUR_PM]

    def check(self, plan: Plan) -> Iterator[Violation]:
        for day in range(plan.day_count):
            runs = [planned for planned in plan.on(day) if planned.session.kind == "run"]
            lifts = [planned for planned in plan.on(day) if planned.session.kind == "strength"]
            for run, lift in ((run, lift) for run in runs for lift in lifts if not (run.settled and lift.settled)):
                need = self.hours_after_key_run if run.session.key else self.hours_after_easy_run
                where = f"on {plan.day_name(day)}"
                if run.start >= lift.start:
                    if not run.session.prefatigue:
                        yield self.broken(f"{lift.name} comes before {run.name} {where}", day, run.name, lift.name)
                elif lift.start - run.end < need * 60:
                    gap = behind(lift.start - run.end)
                    text = f"{lift.name} starts {gap} {run.name} {where}, at least {need} h"
                    yield self.broken(text, day, run.name, lift.name)
                elif self.literal and (plan.wall(run).hour >= 12 or plan.wall(lift).hour < 16):
                    text = f"{run.name} and {lift.name} {where}: run before 12:00, lift from 16:00 on"
                    yield self.broken(text, day, run.name, lift.name)
        for run, lift in nights(plan):
            least = self.hours_after_key_run if run.session.key else self.hours_after_easy_run
            between = lift.start - run.end
            if run.session.kind == "run" and lift.session.kind == "strength" and between < 60 * least:
                evening = f"{run.name} of {plan.day_name(run.day)}"
                text = f"{lift.name} on {plan.day_name(lift.day)} starts {behind(between)} {evening}"
                text += f", at least {least} h"
                yield self.broken(text, lift.day, run.name, lift.name)

    def sentence(self) -> str:
        order = "run before 12:00 and lift from 16:00 on" if self.literal else "run first and lift later"
        key = f"at least {self.hours_after_key_run} h after a key run"
        easy = f"{self.hours_after_easy_run} h" if self.hours_after_easy_run else "any time"
        return f"on a day with both, {order}: {key}, {easy} after an easy one"


def _is_other_run(session: Session) -> bool:
    return session.kind == "run" and not session.key
