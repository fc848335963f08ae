"""A plan for Intervals.icu: the JSON its bulk endpoint for calendar events takes (``events/bulk?upsert=true``).

``external_id`` is the session's UID, so that sending again updates events instead of adding others. In the workout
text a line that begins with ``-`` is a step; ``m`` means minutes there, never metres.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from scenarios.plan import Plan
from scenarios.sessions import PlannedSession
from scenarios.strength.plan import StrengthContent
from solver.output.content import Step, content_in, steps_of
from solver.output.fuel import fuel_of
from solver.output.identity import summary, uid
from solver.output.text import one_line, plain

_TYPES = {"run": "Run", "strength": "WeightTraining", "cross": "Workout"}


def intervals_icu(plan: Plan, why: Mapping[tuple[int, str], str], strength: StrengthContent) -> bytes:
    """The plan's sessions as events, UTF-8 JSON; times are the athlete's wall times, durations s.

    ``why`` is keyed by week (from 0) and session name; ``strength`` is what strength sessions hold.
    """
    events = [
        _event(plan, planned, why, strength) for planned in sorted(plan.sessions, key=lambda p: (p.start, p.name))
    ]
    return (json.dumps(events, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _event(
    plan: Plan, planned: PlannedSession, why: Mapping[tuple[int, str], str], strength: StrengthContent
) -> dict[str, Any]:
    session, week = planned.session, plan.instance.days[planned.day].week
    race = session.type == "race"
    return {
        "external_id": uid(plan, planned),
        "category": "RACE_A" if race else "WORKOUT",
        "start_date_local": f"{plan.wall(planned):%Y-%m-%dT%H:%M:%S}",
        "type": _TYPES[session.kind],
        "name": one_line(summary(plan, planned)),
        "description": _workout(plan, planned, why.get((week, planned.name), ""), strength),
        "moving_time": 60 * session.minutes,
    }


def _workout(plan: Plan, planned: PlannedSession, why: str, strength: StrengthContent) -> str:
    told = [str(part) for part in content_in(plan, planned, strength)]
    told += [*fuel_of(plan, planned), *([f"Why here: {why}"] if why else [])]
    # a hyphen at the start of a line would make it a step, and so would a count such as 4x
    words = [line.lstrip("- ").replace(" x ", " × ") for text in told for line in plain(text).split("\n")]
    steps = [] if planned.session.type == "race" or planned.session.kind != "run" else _steps(planned)
    return "\n".join([*words, *steps])


def _steps(planned: PlannedSession) -> list[str]:
    lines: list[str] = []
    for step in steps_of(planned.session):
        lines += ["", f"{step.label} {step.times}x" if step.times > 1 else step.label, *_lines(step)]
    return lines


def _lines(step: Step) -> list[str]:
    rest = [f"- Easy {_length(step.rest_seconds)}"] if step.rest_seconds else []
    return [f"- {_length(step.seconds)}", *rest]


def _length(seconds: int) -> str:
    """``25m``, ``90s`` as ``1m30s``."""
    minutes, left = divmod(seconds, 60)
    return (f"{minutes}m" if minutes else "") + (f"{left}s" if left else "")
