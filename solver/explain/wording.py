"""A conflict in the athlete's words: few lines, in which every member has its place.

Sessions that compete for the same free slots share a line. In one week the slots that are long enough for a session
are among those of every shorter one, so a count of slots and sessions, and a line for those that fit fewer of them,
say it all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from constraints.base.rule import Rule
from scenarios.days import Day, Slot
from scenarios.demands import Demand
from scenarios.instance import Instance
from scenarios.spoken import counted, listed
from solver.explain.conflicts import SESSION, Conflict, Member

MOST_PLACES_TOLD = 4
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an explanation, and the members of the conflict it tells.

    ``of_it``: it speaks of the session spoken of alone, as ``it``.
    """

    text: str
    members: tuple[Member, ...]
    of_it: bool = False


@dataclass(frozen=True, slots=True)
class Focus:
    """What a conflict is told of: one demand by its index (None: everything asked for), the line's ``it``.

    ``day`` is the index of the day the demand is asked for on (None: any). In part of a ``season`` lines without a
    date say which week they speak of.
    """

    it: int | None = None
    day: int | None = None
    season: bool = False


EVERYTHING = Focus()


def conflict_lines(
    instance: Instance, rules: tuple[Rule, ...], conflict: Conflict, focus: Focus = EVERYTHING
) -> tuple[Line, ...]:
    """What is said of sessions, then the rules. What is said of ``it`` comes before other sessions are named."""
    telling = _Telling(instance, conflict, focus.it, season=focus.season or instance.weeks > 1, day=focus.day)
    spoken_of = {*conflict.demands, *([] if focus.it is None else [focus.it])}
    demands = [instance.demands[index] for index in sorted(spoken_of)]
    said = {rule.name: rule.reason(demands, instance) for rule in rules}
    general = [Line(said[member.rule], (member,)) for member in conflict.members if member.demand is None]
    lines = [*telling.free_time(), *telling.fixed(), *telling.allowed(), *telling.away(), *telling.placed()]
    return (*sorted(lines, key=lambda line: not line.of_it), *general)


