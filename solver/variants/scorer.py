"""One scorer for every variant: the baseline's rules, by their own ``check``, on the baseline's question.

Variants change rules and so the objective; their own points are never compared.
"""

from __future__ import annotations

from dataclasses import dataclass

from constraints.base.rule import Rule
from scenarios.demands import Demand
from scenarios.instance import Instance
from scenarios.plan import LeftOut, Plan, Score
from scenarios.sessions import PlannedSession
from solver.asking.placements import stands_of
from solver.verify import judge, score_of


class NotAskedForError(Exception):
    """A plan holds a session that its question does not ask for."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A plan as some rules see it: ``broken`` names the hard rules it breaks, once for each time."""

    score: Score
    broken: tuple[str, ...]


def judged(plan: Plan, rules: tuple[Rule, ...]) -> Judged:
    """A plan's score and the hard rules it breaks."""
    found = judge(plan, rules)
    broken = tuple(violation.rule for violation in found if violation.points is None)
    return Judged(score_of(plan, rules, found), broken)


def transferred(plan: Plan, instance: Instance) -> Plan:
    """The same sessions in the same places, as an answer to ``instance``, which asks for the same sessions.

    Units are named in order of time, so that plans differ only where sessions stand elsewhere. Raises
    ``NotAskedForError``.
    """
    left = {id(demand): demand.count for demand in instance.demands}
    placed: dict[int, list[PlannedSession]] = {id(demand): [] for demand in instance.demands}
    for planned in sorted((p for p in plan.sessions if p.session.type != "race"), key=lambda p: p.start):
        fitting = [demand for demand in instance.demands if left[id(demand)] and _fits(planned, demand, instance)]
        if not fitting:
            raise NotAskedForError(f"{planned.name} on {plan.place(planned)} is not asked for, or not so often")
        demand = min(fitting, key=lambda demand: (demand.fixed is None, demand.days is None and demand.slots is None))
        left[id(demand)] -= 1
        placed[id(demand)].append(planned)
    sessions: list[PlannedSession] = []
    left_out: list[LeftOut] = []
    for demand in instance.demands:
        taken = placed[id(demand)]
        for name, p in zip(demand.names(), taken, strict=False):
            sessions.append(PlannedSession(demand.session, name, p.day, p.slot, p.start, p.end))
        left_out += [LeftOut(name, demand.session, demand.week) for name in demand.names()[len(taken) :]]
    race = instance.race
    if race is not None and 0 <= race.day < len(instance.days):
        sessions.append(race)
    return Plan(instance, tuple(sorted(sessions, key=lambda p: (p.start, p.name))), tuple(left_out))


def _fits(planned: PlannedSession, demand: Demand, instance: Instance) -> bool:
    if demand.session != planned.session or demand.week != planned.day // 7:
        return False
    if demand.fixed is not None:
        return demand.fixed == (planned.day, planned.slot)
    day_fits = demand.days is None or instance.days[planned.day].weekday in demand.days
    return day_fits and (demand.slots is None or planned.slot in demand.slots)


def points_text(score: Score) -> str:
    """The points of each rule that costs any, as text: ``even_load=12 run_lift_gap=2``."""
    return " ".join(f"{rule}={points}" for rule, points in score.points.items() if points)


def placement_text(plan: Plan) -> str:
    """Where each session stands, as text: ``3:lower@2:wed.evening`` is demand 3, a lower, on day 2."""
    instance = plan.instance
    return " ".join(
        f"{demand}:{instance.demands[demand].session.name}@{day}:{instance.days[day].weekday}.{slot}"
        for demand, day, slot in sorted(stands_of(plan))
    )
