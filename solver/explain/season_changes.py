"""Every change of a season's file, each at its price: what holds for every week is one change, and a dearer one.

The model of a single week with three differences. A change of what the file says once (a weekday's minutes, a fixed
weekday, an entry of ``runs``) is one literal for all weeks. Beside it stand changes that name a week: a date's minutes
(``away`` with hours) and how often a week lifts (``overrides``). And it may hold some weeks only.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

from constraints.base.cell import Cell
from constraints.base.grid import Grid
from constraints.base.rule import Rule
from scenarios.days import Day
from scenarios.demands import Demand
from solver.cpsat import negated
from solver.explain.change_model import ChangeModel
from solver.explain.changes import ANYWHERE, LEAVE_OUT, UNFIX, Change, WayOut, minutes_price
from solver.explain.season_file import SeasonFile

TIMES_DEARER = 3
"""How many times dearer a change is that holds for every week than one that names its week (our convention)."""
FOR_EVERY_WEEK, FOR_ONE_WEEK = "for every week", "for one week"
"""Sorts of change that may be barred beside all others."""


class SeasonChanges(ChangeModel):
    """The model of everything that can be changed so that these ``weeks`` (from 0) of a season can be done in full."""

    times_dearer = TIMES_DEARER

    def __init__(self, file: SeasonFile, rules: tuple[Rule, ...], weeks: Collection[int]) -> None:
        self._file = file
        self._shared: dict[Hashable, int] = {}
        self._units: dict[Hashable, list[int]] = {}
        self._lifts: dict[int, list[tuple[Demand, int]]] = {}
        self._weeks = weeks
        super().__init__(file.only(weeks), rules)

    def _take(self, grid: Grid, changed: dict[int, list[Change]]) -> None:
        cells = {cell.id: cell for cell in grid.cells}
        every_week = self._every_week(
            [(cells[place], change) for place, changes in changed.items() for change in changes]
        )
        for place, changes in changed.items():
            taken = negated(self.slots.literals[place])
            for change in changes:
                self.model.clause((taken, *self._ways_to(change, every_week)))

    def _every_week(self, asked: Sequence[tuple[Cell, Change]]) -> dict[tuple[str, str, int], int]:
        """Weekday, slot and minutes -> the literal that every such weekday has so many there."""
        values: dict[tuple[str, str], dict[int, Change]] = {}
        for cell, change in asked:
            day = self.instance.days[cell.day]
            if change.kind == "minutes" and cell.slot is not None and self._file.opens(day) and self._file.usual(day):
                price = TIMES_DEARER * minutes_price(cell.slot, change.value, self._used)
                every_day = replace(change, price=price, day=self._usual_day(day.weekday, change.slot).index)
                values.setdefault((day.weekday, change.slot), {})[change.value] = every_day
        literals = {}
        for (weekday, slot), changes in values.items():
            chain = self.chain([changes[value] for value in sorted(changes)])
            literals.update({(weekday, slot, value): chain[n] for n, value in enumerate(sorted(changes))})
        return literals

    def _usual_day(self, weekday: str, slot: str) -> Day:
        """The first of these weekdays with its usual hours and the slot, which clocks may skip; it stands for all."""
        return next(
            day
            for day in self.instance.days
            if day.weekday == weekday and self._file.usual(day) and any(slot == each.name for each in day.slots)
        )

    def _ways_to(self, change: Change, every_week: dict[tuple[str, str, int], int]) -> Iterator[int]:
        """The literals of which one has to be true where this change is needed; none where the file cannot say it."""
        if change.kind == "minutes":
            day = self.instance.days[change.day]
            if self._file.opens(day):
                if self._file.usual(day):
                    yield every_week[day.weekday, change.slot, change.value]
                key = (change.day, change.slot, change.value)
                yield self._one(("once", *key), replace(change, kind="minutes_once"))
            return
        demand = self.instance.demands[change.demand]
        if change.kind == "unfix":
            index = self._file.fixed(demand)
            if index is not None:
                yield self._one(("unfix", index), self._priced(change, UNFIX))
        else:
            yield from self._anywhere(demand, change)

    def _anywhere(self, demand: Demand, change: Change) -> Iterator[int]:
        entry = self._file.entry(demand)
        if entry is not None:
            yield self._one(("anywhere", entry), self._priced(change, ANYWHERE))

    def _priced(self, change: Change, price: int) -> Change:
        """The change at its price for one week, or for every."""
        return replace(change, price=price * (TIMES_DEARER if self._reach(change) == FOR_EVERY_WEEK else 1))

    def _one(self, key: Hashable, change: Change) -> int:
        """The one literal of a change of the file."""
        if key not in self._shared:
            self._shared[key] = self.choose(self.model.boolean(), change)
        return self._shared[key]

    def _placed(self, literals: Sequence[int], count: int) -> None:
        self.model.linear([(1, literal) for literal in literals], count, None)

    def _dropped(self, index: int, demand: Demand) -> Sequence[int]:
        if demand.count > 1 and (demand.days is not None or demand.slots is not None):
            anywhere = self._anywhere(demand, Change("anywhere", ANYWHERE, demand=index))
            self.holds_unless(("allowed_days", id(demand)), *anywhere)
        return [*self._left_out_of_all(index, demand), *self._lifted_less(demand)]

    def _left_out_of_all(self, index: int, demand: Demand) -> list[int]:
        """Units taken out of the entry that asks for them, in every week it asks in."""
        unit = self._file.unit(demand)
        if unit is None:
            return []
        change = self._priced(Change("leave_out", 0, demand=index), LEAVE_OUT[demand.session.tier])
        known = self._units.setdefault(unit, [])
        if len(known) < demand.count:
            more = self.in_turn([change] * (demand.count - len(known)))
            if known:
                self.model.clause((negated(more[0]), known[-1]))
            known += more
        return known[: demand.count]

    def _lifted_less(self, demand: Demand) -> list[int]:
        """Units taken out where the week of a strength session asks for fewer."""
        if demand.session.kind != "strength":
            return []
        if demand.week not in self._lifts:
            index = {id(one): index for index, one in enumerate(self.instance.demands)}
            steps = list(self._file.fewer_lifts(demand.week))
            price = LEAVE_OUT["strength"]
            changes = [Change("fewer_lifts", price, demand=index[id(out)], value=left) for left, out in steps]
            literals = self.in_turn(changes)
            self._lifts[demand.week] = [(out, literal) for (_, out), literal in zip(steps, literals, strict=True)]
        return [literal for out, literal in self._lifts[demand.week] if out is demand]

    def _bars(self, changes: Iterable[Change]) -> frozenset[Hashable]:
        return frozenset(bar for change in changes for bar in (self._sort(change), self._reach(change)))

    def _reach(self, change: Change) -> Hashable:
        if change.kind in ("minutes_once", "fewer_lifts"):
            return FOR_ONE_WEEK
        if change.demand < 0:
            return FOR_EVERY_WEEK
        demand = self.instance.demands[change.demand]
        if change.kind == "unfix":
            index = self._file.fixed(demand)
            return FOR_ONE_WEEK if index is not None and self._file.scenario.fixed[index].date else FOR_EVERY_WEEK
        return FOR_ONE_WEEK if self._file.names_week(demand) else FOR_EVERY_WEEK

    def _sort(self, change: Change) -> Hashable:
        if change.kind in ("minutes", "minutes_once"):
            return "minutes", ""
        if change.kind in ("leave_out", "fewer_lifts"):
            return "leave_out", self.instance.demands[change.demand].session.kind
        if change.kind in ("number", "rule_off"):
            return change.kind, change.rule
        demand = self.instance.demands[change.demand]
        return change.kind, self._file.fixed(demand) if change.kind == "unfix" else self._file.entry(demand)

    def of_all_weeks(self, way: WayOut) -> WayOut:
        """A way out in terms of the whole season: each change of an entry as one for each demand it asks for."""
        return WayOut(tuple(each for change in way.changes for each in self._spread(change)))

    def _spread(self, change: Change) -> Iterator[Change]:
        if change.demand < 0:
            yield change
            return
        mine = self.instance.demands[change.demand]
        alike = {"unfix": self._file.fixed, "anywhere": self._file.entry, "leave_out": self._file.unit}.get(change.kind)
        price = change.price
        for index, demand in enumerate(self._file.instance.demands):
            if demand is mine or (alike is not None and alike(demand) == alike(mine)):
                yield replace(change, demand=index, price=price)
                price = 0
