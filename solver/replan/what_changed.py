"""A plan taken up again against the one before: each session that is not where, or not what, it was, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from scenarios.instance import Instance
from scenarios.meanwhile import Change, DoneSession
from scenarios.plan import LeftOut, Plan
from scenarios.sessions import PlannedSession, Session
from scenarios.spoken import spoken
from solver.replan.past import Expected
from solver.replan.replan import Replanned

Kind = Literal["done_otherwise", "extra", "dropped", "missed", "moved", "eased", "left_out", "replaced", "placed"]
Unit = tuple[int, str]
"""(week of the whole plan from 1, session)."""
IN_ITS_PLACE = "another strength session stands in its place"


@dataclass(frozen=True, slots=True)
class Spot:
    """A session's place and length: ``slot`` is '' where no slot starts then."""

    date: dt.date
    start: str
    slot: str
    type: str
    minutes: int

    @property
    def place(self) -> str:
        """The place as a person says it."""
        return f"{spoken(self.date)} {self.slot or self.start}"

    def as_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "date": self.date.isoformat(),
            "start": self.start,
            "slot": self.slot,
            "type": self.type,
            "minutes": self.minutes,
        }


@dataclass(frozen=True, slots=True)
class Told:
    """One session that changed: where it was and is (None: nowhere), and a sentence about it."""

    kind: Kind
    week: int
    session: str
    before: Spot | None
    after: Spot | None
    text: str
    reasons: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As plain values, for JSON."""
        return {
            "kind": self.kind,
            "week": self.week,
            "session": self.session,
            "before": None if self.before is None else self.before.as_dict(),
            "after": None if self.after is None else self.after.as_dict(),
            "reasons": list(self.reasons),
            "text": self.text,
        }


@dataclass(frozen=True)
class Changes:
    """What changed, the past first, and the units that stay as and where they were."""

    told: tuple[Told, ...]
    kept: tuple[Unit, ...]


def what_changed(replanned: Replanned) -> Changes:
    """Compare the plan before with the one after; no session of either goes untold. Expects a plan."""
    past = [*_done(replanned), *_missed(replanned)]
    future, kept = _ahead(replanned)
    past.sort(key=_when)
    future.sort(key=_when)
    return Changes((*past, *future), tuple(kept))


def gone(replanned: Replanned) -> tuple[PlannedSession, ...]:
    """Sessions of the plan before that stand nowhere any more under their name, from the first open day on."""
    after = replanned.result.plan
    assert after is not None
    standing = {_unit(after.instance, planned) for planned in after.sessions}
    before = replanned.before
    return tuple(
        planned
        for planned in before.sessions
        if not planned.settled
        and before.date(planned.day) >= after.instance.days[0].date
        and _unit(before.instance, planned) not in standing
    )


def _unit(instance: Instance, planned: PlannedSession | LeftOut) -> Unit:
    week = planned.week if isinstance(planned, LeftOut) else planned.day // 7
    return week + 1 + instance.first_week, planned.name


def _spot(plan: Plan, planned: PlannedSession) -> Spot:
    start = plan.instance.clock.time(planned.start)
    return Spot(plan.date(planned.day), start, planned.slot, planned.session.type, planned.session.minutes)


def _when(told: Told) -> tuple[dt.date, str, str]:
    spot = told.before or told.after
    return (spot.date, spot.start, told.session) if spot is not None else (dt.date.max, "", told.session)


def _done(replanned: Replanned) -> Iterator[Told]:
    for done, expected in replanned.past.pairs:
        if expected is not None and expected.planned is not None and expected.planned.done:
            continue
        yield from _done_otherwise(done, expected, replanned.before)


def _done_otherwise(done: DoneSession, expected: Expected | None, before: Plan) -> Iterator[Told]:
    after = Spot(done.date, done.start, done.slot, done.type, done.minutes)
    week = (done.date - before.instance.start).days // 7 + 1 + before.instance.first_week
    said = f"{done.type} on {spoken(done.date)} at {done.start}, {done.minutes} min"
    if expected is None:
        yield Told("extra", week, done.name, None, after, f"{done.name}: done on top, {said}")
    elif expected.planned is None:
        missed = any((left.week, left.name) == (expected.week, expected.unit) for left in before.left_out)
        text = f"{expected.unit}: {'was left out' if missed else 'stood in no place'}, done: {said}"
        yield Told("done_otherwise", week, expected.unit, None, after, text)
    else:
        was = _spot(before, expected.planned)
        if (was.date, was.start, was.type, was.minutes) != (after.date, after.start, after.type, after.minutes):
            planned = f"{was.type} on {spoken(was.date)} at {was.start}, {was.minutes} min"
            text = f"{expected.unit}: done as {said}; planned: {planned}"
            yield Told("done_otherwise", week, expected.unit, was, after, text)


def _missed(replanned: Replanned) -> Iterator[Told]:
    before, after = replanned.before, replanned.result.plan
    assert after is not None
    places = {_unit(after.instance, planned): planned for planned in after.sessions}
    lost = {_unit(after.instance, left): left for left in after.left_out}
    spared = {_unit(after.instance, left) for left in after.spared}
    dropped = {(change.week, change.session): change.why for change in replanned.meanwhile.changes if change.dropped}
    for each in replanned.past.missed:
        unit = (each.week + 1 + before.instance.first_week, each.unit)
        assert each.planned is not None
        was = _spot(before, each.planned)
        if unit in dropped:
            yield Told("dropped", *unit, was, None, f"{each.unit} on {was.place}: {dropped[unit]}")
        elif unit in places:
            now = _spot(after, places[unit])
            yield Told("moved", *unit, was, now, f"{each.unit}: missed on {was.place}, now {now.place}")
        elif unit in lost:
            text = f"{each.unit}: missed on {was.place}, left out: {'; '.join(lost[unit].reasons)}"
            yield Told("left_out", *unit, was, None, text, lost[unit].reasons)
        elif unit in spared:
            yield Told("replaced", *unit, was, None, f"{each.unit}: missed on {was.place}, {IN_ITS_PLACE}")
        else:
            yield Told("missed", *unit, was, None, f"{each.unit}: missed on {was.place}; its week is over")


def _ahead(replanned: Replanned) -> tuple[list[Told], list[Unit]]:
    before, after = replanned.before, replanned.result.plan
    assert after is not None
    earlier = before.instance.meanwhile
    changes = replanned.meanwhile.changes[len(earlier.changes) if earlier is not None else 0 :]
    eased = {(change.week, change.session): change for change in changes if not change.dropped}
    places = {_unit(after.instance, planned): planned for planned in after.sessions}
    lost = {_unit(after.instance, left): left for left in after.left_out}
    behind = {(each.week + 1 + before.instance.first_week, each.unit) for each in replanned.past.missed}
    behind |= {(each.week + 1 + before.instance.first_week, each.unit) for _, each in replanned.past.pairs if each}
    told: list[Told] = []
    kept: list[Unit] = []
    asked: tuple[PlannedSession | LeftOut, ...] = (*before.sessions, *before.left_out, *before.spared)
    for planned in asked:
        unit = _unit(before.instance, planned)
        if unit in behind or (isinstance(planned, PlannedSession) and planned.settled):
            continue
        was = _spot(before, planned) if isinstance(planned, PlannedSession) else None
        change = eased.get(unit)
        now_unit = (unit[0], change.becomes or unit[1]) if change is not None else unit
        here = places.get(now_unit)
        now = None if here is None else _spot(after, here)
        note = () if here is None else _eased(planned.session, here.session, change)
        if was is None:
            if now is not None:
                stood = "stood in no place" if planned in before.spared else "was left out"
                told.append(Told("placed", *unit, None, now, f"{unit[1]}: {stood}, now {now.place}"))
        elif now is None and now_unit not in lost:
            told.append(Told("replaced", *unit, was, None, f"{unit[1]} on {was.place}: {IN_ITS_PLACE}"))
        elif now is None:
            reasons = lost[now_unit].reasons
            text = f"{unit[1]} on {was.place}: left out: {'; '.join(reasons)}"
            told.append(Told("left_out", *unit, was, None, text, reasons))
        elif (was.date, was.slot) != (now.date, now.slot):
            text = "; ".join((f"{unit[1]}: {was.place} -> {now.place}", *note))
            told.append(Told("moved", *unit, was, now, text))
        elif note:
            told.append(Told("eased", *unit, was, now, f"{unit[1]} on {was.place}: {'; '.join(note)}"))
        else:
            kept.append(unit)
    return told, kept


def _eased(was: Session, now: Session, change: Change | None) -> tuple[str, ...]:
    """What a session becomes, and why."""
    if change is None:
        return ()
    parts = []
    if now.type != was.type:
        parts.append(f"becomes {change.becomes}")
    if now.minutes != was.minutes:
        parts.append(f"{now.minutes} min instead of {was.minutes}")
    if now.legs != was.legs:
        parts.append(f"{now.legs} legs instead of {was.legs}")
    parts += [words for words in now.easing.words() if words not in was.easing.words()]
    if now.heavy_legs and not was.heavy_legs:
        parts.append("counts as heavy for the legs")
    said = ", ".join(parts)
    return (f"{said} ({change.rule}: {change.why})" if said else f"{change.rule}: {change.why}",)
