"""The answer to "why not there", in sentences and as data: what a session elsewhere breaks, or what it costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from constraints.base.rule import Violation
from constraints.week.few_changes import FewChanges
from scenarios.instance import Instance
from scenarios.spoken import counted
from solver.asking.contrast import Breaks, Costs, Forced, Stands, WhatIf
from solver.asking.difference import Difference
from solver.asking.placements import Move, Spot
from solver.commands.questioned import counted_sessions, whole_of
from solver.explain.reasons import Explanation
from solver.result import Solved

MOST_COSTS_TOLD = 4


def what_if_lines(answer: WhatIf) -> Iterator[str]:
    """The answer to "why not there", in sentences."""
    instance = answer.best.plan.instance
    question = answer.asked.said(instance)
    match answer:
        case Stands():
            yield f"{question}: {whole_of(instance, answer.best.rules)} has it there already."
        case Costs():
            yield f"{question}: {_price(answer.forced.difference, _whole(instance))}."
            yield from _changes(answer.best, answer.forced)
        case Breaks():
            yield from _broken(answer, question)
    if not answer.proven:
        yield "Not proven: the clock stopped a search, and the true price may differ."


def _broken(answer: Breaks, question: str) -> Iterator[str]:
    """What a session there breaks, and what it would take to have it there all the same."""
    texts = ("something; what, could not be told in time",) if answer.conflict is None else answer.conflict.texts
    if len(texts) == 1:
        yield f"{question}: breaks this: {texts[0]}."
    else:
        yield f"{question}: breaks; with it there, these cannot all hold:"
        yield from (f"  - {text}" for text in texts)
    if answer.forced is None:
        yield "No plan at all has it there."
        return
    instance = answer.best.plan.instance
    nearest = whole_of(instance, answer.best.rules).capitalize()
    yield f"{nearest} with it there {_price(answer.forced.difference, _whole(instance))}."
    yield from _changes(answer.best, answer.forced)


def _whole(instance: Instance) -> str:
    return "week" if instance.weeks == 1 else "season"


def _price(difference: Difference, whole: str) -> str:
    """``costs 4 points``, ``costs nothing``, ``leaves out 1 strength session more, and saves 3 points``."""
    more = [counted_sessions(tier, count) for tier, count in difference.left_out.items() if count > 0]
    fewer = [counted_sessions(tier, -count) for tier, count in difference.left_out.items() if count < 0]
    points = difference.total - difference.points.get(FewChanges.name, 0)
    amounts = [(difference.steps, "step"), (points, "point")]
    costs = [counted(amount, what) for amount, what in amounts if amount > 0]
    saves = [counted(-amount, what) for amount, what in amounts if amount < 0]
    parts = [f"leaves out {' and '.join(more)} more"] if more else []
    parts += [f"places {' and '.join(fewer)} more"] if fewer else []
    parts += [f"costs {' and '.join(costs)}"] if costs else []
    parts += [f"saves {' and '.join(saves)}"] if saves else []
    return ", ".join(parts) or f"costs nothing: another {whole} is as good"


def _changes(best: Solved, forced: Forced) -> Iterator[str]:
    """Rule by rule, then what else moves and what is left out."""
    instance = best.plan.instance
    for points, line in sorted(_by_rule(best, forced), key=lambda told: -told[0]):
        yield f"  {points:+4d} {line}"
    standing = [move for move in forced.moves if move.after is not None]
    if standing:
        yield "What would move:"
        yield from (f"  {_in_week(move, instance)}{move.said(instance)}" for move in standing)
    for move in forced.moves:
        if move.after is None:
            gone = "Gives way then" if move.may_be_spared(instance) else "Left out then"
            yield f"{gone}: {move.session} (stands on {move.before.said(instance) if move.before else ''} now)"


def _by_rule(best: Solved, forced: Forced) -> Iterator[tuple[int, str]]:
    """(points, words) of each rule that charges otherwise: what it charges anew, and apart from it what no longer.

    In a plan taken up again, the steps from the plan before.
    """
    before, after = _charges(best.costs), _charges(forced.result.costs)
    for rule, points in forced.difference.points.items():
        if rule == FewChanges.name:
            moved = [message for name, _, message, _ in sorted(after - before) if name == rule]
            told = f": {_some(moved)}" if moved and points > 0 else ""
            yield forced.difference.steps, f"steps from the plan before{told}"
            continue
        for charges, sign, gone in ((after - before, 1, ""), (before - after, -1, "no longer ")):
            lost = [charge for charge in sorted(charges.elements()) if charge[0] == rule]
            if lost:
                yield (
                    sign * sum(charge[3] for charge in lost),
                    f"{gone}{_some([text for _, _, text, _ in lost])} [{rule}]",
                )


def _charges(costs: Iterable[Violation]) -> Counter[tuple[str, int, str, int]]:
    """(rule, day, message, points) of each cost."""
    return Counter((cost.rule, cost.day, cost.message, cost.points) for cost in costs if cost.points)


def _some(messages: list[str]) -> str:
    """The first of many; the points say how much all of them are."""
    shown = messages if len(messages) <= MOST_COSTS_TOLD + 1 else messages[:MOST_COSTS_TOLD]
    more = len(messages) - len(shown)
    return "; ".join((*shown, *([f"and {more} more"] if more else [])))


def _in_week(move: Move, instance: Instance) -> str:
    """Which week of a season it happens in."""
    week = instance.demands[move.kind].week + 1 + instance.first_week
    return f"week {week}: " if instance.weeks > 1 else ""


def what_if_json(answer: WhatIf) -> dict[str, Any]:
    """The answer as plain data."""
    instance, forced = answer.best.plan.instance, answer.forced
    asked = Spot(answer.asked.day, answer.asked.slot or "")
    return {
        "asked": {"session": answer.asked.session} | (_spot(asked, instance) or {}),
        "verdict": answer.verdict,
        "proven": answer.proven,
        "conflict": _conflict(answer.conflict) if isinstance(answer, Breaks) else None,
        "difference": None if forced is None else _difference(forced.difference),
        "moves": [] if forced is None else [_move(move, instance) for move in forced.moves],
    }


def _conflict(told: Explanation | None) -> dict[str, Any] | None:
    if told is None:
        return None
    lines, found = [line.text for line in told.lines], told.conflict
    return {"minimal": found.minimal, "lines": lines, "rules": list(found.rules)}


def _difference(found: Difference) -> dict[str, Any]:
    points = {"total": found.total, "rules": found.points}
    return {"points": points, "steps": found.steps, "left_out_counts": found.left_out}


def _move(move: Move, instance: Instance) -> dict[str, Any]:
    return {"session": move.session, "from": _spot(move.before, instance), "to": _spot(move.after, instance)}


def _spot(spot: Spot | None, instance: Instance) -> dict[str, Any] | None:
    if spot is None:
        return None
    day = instance.days[spot.day]
    week = day.week + 1 + instance.first_week
    return {"week": week, "date": day.date.isoformat(), "day": day.weekday, "slot": spot.slot}
