"""A plan as a page: the board for the fridge, each session opening to what is in it, what was left out and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from scenarios.catalog import goals
from scenarios.spoken import counted, runs_cut_text, spoken
from solver.output.dearest import lost_in
from solver.output.notes_once import notes_once
from solver.output.pages import look_of, page, title_of
from solver.result import INTERRUPTED_TEXT, OUT_OF_TIME_TEXT

Document = Mapping[str, Any]
_TOP, _FLOOR, _STEP, _BAR = 14, 80, 48, 30
_MOST_IN_A_ROW = 7
_STANDING = {
    "optimal": "Proven: no plan that keeps the rules is better.",
    "feasible": "A plan that keeps the rules; a better one is not ruled out.",
}
_FILES = {
    "plan.ics": "Calendar",
    "plan.csv": "Table",
    "strength.csv": "Strength exercises",
    "plan.json": "All of it (JSON)",
}


def plan_page(document: Document, club: str = "", groups: Sequence[str] = ()) -> bytes:
    """The page of a plan, from what ``plan.json`` holds.

    ``club`` is the club whose board the page links to, with the ``groups`` whose nights are kept; none for a
    runner alone. Loads are session-RPE x min.
    """
    asked, sessions = document["scenario"]["asked"], document["sessions"]
    start = dt.date.fromisoformat(asked["start"])
    has_plan = document["points"] is not None
    numbers = _weeks(document) if has_plan else range(1)
    weeks = [_week(document, start, number) for number in numbers] if has_plan else []
    return page(
        "plan.html",
        name=asked.get("athlete", {}).get("name", "Runner"),
        club=club,
        groups=[group.replace("_", " ") for group in groups],
        dates=dates_of(start + dt.timedelta(days=7 * numbers[0]), len(numbers)),
        standing=_standing(document),
        files=list(_FILES.items()) if has_plan else [],
        notes=notes_once(document["notes"]),
        strength_lacking=document.get("strength_lacking", ()),
        board_heads=_board_heads(weeks),
        weeks=weeks,
        season=_season(weeks) if len(weeks) > 1 else None,
        has_key=any(session["key"] for session in sessions),
        left_out=[_left(left, numbers[-1] + 1) for left in document["left_out"]],
        counted_out=counted(len(document["left_out"]), "session"),
        reasons=document["reasons"],
        costs=lost_in(document["checks"]),
        total=(document["points"] or {"total": 0})["total"],
        others=[other["tradeoff"] for other in document["alternatives"]],
    )


def dates_of(start: dt.date, weeks: int) -> str:
    """The days from the first to the last: ``Mon 30 Nov to Sun 6 Dec 2026``."""
    last = start + dt.timedelta(days=7 * weeks - 1)
    first = f"{spoken(start)} {start.year}" if start.year != last.year else spoken(start)
    return f"{first} to {spoken(last)} {last.year}"


def _board_heads(weeks: Sequence[Mapping[str, Any]]) -> list[str]:
    """What stands above the board's columns: the days of one week, or of several their weekdays."""
    days = [day["name"] for day in weeks[0]["days"]] if weeks else []
    return ["Week", *(day[:3] for day in days)] if len(weeks) > 1 else days


def _weeks(document: Document) -> range:
    """The weeks shown, counted from 0 at the scenario's start; those before a plan was taken up again are over."""
    named = [int(entry["week"]) for entry in (*document["sessions"], *document["left_out"])]
    first = min(named, default=1) if "replan" in document else 1
    return range(first - 1, max(int(document["scenario"]["asked"].get("weeks") or 1), *named, 1))


def _standing(document: Document) -> str:
    if document["interrupted"]:
        return INTERRUPTED_TEXT
    if document["out_of_time"]:
        return OUT_OF_TIME_TEXT
    standing = _STANDING.get(document["status"], "No plan.")
    cut = document.get("runs_cut", 0)
    return f"{standing} {runs_cut_text(cut)}." if cut else standing


