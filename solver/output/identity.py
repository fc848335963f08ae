"""What a session is called, and what it is known by, wherever a plan goes."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from scenarios.catalog import goals, run_types
from scenarios.plan import Plan
from scenarios.sessions import PlannedSession

UID_DOMAIN = "@runlift"
FOCUS_WORDS = {"upper": "upper body", "lower": "lower body", "full": "full body"}


def uid(plan: Plan, planned: PlannedSession) -> str:
    """The event's identity: athlete, the week's first day, session and ordinal; never its own day or time."""
    return uid_of(plan.instance.athlete_id, first_day(plan, planned), planned.name)


def first_day(plan: Plan, planned: PlannedSession) -> str:
    """The first day (ISO) of the week in which a session stands."""
    week = plan.instance.days[planned.day].week
    return plan.instance.week_days(week)[0].date.isoformat()


def uid_of(athlete_id: str, first: str, name: str) -> str:
    """The identity of an athlete's event by the first day (ISO) of its week and the session's name."""
    identity = f"[{_json(athlete_id)}, {_json(first)}, {_json(name)}]"
    return f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}{UID_DOMAIN}"


@lru_cache(maxsize=256)
def _json(text: str) -> str:
    """A member's sessions have the member and the week in common, and most members the sessions."""
    return json.dumps(text)


def summary(plan: Plan, planned: PlannedSession) -> str:
    """A session in one line, as a person says it."""
    session = planned.session
    if session.type == "race":
        return f"Race: {goals()[plan.instance.goal].name}"
    if session.kind == "strength":
        return f"Strength: {FOCUS_WORDS.get(session.type, session.type)}, {session.minutes} min"
    row = run_types().get(session.type)
    return f"{row.name if row else session.type}, {session.minutes} min"
