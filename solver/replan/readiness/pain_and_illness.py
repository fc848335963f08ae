"""A8 to A10: pain and illness. They spare days, name nothing, and point to those who can look."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.easing import Easing
from scenarios.season.shares import EASY
from scenarios.sessions import PlannedSession
from scenarios.spoken import spoken
from solver.replan.readiness.first_run import easy_first, first_run
from solver.replan.readiness.morning import DAY, Advice, Dropped, Effect, Situation, Softer, key_runs_later, spare

SEE_PAIN = (
    "Pain that grows, lasts beyond a day or changes how you move: no running until it has been quiet for 24 h; "
    "have a clinician look at it."
)
SEE_CLINICIAN = "If it lasts, see a clinician."
SEE_ILLNESS = f"Ill: rest today, easy days first after that. {SEE_CLINICIAN}"
MISSED_ILL = "missed; around an illness nothing is made up for"
NO_JUMPS = "A little pain: easy running only today, and no jumps."
WAITED_FOR = 28
"""days: so long the first run after pain or illness is waited for; who ran nothing for longer begins anew (A13)."""
EASY_DAY = 45
"""min: the longest run of an easy day (``run_sessions.csv``: "active recovery only when <= 45 min")."""


def a8_a_little_pain(situation: Situation) -> Iterator[Effect]:
    """Pain 1-2 that was not there yesterday: easy only, no jumps."""
    pain = situation.morning.pain
    if pain and not _serious(situation, 0):
        yield from key_runs_later(situation, "A8", f"pain {pain:g}")
        for planned in situation.due:
            if planned.session.leg_session:
                yield Softer("A8", planned, f"pain {pain:g}", easing=Easing(jumps=False))
        yield Advice("A8", NO_JUMPS)


def a9_pain(situation: Situation) -> Iterator[Effect]:
    """Pain 3 and more, or growing, or still there after a day, or a changed gait: no running, no legs, for now.

    Key runs of these two days are given up (``forgone``), and the first run after them is an easy one, whichever
    morning asks.
    """
    ago = next((ago for ago in range(WAITED_FOR) if _serious(situation, ago)), None)
    if ago is None:
        return
    pain = situation.days_ago(ago).pain
    why = f"pain {pain:g}" if pain else "pain changes how you move"
    rest = situation.since + (1 - ago) * DAY
    if situation.since <= rest:
        for no in ("run", "legs"):
            yield spare("A9", no, situation.since, rest, why)
        yield Advice("A9", SEE_PAIN)
    elif situation.run_since(rest + DAY):
        return
    yield from easy_first(situation, "A9", max(rest + DAY, situation.since), why)


def a10_ill(situation: Situation) -> Iterator[Effect]:
    """Ill: rest today; easy days, and nothing caught up on, until two days after the last ill morning have gone by.

    A key run of these days is run easily, as it would be dropped had it been missed: nobody runs it later. Where these
    days hold no run, the first one after them is still an easy day's.
    """
    yield from _first_after_illness(situation)
    for missed in situation.lost_while_ill:
        yield Dropped("A10", missed, MISSED_ILL)
    until = situation.easy_until
    if until is None or until < situation.since:
        return
    ill = bool(situation.morning.ill)
    if ill:
        yield spare("A10", "anything", situation.since, situation.since, "ill")
        yield Advice("A10", SEE_ILLNESS)
    why = "ill" if ill else "ill until lately"
    for no in ("key", "heavy_legs"):
        yield spare("A10", no, situation.since, until, why)
    for planned in situation.ahead:
        # eased where it stands: behind these days it would crowd the first good ones, and a key run be made up for
        if situation.plan.date(planned.day) <= until:
            if planned.session.heavy_legs:
                yield Softer("A10", planned, why, legs="light")
            elif planned.session.kind == "run":
                yield from _of_an_easy_day(planned, why)
    if not ill:
        easy = f"Ill until lately: easy days first, no key run and no heavy leg work up to {spoken(until)}."
        yield Advice("A10", f"{easy} {SEE_CLINICIAN}")


def _first_after_illness(situation: Situation) -> Iterator[Effect]:
    """The first run since the last ill morning, where it stands behind the days kept easy, is one of an easy day."""
    ago = next((ago for ago in range(WAITED_FOR) if situation.days_ago(ago).ill), None)
    if ago is None or situation.run_since(situation.since + (1 - ago) * DAY):
        return
    well = situation.since + (1 - ago + situation.days_to_be_well) * DAY
    first = first_run(situation, situation.since)
    if first is not None and situation.plan.date(first.day) >= well:
        why = "the first run after an illness"
        yield spare("A10", "key", max(well, situation.since), situation.plan.date(first.day), why)
        yield from _of_an_easy_day(first, why)


def _of_an_easy_day(run: PlannedSession, why: str) -> Iterator[Softer]:
    """A run as an easy one, and no longer than an easy day has."""
    type_, minutes = run.session.type, min(run.session.minutes, EASY_DAY)
    easy = type_ in (*EASY, "run_walk")
    if not easy or minutes < run.session.minutes:
        yield Softer("A10", run, why, type=None if easy else "easy", minutes=minutes)


def _serious(situation: Situation, ago: int) -> bool:
    """Whether the morning so many days ago told of pain that asks for rest."""
    now, yesterday = situation.days_ago(ago), situation.days_ago(ago + 1)
    pain = now.pain or 0
    return bool(now.gait_changed) or pain >= situation.limits.pain_stop or bool(pain and yesterday.pain)
