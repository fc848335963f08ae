"""The whole answer as JSON, for programs and for later commands: ``plan.json``.

``format`` is the version of this layout; a reader refuses one it does not know. Everything in it follows
from the scenario and the program's version: no clock, no path, no machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from scenarios.plan import LeftOut, Plan, PlannedSession
from scenarios.schema import Scenario
from solver.output.content import content_of
from solver.output.fuel import fuel_of
from solver.result import Alternative, Result

FORMAT = 1
Why: TypeAlias = Mapping[tuple[int, str], str]
"""(week, session) -> why it stands there."""


def document(
    result: Result,
    scenario: Scenario,
    sha256: str,
    version: str,
    why: Why,
    *,
    why_else: Sequence[Why] = (),
) -> bytes:
    """The result as UTF-8 JSON. ``sha256`` is that of the scenario file, ``why`` says why each session stands there.

    ``why_else`` does so for each alternative.
    """
    plan, score, bound = result.plan, result.score, result.bound
    body: dict[str, Any] = {
        "format": FORMAT,
        "version": version,
        "scenario": {
            "sha256": sha256,
            "asked": scenario.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        },
        **_replan(plan),
        "status": result.status,
        "interrupted": result.interrupted,
        "out_of_time": result.out_of_time,
        "reasons": list(result.reasons),
        "notes": [] if plan is None else list(plan.instance.notes),
        "left_out": [] if plan is None else [_left_out(left, plan.instance.first_week) for left in plan.left_out],
        "left_out_counts": None if score is None else score.left_out,
        "points": None if score is None else {"total": score.total, "rules": score.points},
        "bound": None if bound is None else {"left_out_counts": bound.left_out, "points": bound.points},
        "gap": None if result.gap is None else round(result.gap, 6),
        "sessions": [] if plan is None else _sessions(plan, why),
        "checks": [] if plan is None else _checks(result),
        "alternatives": [],
    }
    if result.alternatives is not None:
        told = zip(result.alternatives.plans, why_else, strict=True)
        body["alternatives"] = [_alternative(other, its_why) for other, its_why in told]
        body["alternatives_ended"] = result.alternatives.ended
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _replan(plan: Plan | None) -> dict[str, Any]:
    """What happened since the plan was first made, for a plan that was taken up again."""
    meanwhile = None if plan is None else plan.instance.meanwhile
    if meanwhile is None:
        return {}
    return {"replan": meanwhile.model_dump(mode="json", by_alias=True, exclude_defaults=True)}


def _left_out(left: LeftOut, first_week: int) -> dict[str, Any]:
    return {
        "week": left.week + 1 + first_week,
        "session": left.name,
        "tier": left.session.tier,
        "minutes": left.session.minutes,
        "reasons": list(left.reasons),
        "rules": list(left.rules),
    }


def _alternative(other: Alternative, why: Why) -> dict[str, Any]:
    return {
        "tradeoff": other.tradeoff,
        "points": {"total": other.score.total, "rules": other.score.points},
        "left_out": [_left_out(left, other.plan.instance.first_week) for left in other.plan.left_out],
        "left_out_counts": other.score.left_out,
        "sessions": _sessions(other.plan, why),
    }


def _sessions(plan: Plan, why: Why) -> list[dict[str, Any]]:
    return [_session(plan, planned, why) for planned in plan.sessions]


def _session(plan: Plan, planned: PlannedSession, why: Why) -> dict[str, Any]:
    session, day, clock = planned.session, plan.instance.days[planned.day], plan.instance.clock
    return {
        "week": day.week + 1 + plan.instance.first_week,
        "date": day.date.isoformat(),
        "day": day.weekday,
        "slot": planned.slot,
        "start": clock.wall(planned.start).strftime("%H:%M"),
        "end": clock.wall(planned.end).strftime("%H:%M"),
        "session": planned.name,
        "type": session.type,
        "kind": session.kind,
        "minutes": session.minutes,
        "key": session.key,
        "legs": session.legs,
        "load": session.load,
        **({"done": True} if planned.done else {}),
        **({"sets_percent": session.sets_percent} if session.sets_percent != 100 else {}),
        "content": [{"part": part.label, "minutes": part.minutes, "text": part.text} for part in content_of(session)],
        "fuel": list(fuel_of(plan, planned)),
        "why": why.get((day.week, planned.name), ""),
    }


def _checks(result: Result) -> list[dict[str, Any]]:
    """Every rule in force: its sentence, what the plan costs under it, and where."""
    return [
        {
            "rule": rule.name,
            "kind": rule.kind,
            "sentence": rule.sentence(),
            "parameters": rule.model_dump(mode="json"),
            "points": sum(cost.points or 0 for cost in result.costs if cost.rule == rule.name),
            "where": [
                {"message": cost.message, "points": cost.points}
                for cost in result.costs
                if cost.rule == rule.name and cost.points != 0
            ],
        }
        for rule in result.rules
    ]
