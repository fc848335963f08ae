"""The session slots of an instance, and the few verbs in which rules speak of them.

A cell is one session slot: a session, a day, a slot it may take. Sessions already done, and the race, are
cells too, only that they are taken for certain; so a rule that has a memory needs no second wording. The
grid collects statements; it solves nothing and knows no solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from constraints.base.cell import Cell, Filter, places
from constraints.base.statement import Event, Limit, Never, Points, PointsPerUnit, Statement, Term
from scenarios.days import Day
from scenarios.demands import Demand
from scenarios.instance import Instance

WEEK = 7
NEVER_HAPPENS = Event(0, ())
ALWAYS_HAPPENS = Event(0, (), negated=True)


class Grid:
    """Session slots of an instance plus the statements made about them.

    With ``prune`` (the default) a forbidden cell is gone at once and later rules never see it. Without, it
    stays and only the statement forbids it, so that the rule behind it can be lifted or blamed.
    """

    def __init__(self, instance: Instance, *, prune: bool = True) -> None:
        self.instance = instance
        self.prune = prune
        self.statements: list[Statement] = []
        self.rule = ""
        self.cells = self._planned_cells()
        self._closed: set[int] = set()
        self._by_day: dict[int, list[Cell]] = {}
        for cell in (*self.cells, *self._given_cells()):
            self._by_day.setdefault(cell.day, []).append(cell)
        self._selected: dict[tuple[Filter, int], tuple[Cell, ...]] = {}
        self._in_places: dict[tuple[Filter, int], list[list[Cell]]] = {}
        self._length = len(instance.days)

    def _planned_cells(self) -> list[Cell]:
        slots = (
            (demand, day.index, slot)
            for demand in self.instance.demands
            for day in self.instance.week_days(demand.week)
            for slot in day.slots
        )
        return [
            Cell(
                index,
                demand.session,
                day,
                slot.start,
                slot.start + demand.session.minutes,
                slot.wall_minute,
                slot,
                demand,
            )
            for index, (demand, day, slot) in enumerate(slots)
        ]

    def _given_cells(self) -> list[Cell]:
        race, ahead = self.instance.race, self.instance.race_ahead
        known = [*self.instance.history]
        if race is not None and (0 <= race.day < len(self.instance.days) or race is ahead):
            known.append(race)
        cells = []
        for index, planned in enumerate(known):
            wall = self.instance.clock.wall(planned.start)
            minute = 60 * wall.hour + wall.minute
            cells.append(Cell(-1 - index, planned.session, planned.day, planned.start, planned.end, minute))
        return cells

    @property
    def says(self) -> bool:
        """Whether any rule had something to state or forbid."""
        return bool(self.statements or self._closed)

    # -- looking around ---------------------------------------------------------------------------------

    @property
    def open_cells(self) -> list[Cell]:
        """The cells a formulation has to decide."""
        return [cell for cell in self.cells if cell.id not in self._closed]

    @property
    def demands(self) -> tuple[Demand, ...]:
        """The sessions asked for."""
        return self.instance.demands

    def on(self, day: int, matches: Filter) -> tuple[Cell, ...]:
        """The matching cells of a day, given ones among them.

        Days past the end wrap when the week repeats (the caller sees the same cells again), else they give the
        race, if it lies there; days before the first give what history tells.
        """
        if day >= self._length and self.instance.repeat:
            day -= self._length
        found = self._selected.get((matches, day))
        if found is None:
            cells, closed = self._by_day.get(day, ()), self._closed
            found = tuple([cell for cell in cells if cell.id not in closed and matches(cell.session)])
            self._selected[matches, day] = found
        return found

    def places_on(self, day: int, matches: Filter) -> list[list[Cell]]:
        """The matching cells of a day, those of one place together."""
        if (matches, day) not in self._in_places:
            self._in_places[matches, day] = places(self.on(day, matches))
        return self._in_places[matches, day]

    def week(self, week: int, matches: Filter) -> Iterator[Cell]:
        """The matching cells of a week."""
        for day in self.instance.week_days(week):
            yield from self.on(day.index, matches)

    def weeks(self) -> range:
        """Week numbers, from 0."""
        return range(self.instance.weeks)

    def days(self) -> tuple[Day, ...]:
        """The days planned."""
        return self.instance.days

    def known(self, day: int) -> bool:
        """Whether anything is known of a day: planned, mentioned in the history, or the day of the race."""
        ahead = self.instance.race_ahead
        if ahead is not None and day >= len(self.instance.days):
            return day == ahead.day
        return day >= 0 or day in self.instance.known_past_days

    def windows(self, days: int) -> Iterator[range]:
        """Runs of consecutive days that touch the plan.

        They reach into the known past, on to a race soon after the plan, and round when it repeats.
        A run as long as the plan goes round only once: wherever it starts, it holds the same days.
        """
        last = len(self.instance.days)
        first = max(1 - days, min(self.instance.known_past_days, default=0))
        stop = last if self.instance.repeat and days < last else last - days + 1
        for start in range(first, stop):
            yield range(start, start + days)
        ahead = self.instance.race_ahead
        if ahead is not None:
            for start in range(max(first, stop, ahead.day - days + 1), last):
                yield range(start, start + days)

    def followed_by(
        self, first: Filter, second: Filter, from_minutes: int | None, below_minutes: int
    ) -> Iterator[tuple[list[Cell], list[Cell]]]:
        """Groups (cells of one place, later cells of one day) whose gap lies in the given band.

        The gap is elapsed min from the end of the earlier to the start of the later, at least
        ``from_minutes`` (None: whatever) and less than ``below_minutes``. At least one of the two is planned;
        when the week repeats, the later one may stand in the next round, and it may be a race after the plan.
        """
        ahead = self.instance.race_ahead
        end = self._length if ahead is None else ahead.day + 1
        days_ahead = below_minutes // (24 * 60) + 2
        for day in range(min(self.instance.known_past_days, default=0), self._length):
            stop = day + days_ahead + 1
            later_days = range(max(day, 0), stop if self.instance.repeat else min(stop, end))
            for earlier in self.places_on(day, first):
                start, end_minute = earlier[0].start, earlier[0].end
                soonest = start + 1 if from_minutes is None else max(start + 1, end_minute + from_minutes)
                settled = all(cell.given for cell in earlier)
                for later_day in later_days:
                    round_ = self._length * 24 * 60 if self.instance.repeat and later_day >= self._length else 0
                    low, high = soonest - round_, end_minute + below_minutes - round_
                    later = [cell for cell in self.on(later_day, second) if low <= cell.start < high]
                    if settled:
                        later = [cell for cell in later if not cell.given]
                    if later:
                        yield earlier, later

    # -- the verbs ----------------------------------------------------------------------------------------

    def any_of(self, cells: Sequence[Cell]) -> Event:
        """The event that one of these cells, all of one day, is taken. Of no cells: never."""
        if not cells:
            return NEVER_HAPPENS
        ids = tuple([cell.id for cell in cells])
        return ALWAYS_HAPPENS if min(ids) < 0 else Event(cells[0].day, ids)

    def none_of(self, cells: Sequence[Cell]) -> Event:
        """The event that none of these cells, all of one day, is taken. Of no cells: always."""
        event = self.any_of(cells)
        return Event(event.day, event.cells, not event.negated)

    def taken(self, cell: Cell) -> Event:
        """The event that this one cell is taken."""
        return ALWAYS_HAPPENS if cell.demand is None else Event(cell.day, (cell.id,))

    def forbid(self, cells: Iterable[Cell]) -> None:
        """None of these cells may be taken."""
        for cell in cells:
            if cell.given:
                continue
            if self.prune:
                self._closed.add(cell.id)
            else:
                self.statements.append(Never(self.rule, (self.taken(cell),)))
        self._selected.clear()
        self._in_places.clear()

    def never(self, *events: Event) -> None:
        """These events may not all happen. What is wholly given is past, and no violation."""
        open_events = self._open(events)
        if open_events:
            self.statements.append(Never(self.rule, open_events))

    def at_most(self, terms: Iterable[Term], high: int) -> None:
        """The weighted count of events is at most ``high``, or what is settled already if that is more."""
        terms = tuple(terms)
        settled = sum(weight for weight, event in terms if event.constant)
        self._limit(terms, None, max(high, settled))

    def at_least(self, terms: Iterable[Term], low: int) -> None:
        """The count of events is at least ``low``, or as many as what is settled still allows."""
        terms = tuple(terms)
        possible = sum(weight for weight, event in terms if event.constant is not False)
        self._limit(terms, min(low, possible), None)

    def _limit(self, terms: tuple[Term, ...], low: int | None, high: int | None) -> None:
        if any(event.cells for _, event in terms):
            self.statements.append(Limit(self.rule, terms, low, high))

    def points(self, points: int, *events: Event) -> None:
        """So many points when all these events happen."""
        open_events = self._open(events)
        if open_events and points:
            self.statements.append(Points(self.rule, points, open_events))

    def points_over(self, points: int, terms: Iterable[Term], over: int, unit: int = 1) -> None:
        """So many points for every started ``unit`` above ``over``."""
        self.points_for_largest(points, (terms,), over, unit)

    def points_under(self, points: int, terms: Iterable[Term], under: int, unit: int = 1) -> None:
        """So many points for every started ``unit`` below ``under``."""
        self.points_for_largest(points, ([(-weight, event) for weight, event in terms],), -under, unit)

    def points_for_largest(self, points: int, groups: Iterable[Iterable[Term]], over: int, unit: int = 1) -> None:
        """So many points for every started ``unit`` by which the largest of the groups exceeds ``over``."""
        if points:
            self.statements.append(
                PointsPerUnit(self.rule, points, tuple(tuple(group) for group in groups), over, unit)
            )

    @staticmethod
    def _open(events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The events left to decide; none at all when one can never happen or all are settled."""
        if NEVER_HAPPENS in events:
            return ()
        return tuple([event for event in events if event.cells])
