"""A plan taken up again against the one before: each session that is not where, or not what, it was, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from constraints.week.morning_check_in import MorningCheckIn
from scenarios.instance import Instance
from scenarios.meanwhile import Change, DoneSession
from scenarios.plan import LeftOut, Plan
from scenarios.sessions import PlannedSession, Session
from scenarios.spoken import spoken
from solver.replan.past import Expected, Placed
from solver.replan.replan import Replanned
from solver.replan.spared_days import spared_days

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
    """One session that changed: where it was and is (None: nowhere), and a sentence about it.

    ``cause`` is what a morning or the log asked of it, by rule and as the sentence says it: ``A13: 4 days ...``.
    """

    kind: Kind
    week: int
    session: str
    before: Spot | None
    after: Spot | None
    text: str
    reasons: tuple[str, ...] = ()
    cause: tuple[str, str] | None = None

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
    """What changed, the past first, the units that stay as and where they were, and what the mornings ask, in words."""

    told: tuple[Told, ...]
    kept: tuple[Unit, ...]
    mornings: str = ""


@dataclass(frozen=True)
class _Afterwards:
    """What has become of the units of the plan before, each by its week and name."""

    before: Plan
    after: Plan

    @cached_property
    def places(self) -> dict[Unit, PlannedSession]:
        """Those that stand."""
        return {_unit(self.after.instance, planned): planned for planned in self.after.sessions}

    @cached_property
    def lost(self) -> dict[Unit, LeftOut]:
        """Those that are left out."""
        return {_unit(self.after.instance, left): left for left in self.after.left_out}

    @cached_property
    def spared(self) -> set[Unit]:
        """Those in whose place another stands."""
        return {_unit(self.after.instance, left) for left in self.after.spared}

    @cached_property
    def instead(self) -> dict[Unit, Unit]:
        """Those that another of its week has replaced -> that one, which stood in no place; it may be left out, too."""
        now_asked = [unit for unit in map(self._of_before, self.before.spared) if unit not in self.spared]
        stood = (self._of_before(planned) for planned in self.before.sessions)
        found: dict[Unit, Unit] = {}
        for unit in (unit for unit in stood if unit in self.spared):
            other = next((each for each in now_asked if each[0] == unit[0] and each not in found.values()), None)
            found |= {} if other is None else {unit: other}
        return found

    def spot(self, unit: Unit) -> Spot | None:
        """Where a unit stands; None where it does not."""
        return _spot(self.after, self.places[unit]) if unit in self.places else None

    def _of_before(self, planned: PlannedSession | LeftOut) -> Unit:
        return _unit(self.before.instance, planned)

    def gone(self, unit: Unit, was: Spot, lead: str) -> Told:
        """What is told of one that stands no more, for another stands, or should stand, in its place."""
        other = self.instead.get(unit, unit)
        now = self.spot(other)
        if now is not None:
            return Told("replaced", *unit, was, now, f"{lead} {other[1]} stands in its place, on {now.place}")
        if other in self.lost:
            reasons = self.lost[other].reasons
            name = "" if other == unit else f"{other[1]}, which would stand in its place, is "
            return Told("left_out", *unit, was, None, f"{lead} {name}left out: {'; '.join(reasons)}", reasons)
        return Told("replaced", *unit, was, None, f"{lead} {IN_ITS_PLACE}")


def what_changed(replanned: Replanned) -> Changes:
    """Compare the plan before with the one after; no session of either goes untold."""
    afterwards = _Afterwards(replanned.before, replanned.result.plan)
    past = [*_done(replanned), *_missed(replanned, afterwards)]
    future, kept = _ahead(replanned, afterwards)
    past.sort(key=_when)
    future.sort(key=_when)
    earlier = replanned.before.instance.meanwhile
    cares = (each for each in replanned.meanwhile.cares if earlier is None or each not in earlier.cares)
    mornings, _ = spared_days(replanned.before, cares, MorningCheckIn())
    return Changes((*past, *future), tuple(kept), mornings)


def causes_once(told: Iterable[Told]) -> Iterator[str]:
    """What is told of each session, one after the other; a cause that a line before has told is not told in full."""
    last: dict[str, str] = {}
    for each in told:
        rule, why = each.cause or ("", "")
        again = bool(why) and last.get(rule) == why
        yield each.text.replace(f"({rule}: {why})", f"({rule}, as above)") if again else each.text
        last[rule] = why


def gone(replanned: Replanned) -> tuple[PlannedSession, ...]:
    """Sessions of the plan before that stand nowhere any more under their name, from the first open day on."""
    before, after = replanned.before, replanned.result.plan
    standing = {_unit(after.instance, planned) for planned in after.sessions}
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
        if not (isinstance(expected, Placed) and expected.planned.done):
            yield from _done_otherwise(done, expected, replanned.before)


def _done_otherwise(done: DoneSession, expected: Expected | None, before: Plan) -> Iterator[Told]:
    after = Spot(done.date, done.start, done.slot, done.type, done.minutes)
    week = (done.date - before.instance.start).days // 7 + 1 + before.instance.first_week
    said = f"{done.type} on {spoken(done.date)} at {done.start}, {done.minutes} min"
    if expected is None:
        yield Told("extra", week, done.name, None, after, f"{done.name}: done on top, {said}")
    elif not isinstance(expected, Placed):
        missed = any((left.week, left.name) == (expected.week, expected.unit) for left in before.left_out)
        text = f"{expected.unit}: {'was left out' if missed else 'stood in no place'}, done: {said}"
        yield Told("done_otherwise", week, expected.unit, None, after, text)
    else:
        was = _spot(before, expected.planned)
        planned = f"{was.type} on {spoken(was.date)} at {was.start}, {was.minutes} min"
        text = f"{expected.unit}: done as {said}; planned: {planned}"
        if (was.date, was.start, was.type) == (after.date, after.start, after.type):
            text = f"{expected.unit} on {was.place}: {after.minutes} min done instead of {was.minutes}"
        if said != planned:
            yield Told("done_otherwise", week, expected.unit, was, after, text)


def _missed(replanned: Replanned, afterwards: _Afterwards) -> Iterator[Told]:
    dropped = {(change.week, change.session): change.why for change in replanned.meanwhile.changes if change.dropped}
    for each in replanned.past.missed:
        unit = (each.week + 1 + replanned.before.instance.first_week, each.unit)
        was, now = _spot(replanned.before, each.planned), afterwards.spot(unit)
        if unit in dropped:
            yield Told("dropped", *unit, was, None, f"{each.unit} on {was.place}: {dropped[unit]}")
        elif now is not None:
            yield Told("moved", *unit, was, now, f"{each.unit}: missed on {was.place}, now {now.place}")
        elif unit in afterwards.lost or unit in afterwards.spared:
            yield afterwards.gone(unit, was, f"{each.unit}: missed on {was.place},")
        else:
            yield Told("missed", *unit, was, None, f"{each.unit}: missed on {was.place}; its week is over")


def _ahead(replanned: Replanned, afterwards: _Afterwards) -> tuple[list[Told], list[Unit]]:
    before = replanned.before
    earlier = before.instance.meanwhile
    changes = replanned.meanwhile.changes[len(earlier.changes) if earlier is not None else 0 :]
    eased = {(change.week, change.session): change for change in changes if not change.dropped}
    behind = {(each.week + 1 + before.instance.first_week, each.unit) for each in replanned.past.missed}
    behind |= {(each.week + 1 + before.instance.first_week, each.unit) for _, each in replanned.past.pairs if each}
    told: list[Told] = []
    kept: list[Unit] = []
    asked: tuple[PlannedSession | LeftOut, ...] = (*before.sessions, *before.left_out, *before.spared)
    for planned in asked:
        unit = _unit(before.instance, planned)
        if unit in behind or (isinstance(planned, PlannedSession) and planned.settled):
            continue
        change = eased.get(unit)
        now_unit = (unit[0], change.becomes or unit[1]) if change is not None else unit
        if isinstance(planned, PlannedSession):
            here = afterwards.places.get(now_unit)
            note = () if here is None else _eased(planned.session, here.session, change)
            found = _moved(unit, _spot(before, planned), now_unit, afterwards, note)
            if found is not None and note and change is not None:
                found = replace(found, cause=(change.rule, change.why))
        else:
            found = _placed(unit, now_unit, afterwards, stood_for=planned in before.spared)
        told += [] if found is None else [found]
        kept += [unit] if found is None and isinstance(planned, PlannedSession) else []
    return told, kept


def _moved(unit: Unit, was: Spot, now_unit: Unit, afterwards: _Afterwards, note: tuple[str, ...]) -> Told | None:
    """What is told of one that stood, and now may be elsewhere, otherwise or not at all; None if it stays."""
    now = afterwards.spot(now_unit)
    if now is None:
        return replace(afterwards.gone(now_unit, was, f"{unit[1]} on {was.place}:"), session=unit[1])
    if (was.date, was.slot) != (now.date, now.slot):
        return Told("moved", *unit, was, now, "; ".join((f"{unit[1]}: {was.place} -> {now.place}", *note)))
    return Told("eased", *unit, was, now, f"{unit[1]} on {was.place}: {'; '.join(note)}") if note else None


def _placed(unit: Unit, now_unit: Unit, afterwards: _Afterwards, *, stood_for: bool) -> Told | None:
    """What is told of one that stood nowhere and now does; None where it is told with the one it stands in place of."""
    now = afterwards.spot(now_unit)
    if now is None or unit in afterwards.instead.values():
        return None
    stood = "stood in no place" if stood_for else "was left out"
    return Told("placed", *unit, None, now, f"{unit[1]}: {stood}, now {now.place}")


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
