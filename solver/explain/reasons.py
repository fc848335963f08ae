"""Why a session is left out, and why a scenario cannot be done: a conflict in the athlete's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from constraints.base.rule import Rule
from scenarios.demands import swaps
from scenarios.instance import Instance
from scenarios.plan import LeftOut, Plan
from solver.explain.conflicts import SESSION, Conflict, Member, Questions
from solver.explain.wording import EVERYTHING, Focus, Line, conflict_lines
from solver.time_budget import TimeBudget

UNPROVEN = "no reason could be proven in time"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why something cannot be: sentences that cannot all hold; ``minimal`` when each of them is needed."""

    lines: tuple[Line, ...]
    conflict: Conflict

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences, and the caveat where smallness is not proven."""
        caveat = () if self.conflict.minimal else ("not proven to be the smallest reason",)
        return (*(line.text for line in self.lines), *caveat)


def with_reasons(plan: Plan, rules: tuple[Rule, ...], budget: TimeBudget) -> Plan:
    """The plan with the smallest reason told for each session left out, as far as the budget goes."""
    if not plan.left_out:
        return plan
    questions = Questions(plan.instance, rules)
    return each_explained(plan, lambda index: why_left_out(plan, index, questions, rules), budget)


def each_explained(plan: Plan, why: Callable[[int], Explanation | None], budget: TimeBudget) -> Plan:
    """The plan with what ``why`` says of the demand (its index) of each session left out; units of one are alike.

    Of a session that a spare may stand in place of, it says of the spare, too, why that has no place. What the budget
    leaves no time for is asked no more.
    """
    units = plan.instance.units()
    found: dict[int, Explanation | None] = {}

    def explained(index: int) -> Explanation | None:
        if index not in found:
            found[index] = None if budget.over else why(index)
        return found[index]

    left_out = []
    for left in plan.left_out:
        index = units[left.week, left.name]
        explanation, spare = explained(index), _spare_of(plan, index)
        if explanation is None:
            left_out.append(replace(left, reasons=(UNPROVEN,)))
            continue
        told = replace(left, reasons=explanation.texts, rules=explanation.conflict.rules)
        instead = None if spare is None else explained(spare)
        if spare is not None and instead is not None:
            told = _neither(told, _name(plan.instance, spare), instead)
        left_out.append(told)
    return replace(plan, left_out=tuple(left_out))


def _spare_of(plan: Plan, index: int) -> int | None:
    """The spare that may stand in place of a demand and does not stand; None if there is none."""
    demands, placed = plan.instance.demands, plan.placed()
    own = next((swap.places for swap in swaps(demands) if index in swap.places), ())
    return next((place for place in own if demands[place].spare and place != index and not placed[place]), None)


def _neither(left: LeftOut, spare: str, instead: Explanation) -> LeftOut:
    """A session left out with what keeps out the spare, too, as far as it is not said already."""
    more = [line for line in instead.texts if line not in left.reasons]
    why = f": {'; '.join(more)}" if more else ""
    reasons = (*left.reasons, f"{spare}, which may stand in its place, has no place either{why}")
    return replace(left, reasons=reasons, rules=tuple(dict.fromkeys((*left.rules, *instead.conflict.rules))))


def why_left_out(
    plan: Plan, index: int, questions: Questions, rules: tuple[Rule, ...], *, season: bool = False
) -> Explanation | None:
    """What keeps one more unit of a demand out while everything as important stays placed; None if unknown.

    Of part of a ``season`` the reason names the week.
    """
    placed, demands = plan.placed(), plan.instance.demands
    kept_up = {
        number: placed[number]
        for number in sorted(placed)
        if number != index and demands[number].session.as_important_as(demands[index].session)
    }
    conflict = questions.conflict(kept_up, {index: placed[index] + 1})
    return None if conflict is None else explanation_of(plan.instance, rules, conflict, Focus(index, season=season))


def why_infeasible(
    instance: Instance, rules: tuple[Rule, ...], budget: TimeBudget | None = None, *, season: bool = False
) -> Explanation | None:
    """The smallest conflict that keeps a scenario, or part of a ``season``, from being done in full.

    Once the ``budget`` is over (None: there is none), the smallest found so far. None when it can be done, or when that
    could not be told in time.
    """
    asked = {index: demand.wanted for index, demand in enumerate(instance.demands)}
    instead = dict(_in_place(instance))
    for spare, other in instead.items():
        asked[spare], asked[other] = 1, asked[other] - 1
    conflict = Questions(instance, rules).conflict(asked, {}, budget)
    if conflict is None:
        return None
    found = explanation_of(instance, rules, conflict, Focus(season=season))
    lines = [
        Line(f"{_name(instance, spare)} stands here for {_name(instance, other)}, which fits no better", (blamed,))
        for spare, other in instead.items()
        if (blamed := Member(SESSION, spare)) in conflict.members
    ]
    return replace(found, lines=(*found.lines, *lines))


def _in_place(instance: Instance) -> Iterator[tuple[int, int]]:
    """Each spare, and the leg session that the goal needs least: what keeps these out keeps out the two leg sessions.

    Upper body takes as long, and minds fewer rules.
    """
    for swap in swaps(instance.demands):
        own = [place for place in swap.places if not instance.demands[place].spare]
        spares = [place for place in swap.places if instance.demands[place].spare]
        yield from zip(spares, sorted(own, key=lambda place: instance.demands[place].session.emphasis), strict=False)


def _name(instance: Instance, index: int) -> str:
    return instance.demands[index].names()[0]


def explanation_of(
    instance: Instance, rules: tuple[Rule, ...], conflict: Conflict, focus: Focus = EVERYTHING
) -> Explanation:
    """A conflict in words."""
    return Explanation(conflict_lines(instance, rules, conflict, focus), conflict)
