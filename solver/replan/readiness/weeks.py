"""A7 and A11 to A15: what several days, a gap or a first week ask of the weeks to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from statistics import fmean, pstdev

from scenarios.catalog import goals, run_types
from scenarios.easing import Easing
from scenarios.log.check_in import CheckIn
from scenarios.log.log import LogEntry
from scenarios.season.after_break import quality_after
from scenarios.season.deload import DELOAD_LONG, DELOAD_RUN, DELOAD_SETS
from scenarios.season.gap import begins_anew, held_after, percent_after
from scenarios.season.weeks_done import Break
from scenarios.sessions import STRENGTH_RPE, PlannedSession
from scenarios.spoken import counted
from solver.replan.readiness.first_run import easy_first_back
from solver.replan.readiness.gaps import gap_lately, last_week_done
from solver.replan.readiness.morning import DAY, NEW_BELOW, Advice, Effect, Situation, Softer
from solver.replan.readiness.ramp import capped, held_minutes, is_quality, ramped, shorter

FIRST_SETS = 2
"""Sets of an exercise in the first two weeks of strength (A14)."""
_ENTRIES_FOR_A_MEAN = 7


def a7_tired_for_days(situation: Situation) -> Iterator[Effect]:
    """Tired on three of five mornings: the next deload comes now, for what is left of this week."""
    tired = [ago for ago in range(5) if _tired(situation, ago)]
    if len(tired) < 3:
        return
    why = f"tired on {len(tired)} of the last 5 mornings: deload now"
    if situation.plan.instance.asks[situation.week].strength_set_factor < 1:
        yield Advice("A7", "Tired for days: this week is an easier one already; it stands.")
        return
    for planned in situation.in_week(situation.week):
        if planned.session.kind == "run":
            percent = DELOAD_LONG if planned.session.type == "long" else DELOAD_RUN
            yield from shorter(planned, percent / 100, "A7", why)
        elif planned.session.kind == "strength":
            yield Softer("A7", planned, why, easing=Easing(sets_percent=DELOAD_SETS))


def a11_key_runs_missed(situation: Situation) -> Iterator[Effect]:
    """Two key runs missed: they stay dropped, and the weeks to come grow from what was done."""
    missed = (each for each in situation.past.missed if each.session.key)
    lately = [each for each in missed if (situation.since - each.date).days <= 7]
    if len(lately) < 2:
        return
    yield Advice("A11", "Two key runs missed: they are dropped, not made up for.")
    yield from ramped(situation)


def a12_harder_than_meant(situation: Situation) -> Iterator[Effect]:
    """Twice in seven days two points of session-RPE above the usual: next week asks no more than this one did."""
    logged = situation.log.between(situation.since - 7 * DAY, situation.since - DAY)
    over = [row for row in logged if row.done and _over(row) >= situation.limits.rpe_over]
    if len(over) < 2:
        return
    why = f"{len(over)} sessions of the last 7 days felt much harder than usual: next week does not grow"
    yield from capped(situation.in_week(situation.week + 1), held_minutes(situation), "A12", why)


def a13_a_gap(situation: Situation) -> Iterator[Effect]:
    """Days without a run: the seven days after them begin with an easy one and hold a share of the last week done.

    So they do on whichever of them one asks, what was run since counted in.
    """
    gap = gap_lately(situation)
    if gap is None:
        return
    done = last_week_done(situation, gap)
    share = "begin anew" if begins_anew(gap.days) else f"{percent_after(gap.days)} % of the last week done"
    why = f"{gap.days} days without a run: {share}"
    week = situation.week_of(gap.resume)
    left = 7 - (gap.resume - situation.plan.instance.start).days % 7
    if not situation.run_since(gap.resume):
        yield from easy_first_back(situation, "A13", f"{gap.days} days without one")
    for number, most in zip((week, week + 1)[: 1 + (left < 7)], held_after(done, gap.days, left), strict=False):
        if done:
            yield from _held(situation, number, gap.resume, most, why)
        if begins_anew(gap.days):
            yield from (_easily(run, why) for run in situation.in_week(number) if run.session.key)
    yield from _little_quality(situation, gap, why)
    if begins_anew(gap.days):
        yield Advice("A13", "More than four weeks without a run: begin again with base weeks, in a new plan.")


def _held(situation: Situation, week: int, resume: dt.date, most: int, why: str) -> Iterator[Softer]:
    """A week, as far as it is to come, within so many min of running from the day on which it was resumed."""
    first = max(resume, situation.plan.date(7 * week))
    cap = max(0, most - situation.run_minutes(first, situation.plan.date(7 * week + 6)))
    if week == situation.week:
        yield from capped(situation.still_asked(), cap, "A13", why, situation.days_left)
    else:
        yield from capped(situation.in_week(week), cap, "A13", why)


def _little_quality(situation: Situation, gap: Break, why: str) -> Iterator[Softer]:
    """Quality sessions of the first seven days back beyond those of a deload are run easily, as in a season.

    The one with the most weight for the goal is kept, of equal ones the last.
    """
    goal, end = situation.plan.instance.goal, gap.resume + 7 * DAY
    most, weights = quality_after(gap.days, goal), goals()[goal].run_weights
    if most is None:
        return
    done = sum(each.date >= gap.resume and is_quality(each.type) for each in situation.trained)
    runs = [run for run in situation.ahead if is_quality(run.session.type) and situation.plan.date(run.day) < end]
    runs.sort(key=lambda run: (weights.get(run.session.type, 0), run.start))
    few = f"{why}, with {counted(most, 'quality session')} as in a deload"
    yield from (_easily(run, few) for run in runs[: max(0, len(runs) - max(0, most - done))])


def a14_new_to_strength(situation: Situation) -> Iterator[Effect]:
    """The first two weeks of strength: some soreness is expected, two sets are enough, light legs count as heavy."""
    until = situation.new_to_strength_until
    if until is None:
        return
    sore = situation.morning.soreness_legs
    if sore is not None and situation.limits.leg_soreness_light <= sore < NEW_BELOW:
        yield Advice("A14", "Soreness is expected in the first two weeks of strength.")
    for planned in situation.ahead:
        session = planned.session
        if session.kind == "strength" and situation.plan.date(planned.day) < until:
            careful = Easing(most_sets=FIRST_SETS, counts_heavy=session.legs == "light")
            if session.easing.and_also(careful) != session.easing:
                yield Softer("A14", planned, "the first two weeks of strength", easing=careful)


def a15_feeling_great(situation: Situation) -> Iterator[Effect]:
    """A great morning adds nothing: more comes from the plan's own steps."""
    now = situation.morning
    fresh = [now.soreness_legs == 0, now.fatigue == 1, now.sleep_quality == 5]
    if all(fresh) and not now.pain and not now.ill:
        yield Advice("A15", "A great morning. The plan adds its own steps; nothing is added for it.")


