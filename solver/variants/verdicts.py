"""Rows -> the answer of a suite: for each variant what it costs the athlete and the solver, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scenarios.spoken import counted
from solver.variants.athlete import AthleteCost, CaseRows, athlete_cost
from solver.variants.effort import Effort, effort_of
from solver.variants.expand import BASELINE, Variant, touched_by
from solver.variants.measure import OBSERVED
from solver.variants.row import Row
from solver.variants.statistics import LEVEL, Estimate, fewest, holm
from solver.variants.wrong import disqualified, with_contradictions

TIER_NAMES = ("key runs", "easy runs", "strength sessions")
NO_DIFFERENCE = "no detectable difference"
MARGIN = 0.02
"""Times that differ by less are not told apart, however sure the difference is. Our convention."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A variant against the baseline; the p-values are corrected for all that the suite asks (Holm).

    ``fewest`` scenarios are what a verdict takes among so many questions.
    """

    athlete: AthleteCost
    effort: Effort
    fewest: int
    left_out_p: float
    points_p: float
    time_p: float

    @property
    def name(self) -> str:
        """The variant's name."""
        return self.effort.variant

    @property
    def for_athlete(self) -> str:
        """What it costs the athlete, in a line."""
        cost = self.athlete
        if cost.scenarios > cost.planned:
            missing = f"no plan for {cost.scenarios - cost.planned} of {counted(cost.scenarios, 'scenario')}; "
        else:
            missing = ""
        if cost.all_left_out is None:
            return f"{missing}no scenario to compare"
        if cost.same:
            unsure = self._unsure(cost.all_left_out.count)
            return f"{missing}{unsure}: every scenario leaves out as much and scores the same"
        return missing + "; ".join(filter(None, (self._left_out(), self._points())))

    def _left_out(self) -> str:
        cost = self.athlete
        if cost.all_left_out is None or not (cost.lost or cost.won):
            return ""
        parts = [
            f"{abs(more.middle):.2f} {name} {'more' if more.middle > 0 else 'fewer'} a scenario ({_interval(more)})"
            for name, more in zip(TIER_NAMES, cost.more_left_out, strict=True)
            if more is not None and more.middle
        ]
        where = f"more is left out in {cost.lost} of {counted(cost.planned, 'scenario')}, less in {cost.won}"
        sure = "" if self.left_out_p < LEVEL else f", {self._unsure(cost.all_left_out.count)} beyond these"
        return f"leaves out {', '.join(parts) or 'as much on average'}; {where}{sure}"

    def _points(self) -> str:
        cost = self.athlete
        if cost.points is None:
            return "no points to compare, as no scenario leaves out as much"
        if not (cost.dearer or cost.cheaper):
            return "the same points where as much is left out"
        sure = "" if self.points_p < LEVEL else f", {self._unsure(cost.points.count)} beyond these"
        where = f"{cost.dearer} of {cost.points.count} dearer, {cost.cheaper} cheaper"
        points = f"{cost.points.middle:+.1f} points a scenario ({_interval(cost.points, signed=True)})"
        others = cost.elsewhere
        if others is not None and others.middle != cost.points.middle:
            points += f", {others.middle:+.1f} ({_interval(others, signed=True)}) of them by the rules left alone,"
        return f"{points} where as much is left out; {where}{sure}"

    @property
    def for_solver(self) -> str:
        """What it costs the solver, in a line."""
        ratio = self.effort.ratio
        if ratio is None:
            return "not measured"
        if self.time_p >= LEVEL or (ratio.low <= 1 + MARGIN and ratio.high >= 1 - MARGIN):
            return f"{self._unsure(ratio.count)} ({_times(ratio)})"
        if ratio.middle > 1:
            return f"{ratio.middle:.2f} times as long ({ratio.low:.2f} to {ratio.high:.2f})"
        return f"{1 / ratio.middle:.2f} times as fast ({1 / ratio.high:.2f} to {1 / ratio.low:.2f})"

    def _unsure(self, scenarios: int) -> str:
        """What is said where a difference is not sure, after comparing so many scenarios."""
        if scenarios >= self.fewest:
            return NO_DIFFERENCE
        return f"too few scenarios ({scenarios} of {self.fewest}) for a verdict"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The answer of a suite. ``wrong`` maps disqualified variants to how often and how first they failed.

    ``verdicts`` holds the baseline first; it is empty if that is itself disqualified. ``same_question`` says that
    every variant asks what the baseline asks, and only the solver differs.
    """

    rows: Sequence[Row]
    verdicts: tuple[Verdict, ...]
    wrong: Mapping[str, tuple[int, str]]
    same_question: bool

    @property
    def baseline(self) -> Verdict:
        """What all are compared with."""
        return self.verdicts[BASELINE]

    @property
    def compared(self) -> tuple[Verdict, ...]:
        """Every variant that gave no wrong answer, the baseline apart."""
        return self.verdicts[1:]


def answer_of(rows: Sequence[Row], variants: Sequence[Variant], limit_ms: float) -> Verdicts:
    """Compare every variant with the baseline, once no wrong answer is left among them."""
    held = with_contradictions(rows)
    wrong = disqualified(held)
    questions = {(row.scenario, row.question) for row in held}
    same = len(questions) == len({row.scenario for row in held})
    base = variants[BASELINE]
    if base.name in wrong:
        return Verdicts(held, (), wrong, same)
    fit = [variant for variant in variants if variant.name not in wrong]
    timed = {v.name: _by_case(row for row in held if row.variant == v.name and row.seed != OBSERVED) for v in fit}
    costs = [athlete_cost(v.name, timed[v.name], timed[base.name], touched_by(v.diff, base.diff)) for v in fit]
    efforts = [
        effort_of(
            v.name,
            timed[v.name],
            timed[base.name],
            [row for row in held if row.variant == v.name and row.seed == OBSERVED],
            limit_ms,
        )
        for v in fit
    ]
    asked = [p for c, e in zip(costs[1:], efforts[1:], strict=True) for p in (c.left_out_p, c.points_p, e.ratio_p)]
    corrected = [1.0, 1.0, 1.0, *holm(asked)]
    needed = fewest(max(1, len(asked)))
    verdicts = tuple(
        Verdict(cost, effort, needed, *corrected[3 * index : 3 * index + 3])
        for index, (cost, effort) in enumerate(zip(costs, efforts, strict=True))
    )
    return Verdicts(held, verdicts, wrong, same)


def _by_case(rows: Iterable[Row]) -> CaseRows:
    found: CaseRows = {}
    for row in rows:
        found.setdefault(row.scenario, []).append(row)
    return found


def _interval(estimate: Estimate, *, signed: bool = False) -> str:
    low, high = estimate.low, estimate.high
    if signed:
        return f"{low:+.1f} to {high:+.1f}"
    low, high = sorted((abs(low), abs(high))) if low * high > 0 or not low * high else (low, high)
    return f"{low:.2f} to {high:.2f}"


def _times(ratio: Estimate) -> str:
    return f"{ratio.middle:.2f} times, {ratio.low:.2f} to {ratio.high:.2f}"
