"""Why a session is left out, and why a scenario cannot be done: a conflict in the athlete's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from constraints.base.rule import Rule
from scenarios.demands import Demand
from scenarios.instance import Instance
from scenarios.plan import TIERS, LeftOut, Plan
from solver.questions import SESSION, Conflict, Member, Questions

MOST_PLACES_TOLD = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an explanation, and the members of the conflict it tells."""

    text: str
    members: tuple[Member, ...]


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


def why_left_out(plan: Plan, index: int, questions: Questions, rules: tuple[Rule, ...]) -> Explanation | None:
    """What keeps one more unit of a demand out while everything as important stays placed; None if unknown."""
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
    return None if conflict is None else explanation_of(plan.instance, rules, conflict, it=index)


def why_infeasible(instance: Instance, rules: tuple[Rule, ...]) -> Explanation | None:
    """The smallest conflict that keeps a scenario from being done in full.

    None when it can be done, or when that could not be told in time.
    """
    everything = {index: demand.count for index, demand in enumerate(instance.demands)}
    conflict = Questions(instance, rules).conflict(everything, {})
    return None if conflict is None else explanation_of(instance, rules, conflict)


def explanation_of(
    instance: Instance, rules: tuple[Rule, ...], conflict: Conflict, it: int | None = None
) -> Explanation:
    """A conflict in words: what is said of each session, then the rules. ``it`` is the demand spoken of."""
    lines: list[Line] = []
    for index in dict.fromkeys(m.demand for m in conflict.members if m.demand is not None):
        own = tuple(member for member in conflict.members if member.demand == index)
        facts = [fact for member in own for fact in _facts(instance, member)]
        name = "it" if index == it else _called(instance.demands[index])
        if facts:
            lines.append(Line(f"{name} {' and '.join(facts)}", own))
        elif index != it:
            lines.append(Line(f"place {name} too" if it is not None else f"place {name}", own))
    said = {rule.name: rule.sentence() for rule in rules}
    general = [member for member in conflict.members if member.demand is None]
    lines += [Line(said[member.rule], (member,)) for member in general]
    return Explanation(tuple(lines), conflict)


def _called(demand: Demand) -> str:
    """A demand by its units' names: ``easy``, ``each of easy, easy-2``."""
    names = demand.names()
    return names[0] if len(names) == 1 else f"each of {', '.join(names)}"


def _facts(instance: Instance, member: Member) -> Iterator[str]:
    """What the scenario says of one demand, where that is part of the conflict."""
    demand = instance.demands[member.demand or 0]
    if member.rule == "fixed_sessions" and demand.fixed is not None:
        day, slot = demand.fixed
        yield f"is fixed on {instance.days[day].name} {slot}"
    elif member.rule == "allowed_days":
        yield f"may stand only on {', '.join((*(demand.days or ()), *(demand.slots or ())))}"
    elif member.rule == "blocked_dates":
        blocked = [day.name for day in instance.week_days(demand.week) if day.blocked]
        yield f"cannot stand on {', '.join(blocked)} (away)"
    elif member.rule == "free_time":
        yield _free_time(instance, demand)
    elif member.rule != SESSION:
        yield f"is bound by {member.rule}"


def _free_time(instance: Instance, demand: Demand) -> str:
    minutes = demand.session.minutes
    slots = [(day, slot) for day in instance.week_days(demand.week) for slot in day.slots if slot.minutes]
    fitting = [f"{day.name} {slot.name}" for day, slot in slots if slot.minutes >= minutes]
    if not fitting:
        longest = max((slot.minutes for _, slot in slots), default=0)
        return f"takes {minutes} min and the longest free slot has {longest}"
    if len(fitting) > MOST_PLACES_TOLD:
        return f"takes {minutes} min, which {len(fitting)} slots of the week have"
    return f"takes {minutes} min, free only on {', '.join(fitting)}"


def _demand_of(instance: Instance, left: LeftOut) -> int:
    return next(
        index
        for index, demand in enumerate(instance.demands)
        if demand.week == left.week and left.name in demand.names()
    )
