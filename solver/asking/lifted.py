"""The score of a season without one of its rules, rule after rule: what its weeks teach is kept for the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from constraints.base.cell import taken_by
from constraints.base.grid import Grid
from constraints.base.rule import Rule
from constraints.base.statement import Taken
from constraints.settings import grid_of
from constraints.week.free_time import FreeTime
from scenarios.instance import Instance
from scenarios.plan import Plan, Score
from solver.asking.best import best_of
from solver.asking.placements import stands_of
from solver.options import Options
from solver.result import Solved
from solver.season.season import Season
from solver.verify import score_of, verified
from solver.week import plan_of


@dataclass(frozen=True, slots=True)
class Without:
    """The best score without a rule (None: not known), and whether it is proven."""

    rule: Rule
    score: Score | None
    proven: bool


def seasons_without(
    instance: Instance, best: Solved, liftable: tuple[Rule, ...], options: Options
) -> Iterator[Without]:
    """The season without each of these rules in turn; ``best`` is the season with all of them.

    ``free_time`` comes first. Without it a week has several times the session slots, and nothing known of it helps.
    """
    for rule in liftable:
        if isinstance(rule, FreeTime):
            yield plainly_without(instance, best.rules, rule, options)
    grid = grid_of(instance, best.rules, prune=False, fitting=True)
    others = tuple(rule for rule in liftable if not isinstance(rule, FreeTime))
    season = Season(grid, options, liftable=frozenset(rule.name for rule in others))
    season.begin_with(_taken(grid, best.plan))
    season.solve()
    for rule in others:
        yield _season_without(season, best.rules, rule, options)


def plainly_without(instance: Instance, rules: tuple[Rule, ...], rule: Rule, options: Options) -> Without:
    """The week or season without a rule, solved with nothing known of it."""
    lifted = best_of(instance, tuple(other for other in rules if other is not rule), options)
    return Without(rule, lifted.score, lifted.status == "optimal")


def _season_without(season: Season, rules: tuple[Rule, ...], rule: Rule, options: Options) -> Without:
    lifted = season.lifting(rule.name, options)
    found = lifted.solve()
    if found.cost is None:
        return Without(rule, None, proven=False)
    plan = plan_of(season.grid.instance, season.grid.cells_in(found.taken))
    others = tuple(other for other in rules if other is not rule)
    costs = verified(plan, others, *lifted.fold.apart(found.cost + lifted.settled))
    return Without(rule, score_of(plan, others, costs), found.cost == found.bound)


def _taken(grid: Grid, plan: Plan) -> Taken:
    """The session slots that a plan takes."""
    stands = {(id(grid.instance.demands[index]), day, slot) for index, day, slot in stands_of(plan)}
    return taken_by(cell for cell in grid.cells if cell.slot and (id(cell.demand), cell.day, cell.slot.name) in stands)
