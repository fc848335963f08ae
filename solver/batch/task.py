"""A task done: the question is planned once, and its files are made for each member who asks it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from pydantic_core import to_json

from scenarios.club import Night
from scenarios.plan import Plan
from scenarios.sessions import PlannedSession
from solver.batch.messages import Answer, GymTask, Shared, Task
from solver.batch.outcome import FULL, NO_PLAN, SHORT
from solver.batch.question import question_of
from solver.batch.stand_in import files_for
from solver.batch.together import Together, bound_by, plan_together
from solver.gym.ask import Said
from solver.gym.only_there import DaySlot
from solver.gym.priced_week import PricedWeek

WEEKS_KEPT = 300


def answer_to(task: Task, shared: Shared) -> Answer:
    """Plan the question once, for all who ask it."""
    question = question_of(task.text)
    nights = _nights(shared.nights)
    together = plan_together(question.scenario, {group: nights[group] for group in question.groups}, question.gym)
    files = files_for(task.labels, together, shared.club)
    return Answer(_status(together), to_json(summary_of(together, nights)), together.scenario.start, files)


def said_to(task: GymTask, shared: Shared) -> Said:
    """Answer about gym slots; the week is built once for as long as it is among the last asked."""
    return _priced_week(task.text, task.ask.slots, shared.nights).answer(task.ask)


@lru_cache(maxsize=WEEKS_KEPT)
def _priced_week(text: bytes, slots: tuple[DaySlot, ...], nights: tuple[tuple[str, str], ...]) -> PricedWeek:
    question, known = question_of(text), _nights(nights)
    bound = bound_by(question.scenario, {group: known[group] for group in question.groups})
    return PricedWeek(bound.instance, (*bound.rules, *bound.pins()), slots)


@cache
def _nights(texts: tuple[tuple[str, str], ...]) -> Mapping[str, Night]:
    return {group: Night.model_validate_json(text) for group, text in texts}


def _status(together: Together) -> str:
    plan = together.result.plan
    if plan is None:
        return NO_PLAN
    return SHORT if plan.left_out or together.given_up else FULL


def summary_of(together: Together, nights: Mapping[str, Night]) -> dict[str, Any]:
    """What the club is told of a member's weeks: sessions by day and slot, what is missing and why."""
    result, plan = together.result, together.result.plan
    return {
        "proof": result.status,
        "points": None if result.score is None else result.score.total,
        "sessions": [] if plan is None else [_session(plan, planned) for planned in plan.sessions],
        "left_out": []
        if plan is None
        else [
            {
                "week": left.week + 1,
                "session": left.name,
                "type": left.session.type,
                "minutes": left.session.minutes,
                "why": list(left.reasons),
            }
            for left in plan.left_out
        ],
        "groups": list(together.kept),
        "given_up": [
            {"group": given.group, "session": nights[given.group].session, "why": list(given.reasons)}
            for given in together.given_up
        ],
        "cautions": [{"group": each.group, "why": list(each.reasons)} for each in together.cautions],
        "no_plan": [] if plan is not None else list(result.reasons) or ["no plan was found within the limit"],
    }


def _session(plan: Plan, planned: PlannedSession) -> dict[str, Any]:
    session = planned.session
    return {
        "day": planned.day,
        "slot": planned.slot,
        "start": plan.instance.clock.time(planned.start),
        "session": planned.name,
        "type": session.type,
        "kind": session.kind,
        "minutes": session.minutes,
        "load": session.load,
        "key": session.key,
    }
