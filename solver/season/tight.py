"""What is tight in a season that can be done in full: each number as of a week, with the weeks that hold it."""

from __future__ import annotations

from dataclasses import replace

from constraints.base.rule import Rule
from constraints.settings import grid_of
from scenarios.instance import Instance
from solver.explain.tight import Tightness, tight_numbers
from solver.options import Options
from solver.progress import Progress, unheard
from solver.season.season import Season


def season_tightness(
    instance: Instance, rules: tuple[Rule, ...], progress: Progress = unheard
) -> tuple[Tightness, ...]:
    """For every hard number, how far it could go alone in all weeks, and the weeks that cannot go one step further.

    ``progress`` is told ("tight", how many rules were tried, of how many).
    """
    hard = tuple(rule for rule in rules if rule.binds)

    def possible(changed: tuple[Rule, ...]) -> bool | None:
        tried = next((n for n, (old, new) in enumerate(zip(hard, changed, strict=True)) if old is not new), 0)
        progress("tight", tried, len(hard))
        found = _strict(instance, changed).solve()
        return None if found.cost is None and not found.impossible else found.cost is not None

    numbers = tight_numbers(hard, possible)
    return tuple(replace(number, weeks=_weeks(instance, beyond)) for number, beyond in numbers)


def _strict(instance: Instance, rules: tuple[Rule, ...]) -> Season:
    return Season(grid_of(instance, rules), Options(strict=True))


def _weeks(instance: Instance, rules: tuple[Rule, ...]) -> tuple[range, ...]:
    """The weeks that cannot be done in full; none where that is not known in time."""
    season = _strict(instance, rules)
    return season.impossible_weeks() if season.solve().impossible else ()
