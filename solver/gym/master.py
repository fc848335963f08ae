"""The whole master: of the sets listed, one for everybody. Only the core of them is searched, by CP-SAT.

A plan known is the hint and part of every core, so it stands if nothing better comes out within the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from solver.cpsat import LinearTerm, Model, Outcome, Search
from solver.gym.ask import UNIT
from solver.gym.core import core_of, cost_of
from solver.gym.gym_week import Group, Link
from solver.gym.relaxed import relaxed
from solver.gym.tiers import POINTS
from solver.gym.whole import Aim, Takes, WholePlan, fits, taken
from solver.parameters import SEED

CORES = (1_000, 4_000, 16_000)
"""Sets to choose from beside each group's first, in one search after the other."""
FREED = 200
"""Groups that may take another set than in the relaxed plan, beside those that are divided in it."""
SECONDS = 2.0
"""Deterministic seconds of one search."""
_PARAMETERS = (
    f"num_workers:1 random_seed:{SEED} linearization_level:2 catch_sigint_signal:false max_deterministic_time:{SECONDS}"
)


def shared(aim: Aim, *, hint: Takes | None) -> WholePlan | None:
    """The best plan found, ``hint`` or better where that keeps to what is settled; None when there is none."""
    relax = relaxed(aim)
    if relax is None:
        return None
    core = core_of(aim, relax.prices)
    best = taken(aim.week, aim.groups, aim.links, hint) if hint is not None and fits(aim, hint) else None
    if _gap(aim, best, core.bound) >= 0:
        _, found = _searched(aim, core.around(relax.shares, FREED), None)
        best = _better(aim, best, found)
    low = core.bound
    for choices in CORES:
        if _gap(aim, best, low) < 0:
            break
        most = min(core.highest if best is None else _gap(aim, best, core.bound), core.step(choices))
        outcome, found = _searched(aim, core.within(most, None if best is None else best.takes), best)
        best = _better(aim, best, found)
        lows = [UNIT * outcome.bound] if outcome.status != "infeasible" else []
        # a plan with a set from outside the core costs at least this
        lows += [core.bound + most + 1] if most < core.highest else []
        if not lows:
            return None
        low = max(low, min(lows))
        if outcome.status in ("feasible", "unknown"):
            break
    return None if best is None else _stated(aim, best, low)


def evened(aim: Aim, best: WholePlan) -> WholePlan:
    """Of the plans that come to what ``best`` does, one that shares out the sessions as evenly as can be found.

    A member who lacks two sessions more than in their own best week weighs as much as four who lack one.
    """
    aim = replace(aim, settled=tuple(best.totals), least=POINTS)
    relax = relaxed(aim)
    if relax is None:
        return best
    core = core_of(aim, relax.prices)
    most = min(cost_of(aim, best.totals) - core.bound, core.step(CORES[0]))
    _, found = _searched(aim, core.within(most, best.takes), best, even=True)
    if found is None or uneven(aim, found.takes) >= uneven(aim, best.takes):
        return best
    return replace(best, takes=found.takes, totals=found.totals, broken=found.broken)


def uneven(aim: Aim, takes: Takes) -> int:
    """How unevenly sessions are shared: what each member lacks against their own best week, squared."""
    pairs = zip(aim.groups, takes, strict=True)
    return sum(count * _lacks(group, mask) for group, own in pairs for mask, count in own.items())


def _lacks(group: Group, mask: int) -> int:
    own = group.menu.stands.left_out if group.menu.stands else 0
    return (group.menu.left_out(mask) - own) ** 2


def _gap(aim: Aim, best: WholePlan | None, low: int) -> int:
    """How many units over a bound a better plan may cost; below 0: there is no better plan."""
    return 0 if best is None else cost_of(aim, best.totals) - UNIT - low


