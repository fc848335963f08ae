"""Ways out of a season that cannot be done in full: changes of its file, each tried on the whole season.

What holds for every week and what names a week are weighed against each other step by step. First each week that cannot
be gets its own cheapest change. Then a change for every week is found that one of them, a typical one, can be done
with, and the weeks that still cannot be get changes of their own; then one that two can be done with, and so on,
until none is left or the change for every week alone is dearer than the best so far. Each week's own change and each
change for every week is the cheapest there is, proven; their best mixture is not.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property

from constraints.base.rule import Rule
from constraints.settings import grid_of, rules_from
from scenarios.errors import InputError
from scenarios.instance import Instance, instance_of
from scenarios.schema import Scenario
from solver.explain.changes import WayOut
from solver.explain.edit import Edit
from solver.explain.remedies import Remedy, changed
from solver.explain.season_changes import FOR_EVERY_WEEK, FOR_ONE_WEEK, SeasonChanges
from solver.explain.season_edits import Phrase, phrases_of, season_edits, season_said
from solver.explain.season_file import SeasonFile
from solver.explain.ways_out import sorts_to_bar
from solver.options import Options
from solver.progress import Progress, unheard
from solver.season.season import Season

MOST_ROUNDS = 6
"""Weeks that a change for every week is fitted to, one after the other."""


@dataclass(frozen=True)
class AskedSeason:
    """A season's file, with what it asks made concrete."""

    scenario: Scenario
    instance: Instance
    rules: tuple[Rule, ...]

    @cached_property
    def file(self) -> SeasonFile:
        """What the file says once for many weeks."""
        return SeasonFile(self.scenario, self.instance)

    @cached_property
    def impossible(self) -> tuple[range, ...] | None:
        """The weeks (from 0) that cannot be, alone or in a row; None when that is not known in time."""
        hard = tuple(rule for rule in self.rules if rule.binds)
        season = Season(grid_of(self.instance, hard), Options(strict=True))
        found = season.solve()
        if found.impossible:
            return season.impossible_weeks()
        return None if found.cost is None else ()


def asked_in(scenario: Scenario) -> AskedSeason | None:
    """What a season's file asks; None where it is nothing that can be asked."""
    try:
        return AskedSeason(scenario, instance_of(scenario), rules_from(scenario.rules))
    except (InputError, ValueError):
        return None


@dataclass(frozen=True)
class _Step:
    """Where a way out has come to: what was changed, and the season that is left."""

    season: AskedSeason
    price: int = 0
    phrases: tuple[Phrase, ...] = ()
    edits: tuple[Edit, ...] = ()
    ways: tuple[WayOut, ...] = ()
    sorts: frozenset[Hashable] = frozenset()

    @property
    def arrived(self) -> bool:
        """The season can be done in full."""
        return self.season.impossible == ()

    def with_weeks(self, weeks: frozenset[int], barred: frozenset[Hashable]) -> _Step | None:
        """One step more: the cheapest change with which these weeks can be done; None where there is none."""
        changes = SeasonChanges(self.season.file, self.season.rules, weeks)
        found = changes.cheapest(barred)
        if found is None:
            return None
        way = changes.of_all_weeks(found.way)
        made = changed(self.season.scenario, season_edits(way, self.season.file))
        season = None if made is None else asked_in(made.scenario)
        if made is None or season is None:
            return None
        # what is set once more is told once; places in lists are those of the file as it then was
        again = {edit.path for edit in made.edits if edit.path[0] in ("available", "rules")}
        phrases = phrases_of(way, self.season.file, self.season.rules)
        return _Step(
            season,
            self.price + way.price,
            (*self.phrases, *phrases),
            (*(edit for edit in self.edits if edit.path not in again), *made.edits),
            (*self.ways, way),
            self.sorts | found.sorts,
        )


def season_remedies(asked: AskedSeason, most: int = 3, progress: Progress = unheard) -> tuple[Remedy, ...]:
    """Up to ``most`` ways out of a season that cannot be, cheapest first; the changed season was solved in full."""
    found: list[_Step] = []
    while len(found) < most:
        progress("ways", len(found), most)
        ways = [way for barred in sorts_to_bar([way.sorts for way in found]) if (way := _cheapest(asked, barred))]
        if not ways:
            break
        found.append(min(ways, key=lambda way: way.price))
    found.sort(key=lambda way: way.price)
    return tuple(
        Remedy(season_said(way.phrases), way.price, way.edits, WayOut(tuple(c for w in way.ways for c in w.changes)))
        for way in found
    )


def _cheapest(asked: AskedSeason, barred: frozenset[Hashable]) -> _Step | None:
    """The cheapest mixture of changes for every week and for single ones, without the sorts barred."""
    best: _Step | None = None
    for step in _for_every_week(_Step(asked), barred):
        if best is not None and step.price >= best.price:
            break
        way = _for_single_weeks(step, barred | {FOR_EVERY_WEEK})
        if way is not None and (best is None or way.price < best.price):
            best = way
    return best


def _for_every_week(start: _Step, barred: frozenset[Hashable]) -> Iterator[_Step]:
    """Changes for every week that ever more weeks can be done with, from none at all.

    Of a season that a table fills, other hours bring other runs: where a week cannot be although the change was fitted
    to it, the next is sought in the season as changed.
    """
    step: _Step | None = start
    fitted: frozenset[int] = frozenset()
    for _ in range(MOST_ROUNDS):
        if step is None:
            return
        yield step
        impossible = step.season.impossible
        if not impossible:
            return
        typical = frozenset(impossible[len(impossible) // 2])
        if typical <= fitted:
            start, fitted = step, frozenset()
        fitted |= typical
        step = start.with_weeks(fitted, barred | {FOR_ONE_WEEK})


def _for_single_weeks(step: _Step, barred: frozenset[Hashable]) -> _Step | None:
    """The step with a change for each week that cannot be; None where that does not lead to the end."""
    tried: set[range] = set()
    while not step.arrived:
        impossible = step.season.impossible
        if not impossible or not tried.isdisjoint(impossible):
            return None
        tried.update(impossible)
        for weeks in impossible:
            further = step.with_weeks(frozenset(weeks), barred)
            if further is None:
                return None
            step = further
    return step
