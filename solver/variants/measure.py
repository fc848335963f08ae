"""One run: solve, time, and judge the plan twice, by the variant's own rules and by the common scorer."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass, replace

from constraints.base.rule import Rule
from scenarios.instance import Instance
from scenarios.sessions import TIERS
from solver.defect import Defect
from solver.options import Options
from solver.parameters import TUNED
from solver.prepared import prepare
from solver.result import Result, Solved
from solver.solve import solve_instance
from solver.variants.cases import Case
from solver.variants.expand import Variant, applied, permuted, question_of
from solver.variants.row import Row, RunStatus
from solver.variants.scorer import NotAskedForError, judged, placement_text, points_text, transferred
from solver.variants.stopwatch import Memory, Now, Stopwatch
from solver.variants.suite import parameter_text
from solver.week import solve_week

Solve = Callable[[Instance, tuple[Rule, ...], Options], Result]
OBSERVED = 0
"""The seed of the run that is listened to."""


@dataclass(frozen=True, slots=True)
class AskedCase:
    """A case as a variant asks it: what is solved, and what judges the plan."""

    instance: Instance
    rules: tuple[Rule, ...]
    hash: str


def asked_by(case: Case, variant: Variant) -> AskedCase:
    """The question of a case by a variant. Raises ``InputError``."""
    scenario = applied(case.scenario, variant.diff)
    instance, rules = prepare(scenario)
    return AskedCase(instance, rules, question_of(scenario, rules))


def ordinary_answer(instance: Instance, rules: tuple[Rule, ...], options: Options) -> Result:
    """What ``runlift solve`` does; of a lone week without the reasons for what is left out."""
    return solve_week(instance, rules, options) if instance.weeks == 1 else solve_instance(instance, rules, options)


@dataclass(frozen=True, slots=True)
class Lab:
    """What all runs share: the clock, the limit of a search (s of wall time), and what is put to the test."""

    clock: Now
    seconds: float
    answer: Solve = ordinary_answer

    def run(self, case: Case, variant: Variant, seed: int, own: AskedCase, common: AskedCase) -> Row:
        """Measure one run. ``own`` is the variant's question, ``common`` the baseline's."""
        instance, rules = prepare(permuted(applied(case.scenario, variant.diff), seed))
        gc.collect()
        memory = Memory() if seed == OBSERVED else None
        watch = Stopwatch(self.clock, listen=seed == OBSERVED)
        options = Options(
            seconds=self.seconds,
            formulation=variant.diff.formulation or "patterns",
            without=variant.diff.without,
            parameters=f"{parameter_text(variant.diff.parameters or TUNED)} random_seed:{seed}",
            control=watch,
        )
        row = Row(case.name, variant.name, seed, own.hash, "wrong")
        try:
            result = self.answer(instance, rules, options)
        except Defect as defect:
            return replace(row, message=" ".join(str(defect).split())[:300])
        watch.ended()
        row = replace(
            row,
            status=status_of(result),
            build_ms=1e3 * watch.build,
            search_ms=1e3 * watch.search,
            check_ms=1e3 * watch.check,
            presolve_ms=None if watch.presolve is None else 1e3 * watch.presolve,
            first_plan_ms=None if watch.first is None else 1e3 * watch.first,
            memory_mb=memory.added() if memory else None,
            gap=result.gap,
            bound=_bound_text(result),
        )
        return _judged(row, result, own, common) if isinstance(result, Solved) else row


def status_of(result: Result) -> RunStatus:
    """How a run ended."""
    if result.status == "feasible" and (result.out_of_time or result.interrupted):
        return "stopped"
    return result.status


def _bound_text(result: Result) -> str:
    if not isinstance(result, Solved):
        return ""
    return " ".join(str(n) for n in (*(result.bound.left_out[tier] for tier in TIERS), result.bound.points))


def _judged(row: Row, result: Solved, own: AskedCase, common: AskedCase) -> Row:
    """The row with the plan's scores; a plan that fails, or is charged wrongly, makes it a wrong answer."""
    plan = result.plan
    # a season's rhythm is settled anew for entries in another order, and is part of the question then
    asked = replace(own.instance, rhythm=plan.instance.rhythm)
    try:
        by_own = judged(transferred(plan, asked), own.rules)
        in_common = transferred(plan, common.instance)
    except NotAskedForError as error:
        return replace(row, status="wrong", message=str(error))
    if by_own.broken:
        return replace(row, status="wrong", message=f"the plan breaks {', '.join(sorted(set(by_own.broken)))}")
    claimed = result.score.key()
    if claimed != by_own.score.key():
        return replace(row, status="wrong", message=f"the plan costs {by_own.score.key()}, claimed are {claimed}")
    by_all = judged(in_common, common.rules)
    key, easy, strength = (by_all.score.left_out[tier] for tier in TIERS)
    return replace(
        row,
        left_out_key=key,
        left_out_easy=easy,
        left_out_strength=strength,
        own_points=by_own.score.total,
        points=by_all.score.total,
        points_by_rule=points_text(by_all.score),
        broken=" ".join(by_all.broken),
        placements=placement_text(in_common),
    )