def _stated(aim: Aim, best: WholePlan, low: int) -> WholePlan:
    cost = -(-low // UNIT)
    proven = cost >= cost_of(aim, best.totals) // UNIT
    bound = min(best.totals[aim.least], aim.tier_of(cost))
    return WholePlan(best.takes, best.totals, best.broken, aim.least, bound, proven)


def _better(aim: Aim, one: WholePlan | None, other: WholePlan | None) -> WholePlan | None:
    plans = [plan for plan in (one, other) if plan is not None]
    return min(plans, key=lambda plan: cost_of(aim, plan.totals), default=None)


def _searched(
    aim: Aim, masks: Sequence[Sequence[int]], best: WholePlan | None, *, even: bool = False
) -> tuple[Outcome, WholePlan | None]:
    """One search over some sets of each group, for the least cost or the evenest plan; the plan it found, if any."""
    model = Model()
    takes = [_choice(model, group, own) for group, own in zip(aim.groups, masks, strict=True)]
    misses = [model.boolean() for _ in aim.links]
    for slot, places in enumerate(aim.week.places):
        model.linear([(1, v) for own in takes for mask, v in own.items() if mask >> slot & 1], None, places)
    for number, link in enumerate(aim.links):
        _state_link(model, len(aim.week.slots), link, takes, misses[number])
    tiers = [
        _terms(aim, takes, lambda group, mask: group.menu.left_out(mask)),
        [(1, miss) for miss in misses],
        _terms(aim, takes, lambda group, mask: group.menu.beyond(mask, aim.week.cap)),
        _terms(aim, takes, lambda group, mask: group.menu.sets[mask]),
    ]
    for tier, settled in zip(tiers, aim.settled, strict=False):
        model.linear(tier, None, settled)
    weight = aim.weight
    weighed = [(weight * each, variable) for each, variable in tiers[aim.least]] if weight else []
    model.minimize(_terms(aim, takes, _lacks) if even else _gathered([*weighed, *tiers[POINTS]]))
    if best is not None:
        pairs = zip(takes, best.takes, strict=True)
        model.hint({variable: had.get(mask, 0) for own, had in pairs for mask, variable in own.items()})
    outcome = Search(_PARAMETERS).run(model)
    if not outcome.values:
        return outcome, None
    found = [{mask: outcome.values[v] for mask, v in own.items() if outcome.values[v]} for own in takes]
    return outcome, taken(aim.week, aim.groups, aim.links, found)


def _choice(model: Model, group: Group, masks: Sequence[int]) -> dict[int, int]:
    """How many of a group take each set: a variable for each."""
    if len(masks) == 1:
        return {masks[0]: model.integer(group.count, group.count)}
    choice = {mask: model.integer(0, group.count) for mask in masks}
    if group.count == 1:
        model.exactly_one(choice.values())
    else:
        model.linear([(1, variable) for variable in choice.values()], group.count, group.count)
    return choice


def _state_link(model: Model, slots: int, link: Link, takes: Sequence[Mapping[int, int]], miss: int) -> None:
    for slot in range(slots):
        one, other = (
            [(1, v) for mask, v in takes[group].items() if mask >> slot & 1] for group in (link.one, link.other)
        )
        if link.kind == "never":
            model.linear([*one, *other, (-1, miss)], None, 1)
        elif one:
            model.linear([*one, *((-1, v) for _, v in other), (-1, miss)], None, 0)


def _terms(aim: Aim, takes: Sequence[Mapping[int, int]], cost: Callable[[Group, int], int]) -> list[LinearTerm]:
    return [
        (each, variable)
        for group, own in zip(aim.groups, takes, strict=True)
        for mask, variable in own.items()
        if (each := cost(group, mask))
    ]


def _gathered(terms: Sequence[LinearTerm]) -> list[LinearTerm]:
    """Each variable once."""
    sums: dict[int, int] = {}
    for times, variable in terms:
        sums[variable] = sums.get(variable, 0) + times
    return [(times, variable) for variable, times in sums.items()]
