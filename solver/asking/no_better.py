"""Why no better week exists: the bound is reached, and these rules are what stands in the way.

Every rule is lifted alone and the week or season solved again; what that gains is what the rule costs. Gains do not
add up: two rules may stand in each other's place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from constraints.base.rule import Kind, Rule
from constraints.settings import grid_of
from constraints.week.few_changes import FewChanges
from scenarios.instance import Instance
from scenarios.plan import Score
from scenarios.sessions import TIERS, Tier
from solver.asking.best import best_plan, stays_close, steps_of
from solver.asking.lifted import plainly_without, seasons_without
from solver.options import Options
from solver.progress import Progress, unheard
from solver.result import Solved

NOTHING = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Binding:
    """A rule that binds, and what lifting it alone would gain.

    ``placed`` are sessions left out now that would then be placed, by tier; ``saved`` the points less (fewer
    than none where placing more costs points); ``spent`` the points the best week pays for the rule itself.
    Of a plan taken up again ``steps`` are moves that would not have to be, and not among the points.
    ``proven``: the gain is exact, else at least so much.
    """

    rule: str
    kind: Kind
    sentence: str
    placed: dict[Tier, int]
    steps: int
    saved: int
    spent: int
    proven: bool

    def key(self) -> tuple[int, int, int, int]:
        """The gain in order of importance: key runs, easy runs, strength sessions, points."""
        return self.placed["key"], self.placed["easy"], self.placed["strength"], self.saved

    def order(self) -> tuple[int, ...]:
        """The gain in order of importance, steps among it: before points."""
        *placed, saved = self.key()
        return (*placed, self.steps, saved)


@dataclass(frozen=True)
class NoBetter:
    """The best week, and the rules that bind it, the largest gain first.

    That no better week exists is proven when ``best.status`` is optimal.
    """

    best: Solved
    binding: tuple[Binding, ...]


def why_no_better(
    instance: Instance,
    rules: tuple[Rule, ...],
    options: Options | None = None,
    known: Solved | None = None,
    progress: Progress = unheard,
) -> NoBetter:
    """Lift every rule alone and solve. ``known`` is the best plan, if it was found before. Raises ``NoPlanError``.

    A ``physical`` rule is nobody's to lift, and is not tried. ``progress`` is told ("rules", how many were lifted, of
    how many).
    """
    options = options or Options()
    best = known or best_plan(instance, rules, options, progress)
    binding = sorted(_binding(instance, best, options, progress), key=lambda found: found.rule)
    return NoBetter(best, tuple(sorted(binding, key=Binding.order, reverse=True)))


def _binding(instance: Instance, best: Solved, options: Options, progress: Progress) -> Iterator[Binding]:
    if not any(best.score.key()):
        return
    everything = grid_of(instance, best.rules, prune=False)
    speaking = {statement.rule for statement in everything.statements}
    liftable = tuple(rule for rule in best.rules if rule.name in speaking and not rule.physical)
    progress("rules", 0, len(liftable))
    if instance.weeks > 1 and not stays_close(instance, best.rules):
        lifted = seasons_without(instance, best, liftable, options)
    else:
        lifted = (plainly_without(instance, best.rules, rule, options) for rule in liftable)
    for done, without in enumerate(lifted, 1):
        progress("rules", done, len(liftable))
        if without.score is None:
            continue
        gain = _gain(without.rule, best, without.score, proven=without.proven and best.status == "optimal")
        if gain.order() > NOTHING:
            yield gain


def _gain(rule: Rule, best: Solved, after: Score, *, proven: bool) -> Binding:
    instance, before = best.plan.instance, best.score
    free = rule.name == FewChanges.name
    moves = before.points.get(FewChanges.name, 0) - after.points.get(FewChanges.name, 0)
    return Binding(
        rule=rule.name,
        kind=rule.kind,
        sentence=rule.reason(instance.demands, instance),
        placed={tier: before.left_out[tier] - after.left_out[tier] for tier in TIERS},
        steps=0 if free else steps_of(before, best.rules) - steps_of(after, best.rules),
        saved=before.total - after.total - moves,
        spent=0 if free else before.points.get(rule.name, 0),
        proven=proven,
    )
