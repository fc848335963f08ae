"""What was done of a plan until a date: as planned, or as the log says, and what was missed.

The log speaks for every day up to its last row; later days, and all days without a log, went as planned. A row stands
for a planned session of its type on its day, else for one of its type in its week, else for one of its kind on its day:
each planned session is done once, missed, or still to come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scenarios.instance import Instance
from scenarios.log.log import Log, LogEntry
from scenarios.meanwhile import DoneSession
from scenarios.plan import Plan
from scenarios.sessions import PlannedSession, Session
from scenarios.unit_name import free_name, unit_name

FEWEST_MINUTES, MOST_MINUTES = 5, 600


@dataclass(frozen=True, slots=True)
class Expected:
    """A session of the plan: the ``unit`` of its ``week`` (from 0) it answers ('': nobody asked).

    As such it was left out, or another stands in its place.
    """

    week: int
    unit: str
    session: Session


@dataclass(frozen=True, slots=True)
class Placed(Expected):
    """A session that stands in the plan."""

    planned: PlannedSession
    date: dt.date


@dataclass(frozen=True)
class Past:
    """What is behind: ``pairs`` are sessions done with what they were planned as (None: nobody asked for them)."""

    pairs: tuple[tuple[DoneSession, Expected | None], ...]
    missed: tuple[Placed, ...]

    @property
    def done(self) -> tuple[DoneSession, ...]:
        """Every session done, in order of time."""
        return tuple(done for done, _ in self.pairs)


def past_of(plan: Plan, since: dt.date, blocked: frozenset[dt.date], log: Log | None) -> Past:
    """What was done before ``since``, and on it as far as the log tells; blocked past dates were missed."""
    expected = [each for each in _expected(plan) if each.session.type != "race"]
    spoken_until = _spoken_until(log, since)
    rows = _rows(log, plan, since)
    answered = _matched(rows, expected, since, plan.instance)
    pairs: list[tuple[DoneSession, Expected | None]] = []
    missed: list[Placed] = []
    for each in (each for each in expected if each not in answered.values()):
        if not isinstance(each, Placed) or (each.date >= since and not each.planned.done):
            continue
        if each.date <= spoken_until or each.date in blocked:
            missed += [each] if each.unit else []
        else:
            pairs.append((_as_planned(each, plan.instance), each))
    names = {(each.week, each.planned.name if isinstance(each, Placed) else each.unit) for each in expected}
    starts = _starts(rows, answered, plan.instance, {(done.date, done.start) for done, _ in pairs})
    for number, row in enumerate(rows):
        done = _as_logged(row, starts[number], answered.get(number), plan.instance, names)
        names.add((_week(plan.instance, row.date), done.name))
        pairs.append((done, answered.get(number)))
    pairs.sort(key=lambda pair: (pair[0].date, pair[0].start, pair[0].name))
    return Past(tuple(pairs), tuple(missed))


def _expected(plan: Plan) -> Iterator[Expected]:
    """The plan's sessions, what an earlier replan took for done among them: a log may know better."""
    meanwhile = plan.instance.meanwhile
    answers = {(done.date, done.name): done.answers for done in (meanwhile.done if meanwhile else ())}
    done_before = (planned for planned in plan.instance.history if planned.day >= 0)
    for planned in (*plan.sessions, *done_before):
        date = plan.date(planned.day)
        unit = answers.get((date, planned.name), "") if planned.done else planned.name
        yield Placed(planned.day // 7, unit, planned.session, planned, date)
    for left in (*plan.left_out, *plan.spared):
        yield Expected(left.week, left.name, left.session)


def _spoken_until(log: Log | None, since: dt.date) -> dt.date:
    """The last past day the log speaks for: any row on a later day says that the days before it are told."""
    rows = [entry.date for entry in log.entries if entry.date <= since] if log is not None else []
    return min(max(rows), since - dt.timedelta(days=1)) if rows else dt.date.min


def _rows(log: Log | None, plan: Plan, since: dt.date) -> list[LogEntry]:
    """The sessions the log says were done in the plan's days, the plan's own race apart (it stands where it stands)."""
    first, own = plan.instance.days[0].date, plan.instance.race
    race = None if own is None else plan.date(own.day)
    rows = log.between(first, since) if log is not None else ()
    return [
        row for row in rows if row.done and row.minutes >= FEWEST_MINUTES and (row.session, row.date) != ("race", race)
    ]


def _matched(
    rows: Sequence[LogEntry], expected: Sequence[Expected], since: dt.date, instance: Instance
) -> dict[int, Expected]:
    """Row number -> the session of its week it stands for."""
    found: dict[int, Expected] = {}
    open_units = list(expected)

    def same_type(row: LogEntry, each: Expected) -> bool:
        return row.session == each.session.type

    def same_day(row: LogEntry, each: Expected) -> bool:
        return isinstance(each, Placed) and row.date == each.date

    def past(row: LogEntry, each: Expected) -> bool:
        return isinstance(each, Placed) and each.date < since

    def kind(row: LogEntry, each: Expected) -> bool:
        return row.is_strength == (each.session.kind == "strength") and row.is_run == (each.session.kind == "run")

    passes: tuple[tuple[Callable[[LogEntry, Expected], bool], ...], ...] = (
        (same_type, same_day),
        (same_type, past),
        (kind, same_day),
        (same_type,),
    )
    for conditions in passes:
        for number, row in enumerate(rows):
            if number in found:
                continue
            fitting = [
                each
                for each in open_units
                if _week(instance, row.date) == each.week and all(holds(row, each) for holds in conditions)
            ]
            if fitting:
                best = min(fitting, key=lambda each: _distance(row, each))
                found[number] = best
                open_units.remove(best)
    return found


def _distance(row: LogEntry, each: Expected) -> tuple[bool, int, bool, str]:
    days = abs((row.date - each.date).days) if isinstance(each, Placed) else 99
    named = each.unit == unit_name(row.session, row.ordinal or 1)
    return not isinstance(each, Placed), days, not named, each.unit


def _as_planned(each: Placed, instance: Instance) -> DoneSession:
    planned = each.planned
    return DoneSession(
        name=planned.name,
        answers=each.unit,
        type=planned.session.type,
        date=each.date,
        start=instance.clock.time(planned.start),
        slot=planned.slot,
        minutes=planned.session.minutes,
        legs=planned.session.legs if planned.session.kind == "strength" else None,
    )


def _starts(
    rows: Sequence[LogEntry], answered: Mapping[int, Expected], instance: Instance, taken: set[tuple[dt.date, str]]
) -> dict[int, str]:
    """Row number -> when it began (HH:MM): as the log tells, else as planned.

    On another day than planned it began in the slot of that day which is nearest to its planned time. Where another
    session began then, or nothing was planned, it was noon.
    """
    starts: dict[int, str] = {}
    elsewhere: dict[int, str] = {}
    for number, row in enumerate(rows):
        each = answered.get(number)
        if row.timed or not isinstance(each, Placed):
            starts[number] = row.start
        elif each.date == row.date:
            starts[number] = instance.clock.time(each.planned.start)
        else:
            elsewhere[number] = _nearest(row.date, each.planned, instance)
    taken = taken | {(rows[number].date, start) for number, start in starts.items()}
    for number, start in elsewhere.items():
        free = (rows[number].date, start) not in taken
        starts[number] = start if free else rows[number].start
        taken.add((rows[number].date, starts[number]))
    return starts


def _nearest(date: dt.date, planned: PlannedSession, instance: Instance) -> str:
    """When the slot of a day begins that is nearest to a session's time on another; that time on a day without any."""
    then = instance.clock.time(planned.start)
    start = instance.clock.instant(date, then)
    slots = instance.days[(date - instance.start).days].slots
    nearest = min((slot.start for slot in slots), key=lambda at: (abs(at - start), at), default=start)
    return instance.clock.time(nearest)


def _as_logged(
    row: LogEntry, start: str, partner: Expected | None, instance: Instance, names: set[tuple[int, str]]
) -> DoneSession:
    week = _week(instance, row.date)
    answers = partner.unit if partner is not None else ""
    own = partner is not None and partner.session.type == row.session
    name = answers if own and answers else free_name(row.session, {name for number, name in names if number == week})
    legs = partner.session.legs if partner is not None and own and row.is_strength else None
    return DoneSession(
        name=name,
        answers=answers,
        type=row.session,
        date=row.date,
        start=start,
        slot=_slot(row.date, start, partner, instance),
        minutes=min(row.minutes, MOST_MINUTES),
        legs=legs,
    )


def _slot(date: dt.date, at: str, partner: Expected | None, instance: Instance) -> str:
    """The slot of the day that begins nearest to when the session did; of a day closed before, its partner's."""
    start = instance.clock.instant(date, at)
    slots = instance.days[(date - instance.start).days].slots
    if not slots:
        return partner.planned.slot if isinstance(partner, Placed) else ""
    return min(slots, key=lambda slot: (abs(slot.start - start), slot.start)).name


def _week(instance: Instance, date: dt.date) -> int:
    return (date - instance.start).days // 7
