"""What a question is asked of: a scenario, or a plan.json, whose own plan the answer then starts from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from constraints.base.rule import Rule
from scenarios.errors import InputError, escaped
from scenarios.instance import Instance
from scenarios.plan import Plan, Score
from scenarios.sessions import Tier
from scenarios.spoken import counted
from solver.asking.best import best_plan, order_of, stays_close
from solver.commands.solve import understood
from solver.judgement import judge_file
from solver.options import Options
from solver.progress import Progress, unheard
from solver.result import Solved

PLAN = "plan.json"
_TIERS: dict[Tier, str] = {"key": "key run", "easy": "easy run", "strength": "strength session"}


@dataclass(frozen=True)
class Questioned:
    """What was asked for, the rules in force, and the plan and score the runner has (None: a scenario was named)."""

    name: str
    instance: Instance
    rules: tuple[Rule, ...]
    held: tuple[Plan, Score] | None = None

    def best(self, options: Options, progress: Progress = unheard) -> tuple[Solved, str]:
        """The best plan, as the runner has it where theirs is as good, and a note where it is not.

        Raises ``NoPlanError``.
        """
        best = best_plan(self.instance, self.rules, options, progress)
        if self.held is None:
            return best, ""
        plan, score = self.held
        if order_of(score, self.rules) != order_of(best.score, self.rules):
            whole = whole_of(self.instance, self.rules)
            return best, f"{self.name} is not the best plan of its scenario; the answer is about {whole}."
        costs = tuple(violation for rule in self.rules for violation in rule.check(plan))
        return replace(best, plan=plan, score=score, costs=costs), ""


def whole_of(instance: Instance, rules: tuple[Rule, ...]) -> str:
    """What a question's answer is compared with: ``the best week``, ``the season nearest to the plan before``."""
    whole = "week" if instance.weeks == 1 else "season"
    return f"the {whole} nearest to the plan before" if stays_close(instance, rules) else f"the best {whole}"


def counted_sessions(tier: Tier, count: int) -> str:
    """``2 key runs``, ``1 strength session``."""
    return counted(count, _TIERS[tier])


def questioned(path: str) -> Questioned:
    """Read a scenario, or a file named ``*plan.json``. Raises ``InputError``."""
    if not path.endswith(PLAN):
        job = understood(path)
        return Questioned(job.loaded.source.name, job.instance, job.rules)
    judgement = judge_file(path)
    name = escaped(path)
    if not judgement.keeps_every_rule:
        raise InputError(f"{name}: {judgement.verdict} Accepted: a plan that keeps every rule; see runlift check")
    return Questioned(name, judgement.plan.instance, judgement.rules, (judgement.plan, judgement.score))
