"""Key runs wait until a race is recovered from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import ClassVar

from pydantic import Field

from constraints.base.after_race import days_after, days_by_distance
from constraints.base.cell import is_key_run, is_race
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.clock import behind
from scenarios.plan import Plan
from scenarios.race_distance import RACE_WORDS
from scenarios.spoken import counted


class KeyRunAfterRace(SoftRule):
    """Points for each key run that starts too few hours after the end of a race, or stands too few days after it.

    The hours are what the table of runs gives any race to be recovered from (``hours_recovery_soft``), the days those
    that heavy legs wait by its distance, where they are longer. A wish, for which nothing is left out: weeks made from
    the tables ask for no key run before those days, and what the athlete wrote down is asked for.
    """

    name: ClassVar[str] = "key_run_after_race"
    sources: ClassVar[tuple[str, ...]] = ("S22", "S53", "run_sessions.csv", "post_race_no_heavy_legs_d")
    weight: int = Field(default=8, strict=True, ge=0, le=1000, description="points: per key run")
    hours: int = Field(
        default=72, strict=True, ge=24, le=168, description="h: from the end of the race to the start of the run"
    )
    days_after_half: int = days_after("half")
    days_after_marathon: int = days_after("marathon")
    days_after_ultra: int = days_after("ultra")

    def build(self, grid: Grid) -> None:
        by_distance, (starts, places) = days_by_distance(self), grid.in_time(is_key_run)
        first, last = min(grid.instance.known_past_days, default=0), len(grid.days())
        for race in (race for day in range(first, last) for race in grid.on(day, is_race)):
            need = by_distance.get(race.session.race or "10k", 0)
            # what is past meets the first round of a week that repeats, and no other
            end = len(places) if race.day >= 0 else bisect_left(places, last, key=attrgetter("day"))
            for place in places[bisect_right(starts, race.start) : end]:
                if place.start >= race.end + 60 * self.hours and place.day >= race.day + need:
                    break
                for run in place.cells:
                    if not (race.given and run.given):
                        grid.points(self.weight, race.taken, run.taken)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for race, run in plan.successions(lambda s: s.type == "race", lambda s: s.key):
            distance = race.session.race or "10k"
            need = getattr(self, f"days_after_{distance}", 0)
            gap, days = run.start - race.end, run.day - race.day
            if gap < 60 * self.hours:
                text = f"{run.name} on {plan.day_name(run.day)} starts {behind(gap)} {race.name}"
                yield self.costs(1, text, run.day, race.name, run.name)
            elif days < need:
                since = f"{counted(days, 'day')} after {RACE_WORDS[distance]}, not {need}"
                yield self.costs(1, f"{run.name} on {plan.day_name(run.day)} stands {since}", run.day, run.name)

    def sentence(self) -> str:
        return (
            f"a key run starts at least {self.hours} h after a race, and stands at least "
            f"{counted(self.days_after_half, 'day')} after a half marathon, {self.days_after_marathon} after a "
            f"marathon and {self.days_after_ultra} after an ultra"
        )
