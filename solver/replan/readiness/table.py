"""The readiness rules, in order: this tuple is the table of contents."""

from __future__ import annotations

from solver.replan.readiness.morning import Advice, Effect, Rule, Situation
from solver.replan.readiness.pain_and_illness import a8_a_little_pain, a9_pain, a10_ill
from solver.replan.readiness.ramp import eased_weeks
from solver.replan.readiness.soreness import (
    a1_green,
    a2_sore_legs,
    a3_very_sore_legs,
    a4_legs_need_rest,
    a5_sore_upper_body,
    a6_tired,
)
from solver.replan.readiness.weeks import (
    a7_tired_for_days,
    a11_key_runs_missed,
    a12_harder_than_meant,
    a13_a_gap,
    a14_new_to_strength,
    a15_feeling_great,
)

READINESS: tuple[Rule, ...] = (
    a1_green,
    a2_sore_legs,
    a3_very_sore_legs,
    a4_legs_need_rest,
    a5_sore_upper_body,
    a6_tired,
    a7_tired_for_days,
    a8_a_little_pain,
    a9_pain,
    a10_ill,
    a11_key_runs_missed,
    a12_harder_than_meant,
    a13_a_gap,
    a14_new_to_strength,
    a15_feeling_great,
)


def effects_of(situation: Situation) -> tuple[Effect, ...]:
    """Everything the rules ask for, in their order; a green morning is told only where nothing else changes."""
    effects = tuple(effect for rule in READINESS for effect in rule(situation))
    effects += tuple(eased_weeks(situation, effects))
    changed = any(not isinstance(effect, Advice) for effect in effects)
    return tuple(effect for effect in effects if not (changed and effect.rule == "A1"))
