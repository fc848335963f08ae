"""``runlift why``: what a session elsewhere would break or cost, or why no better week exists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from constraints.base.rule import Violation
from scenarios.errors import InputError
from scenarios.instance import Instance
from scenarios.sessions import TIERS, Tier
from scenarios.spoken import counted, listed
from solver.asking.asked_place import asked_place
from solver.asking.contrast import Difference, NoPlanError, WhatIf, what_if
from solver.asking.no_better import Binding, NoBetter, why_no_better
from solver.asking.placements import Move, Spot
from solver.commands.questioned import questioned
from solver.exit_codes import INFEASIBLE, SOLVED, TIME_UP
from solver.interrupt import Interruptible
from solver.options import Options
from solver.output.dearest import dearest_first
from solver.progress import Progress
from solver.progress_bar import progress_bar
from solver.result import Result

MOST_COSTS_TOLD = 4
_TIERS: dict[Tier, str] = {"key": "key run", "easy": "easy run", "strength": "strength session"}


def why_file(path: str, session: str | None, on: str | None, *, seconds: float | None, as_json: bool) -> int:
    """Answer the question and return the exit code. Raises ``InputError``."""
    if (session is None) != (on is None):
        raise InputError("name both: a SESSION, and the place it should have with --on DAY or --on DAY/SLOT")
    about = questioned(path)
    asked = None if session is None or on is None else asked_place(about.instance, session, on)
    options = Options(seconds=seconds)

    def work(progress: Progress) -> tuple[WhatIf | NoBetter, str]:
        best, note = about.best(options, progress)
        if asked is None:
            return why_no_better(about.instance, about.rules, options, best, progress), note
        return what_if(about.instance, about.rules, asked, options, best), note

    with progress_bar(about.instance.weeks) as progress:
        run = Interruptible(options.control, lambda: work(progress))
        try:
            answer, note = run.run()
        except NoPlanError as error:
            return run.exit_code or _no_plan(error.result, about.name)
    if run.exit_code is not None:
        return run.exit_code
    if note:
        click.echo(f"Note: {note}", err=True)
    if isinstance(answer, NoBetter):
        click.echo(_dumped(no_better_json(answer)) if as_json else "\n".join(no_better_lines(answer)))
        return SOLVED
    click.echo(_dumped(what_if_json(answer)) if as_json else "\n".join(what_if_lines(answer)))
    return INFEASIBLE if answer.verdict == "breaks" else SOLVED


def _no_plan(result: Result, name: str) -> int:
    if result.status == "infeasible":
        click.echo(f"No plan keeps every rule at all; see: runlift explain {name}")
        return INFEASIBLE
    click.echo("Unknown: the time limit came before an answer.")
    return TIME_UP


# -- what if -------------------------------------------------------------------------------------------------


def what_if_lines(answer: WhatIf) -> Iterator[str]:
    """The answer to "why not there", in sentences."""
    assert answer.best.plan is not None
    instance = answer.best.plan.instance
    question = answer.asked.said(instance)
    if answer.verdict == "stands":
        yield f"{question}: the best {_whole(instance)} has it there already."
    elif answer.verdict == "costs":
        assert answer.difference is not None
        yield f"{question}: {_price(answer.difference, _whole(instance))}."
        yield from _changes(answer, instance)
    else:
        texts = ("something; what, could not be told in time",) if answer.conflict is None else answer.conflict.texts
        if len(texts) == 1:
            yield f"{question}: breaks this: {texts[0]}."
        else:
            yield f"{question}: breaks; with it there, these cannot all hold:"
            yield from (f"  - {text}" for text in texts)
        yield from _instead(answer, instance)
    if not answer.proven:
        yield "Not proven: the clock stopped a search, and the true price may differ."


def _whole(instance: Instance) -> str:
    return "week" if instance.weeks == 1 else "season"


def _price(difference: Difference, whole: str) -> str:
    """``costs 4 points``, ``costs nothing``, ``leaves out 1 strength session more, and saves 3 points``."""
    total = difference.total
    points = counted(abs(total), "point")
    if not difference.left_out:
        return f"costs {points}" if total else f"costs nothing: another {whole} is as good"
    more = [_counted(tier, count) for tier, count in difference.left_out.items() if count > 0]
    fewer = [_counted(tier, -count) for tier, count in difference.left_out.items() if count < 0]
    parts = [f"leaves out {' and '.join(more)} more"] if more else []
    parts += [f"places {' and '.join(fewer)} more"] if fewer else []
    parts += [f"{'costs' if total > 0 else 'saves'} {points}"] if total else []
    return ", ".join(parts)


def _counted(tier: Tier, count: int) -> str:
    return counted(count, _TIERS[tier])


def _changes(answer: WhatIf, instance: Instance) -> Iterator[str]:
    """Rule by rule, then what else moves and what is left out."""
    assert answer.difference is not None
    assert answer.forced is not None
    before = {(cost.day, cost.rule, cost.message) for cost in answer.best.costs if cost.points}
    after = {(cost.day, cost.rule, cost.message) for cost in answer.forced.costs if cost.points}
    for rule, points in sorted(answer.difference.points.items(), key=lambda item: -item[1]):
        shown = after - before if points > 0 else before - after
        messages = [message for _, name, message in sorted(shown) if name == rule]
        told = f": {'' if points > 0 else 'no longer '}{_some(messages)}" if messages else ""
        yield f"  {points:+4d} {rule}{told}"
    standing = [move for move in answer.moves if move.after is not None]
    if standing:
        yield "What would move:"
        yield from (f"  {_in_week(move, instance)}{move.said(instance)}" for move in standing)
    for move in answer.moves:
        if move.after is None:
            yield f"Left out then: {move.session} (stands on {move.before.said(instance) if move.before else ''} now)"


def _some(messages: list[str]) -> str:
    """The first of many; the points say how much all of them are."""
    shown = messages if len(messages) <= MOST_COSTS_TOLD + 1 else messages[:MOST_COSTS_TOLD]
    more = len(messages) - len(shown)
    return "; ".join((*shown, *([f"and {more} more"] if more else [])))


def _in_week(move: Move, instance: Instance) -> str:
    """Which week of a season it happens in."""
    week = instance.demands[move.kind].week + 1 + instance.first_week
    return f"week {week}: " if instance.weeks > 1 else ""


def _instead(answer: WhatIf, instance: Instance) -> Iterator[str]:
    """What it would take to have the session there all the same."""
    if answer.forced is None or answer.difference is None:
        yield "No plan at all has it there."
        return
    whole = _whole(instance)
    yield f"The best {whole} with it there {_price(answer.difference, whole)}."
    yield from _changes(answer, instance)


def what_if_json(answer: WhatIf) -> dict[str, Any]:
    """The answer as plain data."""
    assert answer.best.plan is not None
    instance, difference = answer.best.plan.instance, answer.difference
    asked = Spot(answer.asked.day, answer.asked.slot or "")
    return {
        "asked": {"session": answer.asked.session} | (_spot(asked, instance) or {}),
        "verdict": answer.verdict,
        "proven": answer.proven,
        "conflict": None
        if answer.conflict is None
        else {
            "minimal": answer.conflict.conflict.minimal,
            "lines": [line.text for line in answer.conflict.lines],
            "rules": list(answer.conflict.conflict.rules),
        },
        "difference": None
        if difference is None
        else {
            "points": {"total": difference.total, "rules": difference.points},
            "left_out_counts": difference.left_out,
        },
        "moves": [_move(move, instance) for move in answer.moves],
    }


def _move(move: Move, instance: Instance) -> dict[str, Any]:
    return {"session": move.session, "from": _spot(move.before, instance), "to": _spot(move.after, instance)}


def _spot(spot: Spot | None, instance: Instance) -> dict[str, Any] | None:
    if spot is None:
        return None
    day = instance.days[spot.day]
    week = day.week + 1 + instance.first_week
    return {"week": week, "date": day.date.isoformat(), "day": day.weekday, "slot": spot.slot}


# -- no better ----------------------------------------------------------------------------------------------


def no_better_lines(answer: NoBetter) -> Iterator[str]:
    """Why no better week exists, in sentences."""
    best = answer.best
    assert best.score is not None
    assert best.bound is not None
    out = [_counted(tier, best.score.left_out[tier]) for tier in TIERS if best.score.left_out[tier]]
    cost = f"{counted(best.score.total, 'point')}, {', '.join(out) or 'nothing'} left out"
    if best.status == "optimal":
        assert best.plan is not None
        yield f"No better {_whole(best.plan.instance)} exists: {cost}, and the proven bound is the same."
    else:
        yield f"A better week is not ruled out: {cost}; the proven bound is {counted(best.bound.points, 'point')}."
    spent = [cost for cost in dearest_first(best.costs) if cost.points]
    if spent:
        assert best.plan is not None
        yield "What each point is spent on:"
        yield from _by_rule(spent, best.plan.instance) if best.plan.instance.weeks > 1 else map(_spent, spent)
    if not answer.binding:
        yield "No rule alone stands in the way of a better week."
        return
    yield "What binds: what lifting one rule alone would gain (gains do not add up):"
    yield from (f"  {_gain(binding)}: {binding.rule} ({binding.sentence})" for binding in answer.binding)


def _spent(cost: Violation) -> str:
    return f"  {cost.points:4d} {cost.rule}: {cost.message}"


def _by_rule(spent: list[Violation], instance: Instance) -> Iterator[str]:
    """A season's points rule by rule, with the weeks they are lost in."""
    rules = dict.fromkeys(cost.rule for cost in spent)
    points = {rule: sum(cost.points or 0 for cost in spent if cost.rule == rule) for rule in rules}
    for rule in sorted(rules, key=lambda rule: (-points[rule], rule)):
        weeks = sorted({cost.day // 7 + 1 + instance.first_week for cost in spent if cost.rule == rule})
        where = f"week{'s' * (len(weeks) > 1)} {listed([str(week) for week in weeks])}"
        yield f"  {points[rule]:4d} {rule}: in {where}"


def _gain(binding: Binding) -> str:
    parts = [f"{_counted(tier, count)} more" for tier, count in binding.placed.items() if count > 0]
    parts += [f"{_counted(tier, -count)} fewer" for tier, count in binding.placed.items() if count < 0]
    if binding.saved:
        fewer = "fewer" if binding.saved > 0 else "more"
        parts.append(f"{counted(abs(binding.saved), 'point')} {fewer}")
    own = f" (its own {binding.spent} among them)" if 0 < binding.spent < binding.saved else ""
    return ("" if binding.proven else "at least ") + ", ".join(parts) + own


def no_better_json(answer: NoBetter) -> dict[str, Any]:
    """The answer as plain data."""
    best = answer.best
    assert best.score is not None
    assert best.bound is not None
    return {
        "proven": best.status == "optimal",
        "points": {"total": best.score.total, "rules": best.score.points},
        "left_out_counts": best.score.left_out,
        "bound": {"left_out_counts": best.bound.left_out, "points": best.bound.points},
        "spent": [{"rule": c.rule, "points": c.points, "message": c.message} for c in best.costs if c.points],
        "binding": [
            {
                "rule": binding.rule,
                "kind": binding.kind,
                "sentence": binding.sentence,
                "placed": binding.placed,
                "points_saved": binding.saved,
                "proven": binding.proven,
            }
            for binding in answer.binding
        ],
    }


def _dumped(body: dict[str, Any]) -> str:
    return json.dumps(body, indent=2, ensure_ascii=False)
