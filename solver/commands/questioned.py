"""What a question is asked of: a scenario, or a plan.json, whose own plan the answer then starts from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from constraints.base.rule import Rule
from scenarios.errors import InputError, escaped
from scenarios.instance import Instance
from scenarios.plan import Plan, Score
from solver.asking.contrast import best_plan
from solver.commands.solve import understood
from solver.judgement import judge_file
from solver.options import Options
from solver.progress import Progress, unheard
from solver.result import Result

PLAN = "plan.json"


@dataclass(frozen=True)
class Questioned:
    """What was asked for, the rules in force, and the plan and score the runner has (None: a scenario was named)."""

    name: str
    instance: Instance
    rules: tuple[Rule, ...]
    held: tuple[Plan, Score] | None = None

    def best(self, options: Options, progress: Progress = unheard) -> tuple[Result, str]:
        """The best plan, as the runner has it where theirs is as good, and a note where it is not.

        Raises ``NoPlanError``.
        """
        best = best_plan(self.instance, self.rules, options, progress)
        if self.held is None or best.score is None:
            return best, ""
        plan, score = self.held
        if score.key() != best.score.key():
            whole = "week" if self.instance.weeks == 1 else "season"
            return best, f"{self.name} is not the best plan of its scenario; the answer is about the best {whole}."
        costs = tuple(violation for rule in self.rules for violation in rule.check(plan))
        return replace(best, plan=plan, score=score, costs=costs), ""


def questioned(path: str) -> Questioned:
    """Read a scenario, or a file named ``*plan.json``. Raises ``InputError``."""
    if not path.endswith(PLAN):
        job = understood(path)
        return Questioned(job.loaded.source.name, job.instance, job.rules)
    judgement = judge_file(path)
    name = escaped(path)
    if judgement.plan.instance.meanwhile is not None:
        near = "a plan taken up again, which is the nearest to the one before and not the best"
        raise InputError(f"{name}: {near}; accepted: a scenario, or a plan as it was first made")
    if not judgement.keeps_every_rule:
        raise InputError(f"{name}: {judgement.verdict} Accepted: a plan that keeps every rule; see runlift check")
    return Questioned(name, judgement.plan.instance, judgement.rules, (judgement.plan, judgement.score))
