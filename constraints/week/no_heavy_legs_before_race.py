"""Fresh legs for the race."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from constraints.base.cell import is_heavy_legs
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan
from scenarios.spoken import counted


class NoHeavyLegsBeforeRace(HardRule):
    """The last heavy leg session stands at least so many days before the race."""

    name: ClassVar[str] = "no_heavy_legs_before_race"
    sources: ClassVar[tuple[str, ...]] = ("S11", "last_heavy_legs_before_race_d")
    loosened: ClassVar[Mapping[str, Literal["less", "more"]]] = {"days": "less", "days_before_marathon": "less"}
    days: int = Field(default=7, strict=True, ge=5, le=14, description="days: before the race")
    days_before_marathon: int = Field(
        default=10, strict=True, ge=5, le=14, description="days: before a marathon or ultra"
    )

    def build(self, grid: Grid) -> None:
        race = grid.instance.race
        if race is None:
            return
        long_race = grid.instance.goal in ("marathon", "ultra")
        days = self.days_before_marathon if long_race else self.days
        for day in range(max(0, race.day - days + 1), min(race.day + 1, len(grid.days()))):
            grid.forbid(grid.on(day, is_heavy_legs))

    def check(self, plan: Plan) -> Iterator[Violation]:
        race = plan.instance.race
        if race is None:
            return
        need = self.days_before_marathon if plan.instance.goal in ("marathon", "ultra") else self.days
        for planned in plan.sessions:
            ahead = race.day - planned.day
            if planned.session.heavy_legs and 0 <= ahead < need:
                text = f"{planned.name} stands {counted(ahead, 'day')} before the race, at least {need}"
                yield self.broken(text, planned.day, planned.name)

    def sentence(self) -> str:
        return (
            f"the last heavy leg work stands at least {counted(self.days, 'day')} before a race "
            f"({self.days_before_marathon} before a marathon or ultra)"
        )
