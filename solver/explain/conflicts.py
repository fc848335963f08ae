"""Whether sessions can be placed under rules, and if not, which few of them are in each other's way.

One model over session slots without objective, in which every rule and every session asked for holds only where
its literal is assumed. CP-SAT's own core is a first, often too large, answer; it is shrunk by deletion: each member
is let go in turn, and stays out if the rest still cannot hold. What that model does not settle at once is asked of
day patterns, without literals to lift: a model anew for each question, but one that proves in milliseconds that
eight sessions do not fit where the slots need half a second. Presolve stays off, so that what is told as infeasible
rests on the search alone. A question that both leave open keeps its member, and the conflict is told as not proven
minimal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass, field

from constraints.base.grid import Grid
from constraints.base.rule import Rule
from constraints.base.statement import Hard, Limit, Never
from constraints.settings import grid_of
from scenarios.instance import Instance
from solver.cpsat import Outcome, Search
from solver.defect import Defect
from solver.formulations.choice import formulated
from solver.formulations.objective import fold_of
from solver.formulations.slots import Slots
from solver.parameters import TUNED, UNPRESOLVED, Status
from solver.time_budget import TimeBudget

CORE = f"{UNPRESOLVED} max_deterministic_time:0.002"
"""With the linear relaxation, whose proofs name few members."""
YES_OR_NO = f"{CORE} linearization_level:0"
"""Without it: for a mere yes or no it takes longer than it saves."""
FEASIBILITY = f"{TUNED} max_deterministic_time:5 stop_after_first_solution:true"
SESSION = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One thing that can be let go.

    A rule (``demand`` None); what the scenario says of one demand (``rule`` free_time, blocked_dates,
    allowed_days or fixed_sessions, ``demand`` its index); or the wish that the demand is placed (``rule`` '').
    """

    rule: str
    demand: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Members that cannot all hold, although they could without any one of them (``minimal``: proven).

    ``asked`` says how often each demand is to be placed, by its index.
    """

    members: tuple[Member, ...]
    minimal: bool
    asked: Mapping[int, int] = field(default_factory=dict, compare=False)

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules involved."""
        return tuple(dict.fromkeys(member.rule for member in self.members if member.rule != SESSION))

    @property
    def demands(self) -> tuple[int, ...]:
        """The indices of the demands that are asked to be placed."""
        return tuple(m.demand for m in self.members if m.rule == SESSION and m.demand is not None)


class Questions:
    """Questions about one instance under its rules. ``grid`` holds all they say."""

    def __init__(self, instance: Instance, rules: tuple[Rule, ...]) -> None:
        self.grid = grid_of(instance, tuple(rule for rule in rules if rule.binds), prune=False)
        self._as_asked = {rule.name for rule in rules if rule.as_asked}
        self._from_others = {rule.name for rule in rules if rule.from_others}
        self._demand_of = {id(demand): index for index, demand in enumerate(instance.demands)}
        self._members = [(stated, self.member_of(stated)) for stated in self.hard]

    @property
    def hard(self) -> Iterator[Hard]:
        """What the rules state, one by one."""
        return (stated for stated in self.grid.statements if isinstance(stated, Never | Limit))

    def member_of(self, stated: Hard | int) -> Member:
        """The member a hard statement, or the wish for a demand, belongs to."""
        if isinstance(stated, int):
            return Member(SESSION, stated)
        if stated.rule in self._as_asked and isinstance(stated, Never):
            cell = self.grid.cells_of(stated.events[0])[0]
            return Member(stated.rule, self._demand_of[id(cell.demand)])
        return Member(stated.rule)

    def possible(self, at_least: Mapping[int, int]) -> bool | None:
        """Whether the demands can be placed so often (index -> times); None when the solver cannot tell."""
        status = _settled(self.grid, at_least)
        return None if status == "unknown" else status != "infeasible"

    def possible_in_full(self) -> bool | None:
        """Whether nothing has to be left out; None when the solver cannot tell."""
        asked = formulated(self.grid, fold_of(self.grid), strict=True)
        asked.model.minimize(())
        status = Search(FEASIBILITY).run(asked.model).status
        return None if status == "unknown" else status != "infeasible"

    def conflict(
        self, at_least: Mapping[int, int], kept: Mapping[int, int], budget: TimeBudget | None = None
    ) -> Conflict | None:
        """The smallest conflict among the rules and the demands ``at_least``, with ``kept`` always asked for.

        Both map a demand's index to how often it is to be placed. Once the ``budget`` is over it is shrunk no more.
        None when everything can hold after all, or the solver cannot tell.
        """

        def guard(stated: Hard | int) -> Member | None:
            return None if isinstance(stated, int) and stated in kept else self.member_of(stated)

        wanted = {**at_least, **kept}
        asking = _Asking(Slots(self.grid, None, at_least=wanted, guard=guard))

        def answer(members: Sequence[Member], parameters: str) -> tuple[Status, Sequence[Member]]:
            """Whether these can hold, and if not, those of them that are known not to."""
            outcome = asking.outcome(members, parameters)
            if outcome.status == "unknown":
                return self.status(members, at_least, kept), members
            return outcome.status, [member for member in members if asking.literals[member] in outcome.core]

        own = [member for member in asking.members if member.rule not in self._from_others]
        status, members = answer(own, CORE)
        if status != "infeasible" and len(own) < len(asking.members):
            status, members = answer(asking.members, CORE)
        if status != "infeasible":
            return None
        minimal = True
        for member in sorted(members, key=_blamed_last):
            if budget is not None and budget.over:
                minimal = False
                break
            rest = [other for other in members if other != member]
            status, _ = answer(rest, YES_OR_NO)
            minimal = minimal and status != "unknown"
            if status == "infeasible":
                members = rest
        return Conflict(tuple(members), minimal, wanted)

    def status(self, members: Iterable[Member], at_least: Mapping[int, int], kept: Mapping[int, int]) -> Status:
        """What day patterns say when these members hold and no other is stated at all."""
        holding = set(members)
        asked = {index: times for index, times in at_least.items() if Member(SESSION, index) in holding}
        return _settled(self._part(holding), {**asked, **kept})

    def _part(self, members: Set[Member]) -> Grid:
        """The grid with what these members state and nothing else: a smaller model that asks the same of them."""
        part = copy(self.grid)
        part.statements = [stated for stated, member in self._members if member in members]
        return part


def _settled(grid: Grid, at_least: Mapping[int, int]) -> Status:
    """Whether the hard statements of a grid can hold with the demands placed so often (index -> times)."""
    asked = formulated(grid, fold_of(grid))
    for index, times in at_least.items():
        left_out, certain = asked.left_out(index)
        asked.model.linear(left_out, None, grid.demands[index].count - times - certain)
    asked.model.minimize(())
    return Search(FEASIBILITY).run(asked.model).status


class _Asking:
    """One model, asked again and again with different members assumed."""

    def __init__(self, slots: Slots) -> None:
        self._model = slots.model
        self.literals: dict[Member, int] = {}
        for group, literal in slots.guards.items():
            if not isinstance(group, Member):
                raise Defect(f"not a member: {group}")
            self.literals[group] = literal
        self.members = tuple(self.literals)

    def outcome(self, members: Iterable[Member], parameters: str) -> Outcome:
        """What the solver says when these members hold and no other has to."""
        self._model.assume(self.literals[member] for member in members)
        return Search(parameters).run(self._model)


def _blamed_last(member: Member) -> tuple[int, str]:
    """What is let go of first is blamed least: general rules, then the scenario's words, then sessions."""
    return (2 if member.rule == SESSION else 0 if member.demand is None else 1), member.rule