@dataclass
class _Telling:
    """The members of one conflict on their way into lines; the wish for a session goes where it is first named."""

    instance: Instance
    conflict: Conflict
    it: int | None
    season: bool
    day: int | None
    _named: set[int] = field(default_factory=set)

    def fixed(self) -> Iterator[Line]:
        """Sessions the file fixes to a place."""
        for index in self._blamed("fixed_sessions"):
            place = self._demand(index).fixed
            if place is not None:
                where = f"{self.instance.days[place[0]].name} {place[1]}"
                yield self._line(f"{self._names([index])} is fixed on {where}", [index], "fixed_sessions")

    def allowed(self) -> Iterator[Line]:
        """Sessions whose entry names days or slots."""

        def where(index: int) -> tuple[int, tuple[str, ...], tuple[str, ...], str]:
            demand = self._demand(index)
            return demand.week, demand.days or (), demand.slots or (), self.instance.why_then(demand)

        for (week, days, slots, why), group in _grouped(self._blamed("allowed_days"), where):
            only = [f"on {listed(days, 'or')}"] if days else []
            only += [f"in the {listed(slots, 'or')}"] if slots else []
            text = f"{self._in_week(group, week)} may stand only {' and only '.join(only)}{f' ({why})' if why else ''}"
            yield self._line(text, group, "allowed_days")

    def away(self) -> Iterator[Line]:
        """Sessions kept from days that are closed: away, or blocked when a plan was taken up again."""
        for week, group in _grouped(self._blamed("blocked_dates"), lambda index: self._demand(index).week):
            closed = [f"{listed([day.name for day in days])} ({why})" for why, days in self._closed(week)]
            yield self._line(f"{self._names(group)} cannot stand on {listed(closed)}", group, "blocked_dates")

    def free_time(self) -> Iterator[Line]:
        """Sessions and the slots that are long enough for them, week by week."""
        for week, group in _grouped(self._blamed("free_time"), lambda index: self._demand(index).week):
            days = self.instance.week_days(week)
            free = [(day, slot) for day in days if not day.blocked for slot in day.slots if slot.minutes]
            shortest = min(self._demand(index).session.minutes for index in group)
            longest = max(self._demand(index).session.minutes for index in group)
            if sum(map(self._units, group)) == 1 or not _long_enough(free, longest):
                for index in group:
                    yield self._line(self._takes(index, free), [index], "free_time")
                continue
            most = len(_long_enough(free, shortest))
            widest = [i for i in group if len(_long_enough(free, self._demand(i).session.minutes)) == most]
            narrow = [i for i in group if i not in widest]
            yield self._line(self._compete(group, _long_enough(free, shortest)), group, "free_time", of=widest)
            for minutes, few in _grouped(narrow, lambda index: self._demand(index).session.minutes):
                yield self._line(self._fit_only(few, _long_enough(free, minutes)), few, "free_time")

    def placed(self) -> Iterator[Line]:
        """Sessions of which nothing is said but that they stand, too."""
        asked = [index for index in self.conflict.demands if index not in (*self._named, self.it)]
        for week, group in _grouped(asked, lambda index: self._demand(index).week):
            verb = "is" if sum(map(self._units, group)) == 1 else "are"
            too = " too" if self.it is not None else ""
            yield self._line(f"{self._in_week(group, week)} {verb} placed{too}", group)

    # -- words -------------------------------------------------------------------------------------------------

    def _takes(self, index: int, free: Sequence[_Place]) -> str:
        demand = self._demand(index)
        allowed = self._allowed(index, free)
        fitting = _long_enough(allowed, demand.session.minutes)
        each = " each" if self._units(index) > 1 else ""
        verb = "take" if each else "takes"
        takes = f"{self._in_week([index], demand.week)} {verb} {demand.session.minutes} min{each}"
        away = self._away(demand.week)
        if not fitting:
            longest = max((slot.minutes for _, slot in allowed), default=0)
            which = "" if allowed is free else " it may take"
            if longest:
                return f"{takes} and the longest free slot{which} has {longest}{away}"
            return f"{takes} and no slot{which} is free{away}"
        asked = self._asked_place(index)
        if asked is not None:
            day, _ = asked
            there = [place for place in free if _in_place(place, asked)]
            enough = _long_enough(there, demand.session.minutes)
            if not enough:
                return f"{takes}, and {_too_little(self.instance.days[day].name, there, asked[1])}{away}"
            return f"{takes}, on {enough[0][0].name} free only in the {listed([slot.name for _, slot in enough])}"
        if len(fitting) > MOST_PLACES_TOLD:
            return f"{takes}, free in {_counted(fitting)}{away}"
        return f"{takes}, free only on {_places(fitting)}{away}"

    def _allowed(self, index: int, free: Sequence[_Place]) -> Sequence[_Place]:
        """The free places that days and slots named in its entry leave to a session, where they are to blame."""
        if index not in self._blamed("allowed_days"):
            return free
        demand = self._demand(index)
        return [
            (day, slot)
            for day, slot in free
            if day.weekday in (demand.days or (day.weekday,)) and slot.name in (demand.slots or (slot.name,))
        ]

    def _asked_place(self, index: int) -> tuple[int, str] | None:
        """The day (its index) and slot ('': any) a session must have: where it is fixed, or asked about."""
        if index in self._blamed("fixed_sessions"):
            return self._demand(index).fixed
        return (self.day, "") if self.day is not None and index == self.it else None

    def _compete(self, group: Sequence[int], fitting: Sequence[_Place]) -> str:
        names = self._units_of(sorted(group))
        week = self._demand(group[0]).week
        where = f"in week {self._week(week)}, " if self.season else ""
        slots = f"{_counted(fitting)}{self._away(week)}"
        if len(fitting) <= MOST_PLACES_TOLD:
            slots += f", {_places(fitting)},"
        verb = "is" if len(fitting) == 1 else "are"
        sessions = f"{len(names)} sessions of {self._minutes(group)}"
        return f"{where}{slots} {verb} free for {sessions}: {listed(names)}"

    def _fit_only(self, group: Sequence[int], fitting: Sequence[_Place]) -> str:
        verb = "fits" if sum(map(self._units, group)) == 1 else "fit"
        named = f"on {_places(fitting)}" if len(fitting) <= MOST_PLACES_TOLD else f"in {len(fitting)} of them"
        return f"{self._names(sorted(group))} ({self._minutes(group)}) {verb} only {named}"

    def _away(self, week: int) -> str:
        """The days of a week on which nothing is free: `` (away Mon 30 Nov, blocked Thu 3 Dec to Sun 6 Dec)``."""
        closed = ", ".join(f"{why} {_span(days)}" for why, days in self._closed(week))
        return f" ({closed})" if closed else ""

    def _closed(self, week: int) -> list[tuple[str, list[Day]]]:
        """The days of a week that take nothing, by what they are taken by."""
        days = [day for day in self.instance.week_days(week) if day.blocked]
        found = _grouped(range(len(days)), lambda index: days[index].taken)
        return [(why, [days[index] for index in group]) for why, group in found]

    def _minutes(self, group: Iterable[int]) -> str:
        minutes = sorted({self._demand(index).session.minutes for index in group})
        return f"{minutes[0]} min" if len(minutes) == 1 else f"{minutes[0]} to {minutes[-1]} min"

    def _in_week(self, group: Sequence[int], week: int) -> str:
        names = self._names(group)
        if not self.season:
            return names
        return f"in week {self._week(week)} it" if names == "it" else f"{names} of week {self._week(week)}"

    def _week(self, week: int) -> int:
        return week + 1 + self.instance.first_week

    def _names(self, group: Sequence[int]) -> str:
        """The sessions by their units' names; the one spoken of is ``it`` where it stands alone."""
        if self._is_it(group):
            return "it"
        return listed(self._units_of(group))

    def _is_it(self, group: Sequence[int]) -> bool:
        return list(group) == [self.it] and self._units(group[0]) == 1

    def _units(self, index: int) -> int:
        return max(1, self.conflict.asked.get(index, 1))

    def _units_of(self, group: Sequence[int]) -> list[str]:
        """The units of demands by name; the one left out is ``this one``, and comes last."""
        names = [name for index in group for name in self._demand(index).names()[: self._units(index)]]
        if self.it is None or self.it not in group:
            return names
        own = self._demand(self.it).names()[self._units(self.it) - 1]
        return [*(name for name in names if name != own), "this one"]

    # -- members -----------------------------------------------------------------------------------------------

    def _demand(self, index: int) -> Demand:
        return self.instance.demands[index]

    def _blamed(self, rule: str) -> list[int]:
        """The demands of which this rule is blamed."""
        return [m.demand for m in self.conflict.members if m.rule == rule and m.demand is not None]

    def _line(self, text: str, named: Sequence[int], rule: str = SESSION, of: Sequence[int] | None = None) -> Line:
        """A line that names demands and tells a rule ``of`` them (all of them if left out)."""
        new = [index for index in named if index not in self._named]
        self._named.update(new)
        wishes = [Member(SESSION, index) for index in new if index in self.conflict.demands]
        told = [] if rule == SESSION else [Member(rule, index) for index in (named if of is None else of)]
        return Line(text, (*told, *wishes), self._is_it(named))


