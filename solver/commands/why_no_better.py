"""The answer to "why nothing better", in sentences and as data: where points go, and what each rule alone costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from constraints.base.rule import Violation
from constraints.week.few_changes import FewChanges
from scenarios.sessions import TIERS
from scenarios.spoken import counted, weeks_said
from solver.asking.best import stays_close, steps_of
from solver.asking.no_better import Binding, NoBetter
from solver.commands.questioned import counted_sessions
from solver.output.dearest import dearest_first
from solver.result import Solved


def no_better_lines(answer: NoBetter) -> Iterator[str]:
    """Why no better week exists, in sentences."""
    best = answer.best
    out = [counted_sessions(tier, best.score.left_out[tier]) for tier in TIERS if best.score.left_out[tier]]
    instance = best.plan.instance
    what = "week" if instance.weeks == 1 else "season"
    steps = steps_of(best.score, best.rules)
    points = best.score.total - best.score.points.get(FewChanges.name, 0)
    cost = f"{counted(points, 'point')}, {', '.join(out) or 'nothing'} left out"
    if stays_close(instance, best.rules):
        cost = f"{counted(steps, 'step')} from the plan before, {cost}"
    if best.status == "optimal":
        yield f"No better {what} exists: {cost}, and the proven bound is the same."
    else:
        yield f"A better {what} is not ruled out: {cost}; the proven bound is {counted(best.bound.points, 'point')}."
    spent = [cost for cost in dearest_first(best.costs) if cost.points]
    moves = [cost for cost in spent if cost.rule == FewChanges.name]
    if moves:
        yield "What moves, which counts before points:"
        yield from (f"  {move.message}" for move in sorted(moves, key=lambda move: move.day))
    spent = [cost for cost in spent if cost not in moves]
    if spent:
        yield "What each point is spent on:"
        yield from _by_rule(spent, best) if instance.weeks > 1 else map(_spent, spent)
    if not answer.binding:
        yield f"No rule alone stands in the way of a better {what}."
        return
    yield "What binds: what lifting one rule alone would gain (gains do not add up):"
    yield from (f"  {_gain(binding)}: {binding.sentence} [{binding.rule}]" for binding in answer.binding)


def _spent(cost: Violation) -> str:
    return f"  {cost.points:4d} {cost.message} [{cost.rule}]"


def _by_rule(spent: list[Violation], best: Solved) -> Iterator[str]:
    """A season's points rule by rule, with the weeks they are lost in."""
    first, sentences = best.plan.instance.first_week, {rule.name: rule.sentence() for rule in best.rules}
    rules = dict.fromkeys(cost.rule for cost in spent)
    points = {rule: sum(cost.points or 0 for cost in spent if cost.rule == rule) for rule in rules}
    for rule in sorted(rules, key=lambda rule: (-points[rule], rule)):
        weeks = weeks_said(sorted({cost.day // 7 + 1 + first for cost in spent if cost.rule == rule}))
        yield f"  {points[rule]:4d} in {weeks}: {sentences[rule]} [{rule}]"


def _gain(binding: Binding) -> str:
    parts = [f"{counted_sessions(tier, count)} more" for tier, count in binding.placed.items() if count > 0]
    parts += [f"{counted_sessions(tier, -count)} fewer" for tier, count in binding.placed.items() if count < 0]
    if binding.steps:
        parts.append(f"{counted(abs(binding.steps), 'step')} {'fewer' if binding.steps > 0 else 'more'}")
    if binding.saved:
        fewer = "fewer" if binding.saved > 0 else "more"
        parts.append(f"{counted(abs(binding.saved), 'point')} {fewer}")
    own = f" (its own {binding.spent} among them)" if 0 < binding.spent < binding.saved else ""
    return ("" if binding.proven else "at least ") + ", ".join(parts) + own


def no_better_json(answer: NoBetter) -> dict[str, Any]:
    """The answer as plain data."""
    best = answer.best
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
                "steps_saved": binding.steps,
                "points_saved": binding.saved,
                "proven": binding.proven,
            }
            for binding in answer.binding
        ],
    }
