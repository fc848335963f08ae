"""What a season's file says once for many weeks: which demands of different weeks come from one entry of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Hashable, Iterator
from dataclasses import dataclass, replace

from scenarios.days import Day
from scenarios.demands import Demand
from scenarios.errors import Path
from scenarios.instance import Instance
from scenarios.places import usual_on
from scenarios.schema import Scenario
from scenarios.season.strength import strength_as_written, strength_of_week
from solver.explain.where import entry_path, fixed_index


@dataclass(frozen=True)
class SeasonFile:
    """A scenario of several weeks, and all of them made concrete."""

    scenario: Scenario
    instance: Instance

    def only(self, weeks: Container[int]) -> Instance:
        """The season with nothing asked for but in these weeks, so that only they can be in the way."""
        demands = tuple(demand for demand in self.instance.demands if demand.week in weeks)
        return replace(self.instance, demands=demands)

    def usual(self, day: Day) -> bool:
        """Whether a day has its weekday's hours."""
        return usual_on(day.date, self.scenario)

    def opens(self, day: Day) -> bool:
        """Whether a day's hours may change: not while away, and not where calendars say who is free."""
        return not day.blocked and not self.scenario.busy

    # -- which entry asks for a demand ------------------------------------------------------------------------

    def fixed(self, demand: Demand) -> int | None:
        """Which entry of ``fixed`` holds a demand."""
        return fixed_index(self.scenario, self.instance, demand)

    def entry(self, demand: Demand) -> Path | None:
        """Which entry of ``runs`` or ``strength.focus`` asks for a demand; None where a table does."""
        if demand.session.kind == "strength" and not self._every_entry_asked(demand.week):
            return None
        return entry_path(self.scenario, demand)

    def unit(self, demand: Demand) -> Hashable | None:
        """Demands of different weeks with the same unit are asked for, and taken out, together; None: by no entry."""
        if demand.session.kind == "strength" and self._every_entry_asked(demand.week):
            return self.entry(demand) or ("focus", demand.session.type), self.fixed(demand)
        entry = self.entry(demand)
        return None if entry is None else (entry, self.fixed(demand))

    def names_week(self, demand: Demand) -> bool:
        """Whether the entry that asks for a demand is for its week alone."""
        entry = self.entry(demand)
        if entry is None or entry[0] != "runs" or self.scenario.runs is None:
            return False
        return self.scenario.runs[int(entry[1])].week is not None

    def _every_entry_asked(self, week: int) -> bool:
        """Whether a week asks for its strength sessions as written, and not for as many as a table or a hand says."""
        by_hand = any(
            override.week == week + 1 and override.strength is not None for override in self.scenario.overrides
        )
        return not by_hand and not self.instance.asks[week].phase

    def fewer_lifts(self, week: int) -> Iterator[tuple[int, Demand]]:
        """How many strength sessions a week may ask for instead, from most to none, and which each step takes out."""
        ask = self.instance.asks[week]
        entries = strength_as_written(self.scenario)
        lifts = [
            demand for demand in self.instance.demands if demand.week == week and demand.session.kind == "strength"
        ]
        units = [demand for demand in lifts for _ in range(demand.count)]
        asked = Counter(entry.focus for entry in ask.strength)
        for left in reversed(range(len(ask.strength))):
            fewer = Counter(
                entry.focus
                for entry in strength_of_week(entries, self.instance.goal, left, ask.strength_phase, by_hand=True)
            )
            gone = list((asked - fewer).elements())
            if len(gone) != 1 or fewer - asked:
                return
            out = next(unit for unit in reversed(units) if unit.session.type == gone[0])
            units.remove(out)
            yield left, out
            asked = fewer
