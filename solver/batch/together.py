"""One member's week with the nights of the groups joined; a night that cannot work is told why and let go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from constraints.base.rule import Rule
from scenarios.club import Night
from scenarios.instance import Instance
from scenarios.nights import NightError, night_units, with_nights
from scenarios.schema import Scenario
from solver.explain import explanation_of
from solver.pins import StandsThere
from solver.questions import Questions
from solver.result import Result
from solver.solve import Options, prepare
from solver.weeks import solve_instance

NOT_TOLD = "no reason could be proven in time"


@dataclass(frozen=True, slots=True)
class Given:
    """A group's night that a member cannot join, and the smallest reason known."""

    group: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """A member's answer: the scenario with the nights that are kept, its result, and the nights given up."""

    scenario: Scenario
    result: Result
    kept: tuple[str, ...]
    given_up: tuple[Given, ...]


def plan_together(scenario: Scenario, nights: Mapping[str, Night]) -> Together:
    """Plan one member. The nights bind as far as the member's free time and hard rules let them stand.

    A night that cannot stand is taken out, with the smallest conflict as its reason, and the week is planned as if the
    member had not joined that group. Own sessions never push a night out. In a season a night that has no place in one
    week is left out of that week only, with its reasons. Raises ``InputError`` for settings the rules refuse.
    """
    kept, given_up = dict(nights), list[Given]()
    while True:
        try:
            bound = with_nights(scenario, kept)
        except NightError as error:
            given_up.append(Given(error.group, (error.reason,)))
            del kept[error.group]
            continue
        instance, rules = prepare(bound)
        instance = replace(instance, notes=(*instance.notes, *(_note(nights, given) for given in given_up)))
        result = solve_instance(instance, rules, Options())
        missing = _missing(result, kept)
        if instance.weeks > 1 or not missing:
            return Together(bound, result, tuple(kept), tuple(given_up))
        lost = _cannot_stand(instance, rules, kept, missing)
        if lost is None:
            return Together(bound, _pinned(instance, rules, kept), tuple(kept), tuple(given_up))
        given_up.append(lost)
        del kept[lost.group]


def _missing(result: Result, kept: Mapping[str, Night]) -> list[str]:
    """The groups whose night does not stand in the plan."""
    if result.plan is None:
        return list(kept)
    left_out = {left.name for left in result.plan.left_out}
    return [group for group, unit in night_units(kept).items() if unit in left_out]


def _cannot_stand(
    instance: Instance, rules: tuple[Rule, ...], kept: Mapping[str, Night], missing: list[str]
) -> Given | None:
    """The night to let go, and why; None when all of them could stand, were the member's own sessions to yield.

    A night that cannot stand even alone goes first; of nights in each other's way, the one the club file names last.
    """
    questions = Questions(instance, rules)
    demands = {group: _demand(instance, unit) for group, unit in night_units(kept).items()}
    if questions.possible(dict.fromkeys(demands.values(), 1)):
        return None
    for group in missing:
        reasons = _why(questions, instance, rules, demands[group], ())
        if reasons is not None:
            return Given(group, reasons)
    last = missing[-1]
    others = tuple(index for group, index in demands.items() if group != last)
    return Given(last, _why(questions, instance, rules, demands[last], others) or (NOT_TOLD,))


def _why(
    questions: Questions, instance: Instance, rules: tuple[Rule, ...], demand: int, others: tuple[int, ...]
) -> tuple[str, ...] | None:
    conflict = questions.conflict(dict.fromkeys(others, 1), {demand: 1})
    return None if conflict is None else explanation_of(instance, rules, conflict, it=demand).texts


def _pinned(instance: Instance, rules: tuple[Rule, ...], kept: Mapping[str, Night]) -> Result:
    """The best week in which every night stands, whatever of the member's own it costs."""
    pins: list[Rule] = []
    for unit in night_units(kept).values():
        demand = _demand(instance, unit)
        place = instance.demands[demand].fixed
        if place is not None:
            pins.append(StandsThere(demands=(demand,), day=place[0], slot=place[1]))
    result = solve_instance(instance, (*rules, *pins), Options())
    return replace(result, rules=rules)


def _demand(instance: Instance, unit: str) -> int:
    return next(index for index, demand in enumerate(instance.demands) if unit in demand.names())


def _note(nights: Mapping[str, Night], given: Given) -> str:
    night = nights[given.group]
    where = f"{night.session} on {night.day} {night.slot}, {night.minutes} min"
    return f"without the {given.group.replace('_', ' ')} group ({where}): {'; '.join(given.reasons)}"
