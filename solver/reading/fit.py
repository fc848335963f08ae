"""What a file states -> a plan of an instance: each session gets its day, its slot and the unit it answers.

A session stands for the unit of its name; equal ones stand for each other, in whatever order the file has them.
Nobody's session is dropped: what was not asked for stays in the plan, and is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from constraints.base.rule import Violation
from scenarios.demands import Demand
from scenarios.instance import Instance
from scenarios.plan import LeftOut, Plan
from scenarios.sessions import PlannedSession, Session
from scenarios.spoken import spoken
from scenarios.unit_name import free_name
from solver.reading.stated import StatedPlan, StatedSession

NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class Fitted:
    """The plan, what in it nobody asked for, and what a reader should know of how the file was read."""

    plan: Plan
    not_asked: tuple[Violation, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A stated session on its day, in the slot that starts when it does (nothing: none does)."""

    stated: StatedSession
    day: int
    slot: str
    start: int

    def planned(self, session: Session, name: str) -> PlannedSession:
        return PlannedSession(session, name, self.day, self.slot, self.start, self.start + self.stated.minutes)


@dataclass(frozen=True, slots=True)
class _Unit:
    """One unit of a demand, by its name."""

    demand: Demand
    name: str

    def misfit(self, placed: _Placed, instance: Instance) -> int:
        """How badly a session stands for this unit: 0 not at all, 1 in another place, 2 it is another session."""
        demand, day = self.demand, instance.days[placed.day]
        if not placed.stated.is_as(demand.session):
            return 2
        allowed_day = demand.days is None or day.weekday in demand.days
        allowed_slot = demand.slots is None or placed.slot in demand.slots
        in_place = demand.fixed is None or demand.fixed == (placed.day, placed.slot)
        return 0 if allowed_day and allowed_slot and in_place else 1


