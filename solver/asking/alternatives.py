"""Other weeks as good, or nearly: each the best of those that differ enough from every one before it.

Because each is the best one left, none that is better is missed, and the first that costs too much ends the
list. Left-out sessions are not traded: an alternative leaves out as many of each tier as the first plan.
"""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.plan import Score
from scenarios.spoken import counted
from solver.asking.asked_place import single_week
from solver.asking.pins import Repeats
from solver.asking.placements import placements_of
from solver.asking.tradeoff import tradeoff
from solver.explain.reasons import with_reasons
from solver.options import Options
from solver.result import Alternative, Alternatives, Result, Solved
from solver.time_budget import TimeBudget
from solver.week import solve_week


@dataclass(frozen=True, slots=True)
class Wanted:
    """``count`` further plans, at most ``within`` points worse, each with ``differing`` placements of its own."""

    count: int
    within: int = 5
    differing: int = 2


def alternatives_to(first: Result, wanted: Wanted, options: Options | None = None) -> Alternatives:
    """Further plans for the week ``first`` answers, all of them and their reasons within ``options.seconds``.

    Raises ``InputError`` when there are several weeks.
    """
    budget = TimeBudget(options or Options())
    if not isinstance(first, Solved) or first.status != "optimal":
        return Alternatives((), "No alternatives: the first plan is not proven optimal.")
    single_week(first.plan.instance)
    found: list[Alternative] = []
    plan, rules = first.plan, first.rules
    while len(found) < wanted.count:
        again = len(placements_of(plan)) - wanted.differing
        rules = (*rules, Repeats(placements=placements_of(plan), at_most=max(0, again)))
        share = budget.share(wanted.count - len(found))
        result = solve_week(plan.instance, rules, share) if again >= 0 else None
        ended = _ended(first.score, result, wanted)
        if ended or not isinstance(result, Solved):
            return Alternatives(tuple(found), f"{'No further' if found else 'No other'} plan {ended}.")
        line = tradeoff(first.plan, first.score, result.plan, result.score)
        told = with_reasons(result.plan, first.rules, budget)
        found.append(Alternative(told, result.score, result.costs, line))
        plan = result.plan
    return Alternatives(tuple(found), "")


def _ended(first: Score, result: Result | None, wanted: Wanted) -> str:
    """Why the next plan is none to tell, as the end of a sentence; empty when it is one."""
    differs = f"differs in at least {counted(wanted.differing, 'placement')}"
    if result is None or result.status == "infeasible":
        return differs
    if not isinstance(result, Solved) or result.status != "optimal":
        return "was proven the next best before the search was stopped"
    if result.score.left_out != first.left_out:
        return f"{differs} and leaves out as little"
    worse = result.score.total - first.total
    if worse > wanted.within:
        return f"{differs} within {counted(wanted.within, 'point')}: the next best costs {worse} more"
    return ""