def _tired(situation: Situation, ago: int) -> bool:
    """Fatigue, or the morning as a whole, well above the runner's own."""
    morning = situation.days_ago(ago)
    if morning.fatigue is not None and morning.fatigue >= situation.limits.fatigue:
        return True
    sums = [total for days in range(14) if (total := _strain(situation.days_ago(days))) is not None]
    own = _strain(morning)
    if own is None or len(sums) < _ENTRIES_FOR_A_MEAN:
        return False
    return own > fmean(sums) + 1.5 * pstdev(sums)


def _strain(morning: CheckIn) -> float | None:
    """Fatigue, stress, bad sleep and half the leg soreness, all 1-5 or 0-5, added (our convention)."""
    parts = (morning.fatigue, morning.stress, morning.sleep_quality, morning.soreness_legs)
    fatigue, stress, quality, sore = parts
    if fatigue is None or stress is None or quality is None or sore is None:
        return None
    return fatigue + stress + (6 - quality) + sore / 2


def _over(row: LogEntry) -> float:
    """Session-RPE above what the session's type usually takes."""
    if row.rpe is None:
        return 0.0
    usual = STRENGTH_RPE["none" if row.session == "upper" else "heavy"] if row.is_strength else _run_rpe(row)
    return row.rpe - usual


def _run_rpe(row: LogEntry) -> float:
    return run_types()[row.session].rpe


def _easily(run: PlannedSession, why: str) -> Softer:
    """A key run as an easy one, no longer than those are."""
    return Softer("A13", run, why, type="easy", minutes=min(run.session.minutes, run_types()["easy"].minutes_high))