def fitted(stated: StatedPlan, instance: Instance) -> Fitted:
    """The plan a file states, as an answer to an instance.

    Raises ``InputError`` for a session on a date the instance does not plan, unless such are passed over.
    """
    placed, notes = _placed(stated, instance)
    groups: dict[tuple[int, str], list[_Placed]] = defaultdict(list)
    for each in placed:
        groups[each.day // 7, each.stated.type].append(each)
    units: dict[tuple[int, str], list[_Unit]] = defaultdict(list)
    for demand in instance.demands:
        units[demand.week, demand.session.type] += [_Unit(demand, name) for name in demand.names()]
    sessions, not_asked = _races([each for each in placed if each.stated.type == "race"], instance)
    left_out = []
    for key in dict.fromkeys([*units, *groups]):
        if key[1] == "race":
            continue
        pairs = _pairs(groups[key], units[key], instance)
        for number, each in enumerate(groups[key]):
            planned, message = _answer(each, pairs.get(number), [u.name for u in units[key]], sessions, instance)
            sessions.append(planned)
            if message:
                not_asked.append(Violation(NOT_ASKED, message, None, planned.day, (planned.name,)))
        taken = {id(unit) for unit in pairs.values()}
        left_out += [LeftOut(u.name, u.demand.session, key[0]) for u in units[key] if id(u) not in taken]
    sessions.sort(key=lambda planned: (planned.start, planned.name))
    return Fitted(Plan(instance, tuple(sessions), tuple(left_out)), tuple(not_asked), (*stated.notes, *notes))


def _placed(stated: StatedPlan, instance: Instance) -> tuple[list[_Placed], list[str]]:
    first, last = instance.days[0].date, instance.days[-1].date
    placed: list[_Placed] = []
    notes: list[str] = []
    elsewhere = 0
    for session in stated.sessions:
        found = _place(session, instance)
        if found is None and stated.passes_over:
            elsewhere += 1
        elif found is None:
            message = f"{session.wall.date()} is not planned; accepted: {first} to {last}"
            raise session.fault("date", message)
        else:
            placed.append(found)
            notes += _contradictions(found, instance)
    if elsewhere:
        one = elsewhere == 1
        told = f"{elsewhere} session{'' if one else 's'} outside {first} to {last} {'is' if one else 'are'} not judged"
        notes.append(told)
    return placed, notes


def _place(stated: StatedSession, instance: Instance) -> _Placed | None:
    """Day and slot of a session; where no slot starts, that of no name."""
    clock = instance.clock
    start, at = stated.start(clock), f"{stated.wall:%H:%M}"
    date = clock.wall(start).date() if stated.instant is not None else stated.wall.date()
    day = (date - instance.start).days
    if not 0 <= day < len(instance.days):
        return None
    slots = [
        slot
        for slot in instance.days[day].slots
        if slot.start == start or (stated.instant is None and f"{clock.wall(slot.start):%H:%M}" == at)
    ]
    if not slots:
        return _Placed(stated, day, "", start)
    slot = max(slots, key=lambda slot: (slot.name == stated.slot, slot.minutes))
    return _Placed(stated, day, slot.name, slot.start)


def _contradictions(placed: _Placed, instance: Instance) -> Iterator[str]:
    """Cells of a row that say something else than its start and minutes, which count."""
    stated, clock = placed.stated, instance.clock
    if stated.slot and stated.type != "race" and stated.slot != placed.slot:
        yield f"{stated.where}: {stated.name} starts at {stated.wall:%H:%M}, not with {stated.slot}; the start counts"
    end = f"{clock.wall(placed.start + stated.minutes):%H:%M}"
    if stated.end and stated.end != end:
        yield f"{stated.where}: {stated.name} ends at {end}, not {stated.end}; its start and minutes count"


def _pairs(placed: Sequence[_Placed], units: Sequence[_Unit], instance: Instance) -> dict[int, _Unit]:
    """Session number -> the unit it stands for: as many as can be in places they may take, then any equal ones."""
    partner: dict[int, int] = {}
    for level in range(3):
        wishes = {
            number: sorted(
                (
                    index
                    for index, unit in enumerate(units)
                    if index not in partner and unit.misfit(each, instance) <= level
                ),
                key=lambda index: units[index].name != each.stated.name,
            )
            for number, each in enumerate(placed)
            if number not in partner.values()
        }
        found: dict[int, int] = {}
        for number in wishes:
            _seat(number, wishes, found, set())
        partner |= found
    return {number: units[index] for index, number in partner.items()}


def _seat(number: int, wishes: dict[int, list[int]], found: dict[int, int], tried: set[int]) -> bool:
    """Give a session a unit, moving others to another of theirs where that is needed (augmenting path)."""
    free = next((index for index in wishes[number] if index not in found), None)
    if free is not None:
        found[free] = number
        return True
    for index in wishes[number]:
        if index not in tried:
            tried.add(index)
            if _seat(found[index], wishes, found, tried):
                found[index] = number
                return True
    return False


def _answer(
    placed: _Placed, unit: _Unit | None, asked: Sequence[str], others: Sequence[PlannedSession], instance: Instance
) -> tuple[PlannedSession, str]:
    """The session as planned, and what of it was not asked (nothing: it is as asked)."""
    stated, where = placed.stated, spoken(instance.days[placed.day].date)
    session = stated.session(instance.goal)
    if unit is None:
        names = {*asked, *(planned.name for planned in others if planned.day // 7 == placed.day // 7)}
        name = stated.name if stated.name not in names else free_name(stated.type, names)
        return placed.planned(session, name), f"nobody asked for {name} on {where}"
    wanted = unit.demand.session
    if stated.is_as(wanted):
        return placed.planned(wanted, unit.name), ""
    return placed.planned(session, unit.name), f"{unit.name} on {where} {_difference(session, wanted)}"


def _difference(session: Session, wanted: Session) -> str:
    if session.minutes != wanted.minutes:
        return f"takes {session.minutes} min, asked: {wanted.minutes}"
    if session.legs != wanted.legs:
        return f"loads the legs otherwise ({session.legs}), asked: {wanted.legs}"
    return f"is {'' if session.key else 'not '}a key run here, asked: {'a' if wanted.key else 'not a'} key run"


def _races(placed: Sequence[_Placed], instance: Instance) -> tuple[list[PlannedSession], list[Violation]]:
    """The race as asked, which a plan always holds, and races that differ from it."""
    race = instance.race
    inside = race is not None and 0 <= race.day < len(instance.days)
    sessions = [race] if race is not None and inside else []
    right = [
        e for e in placed if race is not None and (e.start, e.stated.minutes) == (race.start, race.end - race.start)
    ]
    messages = [(f"nobody asked for a race on {_when(e.start, instance)}", e.day) for e in placed if e not in right[:1]]
    if race is not None and inside and not right:
        messages.append((f"the race on {_when(race.start, instance)} does not stand in the plan", race.day))
    return sessions, [Violation(NOT_ASKED, message, None, day, ("race",)) for message, day in messages]


def _when(start: int, instance: Instance) -> str:
    wall = instance.clock.wall(start)
    return f"{spoken(wall.date())} at {wall:%H:%M}"
