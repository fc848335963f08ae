"""Why a session is left out, and why a scenario cannot be done: the smallest conflict, from the model itself.

A conflict is a set of rules and sessions that cannot hold together although it could without any one of
them. It is shrunk by deletion: each member is taken out in turn, and stays out if what remains still cannot
hold. Every question is a fresh solve without objective, hints or presolve; a question the solver leaves open
keeps its member and the conflict is told as not proven minimal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from constraints.base.grid import Grid
from constraints.base.rule import Rule
from constraints.base.statement import Limit, Never, Statement
from constraints.settings import grid_of
from scenarios.instance import Instance
from scenarios.plan import TIERS, LeftOut, Plan
from solver.cpsat import Search
from solver.formulations.slots import Slots

FEASIBILITY = (
    "num_workers:1 random_seed:1 cp_model_presolve:false cp_model_probing_level:0 symmetry_level:0 "
    "linearization_level:0 catch_sigint_signal:false max_deterministic_time:5"
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules (by name) and demands (by index) that cannot all hold; ``minimal`` when that is proven."""

    rules: tuple[str, ...]
    demands: tuple[int, ...]
    minimal: bool


class Questions:
    """Asks whether sessions can be placed under some of the rules. Objectives play no part."""

    def __init__(self, instance: Instance, rules: tuple[Rule, ...]) -> None:
        self._grid: Grid = grid_of(instance, rules, prune=False)
        self._hard: dict[str, list[Statement]] = {}
        for statement in self._grid.statements:
            if isinstance(statement, Never | Limit):
                self._hard.setdefault(statement.rule, []).append(statement)
        self.rules = tuple(self._hard)

    def possible(self, rules: tuple[str, ...], at_least: Mapping[int, int]) -> bool | None:
        """Whether the demands can be placed so often under these rules; None when the solver cannot tell."""
        statements = [statement for rule in rules for statement in self._hard[rule]]
        model = Slots(self._grid, None, statements, at_least=at_least).model
        status = Search(FEASIBILITY).run(model).status
        return None if status == "unknown" else status != "infeasible"

    def conflict(self, at_least: Mapping[int, int], kept: Mapping[int, int]) -> Conflict | None:
        """The smallest conflict among the rules and ``at_least``, with ``kept`` always asked for.

        None when everything can hold after all, or the solver cannot tell.
        """
        if self.possible(self.rules, {**at_least, **kept}) is not False:
            return None
        rules, demands = self.rules, dict(at_least)
        minimal = True
        for rule in reversed(self.rules):
            fewer = tuple(name for name in rules if name != rule)
            answer = self.possible(fewer, {**demands, **kept})
            minimal = minimal and answer is not None
            if answer is False:
                rules = fewer
        for demand in list(demands):
            rest = {index: count for index, count in demands.items() if index != demand}
            answer = self.possible(rules, {**rest, **kept})
            minimal = minimal and answer is not None
            if answer is False:
                demands = rest
        return Conflict(rules, tuple(demands), minimal)


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
            told[index] = _why_left_out(plan, left, index, questions, rules)
        reasons, names = told[index]
        left_out.append(replace(left, reasons=left.reasons or reasons, rules=names))
    return replace(plan, left_out=tuple(left_out))


def why_infeasible(instance: Instance, rules: tuple[Rule, ...]) -> tuple[str, ...]:
    """Sentences of the smallest conflict that keeps a scenario from being done in full; empty if unknown."""
    questions = Questions(instance, rules)
    everything = {index: demand.count for index, demand in enumerate(instance.demands)}
    conflict = questions.conflict(everything, {})
    return () if conflict is None else _sentences(instance, rules, conflict)


def _demand_of(instance: Instance, left: LeftOut) -> int:
    return next(
        index
        for index, demand in enumerate(instance.demands)
        if demand.week == left.week and left.name in demand.names()
    )


def _why_left_out(
    plan: Plan, left: LeftOut, index: int, questions: Questions, rules: tuple[Rule, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What keeps one more unit out while everything as important stays placed."""
    placed: dict[int, int] = {}
    for number, demand in enumerate(plan.instance.demands):
        names = demand.names()
        placed[number] = sum(p.name in names and p.day // 7 == demand.week for p in plan.sessions)
    rank = TIERS.index(left.session.tier)
    kept_up = {
        number: count
        for number, count in placed.items()
        if number != index and count and TIERS.index(plan.instance.demands[number].session.tier) <= rank
    }
    conflict = questions.conflict(kept_up, {index: placed[index] + 1})
    if conflict is None:
        return ("no reason could be proven in time",), ()
    return _sentences(plan.instance, rules, conflict, left), conflict.rules


def _sentences(
    instance: Instance, rules: tuple[Rule, ...], conflict: Conflict, left: LeftOut | None = None
) -> tuple[str, ...]:
    said = {rule.name: rule.sentence() for rule in rules}
    lines = [said[name] for name in conflict.rules]
    if left is not None and conflict.rules == ("free_time",) and not conflict.demands:
        longest = max((slot.minutes for day in instance.week_days(left.week) for slot in day.slots), default=0)
        lines = [f"it takes {left.session.minutes} min and the longest free slot has {longest}"]
    names = [name for index in conflict.demands for name in instance.demands[index].names()]
    if names:
        lines.append(f"together with {', '.join(names)}")
    if not conflict.minimal:
        lines.append("not proven to be the smallest reason")
    return tuple(lines)
