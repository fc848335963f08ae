"""What is in the way of a session at a place: the fewest rules and sessions, in the fewest weeks that tell it.

What the scenario itself says of the session is told alone where it alone shuts the place. Else every session at least
as important is asked for as often as the best plan has it; of a season the weeks around the place are asked, one and
then more, and nothing of the weeks before and after, so what cannot be in them cannot be in the whole.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations

from constraints.base.rule import Rule
from constraints.base.statement import Never
from constraints.settings import grid_of
from scenarios.demands import swaps
from scenarios.instance import Instance
from scenarios.plan import Plan
from solver.asking.pins import StandsThere
from solver.explain.conflicts import Conflict, Member, Questions
from solver.explain.reasons import Explanation, explanation_of
from solver.explain.wording import Focus
from solver.stretch import alone


def in_the_way(plan: Plan, rules: tuple[Rule, ...], pin: StandsThere, most_weeks: int) -> Explanation | None:
    """What the session cannot stand there with, in as few weeks as tell it and at most so many; None: not told.

    ``plan`` is the best one without the session there: it says how often everything else is to stand.
    """
    week = pin.day // 7
    for length in range(1, min(most_weeks, plan.instance.weeks) + 1):
        for first in range(max(0, week - length + 1), min(week, plan.instance.weeks - length) + 1):
            told = _told_in(range(first, first + length), plan, rules, pin)
            if told is not None:
                return told
    return None


def _told_in(weeks: range, plan: Plan, rules: tuple[Rule, ...], pin: StandsThere) -> Explanation | None:
    """What is in the way within some weeks; demands and days count from the first of them."""
    whole = plan.instance
    part = whole if whole.weeks == 1 else alone(whole, weeks)
    within = [index for index, demand in enumerate(whole.demands) if demand.week in weeks]
    number = {index: place for place, index in enumerate(within)}
    placed = {number[index]: count for index, count in plan.placed().items() if index in number}
    pin = pin.model_copy(update={"demands": tuple(number[i] for i in pin.demands), "day": pin.day - 7 * weeks.start})
    told = _shut(part, rules, pin) or _crowded(part, rules, pin, placed)
    if told is None:
        return None
    it = pin.demands[0] if len(pin.demands) == 1 else None
    return explanation_of(part, rules, told, Focus(it, pin.day, season=whole.weeks > 1))


def _crowded(instance: Instance, rules: tuple[Rule, ...], pin: StandsThere, placed: dict[int, int]) -> Conflict | None:
    """The conflict with everything as important, placed (index of the demand -> times) as often as the plan has it."""
    for places, most in swaps(instance.demands):
        full = sum(placed.get(place, 0) for place in places) >= most
        if full and any(index in places and index not in placed for index in pin.demands):
            # it can only stand in place of another, and nobody said of which
            placed = {index: count for index, count in placed.items() if index not in places}
    if len(pin.demands) == 1:
        placed = {**placed, pin.demands[0]: max(placed.get(pin.demands[0], 0), pin.units)}
    asked = instance.demands[pin.demands[0]].session
    as_important = [index for index in sorted(placed) if instance.demands[index].session.as_important_as(asked)]
    own = {index: placed[index] for index in as_important if index in pin.demands}
    others = {index: placed[index] for index in as_important if index not in pin.demands}
    found = Questions(instance, (*rules, pin)).conflict(others, own)
    if found is None:
        return None
    return replace(found, members=tuple(member for member in found.members if member.rule != pin.name))


def _shut(instance: Instance, rules: tuple[Rule, ...], pin: StandsThere) -> Conflict | None:
    """The fewest of the scenario's own words that alone shut the place to the session, if they do.

    A conflict with other sessions would be as true; this one is shorter and surer.
    """
    grid = grid_of(instance, tuple(rule for rule in rules if rule.as_asked), prune=False)
    index_of = {id(demand): index for index, demand in enumerate(instance.demands)}
    shutting: dict[int, set[Member]] = {cell.id: set() for cell in pin.cells_there(grid)}
    for statement in grid.statements:
        if isinstance(statement, Never) and len(statement.events) == 1 and not statement.events[0].negated:
            cell, *others = grid.cells_of(statement.events[0])
            if cell.id in shutting and not others:
                shutting[cell.id].add(Member(statement.rule, index_of[id(cell.demand)]))
    members = [*dict.fromkeys(sorted(chain.from_iterable(shutting.values()), key=lambda m: (m.rule, m.demand or 0)))]
    if not all(shutting.values()):
        return None
    sets = (told for size in range(1, len(members) + 1) for told in combinations(members, size))
    return next((Conflict(told, True) for told in sets if all(by.intersection(told) for by in shutting.values())), None)
