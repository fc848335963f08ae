"""Time for the legs after a race."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Literal

from constraints.base.after_race import days_after, days_by_distance
from constraints.base.cell import is_heavy_legs, is_race
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.demands import Demand
from scenarios.instance import Instance
from scenarios.plan import Plan
from scenarios.race_distance import DAYS_TO_RECOVER, RACE_WORDS, RaceDistance
from scenarios.sessions import PlannedSession
from scenarios.spoken import counted, spoken


class NoHeavyLegsAfterRace(HardRule):
    """The first heavy leg session stands at least so many days after a race, by its distance.

    It holds after every race: that of the scenario, and those of its history and its log. The goal of a race says its
    distance. Where it does not (a hill race, a race in a log), the kilometres in the log say it, or else its minutes
    at 6 min/km; both are rounded up to the next distance.
    """

    name: ClassVar[str] = "no_heavy_legs_after_race"
    sources: ClassVar[tuple[str, ...]] = ("S53", "post_race_no_heavy_legs_d")
    loosened: ClassVar[Mapping[str, Literal["less", "more"]]] = {f"days_after_{d}": "less" for d in DAYS_TO_RECOVER}
    days_after_5k: int = days_after("5k")
    days_after_10k: int = days_after("10k")
    days_after_half: int = days_after("half")
    days_after_marathon: int = days_after("marathon")
    days_after_ultra: int = days_after("ultra")

    def build(self, grid: Grid) -> None:
        days, last = days_by_distance(self), len(grid.days())
        for raced in range(1 - max(days.values()), last):
            for race in grid.on(raced, is_race):
                for day in range(max(raced, 0), min(raced + days[race.session.race or "10k"], last)):
                    grid.forbid(grid.on(day, is_heavy_legs))

    def check(self, plan: Plan) -> Iterator[Violation]:
        for race, distance, need in self._races(plan.instance):
            for planned in plan.sessions:
                since = planned.day - race.day
                if planned.session.heavy_legs and not planned.settled and 0 <= since < need:
                    text = (
                        f"{planned.name} stands {counted(since, 'day')} after {RACE_WORDS[distance]}, at least {need}"
                    )
                    yield self.broken(text, planned.day, planned.name)

    def reason(self, demands: Sequence[Demand], instance: Instance) -> str:
        """Which race it was, and how long it counts for these sessions; its sentence if none does."""
        weeks = [demand.week for demand in demands if demand.session.heavy_legs]
        texts = []
        for race, distance, need in self._races(instance):
            if any(race.day // 7 <= week and race.day + need > 7 * week for week in weeks):
                date = instance.start + dt.timedelta(days=race.day)
                texts.append(
                    f"no heavy leg work until {counted(need, 'day')} after {RACE_WORDS[distance]} ({spoken(date)})"
                )
        return ", ".join(texts) or self.sentence()

    def _races(self, instance: Instance) -> Iterator[tuple[PlannedSession, RaceDistance, int]]:
        """Each race told, how far it was, and the days it asks for."""
        races = [planned for planned in instance.history if planned.session.type == "race"]
        for race in races if instance.race is None else [*races, instance.race]:
            distance = race.session.race or "10k"
            yield race, distance, getattr(self, f"days_after_{distance}")

    def sentence(self) -> str:
        return (
            f"the first heavy leg work stands at least {counted(self.days_after_5k, 'day')} after a race of 5 km, "
            f"{self.days_after_10k} after 10 km, {self.days_after_half} after a half marathon, "
            f"{self.days_after_marathon} after a marathon and {self.days_after_ultra} after an ultra"
        )
