"""Any plan, ours or an imported one, judged by the rules: what it breaks, what it costs, what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from constraints.base.rule import Rule, Violation
from constraints.settings import rules_from
from scenarios.errors import BadField
from scenarios.errors import Path as FieldPath
from scenarios.instance import Instance, instance_of
from scenarios.meanwhile import Meanwhile
from scenarios.plan import LeftOut, Plan, Score
from scenarios.schema import Scenario
from scenarios.spoken import counted
from scenarios.text.source import Source
from solver.asked_file import load_asked
from solver.reading.fit import fitted
from solver.reading.own_days import own_instance
from solver.reading.plan_file import read_plan
from solver.reading.stated import Claims, StatedPlan
from solver.replan.taken_up import taken_up
from solver.rhythm import with_rhythm
from solver.verify import judge, score_of


@dataclass(frozen=True)
class Judgement:
    """What the rules say of a plan.

    ``violations`` are hard, in the rules' order; those of ``not_asked`` name sessions that the scenario does not
    ask for, or not so. ``costs`` are where points are lost. ``differences`` say where the file's own word on its
    points is not what the rules count, ``notes`` what was passed over or read in a way a person should know.
    """

    plan: Plan
    rules: tuple[Rule, ...]
    violations: tuple[Violation, ...]
    costs: tuple[Violation, ...]
    score: Score
    differences: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def keeps_every_rule(self) -> bool:
        """Whether no hard rule is broken and nothing stands in it that nobody asked for."""
        return not self.violations

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Sessions the scenario asks for and the plan does not hold."""
        return self.plan.left_out

    @property
    def verdict(self) -> str:
        """The judgement in one line, such as ``Keeps every rule: 19 points``."""
        points = counted(self.score.total, "point")
        left_out = f", {len(self.left_out)} left out" if self.left_out else ""
        if self.keeps_every_rule:
            return f"Keeps every rule: {points}{left_out}."
        broken = list(dict.fromkeys(violation.rule for violation in self.violations))
        return f"Breaks {counted(len(broken), 'rule')}: {', '.join(broken)}; {points}{left_out}."


def judge_file(plan_path: str | Path, scenario_path: str | Path | None = None) -> Judgement:
    """Judge a plan's file (plan.json, CSV or iCalendar) by a scenario's rules.

    Without a scenario file, a plan.json is judged by the scenario it answers; any other plan by the default rules,
    as if its own sessions at their own times were all that was asked. Raises ``InputError`` for bad input.
    """
    stated, source = read_plan(plan_path)
    notes: tuple[str, ...] = ()
    if scenario_path is not None:
        loaded = load_asked(scenario_path)
        instance, rules = _asked(loaded.scenario, loaded.source, (), stated.meanwhile, source)
        if stated.asked_sha256 not in ("", loaded.source.sha256):
            notes = (f"the plan was made for another scenario file than {loaded.source.name}, or it was changed since",)
        return _judged(stated, instance, rules, notes, None)
    if stated.asked is not None and source is not None:
        instance, rules = _asked(stated.asked, source, ("scenario", "asked"), stated.meanwhile, source)
        return _judged(stated, instance, rules, notes, stated.claims)
    return _judged(stated, own_instance(stated, str(plan_path)), rules_from({}), notes, None)


def _asked(
    scenario: Scenario, source: Source, prefix: FieldPath, meanwhile: Meanwhile | None, plan: Source | None
) -> tuple[Instance, tuple[Rule, ...]]:
    try:
        rules = rules_from(scenario.rules)
    except BadField as error:
        raise source.located(BadField((*prefix, *error.path), error.message, key=error.key)) from None
    if meanwhile is None or plan is None:
        return with_rhythm(instance_of(scenario), rules), rules
    try:
        return taken_up(scenario, meanwhile, rules), rules
    except BadField as error:
        raise plan.located(error) from None


def _judged(
    stated: StatedPlan, instance: Instance, rules: tuple[Rule, ...], notes: tuple[str, ...], claims: Claims | None
) -> Judgement:
    if instance.meanwhile is not None:
        stated = replace(stated, sessions=tuple(session for session in stated.sessions if not session.done))
    fit = fitted(stated, instance)
    found = judge(fit.plan, rules)
    score = score_of(fit.plan, rules, found)
    return Judgement(
        plan=fit.plan,
        rules=rules,
        violations=(*(v for v in found if v.points is None), *fit.not_asked),
        costs=tuple(v for v in found if v.points),
        score=score,
        differences=tuple(_differences(claims, score)) if claims else (),
        notes=(*notes, *fit.notes),
    )


def _differences(claims: Claims, score: Score) -> Iterator[str]:
    if claims.total != score.total:
        yield f"the file says {counted(claims.total, 'point')}, the rules count {score.total}"
    for rule in dict.fromkeys([*score.points, *claims.points]):
        said, ruled = claims.points.get(rule), score.points.get(rule)
        if said != ruled:
            told = "nothing" if said is None else said
            yield f"{rule}: the file says {told}, the rules count {'nothing' if ruled is None else ruled}"
    for tier, ruled in score.left_out.items():
        said = claims.left_out.get(tier, 0)
        if said != ruled:
            yield f"left out, {tier}: the file says {said}, the scenario and the plan make it {ruled}"
