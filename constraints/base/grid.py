"""The session slots of an instance, and the few verbs in which rules speak of them.

A cell is one session slot: a session, a day, a slot it may take. Sessions already done, and the race, are
cells too, only that they are taken for certain; so a rule that has a memory needs no second wording. The
grid collects statements; it solves nothing and knows no solver.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter

from constraints.base.cell import Cell, Filter, Place, given_cells, is_any, planned_cells, together
from constraints.base.standing import Standing
from constraints.base.statement import (
    ALWAYS_HAPPENS,
    NEVER_HAPPENS,
    Event,
    Limit,
    Never,
    Points,
    PointsPerUnit,
    Statement,
    Taken,
    Term,
)
from scenarios.days import Day
from scenarios.demands import Demand, most_of
from scenarios.instance import Instance

WEEK = 7


class Grid:
    """Session slots of an instance plus the statements made about them.

    With ``prune`` (the default) later rules never see a forbidden cell, nor ``beside`` another what may not be there.
    Without, they do and only statements forbid, so that the rule behind can be lifted or blamed. ``fitting`` leaves out
    from the start what its slot is too short for, which in a week with little free time is most of it.
    """

    def __init__(self, instance: Instance, *, prune: bool = True, fitting: bool = False) -> None:
        self.instance = instance
        self.prune = prune
        self.statements: list[Statement] = []
        self.rule = ""
        self.cells = planned_cells(instance, fitting=fitting)
        self.open_cells = self.cells
        """The cells a formulation has to decide."""
        self._bans: dict[int, list[tuple[int, int]]] = {}
        self._given = given_cells(instance)
        self._length = len(instance.days)
        self._forget()

    def _forget(self) -> None:
        """What was found by looking around is no longer so."""
        self._standing: Standing | None = None
        self._events: dict[tuple[Filter, int], Event] = {}
        self._in_places: dict[tuple[Filter, int], list[Place]] = {}
        self._in_time: dict[Filter, tuple[list[int], list[Place]]] = {}

    @property
    def says(self) -> bool:
        """Whether any rule had something to state or forbid."""
        return bool(self.statements) or len(self.open_cells) < len(self.cells)

    # -- looking around ---------------------------------------------------------------------------------

    @property
    def demands(self) -> tuple[Demand, ...]:
        """The sessions asked for."""
        return self.instance.demands

    def on(self, day: int, matches: Filter) -> Sequence[Cell]:
        """The matching cells of a day, given ones among them.

        Days past the end wrap when the week repeats (the caller sees the same cells again), else they give the
        race, if it lies there; days before the first give what history tells.
        """
        if day >= self._length and self.instance.repeat:
            day -= self._length
        if self._standing is None:
            self._standing = Standing((*self.open_cells, *self._given))
        return self._standing.on(day, matches)

    def any_on(self, day: int, matches: Filter) -> Event:
        """The event that a day, as ``on`` knows it, holds a matching session."""
        found = self._events.get((matches, day))
        if found is None:
            found = self._events[matches, day] = self.any_of(self.on(day, matches))
        return found

    def none_on(self, day: int, matches: Filter) -> Event:
        """The event that a day, as ``on`` knows it, holds no matching session."""
        return self.any_on(day, matches).turned()

    def places_on(self, day: int, matches: Filter) -> list[Place]:
        """The matching cells of a day, as ``on`` knows it, those of one place together; in order of time."""
        found = self._in_places.get((matches, day))
        if found is None:
            if day >= self._length and self.instance.repeat:
                round_before = self.places_on(day - self._length, matches)
                found = [place.later(self._length, self.instance.clock) for place in round_before]
            else:
                found = [Place(day, *at, cells, self.any_of(cells)) for at, cells in together(self.on(day, matches))]
            self._in_places[matches, day] = found
        return found

    def beside(self, place: Place, others: Sequence[Place]) -> list[Place]:
        """Those of the other places of its day that may stand with it, for all that was stated so far."""
        free, bans = 0, self._bans.get(place.day, ()) if self.prune else ()
        for cell in place.cells:
            kept_out = 0
            for one, other in bans:
                kept_out |= (other if one & cell.bit else 0) | (one if other & cell.bit else 0)
            free |= ~kept_out
        return [other for other in others if not other.event.cells or other.event.cells & free]

    def week(self, week: int, matches: Filter) -> Iterator[Cell]:
        """The matching cells of a week."""
        for day in self.instance.week_days(week):
            yield from self.on(day.index, matches)

    def asked(self, week: int, matches: Filter) -> int:
        """How many matching sessions a week holds or asks for: it never holds more."""
        done = sum(cell.given for cell in self.week(week, matches))
        return done + most_of([demand for demand in self.demands if demand.week == week], matches)

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

    def in_time(self, matches: Filter) -> tuple[list[int], list[Place]]:
        """When each of the matching places starts, in order of time, and the places.

        After the plan comes its next round, when it repeats, or else a race.
        """
        found = self._in_time.get(matches)
        if found is None:
            ahead = self.instance.race_ahead
            end = 2 * self._length if self.instance.repeat else self._length if ahead is None else ahead.day + 1
            places = [place for day in range(end) for place in self.places_on(day, matches)]
            places.sort(key=attrgetter("start"))
            found = self._in_time[matches] = [place.start for place in places], places
        return found

    def followed_by(
        self, first: Filter, second: Filter, from_minutes: int | None, below_minutes: int
    ) -> Iterator[tuple[Place, list[Cell]]]:
        """Pairs (a place, later cells of one day) whose gap lies in the given band.

        The gap is elapsed min from the end of the earlier to the start of the later, at least
        ``from_minutes`` (None: whatever) and less than ``below_minutes``. At least one of the two is planned;
        when the week repeats, the later one may stand in the next round, and it may be a race after the plan.
        """
        starts, places = self.in_time(second)
        for day in range(min(self.instance.known_past_days, default=0), self._length):
            for earlier in self.places_on(day, first):
                soonest, before = earlier.start + 1, earlier.end + below_minutes
                place = bisect_left(
                    starts, soonest if from_minutes is None else max(soonest, earlier.end + from_minutes)
                )
                if place == len(starts) or starts[place] >= before:
                    continue
                settled = earlier.given
                by_day: dict[int, list[Cell]] = {}
                for later in places[place : bisect_left(starts, before, place)]:
                    for cell in later.cells:
                        if not (settled and cell.given):
                            by_day.setdefault(later.day, []).append(cell)
                for cells in by_day.values():
                    yield earlier, cells

    def cells_of(self, event: Event) -> list[Cell]:
        """The cells an event speaks of."""
        return [cell for cell in self._planned.on(event.day, is_any) if cell.bit & event.cells]

    @cached_property
    def _planned(self) -> Standing:
        """The planned cells, those that may not be taken among them."""
        return Standing(self.cells)

    def cells_in(self, taken: Taken) -> list[Cell]:
        """The planned cells that are taken."""
        return [cell for cell in self.cells if taken.get(cell.day, 0) & cell.bit]

    # -- the verbs ----------------------------------------------------------------------------------------

    def any_of(self, cells: Sequence[Cell]) -> Event:
        """The event that one of these cells, all of one day, is taken. Of no cells: never."""
        if not cells:
            return NEVER_HAPPENS
        if len(cells) == 1:
            return cells[0].taken
        bits = 0
        for cell in cells:
            if cell.demand is None:
                return ALWAYS_HAPPENS
            bits |= cell.bit
        return Event(cells[0].day, bits)

    def none_of(self, cells: Sequence[Cell]) -> Event:
        """The event that none of these cells, all of one day, is taken. Of no cells: always."""
        return self.any_of(cells).turned()

    def forbid(self, cells: Iterable[Cell]) -> None:
        """None of these cells may be taken."""
        forbidden = [cell for cell in cells if not cell.given]
        if not self.prune:
            self.statements += [Never(self.rule, (cell.taken,)) for cell in forbidden]
        elif forbidden:
            closed = {cell.id for cell in forbidden}
            self.open_cells = [cell for cell in self.open_cells if cell.id not in closed]
            self._forget()

    def never(self, *events: Event) -> None:
        """These events may not all happen. What is wholly given is past, and no violation."""
        open_events = self._open(events)
        if open_events:
            self.statements.append(Never(self.rule, open_events))
            if len(open_events) == 2:
                first, second = open_events
                if first.day == second.day and not (first.negated or second.negated):
                    self._bans.setdefault(first.day, []).append((first.cells, second.cells))

    def at_most(self, terms: Iterable[Term], high: int) -> None:
        """The weighted count of events is at most ``high``, or what is settled already if that is more."""
        terms = tuple(terms)
        settled = sum([weight for weight, (_, cells, negated) in terms if negated and not cells])
        self._limit(terms, None, max(high, settled))

    def at_least(self, terms: Iterable[Term], low: int) -> None:
        """The count of events is at least ``low``, or as many as what is settled still allows."""
        terms = tuple(terms)
        possible = sum([weight for weight, (_, cells, negated) in terms if cells or negated])
        self._limit(terms, min(low, possible), None)

    def _limit(self, terms: tuple[Term, ...], low: int | None, high: int | None) -> None:
        if any(cells for _, (_, cells, _) in terms):
            self.statements.append(Limit(self.rule, terms, low, high))

    def points(self, points: int, *events: Event) -> None:
        """So many points when all these events happen."""
        open_events = self._open(events) if points else ()
        if open_events:
            self.statements.append(Points(self.rule, points, open_events))

    def points_over(self, points: int, terms: Iterable[Term], over: int, unit: int = 1) -> None:
        """So many points for every started ``unit`` above ``over``; what is given counts with the rest."""
        self.points_for_largest(points, (terms,), over, unit)

    def points_under(self, points: int, terms: Iterable[Term], under: int, unit: int = 1) -> None:
        """So many points for every started ``unit`` below ``under``; what is given counts with the rest."""
        self.points_for_largest(points, ([(-weight, event) for weight, event in terms],), -under, unit)

    def points_for_largest(self, points: int, groups: Iterable[Iterable[Term]], over: int, unit: int = 1) -> None:
        """So many points for every started ``unit`` by which the largest group, given cells too, exceeds ``over``."""
        if points:
            self.statements.append(
                PointsPerUnit(self.rule, points, tuple(tuple(group) for group in groups), over, unit)
            )

    @staticmethod
    def _open(events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The events left to decide; none at all when one can never happen or all are settled."""
        if NEVER_HAPPENS in events:
            return ()
        return tuple([event for event in events if event.cells]) if ALWAYS_HAPPENS in events else events
