"""The whole answer as JSON, for programs and for later commands: ``plan.json``.

``format`` is the version of this layout; a reader refuses one it does not know. Everything in it follows
from the scenario and the program's version: no clock, no path, no machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from pydantic_core import to_json

from constraints.base.rule import Violation
from scenarios.plan import LeftOut, Plan
from scenarios.schema import Scenario
from scenarios.sessions import PlannedSession
from scenarios.strength.plan import NOT_FILLED, FilledSession, StrengthContent
from solver.output.content import content_in
from solver.output.dearest import dearest_first
from solver.output.fuel import fuel_of
from solver.output.strength_text import load_text, ordinals
from solver.result import Alternative, Result

FORMAT = 1
Why: TypeAlias = Mapping[tuple[int, str], str]
"""(week, session) -> why it stands there."""
Document: TypeAlias = dict[str, Any]
"""What ``plan.json`` holds."""


def document(
    result: Result,
    scenario: Scenario,
    sha256: str,
    version: str,
    why: Why,
    *,
    strength: StrengthContent = NOT_FILLED,
    why_else: Sequence[Why] = (),
    strength_else: Sequence[StrengthContent] = (),
) -> Document:
    """The result as plain values, with the ``sha256`` of the scenario file.

    ``why`` says why each session stands there, ``strength`` what strength sessions hold;
    ``why_else`` and ``strength_else`` do so for each alternative.
    """
    body: Document = {
        "format": FORMAT,
        "version": version,
        "scenario": {
            "sha256": sha256,
            "asked": scenario.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        },
        **_replan(result.plan),
        **_answer(result, why, strength),
        "alternatives": [],
    }
    if result.alternatives is not None:
        filled = strength_else or [NOT_FILLED] * len(result.alternatives.plans)
        told = zip(result.alternatives.plans, why_else, filled, strict=True)
        body["alternatives"] = [_alternative(*each) for each in told]
        body["alternatives_ended"] = result.alternatives.ended
    return body


def as_json(document: Document) -> bytes:
    """A document as UTF-8."""
    # sixteen times as fast as json.dumps, which indents in Python
    return to_json(document, indent=2) + b"\n"


def _answer(result: Result, why: Why, strength: StrengthContent) -> dict[str, Any]:
    """The best plan, or that there is none: how good it is, how sure that is, its sessions, what each rule says."""
    plan, score, bound = result.plan, result.score, result.bound
    return {
        "status": result.status,
        "interrupted": result.interrupted,
        "out_of_time": result.out_of_time,
        "reasons": list(result.reasons),
        "notes": [] if plan is None else list(plan.instance.notes),
        "runs_cut": 0 if plan is None else plan.instance.runs_cut,
        "left_out": [] if plan is None else [_left_out(left, plan.instance.first_week) for left in plan.left_out],
        "left_out_counts": None if score is None else score.left_out,
        "points": None if score is None else {"total": score.total, "rules": score.points},
        "bound": None if bound is None else {"left_out_counts": bound.left_out, "points": bound.points},
        "gap": None if result.gap is None else round(result.gap, 6),
        "sessions": [] if plan is None else _sessions(plan, why, strength),
        "strength_notes": _strength_notes(strength, 0 if plan is None else plan.instance.first_week),
        "strength_lacking": list(strength.lacking),
        "checks": [] if plan is None else _checks(result),
    }


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
        "type": left.session.type,
        "tier": left.session.tier,
        "minutes": left.session.minutes,
        "reasons": list(left.reasons),
        "rules": list(left.rules),
    }


def _strength_notes(strength: StrengthContent, first_week: int) -> list[dict[str, Any]]:
    return [{"week": week + 1 + first_week, "notes": list(told)} for week, told in strength.notes.items()]


def _alternative(other: Alternative, why: Why, strength: StrengthContent) -> dict[str, Any]:
    return {
        "tradeoff": other.tradeoff,
        "points": {"total": other.score.total, "rules": other.score.points},
        "left_out": [_left_out(left, other.plan.instance.first_week) for left in other.plan.left_out],
        "left_out_counts": other.score.left_out,
        "sessions": _sessions(other.plan, why, strength),
    }


def _sessions(plan: Plan, why: Why, strength: StrengthContent) -> list[dict[str, Any]]:
    return [_session(plan, planned, why, strength) for planned in plan.sessions]


def _session(plan: Plan, planned: PlannedSession, why: Why, strength: StrengthContent) -> dict[str, Any]:
    session, day, clock = planned.session, plan.instance.days[planned.day], plan.instance.clock
    filled = strength.sessions.get((day.week, planned.name))
    return {
        "week": day.week + 1 + plan.instance.first_week,
        "date": day.date.isoformat(),
        "day": day.weekday,
        "slot": planned.slot,
        "start": clock.time(planned.start),
        "end": clock.time(planned.end),
        "session": planned.name,
        "type": session.type,
        "kind": session.kind,
        "minutes": session.minutes,
        "key": session.key,
        "legs": session.legs,
        "load": session.load,
        **({"done": True} if planned.done else {}),
        **({"sets_percent": session.easing.sets_percent} if session.easing.sets_percent != 100 else {}),
        **({"eased": list(session.easing.words())} if session.easing.eases else {}),
        "content": [
            {"part": part.label, "minutes": part.minutes, "text": part.text}
            for part in content_in(plan, planned, strength)
        ],
        "exercises": [] if filled is None else _exercises(filled),
        "fuel": list(fuel_of(plan, planned)),
        "why": why.get((day.week, planned.name), ""),
    }


def _exercises(filled: FilledSession) -> list[dict[str, Any]]:
    return [
        {
            "place": place,
            "exercise": done.option.id,
            "name": done.option.exercise.name,
            "sets": done.sets,
            "reps": None if done.option.exercise.hold else done.amount,
            "hold_s": done.amount if done.option.exercise.hold else None,
            "each_side": done.option.exercise.one_sided,
            "equipment": done.option.load.equipment,
            "kg": done.option.load.kg,
            "implements": done.option.load.count,
            "how": load_text(done.option.load),
            "rest_s": block.rest_s,
            "in_turns": len(block.exercises) > 1,
            "cue": done.option.exercise.cue,
        }
        for place, block, done in ordinals(filled)
    ]


def _checks(result: Result) -> list[dict[str, Any]]:
    """Every rule in force: its sentence, what the plan costs under it, and where, the dearest place first."""
    costs: dict[str, list[Violation]] = {rule.name: [] for rule in result.rules}
    for cost in dearest_first(result.costs):
        costs[cost.rule].append(cost)
    return [
        {
            "rule": rule.name,
            "kind": rule.kind,
            "sentence": rule.sentence(),
            "parameters": rule.model_dump(mode="json"),
            "points": sum(cost.points or 0 for cost in costs[rule.name]),
            "where": [
                {"message": cost.message, "points": cost.points} for cost in costs[rule.name] if cost.points != 0
            ],
        }
        for rule in result.rules
    ]
