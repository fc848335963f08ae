"""Shorter runs: what a cap on a week takes off each, the ramp from what was done, and deloads measured by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scenarios.catalog import run_types
from scenarios.season.deload import is_due, rested_in
from scenarios.season.periodization import WeekAsk
from scenarios.season.ramp import MORE_PERCENT
from scenarios.season.shares import STEP, Bounds, share_out
from scenarios.season.weeks_done import WEEKS_BACK, counts_for_ramp
from scenarios.sessions import PlannedSession
from solver.replan.readiness.gaps import gaps
from solver.replan.readiness.morning import DAY, Effect, Situation, Softer

HARD_RAMP = 1.2
"""weekly_ramp of parameters.csv: at most so much of the greatest of the last four weeks."""
_CAPS = ("A11", "A12", "A13")
LEAST = 20
"""min: what no run is cut below."""


def ramped(situation: Situation) -> Iterator[Effect]:
    """Every week to come within the ramp: first of the weeks done, then of those and the weeks planned after them."""
    begun = [situation.since - 7 * back * DAY for back in range(WEEKS_BACK, 0, -1)]
    weeks = [situation.run_minutes(first, first + 6 * DAY) for first in begun]
    longest = [max((run.running for run in situation.trained if run.date >= begun[0]), default=0)]
    if not max(weeks):
        return
    why = f"at most {round(100 * (HARD_RAMP - 1))} % above what was run in the best of the last four weeks"
    why_long = f"a long run at most {MORE_PERCENT} % above the longest of the last four weeks"
    this_week = run_minutes(situation)
    for week in range(situation.week + 1, situation.plan.instance.weeks):
        cap, long_cap = round(max(weeks[-WEEKS_BACK:]) * HARD_RAMP), max(longest[-WEEKS_BACK:])
        long_cap = max(long_cap + STEP, long_cap * (100 + MORE_PERCENT) // 100)
        left = {planned: planned.session.minutes for planned in _runs(situation.in_week(week))}
        too_long = (planned for planned in left if planned.session.minutes > long_cap)
        eased = [effect for run in too_long for effect in shorter(run, long_cap / left[run], "A11", why_long)]
        for effect in (*capped(tuple(left), cap, "A11", why), *eased):
            left[effect.planned] = min(left[effect.planned], effect.minutes or left[effect.planned])
            yield effect
        weeks += [this_week] if week == situation.week + 1 else []
        weeks.append(sum(left.values()))
        longest.append(max(left.values(), default=0))


def run_minutes(situation: Situation) -> int:
    """Minutes run in the first open week, and still to be run in it."""
    left = sum(planned.session.minutes for planned in _runs(situation.in_week(situation.week)))
    return _done_minutes(situation, situation.week) + left


def held_minutes(situation: Situation) -> int:
    """Minutes of running that the week after may have without growing: as many as this week was asked for.

    What a morning dropped of it counts as run, or holding would shrink the next week; what the ramp or a gap took off
    it (A11 to A13) does not.
    """
    instance = situation.plan.instance
    week = instance.first_week + situation.week + 1
    changes = () if instance.meanwhile is None else instance.meanwhile.changes
    if any(change.week == week and change.rule in _CAPS for change in changes):
        return run_minutes(situation)
    return max(run_minutes(situation), _asked_minutes(instance.asks[situation.week]))


def eased_weeks(situation: Situation, effects: Sequence[Effect]) -> Iterator[Softer]:
    """Deload and taper weeks to come, as much shorter as less was or will be run than planned in what they follow.

    A deload is a share of the last load week, a taper of the peak (``blocks.md``), over all weeks of the season.
    ``effects`` are what the rules ask for so far; a week without any run is no load week. A deload soon after days
    without a run is none that is due: it is not made smaller by the rest of a week that they left, and A13 holds it
    back where it must.
    """
    instance, start = situation.plan.instance, situation.plan.date(0)
    rests = [rested_in((gap.resume - start).days - gap.days, gap.days) for gap in gaps(situation)]
    left = {planned: planned.session.minutes for planned in _runs(situation.ahead)}
    for effect in effects:
        if isinstance(effect, Softer) and effect.minutes is not None and effect.planned in left:
            left[effect.planned] = min(left[effect.planned], effect.minutes)
    last, peak = (0, 0), (0, 0)
    for ask in (*instance.asks_before, *instance.asks):
        asked, monday = _asked_minutes(ask), start + 7 * ask.week * DAY
        runs = {run: minutes for run, minutes in left.items() if run.day // 7 == ask.week}
        done = situation.run_minutes(monday, monday + 6 * DAY)
        if not ask.eases:
            last = (asked, done + sum(runs.values())) if done or runs else last
            peak = max(peak[0], last[0]), max(peak[1], last[1])
            continue
        deload = ask.phase == "deload"
        if deload and not all(is_due(ask.week, rested) for rested in rests):
            continue
        was, now = last if deload else peak
        if asked < was and now < was:
            cap = STEP * round(asked * now / was / STEP)
            measure = "the load week before it" if deload else "the longest week before"
            why = f"a {ask.phase}, as much shorter as {measure}: {now} of {was} min"
            yield from capped(tuple(runs), max(0, cap - done), "A11", why)


def _asked_minutes(ask: WeekAsk) -> int:
    """Minutes of running that a week of the season asked for."""
    runs = (run for run in ask.runs if counts_for_ramp(run.type))
    return sum((run.minutes or run_types()[run.type].minutes) * run.times for run in runs)


def _done_minutes(situation: Situation, week: int) -> int:
    """Minutes run in a week of the plan so far."""
    runs = (done for done in situation.past.done if counts_for_ramp(done.type))
    return sum(done.minutes for done in runs if situation.week_of(done.date) == week)


def capped(
    sessions: Sequence[PlannedSession], cap: int, rule: str, why: str, most: int | None = None
) -> Iterator[Softer]:
    """Runs shortened in proportion, so that they hold at most ``cap`` min where their types allow.

    A quality session keeps the least its type needs, or is run easily where the cap does not hold that. Of more than
    ``most`` runs the others find no day; key runs are the last to be left out.
    """
    runs = _runs(sessions)
    standing = sorted(runs, key=lambda run: (not run.session.key, -run.session.minutes))[:most]
    total = sum(run.session.minutes for run in standing)
    if total <= cap:
        return
    keep = sum(_least(run) for run in standing) <= cap
    shares = [
        Bounds(_least(run) if keep else min(LEAST, run.session.minutes), run.session.minutes, run.session.minutes)
        for run in standing
    ]
    minutes = dict(zip(standing, share_out(cap, shares), strict=True))
    for run in runs:
        left = minutes.get(run, _share(run, cap / total))
        if left < run.session.minutes:
            yield Softer(rule, run, why, minutes=left, type="easy" if left < _least(run) else None)


def _least(run: PlannedSession) -> int:
    """The fewest minutes in which a run still is what it is: a quality session needs its warm-up and cool-down."""
    type_ = run.session.type
    return min(run.session.minutes, run_types()[type_].minutes_low if is_quality(type_) else LEAST)


def is_quality(type_: str) -> bool:
    """Whether a session is a quality session: a key run other than the long one."""
    return type_ in run_types() and run_types()[type_].key and type_ not in ("long", "race")


def shorter(planned: PlannedSession, factor: float, rule: str, why: str) -> Iterator[Softer]:
    """A run at a share of its minutes, in steps of 5, not below 20 and never longer than it was."""
    minutes = _share(planned, factor)
    if minutes < planned.session.minutes:
        yield Softer(rule, planned, why, minutes=minutes)


def _share(planned: PlannedSession, factor: float) -> int:
    return max(LEAST, int(planned.session.minutes * factor / STEP + 1e-9) * STEP)


def _runs(sessions: Sequence[PlannedSession]) -> list[PlannedSession]:
    return [planned for planned in sessions if counts_for_ramp(planned.session.type)]
