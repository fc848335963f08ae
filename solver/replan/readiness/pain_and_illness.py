"""A8 to A10: pain and illness. They spare days, name nothing, and point to those who can look."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.easing import Easing
from scenarios.spoken import spoken
from solver.replan.readiness.morning import DAY, Advice, Dropped, Effect, Situation, Softer, key_runs_later, spare

SEE_PAIN = (
    "Pain that grows, lasts beyond a day or changes how you move: no running until it has been quiet for 24 h; "
    "have a clinician look at it."
)
SEE_CLINICIAN = "If it lasts, see a clinician."
SEE_ILLNESS = f"Ill: rest today, easy days first after that. {SEE_CLINICIAN}"
MISSED_ILL = "missed; around an illness nothing is made up for"
NO_JUMPS = "A little pain: easy running only today, and no jumps."


def a8_a_little_pain(situation: Situation) -> Iterator[Effect]:
    """Pain 1-2 that was not there yesterday: easy only, no jumps."""
    pain = situation.morning.pain
    if pain and not _serious(situation):
        yield from key_runs_later(situation, "A8", f"pain {pain:g}")
        for planned in situation.due:
            if planned.session.leg_session:
                yield Softer("A8", planned, f"pain {pain:g}", easing=Easing(jumps=False))
        yield Advice("A8", NO_JUMPS)


def a9_pain(situation: Situation) -> Iterator[Effect]:
    """Pain 3 and more, or growing, or still there after a day, or a changed gait: no running, no legs, for now."""
    if _serious(situation):
        pain = situation.morning.pain
        why = f"pain {pain:g}" if pain else "pain changes how you move"
        for no in ("run", "legs"):
            yield spare("A9", no, situation.since, situation.since + DAY, why)
        yield Advice("A9", SEE_PAIN)


def a10_ill(situation: Situation) -> Iterator[Effect]:
    """Ill: rest today; easy days, and nothing caught up on, until two days after the last ill morning have gone by.

    A key run of these days is run easily, as it would be dropped had it been missed: nobody runs it later.
    """
    days = -(-situation.limits.well_hours // 24)
    last = next((ago for ago in range(days + 1) if situation.days_ago(ago).ill), None)
    if last is None:
        return
    if last == 0:
        yield spare("A10", "anything", situation.since, situation.since, "ill")
        yield Advice("A10", SEE_ILLNESS)
    until = situation.since + (days - last) * DAY
    why = "ill until lately" if last else "ill"
    for no in ("key", "heavy_legs"):
        yield spare("A10", no, situation.since, until, why)
    for planned in situation.ahead:
        # eased where it stands: behind these days it would crowd the first good ones, and a key run be made up for
        if situation.plan.date(planned.day) <= until:
            if planned.session.heavy_legs:
                yield Softer("A10", planned, why, legs="light")
            elif planned.session.key:
                yield Softer("A10", planned, why, type="easy")
    for missed in situation.past.missed:
        if missed.week == situation.week:
            yield Dropped("A10", missed, MISSED_ILL)
    if last:
        easy = f"Ill until lately: easy days first, no key run and no heavy leg work up to {spoken(until)}."
        yield Advice("A10", f"{easy} {SEE_CLINICIAN}")


def _serious(situation: Situation) -> bool:
    now, yesterday = situation.morning, situation.days_ago(1)
    pain = now.pain or 0
    return bool(now.gait_changed) or pain >= situation.limits.pain_stop or bool(pain and yesterday.pain)
