"""A member's page: the weeks with what is in each session, what is missing and why, where the plan gives way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scenarios.spoken import spoken
from solver.output.pages import look_of, page, title_of

Document = Mapping[str, Any]
_TOP, _FLOOR, _STEP = 4, 80, 48
_STANDING = {
    "optimal": "Proven: no week that keeps the rules is better.",
    "feasible": "A plan that keeps the rules; a better one is not ruled out.",
}


def member_page(document: Document, club: str, groups: Sequence[str]) -> bytes:
    """The page of a member of ``club``, from what ``plan.json`` holds; ``groups`` are those whose nights are kept."""
    asked = document["scenario"]["asked"]
    start, sessions = dt.date.fromisoformat(asked["start"]), document["sessions"]
    count = max((session["week"] for session in sessions), default=1)
    points = document["points"] or {"total": 0}
    return page(
        "member.html",
        name=asked["athlete"]["name"],
        club=club,
        dates=dates_of(start, count),
        standing=_STANDING.get(document["status"], "No plan."),
        has_plan=bool(sessions) or document["points"] is not None,
        groups=[group.replace("_", " ") for group in groups],
        notes=document["notes"],
        weeks=[_week(start, number, sessions) for number in range(count)] if document["points"] is not None else [],
        left_out=[_left(left, count) for left in document["left_out"]],
        reasons=document["reasons"],
        costs=list(_costs(document)),
        total=points["total"],
    )


def dates_of(start: dt.date, weeks: int) -> str:
    """The days from the first to the last: ``Mon 30 Nov to Sun 6 Dec 2026``."""
    last = start + dt.timedelta(days=7 * weeks - 1)
    first = f"{spoken(start)} {start.year}" if start.year != last.year else spoken(start)
    return f"{first} to {spoken(last)} {last.year}"


def _week(start: dt.date, number: int, sessions: Sequence[Document]) -> dict[str, Any]:
    dates = [start + dt.timedelta(days=7 * number + day) for day in range(7)]
    days = [[session for session in sessions if session["date"] == date.isoformat()] for date in dates]
    loads = [sum(session["load"] for session in day) for day in days]
    return {
        "dates": dates_of(dates[0], 1),
        "days": [
            {"name": spoken(date), "sessions": [_session(session) for session in day]}
            for date, day in zip(dates, days, strict=True)
        ],
        "bars": list(_bars(days, max(loads) or 1)),
        "labels": [{"x": _STEP * day + 26, "text": spoken(date)[:3]} for day, date in enumerate(dates)],
        "loads_said": ", ".join(f"{spoken(date)[:3]} {load}" for date, load in zip(dates, loads, strict=True)),
    }


def _bars(days: Sequence[Sequence[Document]], highest: int) -> Iterator[dict[str, Any]]:
    """A bar for each session, standing on those before it."""
    for day, sessions in enumerate(days):
        floor = _FLOOR
        for session in sessions:
            height = max(1, round((_FLOOR - _TOP) * session["load"] / highest))
            floor -= height
            look = f"bar-{_BARS[look_of(session['kind'], key=session['key'])]}"
            yield {"x": _STEP * day + 11, "y": floor, "height": height, "look": look}


_BARS = {"easy": "run", "key": "key", "lift": "lift", "other": "other"}


def _session(session: Document) -> dict[str, Any]:
    return {
        **session,
        "title": title_of(session["type"]),
        "look": look_of(session["kind"], key=session["key"]),
    }


def _left(left: Document, weeks: int) -> dict[str, Any]:
    week = f"week {left['week']}: " if weeks > 1 else ""
    return {"what": f"{week}{left['session']}, {left['minutes']} min", "why": left["reasons"]}


def _costs(document: Document) -> Iterator[dict[str, Any]]:
    for check in sorted(document["checks"], key=lambda check: -check["points"]):
        for where in check["where"]:
            yield {"points": where["points"], "message": where["message"], "rule": check["rule"]}