def _week(document: Document, start: dt.date, number: int) -> dict[str, Any]:
    dates = [start + dt.timedelta(days=7 * number + day) for day in range(7)]
    by_date: dict[str, list[Document]] = {date.isoformat(): [] for date in dates}
    for session in document["sessions"]:
        if session["week"] == number + 1:
            by_date[session["date"]].append(session)
    days = [sorted(day, key=lambda session: (session["start"], session["session"])) for day in by_date.values()]
    loads = [sum(session["load"] for session in day) for day in days]
    asked, blocked = document["scenario"]["asked"], document.get("replan", {}).get("blocked", ())
    return {
        "number": number + 1,
        "dates": dates_of(dates[0], 1),
        "told": _counted([session for day in days for session in day]),
        "days": [
            {
                "name": spoken(date),
                "sessions": [_session(session, asked) for session in day],
                "empty": "away" if _away(date, asked) else "blocked" if date.isoformat() in blocked else "rest",
            }
            for date, day in zip(dates, days, strict=True)
        ],
        "load": sum(loads),
        "chart": _chart(
            [spoken(date)[:3] for date in dates],
            [[(s["load"], look_of(s["kind"], key=s["key"])) for s in day] for day in days],
        ),
    }


def _counted(sessions: Sequence[Document]) -> str:
    runs = sum(session["kind"] == "run" for session in sessions)
    lifts = sum(session["kind"] == "strength" for session in sessions)
    minutes = sum(session["minutes"] for session in sessions)
    return (
        f"{counted(runs, 'run')}, {lifts} strength, {minutes // 60} h {minutes % 60} min, "
        f"load {sum(session['load'] for session in sessions):,}"
    )


def _away(date: dt.date, asked: Document) -> bool:
    """Whether a date takes nothing; of several periods away the last counts."""
    periods = [away for away in asked.get("away", ()) if away["from"] <= date.isoformat() <= away["to"]]
    return bool(periods) and periods[-1].get("available") is None


def _session(session: Document, asked: Document) -> dict[str, Any]:
    title = title_of(session["type"])
    if session["type"] == "race":
        race = asked.get("race", {})
        title = f"Race: {goals()[race.get('goal') or asked.get('goal', 'general')].name}"
    return {
        **session,
        "anchor": f"w{session['week']}-{session['session']}",
        "title": title,
        "look": look_of(session["kind"], key=session["key"]),
    }


def _chart(labels: Sequence[str], columns: Sequence[Sequence[tuple[int, str]]], highest: int = 0) -> dict[str, Any]:
    """Bars of loads, one column a label, each part standing on those before it; as wide as a week, however few.

    ``highest`` is the load of a full column, where charts share a scale.
    """
    totals = [sum(load for load, _ in column) for column in columns]
    highest = highest or max(totals, default=0) or 1
    bars = []
    for place, column in enumerate(columns):
        floor = float(_FLOOR)
        for load, look in column:
            height = round((_FLOOR - _TOP) * load / highest, 1)
            floor = round(floor - height, 1)
            bars.append({"x": _STEP * place + 9, "y": floor, "height": height, "look": f"bar-{look}"})
    return {
        "width": _STEP * _MOST_IN_A_ROW,
        "axis": _STEP * len(labels),
        "bar": _BAR,
        "bars": bars,
        "labels": [
            {
                "x": _STEP * place + 24,
                "text": text,
                "load": f"{total:,}" if total else "",
                "y": round(_FLOOR - (_FLOOR - _TOP) * total / highest - 3, 1),
            }
            for place, (text, total) in enumerate(zip(labels, totals, strict=True))
        ],
        "said": ", ".join(f"{text} {total}" for text, total in zip(labels, totals, strict=True)),
    }


def _season(weeks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The load of each week, in charts on one scale and each narrow enough for a phone."""
    rows = -(-len(weeks) // _MOST_IN_A_ROW)
    size = -(-len(weeks) // rows)
    highest = max(week["load"] for week in weeks)
    parts = [weeks[first : first + size] for first in range(0, len(weeks), size)]
    return [
        _chart([str(week["number"]) for week in part], [[(week["load"], "easy")] for week in part], highest)
        for part in parts
    ]


def _left(left: Document, weeks: int) -> dict[str, Any]:
    week = f"week {left['week']}: " if weeks > 1 else ""
    return {"what": f"{week}{title_of(left['type'])}, {left['minutes']} min", "why": left["reasons"]}
