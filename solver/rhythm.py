"""The weekly template of a season, settled before its weeks are solved.

A rule that compared each week with the one before would tie every session of a season to every other. One template
for all weeks asks for nearly the same, and leaves them tied at their joins only; what is proven is proven for it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from constraints.base.rule import Rule
from constraints.settings import grid_of
from scenarios.instance import Instance
from scenarios.rhythm import Beat, part_of
from solver.cpsat import Search
from solver.formulations.choice import formulated
from solver.formulations.objective import fold_of
from solver.parameters import TUNED
from solver.stretch import alone

TEMPLATE_LIMIT = 1.0
"""In CP-SAT's deterministic time. The template is a wish, so the best one found by then does."""


def with_rhythm(instance: Instance, rules: tuple[Rule, ...]) -> Instance:
    """The instance with its template: the best week of the kind it holds most of, were that week to repeat."""
    if instance.weeks < 2 or not any(rule.name == "same_rhythm" for rule in rules):
        return instance
    week = _typical_week(instance)
    usual = replace(
        alone(instance, range(week, week + 1)), history=(), known_past_days=frozenset(), race=None, repeat=True
    )
    grid = grid_of(usual, rules)
    formulation = formulated(grid, fold_of(grid))
    outcome = Search(f"{TUNED} max_deterministic_time:{TEMPLATE_LIMIT}").run(formulation.model)
    taken = formulation.taken(outcome.values) if outcome.found else {}
    beats = {
        Beat(part_of(cell.session), usual.days[cell.day].weekday, cell.slot.name)
        for cell in grid.cells_in(taken)
        if cell.slot is not None
    }
    return replace(instance, rhythm=tuple(sorted(beats, key=lambda beat: (beat.part, beat.weekday, beat.slot))))


def _typical_week(instance: Instance) -> int:
    """The longest week of the most common kind (so many of each part), of those that lose no day to a trip or race.

    It is one that holds every sort of run the season has, where there is one: what it lacks has no place anywhere.
    The longest, since what fits its places fits in them all season.
    """
    kinds: list[tuple[tuple[str, int], ...]] = []
    minutes = [0] * instance.weeks
    runs: list[int] = []
    for week in range(instance.weeks):
        parts: Counter[str] = Counter()
        for demand in instance.demands:
            if demand.week == week and not demand.spare:
                parts[part_of(demand.session)] += demand.count
                minutes[week] += demand.count * demand.session.minutes
        kinds.append(tuple(sorted(parts.items())))
        runs.append(len(parts.keys() & {"long", "key", "easy"}))
    whole = [
        week
        for week in range(instance.weeks)
        if not instance.tapers(week) and not any(day.blocked for day in instance.week_days(week))
    ]
    among = whole or list(range(instance.weeks))
    most = max(runs[week] for week in among)
    among = [week for week in among if runs[week] == most]
    common = Counter(kinds[week] for week in among)
    return max(among, key=lambda week: (common[kinds[week]], len(kinds[week]), minutes[week], -week))
