"""One member's week with the nights of the groups joined; a night that cannot work is told why and let go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from constraints.base.rule import Rule
from scenarios.club import Night
from scenarios.instance import Instance
from scenarios.night_cautions import Caution, cautions
from scenarios.nights import NightError, night_units, with_nights
from scenarios.schema import Scenario
from scenarios.season.periodization import week_asks
from solver.asking.pins import StandsThere
from solver.explain.conflicts import Questions
from solver.explain.reasons import explanation_of
from solver.explain.wording import Focus
from solver.gym.only_there import LiftsOnlyThere
from solver.options import Options
from solver.prepared import prepare
from solver.result import Result
from solver.solve import solve_instance

NOT_TOLD = "no reason could be proven in time"


@dataclass(frozen=True, slots=True)
class Given:
    """A group's night that a member cannot join, and the smallest reason known."""

    group: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """A member's answer: the scenario with the nights that are kept, its result, and the nights given up.

    ``cautions`` tell of kept nights that ask more of the member than their own week would.
    """

    scenario: Scenario
    result: Result
    kept: tuple[str, ...]
    given_up: tuple[Given, ...]
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """A member's week with the nights that can stand in it, what to know of those, and why the others cannot."""

    scenario: Scenario
    instance: Instance
    rules: tuple[Rule, ...]
    nights: Mapping[str, Night]
    given_up: tuple[Given, ...]
    cautions: tuple[Caution, ...]

    def pins(self) -> tuple[Rule, ...]:
        """Rules by which every night stands."""
        return tuple(_pins(self.instance, self.nights))


def plan_together(scenario: Scenario, nights: Mapping[str, Night], gym: LiftsOnlyThere | None = None) -> Together:
    """Plan one member. The nights bind as far as the member's free time and hard rules let them stand.

    A night that cannot stand is taken out, with the smallest conflict as its reason, and the week is planned as if the
    member had not joined that group. Own sessions never push a night out. In a season a night that has no place in one
    week is left out of that week only, with its reasons. ``gym`` says where strength sessions may stand: they never
    push a night out either. Raises ``InputError`` for settings the rules refuse.
    """
    if gym is not None:
        bound = bound_by(scenario, nights)
        return _together(bound, _solved(bound.instance, bound.rules, (*bound.pins(), gym)))
    kept, given_up = dict(nights), list[Given]()
    while True:
        bound = _prepared(scenario, nights, kept, given_up)
        result = solve_instance(bound.instance, bound.rules, Options())
        missing = _missing(result, kept)
        if bound.instance.weeks > 1 or not missing:
            return _together(bound, result)
        lost = _cannot_stand(bound.instance, bound.rules, kept, missing)
        if lost is None:
            return _together(bound, _solved(bound.instance, bound.rules, bound.pins()))
        given_up.append(lost)
        del kept[lost.group]


def bound_by(scenario: Scenario, nights: Mapping[str, Night]) -> Bound:
    """The nights that can all stand together, and why the others cannot."""
    kept, given_up = dict(nights), list[Given]()
    while True:
        bound = _prepared(scenario, nights, kept, given_up)
        lost = _cannot_stand(bound.instance, bound.rules, kept, list(kept)) if kept else None
        if lost is None:
            return bound
        given_up.append(lost)
        del kept[lost.group]


def _prepared(scenario: Scenario, nights: Mapping[str, Night], kept: dict[str, Night], given_up: list[Given]) -> Bound:
    """The week with the nights that can be asked for at all; the others go from ``kept`` to ``given_up``."""
    own, _ = week_asks(scenario) if kept else ([], [])
    while True:
        try:
            bound = with_nights(scenario, kept, own)
        except NightError as error:
            given_up.append(Given(error.group, (error.reason,)))
            del kept[error.group]
            continue
        instance, rules = prepare(bound)
        found = cautions(scenario, kept, own)
        told = (*(_note(nights, given) for given in given_up), *(_caution_note(nights, each) for each in found))
        instance = replace(instance, notes=(*instance.notes, *told))
        return Bound(bound, instance, rules, dict(kept), tuple(given_up), found)


def _together(bound: Bound, result: Result) -> Together:
    return Together(bound.scenario, result, tuple(bound.nights), bound.given_up, bound.cautions)


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
    return None if conflict is None else explanation_of(instance, rules, conflict, Focus(demand)).texts


def _solved(instance: Instance, rules: tuple[Rule, ...], more: tuple[Rule, ...]) -> Result:
    """The best week under more rules than are the member's own, whatever of the member's own it costs."""
    return replace(solve_instance(instance, (*rules, *more), Options()), rules=rules)


def _pins(instance: Instance, kept: Mapping[str, Night]) -> Iterator[Rule]:
    for group, unit in night_units(kept).items():
        demand = _demand(instance, unit)
        place = instance.demands[demand].fixed
        if place is not None:
            said = f"the {group.replace('_', ' ')} group meets on {_when(kept[group])}"
            yield StandsThere(demands=(demand,), day=place[0], slot=place[1], said=said)


def _demand(instance: Instance, unit: str) -> int:
    return next(index for index, demand in enumerate(instance.demands) if unit in demand.names())


def _note(nights: Mapping[str, Night], given: Given) -> str:
    return f"without the {_named(nights, given.group)}: {'; '.join(given.reasons)}"


def _caution_note(nights: Mapping[str, Night], caution: Caution) -> str:
    return f"the {_named(nights, caution.group)} asks more than your own week would: {'; '.join(caution.reasons)}"


def _named(nights: Mapping[str, Night], group: str) -> str:
    night = nights[group]
    session = night.session.replace("_", " ")
    return f"{group.replace('_', ' ')} group ({session} on {_when(night)}, {night.minutes} min)"


def _when(night: Night) -> str:
    return f"{night.day.capitalize()} {night.slot.replace('_', ' ')}"
