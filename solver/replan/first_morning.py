"""What the mornings of a log ask of a plan just made, which plans by the weeks asked for: told, for ``replan`` to do.

A check-in is about the sessions of the next days as a plan has them: which run waits a day, which lift is lighter. So
the readiness rules need a plan to speak of, and what they make of it is the nearest to that plan.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace

from constraints.week.morning_check_in import MorningCheckIn
from scenarios.log.log import Log
from scenarios.meanwhile import Care
from scenarios.plan import Plan
from scenarios.readiness import Readiness
from scenarios.spoken import listed
from solver.replan.past import past_of
from solver.replan.readiness.morning import Effect, Situation, Softer
from solver.replan.readiness.table import effects_of
from solver.replan.spared_days import spared_days

OF_MORNINGS = frozenset(f"A{number}" for number in range(2, 11))
"""The rules that go by check-ins. A11 to A14 go by training, which a plan just made has counted in."""


def with_first_morning(plan: Plan, log: Log, limits: Readiness, rule: MorningCheckIn, file: str) -> Plan:
    """The plan with a note before all others where check-ins ask for less than it holds; ``file`` is the log's name."""
    start = plan.instance.start
    situation = Situation(log, start, plan, past_of(plan, start, frozenset(), log), limits)
    effects = tuple(effect for effect in effects_of(situation) if effect.rule in OF_MORNINGS)
    asked = list(_asked(plan, effects, rule))
    if not asked:
        return plan
    command = f"runlift replan plan.json --from {start} --log {shlex.quote(file)}"
    note = f"the log's check-in asks for less than this plan holds: {'; '.join(asked)}. To plan by it: {command}"
    return replace(plan, instance=replace(plan.instance, notes=(note, *plan.instance.notes)))


def _asked(plan: Plan, effects: tuple[Effect, ...], rule: MorningCheckIn) -> Iterator[str]:
    """The days spared of what stands on them, and other sessions made easier."""
    told, spared = spared_days(plan, (effect for effect in effects if isinstance(effect, Care)), rule)
    if told:
        yield told
    easier: dict[tuple[str, str], list[str]] = {}
    for effect in effects:
        if isinstance(effect, Softer) and (effect.planned.day, effect.planned.name) not in spared:
            easier.setdefault((effect.rule, effect.why), []).append(effect.planned.name)
    for (number, why), sessions in easier.items():
        yield f"{listed(list(dict.fromkeys(sessions)))} made easier ({number}: {why})"
