"""Key runs wait until a race is recovered from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_key_run, is_race
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.clock import behind
from scenarios.plan import Plan


class KeyRunAfterRace(SoftRule):
    """Points for each key run that starts too few hours after the end of a race.

    The hours are the recovery that the table of runs gives a race (``hours_recovery_soft``), the same for every
    distance. It is a wish: nothing is left out for it.
    """

    name: ClassVar[str] = "key_run_after_race"
    sources: ClassVar[tuple[str, ...]] = ("S22", "S53", "run_sessions.csv")
    weight: int = Field(8, strict=True, ge=0, le=1000, description="points: per key run")
    hours: int = Field(
        72, strict=True, ge=24, le=168, description="h: from the end of the race to the start of the run"
    )

    def build(self, grid: Grid) -> None:
        for race, runs in grid.followed_by(is_race, is_key_run, None, 60 * self.hours):
            for run in runs:
                grid.points(self.weight, race.event, run.taken)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for race, run in plan.successions(lambda s: s.type == "race", lambda s: s.key):
            gap = run.start - race.end
            if gap < 60 * self.hours:
                text = f"{run.name} on {plan.day_name(run.day)} starts {behind(gap)} {race.name}"
                yield self.costs(1, text, run.day, race.name, run.name)

    def sentence(self) -> str:
        return f"a key run starts at least {self.hours} h after a race"
