"""A planned week or two, and what a log of its mornings asks of the days to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from scenarios.log.log import Log, parse_log
from scenarios.meanwhile import Care, Meanwhile
from scenarios.plan import Plan
from scenarios.resumed import resumed
from scenarios.schema import WEEKDAYS, Scenario
from solver.replan.past import past_of
from solver.replan.readiness.morning import Advice, Effect, Situation, Softer
from solver.replan.readiness.table import effects_of
from solver.solve import solve

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (dt.date(2026, 11, 30) + dt.timedelta(days=day) for day in range(4))
PLACES = {
    "lower": ("mon", "evening"),
    "easy": ("tue", "morning"),
    "tempo": ("wed", "morning"),
    "full": ("thu", "evening"),
    "easy-2": ("fri", "morning"),
    "upper": ("fri", "evening"),
    "long": ("sun", "morning"),
}
FEELINGS = ("soreness_legs", "soreness_upper", "fatigue", "sleep_h", "sleep_quality", "stress", "pain", "gait_changed")
HEAD = f"date,start,session,minutes,rpe,{','.join(FEELINGS)},ill"
AS_PLANNED = {
    MONDAY: ["18:00,lower,30"],
    TUESDAY: ["06:30,easy,40"],
    WEDNESDAY: ["06:30,tempo,50"],
    THURSDAY: ["18:00,full,30"],
}


@dataclass(frozen=True)
class Morning:
    """A morning on which the log is read, and what it asks for."""

    situation: Situation

    @property
    def effects(self) -> list[Effect]:
        return list(effects_of(self.situation))

    def found(self, rule: str) -> list[Effect]:
        """What one rule asks for."""
        return [effect for effect in self.effects if effect.rule == rule]

    def softened(self, rule: str) -> dict[str, Softer]:
        """The sessions a rule asks less of, by name."""
        return {effect.planned.name: effect for effect in self.found(rule) if isinstance(effect, Softer)}

    def spared(self, rule: str) -> set[tuple[str, int, int]]:
        """What a rule keeps from which days, first and last."""
        return {(care.no, care.first.day, care.last.day) for care in self.found(rule) if isinstance(care, Care)}

    def advice(self, rule: str) -> list[str]:
        """What a rule only says."""
        return [effect.text for effect in self.found(rule) if isinstance(effect, Advice)]


@dataclass(frozen=True)
class Taken:
    """A plan taken up again, and the question it answers."""

    scenario: Scenario
    plan: Plan

    @staticmethod
    def question(weeks: int = 1, **changed: Any) -> Scenario:
        return Scenario.model_validate(
            {
                "start": MONDAY,
                "weeks": weeks,
                "goal": "10k",
                "available": {day: {"morning": 90, "evening": 60} for day in WEEKDAYS},
                "runs": [
                    {"type": "tempo", "minutes": 50},
                    {"type": "long", "minutes": 80},
                    {"type": "easy", "minutes": 40, "times": 2},
                ],
                "strength": {"focus": ["upper", "lower", "full"]},
                **changed,
            }
        )

    @staticmethod
    def row(date: dt.date, session: str = "", /, **felt: object) -> str:
        """A row of the log: ``row(MONDAY, "18:00,lower,30", soreness_legs=3)``."""
        start, what, minutes = session.split(",") if session else ("", "rest", "")
        cells = [str(felt.get(column, "")) for column in ("rpe", *FEELINGS, "ill")]
        return ",".join([date.isoformat(), start, what, minutes, *cells])

    @staticmethod
    def log(*rows: str) -> Log:
        """A log of these rows."""
        return parse_log("\n".join([HEAD, *rows]).encode(), "log.csv")

    def taken(self, **changed: Any) -> Taken:
        """Another week, whose plan stands as ``fixed`` says, and whose question fixes nothing."""
        plan = solve(self.question(**changed)).plan
        assert plan is not None
        assert not plan.left_out
        free = self.question(**{key: value for key, value in changed.items() if key != "fixed"})
        instance = resumed(free, Meanwhile.model_validate({"from": MONDAY}))
        return Taken(free, Plan(instance, plan.sessions, ()))

    def on(self, since: dt.date, *rows: str, planned: bool = True) -> Morning:
        """The morning of ``since``, everything before it done as planned unless told otherwise."""
        before = [self.row(date, each) for date, sessions in AS_PLANNED.items() if date < since for each in sessions]
        log = self.log(*(before if planned else ()), *rows)
        past = past_of(self.plan, since, frozenset(), log)
        return Morning(Situation(log, since, self.plan, past, self.scenario.readiness))


def taken(count: int) -> Taken:
    fixed = [{"session": name, "day": day, "slot": slot} for name, (day, slot) in PLACES.items()]
    plan = solve(Taken.question(count, fixed=fixed)).plan
    assert plan is not None
    assert not plan.left_out
    instance = resumed(Taken.question(count), Meanwhile.model_validate({"from": MONDAY}))
    return Taken(Taken.question(count), Plan(instance, plan.sessions, ()))


@pytest.fixture(scope="session")
def week() -> Taken:
    """One week, every session where ``PLACES`` says."""
    return taken(1)


@pytest.fixture(scope="session")
def weeks() -> Taken:
    """Two such weeks."""
    return taken(2)


@pytest.fixture(params=["week", "weeks"])
def either(request: pytest.FixtureRequest) -> Taken:
    """One week, or two."""
    return request.getfixturevalue(request.param)
