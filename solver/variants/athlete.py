"""What a variant costs the athlete: every plan judged by the baseline's rules, scenario by scenario."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from statistics import mean, median

from scenarios.schema import WEEKDAYS
from scenarios.sessions import TIERS
from solver.variants.row import Row
from solver.variants.statistics import Estimate, estimate, signed_rank_p

_PLACED = re.compile(r"(\d+):\w+@(\d+):(\w+)\.(\w+)")
CaseRows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class AthleteCost:
    """A variant against the baseline. Estimates are means a scenario; p-values are not corrected yet.

    ``points`` and ``elsewhere`` (the rules that the variant leaves alone) are compared on the scenarios that leave
    out as much by both: elsewhere points compare nothing. ``lost`` and ``won`` count scenarios that leave out more
    and less, ``dearer`` and ``cheaper`` those that leave out as much for more and for fewer points. ``broken`` maps
    the baseline's hard rules to the scenarios whose plan breaks them; ``moved`` counts sessions that stand elsewhere
    a scenario (of the baseline: from seed to seed), ``days`` the sessions more on each weekday.
    """

    variant: str
    scenarios: int
    planned: int
    left_out: tuple[float, ...]
    more_left_out: tuple[Estimate | None, ...]
    all_left_out: Estimate | None
    lost: int
    won: int
    left_out_p: float
    points: Estimate | None
    elsewhere: Estimate | None
    dearer: int
    cheaper: int
    points_p: float
    broken: Mapping[str, int]
    moved: float
    days: Mapping[str, float]

    @property
    def same(self) -> bool:
        """Whether no scenario differs in what is left out or in points."""
        return not (self.lost or self.won or self.dearer or self.cheaper)


def athlete_cost(variant: str, rows: CaseRows, base: CaseRows, touched: Set[str]) -> AthleteCost:
    """The cost of a variant, which changes the rules ``touched``. Rows are the timed ones, by scenario."""
    theirs = _planned(base)
    ours = theirs if rows is base else _planned(rows)
    both = [case for case in theirs if case in ours]
    more = [[_left_out(ours[c], tier) - _left_out(theirs[c], tier) for c in both] for tier in range(len(TIERS))]
    in_all = [sum(differences) for differences in zip(*more, strict=True)]
    alike = [case for index, case in enumerate(both) if not any(tier[index] for tier in more)]
    points = [_points(ours[case], frozenset()) - _points(theirs[case], frozenset()) for case in alike]
    elsewhere = [_points(ours[case], touched) - _points(theirs[case], touched) for case in alike]
    moves = [_moves(ours[case], theirs[case]) for case in both]
    broken = Counter(rule for runs in ours.values() for rule in {rule for row in runs for rule in row.broken.split()})
    return AthleteCost(
        variant=variant,
        scenarios=len(rows),
        planned=len(ours),
        left_out=tuple(mean([_left_out(r, tier) for r in ours.values()] or [0.0]) for tier in range(len(TIERS))),
        more_left_out=tuple(estimate(differences, "mean") for differences in more),
        all_left_out=estimate(in_all, "mean"),
        lost=sum(difference > 0 for difference in in_all),
        won=sum(difference < 0 for difference in in_all),
        left_out_p=signed_rank_p(in_all),
        points=estimate(points, "mean"),
        elsewhere=estimate(elsewhere, "mean"),
        dearer=sum(difference > 0 for difference in points),
        cheaper=sum(difference < 0 for difference in points),
        points_p=signed_rank_p(points),
        broken=dict(sorted(broken.items())),
        moved=mean([moved for moved, _ in moves] or [0.0]),
        days={day: mean([net[day] for _, net in moves] or [0.0]) for day in WEEKDAYS},
    )


def _planned(rows: CaseRows) -> CaseRows:
    """The scenarios with a plan for every seed."""
    return {case: runs for case, runs in rows.items() if all(row.left_out is not None for row in runs)}


def _left_out(runs: Sequence[Row], tier: int) -> float:
    return median(row.left_out[tier] for row in runs if row.left_out is not None)


def _points(runs: Sequence[Row], without: Set[str]) -> float:
    return median(row.points_without(without) for row in runs)


def _moves(ours: Sequence[Row], theirs: Sequence[Row]) -> tuple[float, dict[str, float]]:
    """(sessions that stand elsewhere, weekday -> sessions more on it), seed against seed, on average.

    Runs against themselves are taken seed against next seed: that much moves among equally good plans.
    """
    apart = int(ours is theirs)
    before = {row.seed: _placed(row) for row in theirs}
    pairs = [(_placed(row), before[row.seed + apart]) for row in ours if row.seed + apart in before]
    moved = [max(sum((new - old).values()), sum((old - new).values())) for new, old in pairs]
    net: dict[str, float] = {
        day: mean([_on(new, day) - _on(old, day) for new, old in pairs] or [0.0]) for day in WEEKDAYS
    }
    return mean(moved or [0.0]), net


def _placed(row: Row) -> Counter[tuple[str, ...]]:
    """(demand, day, weekday, slot) of every session: equal ones are one like another."""
    return Counter(match.groups() for match in _PLACED.finditer(row.placements))


def _on(placed: Counter[tuple[str, ...]], weekday: str) -> int:
    return sum(count for (_, _, day, _), count in placed.items() if day == weekday)