_Place = tuple[Day, Slot]


def _in_place(place: _Place, asked: tuple[int, str]) -> bool:
    return place[0].index == asked[0] and asked[1] in ("", place[1].name)


def _too_little(day: str, there: Sequence[_Place], asked_slot: str) -> str:
    """``no time is free on Fri 4 Dec``, ``only 45 min are free on Tue 1 Dec evening``."""
    if not there:
        return f"no time is free on {day} {asked_slot}".rstrip()
    longest = max(there, key=lambda place: place[1].minutes)[1]
    return f"only {longest.minutes} min are free on {day} {longest.name if len(there) == 1 else asked_slot}".rstrip()


def _span(days: Sequence[Day]) -> str:
    if len(days) > 2 and days[-1].index - days[0].index == len(days) - 1:
        return f"{days[0].name} to {days[-1].name}"
    return listed([day.name for day in days])


def _long_enough(free: Iterable[_Place], minutes: int) -> list[_Place]:
    return [(day, slot) for day, slot in free if slot.minutes >= minutes]


def _places(places: Iterable[_Place]) -> str:
    return listed([f"{day.name} {slot.name}" for day, slot in places])


def _counted(places: Sequence[_Place]) -> str:
    """``9 slots on 7 days``; the days only where some hold several slots."""
    days = len({day.index for day, _ in places})
    on_days = f" on {counted(days, 'day')}" if days < len(places) else ""
    return f"{counted(len(places), 'slot')}{on_days}"


def _grouped(indices: Iterable[int], key: Callable[[int], _Key]) -> list[tuple[_Key, list[int]]]:
    """The indices with equal keys together, in order of their first."""
    groups: dict[_Key, list[int]] = {}
    for index in indices:
        groups.setdefault(key(index), []).append(index)
    return list(groups.items())
