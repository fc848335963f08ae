"""A1 to A6: what sore legs, a sore upper body, a bad night or a tired morning ask of today."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from scenarios.easing import Easing
from scenarios.season.shares import STEP
from scenarios.sessions import PlannedSession
from solver.replan.readiness.morning import (
    DAY,
    NEW_BELOW,
    NEW_FOR,
    Advice,
    Effect,
    Situation,
    Softer,
    key_runs_later,
    spare,
)

ASK = "Sore for longer than usual: consider asking a professional."
VERY_SORE = "Very sore: if it lasts longer than usual, consider asking a professional."


def a1_green(situation: Situation) -> Iterator[Effect]:
    """Nothing sore, tired or painful: the plan as it is."""
    now = situation.morning
    calm = (now.soreness_legs or 0) <= 3 and (now.fatigue or 0) <= 3 and not now.pain
    if now.told and calm and not now.ill and not now.gait_changed:
        yield Advice("A1", "The check-in is green: it changes nothing.")


def a2_sore_legs(situation: Situation) -> Iterator[Effect]:
    """Leg soreness 4-5: heavy legs become light ones, without jumps; a key run stays when the legs had their hours."""
    limits, sore = situation.limits, situation.morning.soreness_legs
    if sore is None or not limits.leg_soreness_light <= sore < limits.leg_soreness_none or _expected(situation):
        return
    why = f"leg soreness {sore:g}"
    yield from _lighter_legs(situation, "A2", why)
    end = situation.last_heavy_legs_end()
    for planned in situation.due:
        if planned.session.key and end is not None and planned.start - end < 60 * limits.fresh_hours:
            yield from key_runs_later(situation, "A2", f"{why}, heavy legs less than {limits.fresh_hours} h before")
            return


def a3_very_sore_legs(situation: Situation) -> Iterator[Effect]:
    """Leg soreness 6-7: no key run today, no leg session for two days, of which a morning lately may be the first."""
    limits, sore = situation.limits, situation.morning.soreness_legs
    low, high = limits.leg_soreness_none, limits.leg_soreness_rest
    yield from _legs_spared(situation, "A3", low, high)
    if sore is not None and low <= sore < high and not _expected(situation):
        yield from key_runs_later(situation, "A3", f"leg soreness {sore:g}")


def a4_legs_need_rest(situation: Situation) -> Iterator[Effect]:
    """Leg soreness 8 and more, or soreness that outlasts three days: rest or cross-training, then a step down.

    A key run of this day is given up (``forgone``). From 8 on the legs have the two days of A3 as well.
    """
    yield from _legs_spared(situation, "A4", situation.limits.leg_soreness_rest)
    why = _needs_rest(situation)
    if why:
        for no in ("run", "lift"):
            yield spare("A4", no, situation.since, situation.since, why)
        yield Advice("A4", ASK if _sore_too_long(situation) else VERY_SORE)
    why = why or _needed_rest(situation)
    for planned in _next_legs(situation) if why else ():
        yield Softer("A4", planned, why, easing=Easing(step_down=True))


def _needs_rest(situation: Situation) -> str:
    """Why this morning asks for rest, in words; '' where it does not."""
    sore = situation.morning.soreness_legs
    if sore is None or _expected(situation):
        return ""
    limits, long_sore = situation.limits, _sore_too_long(situation)
    if sore < limits.leg_soreness_rest and not long_sore:
        return ""
    return f"leg soreness {sore:g}{f' for more than {limits.sore_hours} h' if long_sore else ''}"


def _needed_rest(situation: Situation) -> str:
    """Why an earlier morning asked for rest, if no leg session was done since: the next one is still a step down."""
    done = [row.date for row in situation.log.done() if row.session in ("lower", "full")]
    done += [each.date for each in situation.past.done if each.type in ("lower", "full")]
    last = max(done, default=None)
    for ago in range(1, NEW_FOR.days):
        then = situation.since - ago * DAY
        if last is not None and last >= then:
            return ""
        if why := _needs_rest(replace(situation, since=then)):
            return why
    return ""


def _legs_spared(situation: Situation, rule: str, low: float, below: float = math.inf) -> Iterator[Effect]:
    """Two days without leg sessions from the last morning so sore, of which that morning's is the first."""
    days = -(-situation.limits.next_legs_hours // 24)
    for ago in range(days):
        sore = situation.days_ago(ago).soreness_legs
        if sore is not None and low <= sore < below and not _expected(situation, ago):
            last = situation.since + (days - 1 - ago) * DAY
            yield spare(rule, "legs", situation.since, last, f"leg soreness {sore:g}")
            return


def _next_legs(situation: Situation) -> list[PlannedSession]:
    """The next leg session; with one of today's, or one asked for again, also the next of its week.

    These may find no other place.
    """
    legs = [planned for planned in situation.ahead if planned.session.leg_session]
    first = [planned for planned in legs if planned in situation.due]
    first += [planned for planned in situation.still_asked() if planned.session.leg_session and planned not in legs]
    later = [planned for planned in legs if planned not in first][:1]
    return first + [planned for planned in later if not first or planned.day // 7 == first[0].day // 7]


def a5_sore_upper_body(situation: Situation) -> Iterator[Effect]:
    """Upper soreness 6 and more: fewer sets for the upper body today, runs as they are."""
    sore = situation.morning.soreness_upper
    if sore is None or sore < situation.limits.upper_soreness:
        return
    for planned in situation.due:
        if planned.session.type in ("upper", "full"):
            fewer = Easing(sets_percent=situation.limits.sets_percent)
            yield Softer("A5", planned, f"upper soreness {sore:g}", easing=fewer)


def a6_tired(situation: Situation) -> Iterator[Effect]:
    """Fatigue 4 and more or a short night: a key run is kept and shortened, no load is added."""
    limits, now = situation.limits, situation.morning
    reasons = []
    if now.fatigue is not None and now.fatigue >= limits.fatigue:
        reasons.append(f"fatigue {now.fatigue:g}")
    if now.sleep_h is not None and now.sleep_h < limits.sleep_hours:
        reasons.append(f"{now.sleep_h:g} h of sleep")
    if not reasons:
        return
    why = " and ".join(reasons)
    for planned in situation.due:
        if planned.session.key:
            kept = planned.session.minutes * (100 - limits.key_shorter_percent) / 100
            yield Softer("A6", planned, why, minutes=max(STEP, STEP * round(kept / STEP)))
        elif planned.session.kind == "strength":
            yield Softer("A6", planned, why, easing=Easing(growth=False))


def _lighter_legs(situation: Situation, rule: str, why: str) -> Iterator[Effect]:
    """Heavy legs of today become light ones with fewer sets; light ones stay, and neither jumps.

    The table's light legs are read as legs without landings: hops load sore calves as a lift does.
    """
    for planned in situation.due:
        if planned.session.heavy_legs:
            fewer = Easing(sets_percent=situation.limits.sets_percent, jumps=False)
            yield Softer(rule, planned, why, legs="light", easing=fewer)
        elif planned.session.leg_session:
            yield Softer(rule, planned, why, easing=Easing(jumps=False))


def _expected(situation: Situation, ago: int = 0) -> bool:
    """Soreness of so many days ago that the first weeks of strength bring with them (A14)."""
    sore = situation.days_ago(ago).soreness_legs
    return situation.new_to_strength_until is not None and sore is not None and sore < NEW_BELOW


def _sore_too_long(situation: Situation) -> bool:
    """Whether every morning since the last heavy leg session was sore, and it lies too long back for that."""
    limits, end = situation.limits, situation.last_heavy_legs_end()
    if end is None:
        return False
    clock = situation.plan.instance.clock
    if clock.instant(situation.since, "00:00") + 7 * 60 - end <= 60 * limits.sore_hours:
        return False
    mornings = (situation.since - clock.wall(end).date()).days
    told = [situation.days_ago(days).soreness_legs for days in range(mornings)]
    return all(sore is not None and sore >= limits.leg_soreness_light for sore in told)
