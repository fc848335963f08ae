"""Why a session is left out, and why a scenario cannot be done: a conflict in the athlete's words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from constraints.base.rule import Rule
from scenarios.instance import Instance
from scenarios.plan import LeftOut, Plan
from scenarios.sessions import TIERS
from solver.explain.conflicts import Conflict, Questions
from solver.explain.wording import EVERYTHING, Focus, Line, conflict_lines


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


def with_reasons(plan: Plan, rules: tuple[Rule, ...]) -> Plan:
    """The plan with the smallest reason told for each session left out."""
    if not plan.left_out:
        return plan
    questions = Questions(plan.instance, rules)
    told: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    left_out = []
    for left in plan.left_out:
        index = _demand_of(plan.instance, left)
        if index not in told:
            explanation = why_left_out(plan, index, questions, rules)
            told[index] = (
                (("no reason could be proven in time",), ())
                if explanation is None
                else (explanation.texts, explanation.conflict.rules)
            )
        reasons, names = told[index]
        left_out.append(replace(left, reasons=left.reasons or reasons, rules=names))
    return replace(plan, left_out=tuple(left_out))


def why_left_out(
    plan: Plan, index: int, questions: Questions, rules: tuple[Rule, ...], *, season: bool = False
) -> Explanation | None:
    """What keeps one more unit of a demand out while everything as important stays placed; None if unknown.

    Of part of a ``season`` the reason names the week.
    """
    placed = dict.fromkeys(range(len(plan.instance.demands)), 0)
    for number, demand in enumerate(plan.instance.demands):
        names = demand.names()
        placed[number] = sum(p.name in names and p.day // 7 == demand.week for p in plan.sessions)
    rank = TIERS.index(plan.instance.demands[index].session.tier)
    kept_up = {
        number: count
        for number, count in placed.items()
        if number != index and count and TIERS.index(plan.instance.demands[number].session.tier) <= rank
    }
    conflict = questions.conflict(kept_up, {index: placed[index] + 1})
    return None if conflict is None else explanation_of(plan.instance, rules, conflict, Focus(index, season=season))


def why_infeasible(instance: Instance, rules: tuple[Rule, ...], *, season: bool = False) -> Explanation | None:
    """The smallest conflict that keeps a scenario, or part of a ``season``, from being done in full.

    None when it can be done, or when that could not be told in time.
    """
    everything = {index: demand.count for index, demand in enumerate(instance.demands)}
    conflict = Questions(instance, rules).conflict(everything, {})
    return None if conflict is None else explanation_of(instance, rules, conflict, Focus(season=season))


def explanation_of(
    instance: Instance, rules: tuple[Rule, ...], conflict: Conflict, focus: Focus = EVERYTHING
) -> Explanation:
    """A conflict in words."""
    return Explanation(conflict_lines(instance, rules, conflict, focus), conflict)


def _demand_of(instance: Instance, left: LeftOut) -> int:
    return next(
        index
        for index, demand in enumerate(instance.demands)
        if demand.week == left.week and left.name in demand.names()
    )
