"""Why a session is left out, and why a scenario cannot be done: a conflict in the athlete's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from constraints.base.rule import Rule
from scenarios.instance import Instance
from scenarios.plan import Plan
from solver.explain.conflicts import Conflict, Questions
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

    What the budget leaves no time for is asked no more.
    """
    units = plan.instance.units()
    found: dict[int, Explanation | None] = {}
    left_out = []
    for left in plan.left_out:
        index = units[left.week, left.name]
        if index not in found:
            found[index] = None if budget.over else why(index)
        explanation = found[index]
        left_out.append(
            replace(left, reasons=(UNPROVEN,))
            if explanation is None
            else replace(left, reasons=explanation.texts, rules=explanation.conflict.rules)
        )
    return replace(plan, left_out=tuple(left_out))


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
    everything = {index: demand.wanted for index, demand in enumerate(instance.demands)}
    conflict = Questions(instance, rules).conflict(everything, {}, budget)
    return None if conflict is None else explanation_of(instance, rules, conflict, Focus(season=season))


def explanation_of(
    instance: Instance, rules: tuple[Rule, ...], conflict: Conflict, focus: Focus = EVERYTHING
) -> Explanation:
    """A conflict in words."""
    return Explanation(conflict_lines(instance, rules, conflict, focus), conflict)
