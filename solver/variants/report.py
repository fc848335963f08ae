"""The answer of a suite as one page: a table that answers the question first, then charts, then how it was measured."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from statistics import median

from jinja2 import Environment as Templates
from jinja2 import PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from scenarios.schema import WEEKDAYS
from solver.variants.drawing import Bar, Line, bars, lines
from solver.variants.environment import Environment
from solver.variants.measure import OBSERVED
from solver.variants.row import STATUSES, Row
from solver.variants.statistics import LEVEL, RESAMPLES, Estimate
from solver.variants.suite import Suite
from solver.variants.verdicts import Verdict, Verdicts

_JOINTS = re.compile(r"(?<=[_./=])(?=\w)")


def report(suite: Suite, answer: Verdicts, environment: Environment, *, quick: bool) -> str:
    """The page as HTML: self-contained, with inline SVG, without scripts."""
    templates = Templates(
        loader=PackageLoader("solver.variants", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {"ms": _milliseconds, "delta": _delta, "breakable": breakable}
    drawn = _charts(answer) if answer.verdicts else {}
    return templates.get_template("report.html").render(
        suite=suite,
        answer=answer,
        environment=environment,
        quick=quick,
        wrong=list(answer.wrong.items()),
        scenarios=len(environment["instances"]),
        variants=len(environment["variants"]),
        runs=sum(row.seed != OBSERVED for row in answer.rows),
        statuses=STATUSES,
        resamples=RESAMPLES,
        days=WEEKDAYS,
        moving=any(abs(net) >= 0.005 for v in answer.verdicts for net in v.athlete.days.values()),
        by_scenario=list(_by_scenario(answer)),
        **drawn,
    )


def _charts(answer: Verdicts) -> dict[str, Markup | None]:
    same = all(verdict.athlete.same for verdict in answer.compared)
    as_much = not any(verdict.athlete.lost or verdict.athlete.won for verdict in answer.compared)
    return {
        "points_bars": None if same else bars(list(_points_bars(answer.compared)), "points against the baseline"),
        "elsewhere_bars": None if same else bars(list(_elsewhere_bars(answer.compared)), "points of the other rules"),
        "left_out_bars": None
        if as_much
        else bars(list(_left_out_bars(answer.compared)), "left out against the baseline"),
        "cactus": lines(
            list(_cactus(answer.verdicts)), "cactus plot", "scenarios settled", "ms each", log_x=False, log_y=True
        ),
        "profile": lines(
            list(_profile(answer.verdicts)),
            "performance profile",
            "factor of the fastest variant",
            "share of scenarios",
            log_x=_widest(answer.verdicts) > 10,
            log_y=False,
        ),
    }


def _points_bars(verdicts: Sequence[Verdict]) -> Iterator[Bar]:
    for verdict in verdicts:
        found = verdict.athlete.points
        if found is not None:
            yield _bar(verdict.name, found, 1, sure=verdict.points_p < LEVEL)


def _elsewhere_bars(verdicts: Sequence[Verdict]) -> Iterator[Bar]:
    for verdict in verdicts:
        found = verdict.athlete.elsewhere
        if found is not None:
            yield _bar(verdict.name, found, 1, sure=found.low > 0 or found.high < 0)


def _left_out_bars(verdicts: Sequence[Verdict]) -> Iterator[Bar]:
    for verdict in verdicts:
        found = verdict.athlete.all_left_out
        if found is not None:
            yield _bar(verdict.name, found, 2, sure=verdict.left_out_p < LEVEL)


def _bar(name: str, found: Estimate, digits: int, *, sure: bool) -> Bar:
    said = "0" if found.low == found.high == 0 else _said(found, digits, " (", ")")
    return Bar(name, found.middle, found.low, found.high, said, sure)


def _cactus(verdicts: Sequence[Verdict]) -> Iterator[Line]:
    """How many scenarios are settled if each may take so long."""
    for verdict in verdicts:
        settled = sorted(time for time in verdict.effort.times.values() if math.isfinite(time))
        yield Line(verdict.name, [(float(number), time) for number, time in enumerate(settled, 1)])


def _profile(verdicts: Sequence[Verdict]) -> Iterator[Line]:
    """The share of scenarios settled within a factor of the fastest variant (Dolan and More)."""
    times = [verdict.effort.times for verdict in verdicts]
    best = {case: min(of.get(case, math.inf) for of in times) for case in times[0]}
    factors = [
        sorted(time / best[case] for case, time in of.items() if math.isfinite(time) and best[case] > 0) for of in times
    ]
    most = max((found[-1] for found in factors if found), default=1.0)
    for verdict, found in zip(verdicts, factors, strict=True):
        steps = [(factor, number / len(best)) for number, factor in enumerate(found, 1)]
        if steps:
            yield Line(verdict.name, [(1.0, 0.0), *steps, (max(most, 1.0), steps[-1][1])])


def _widest(verdicts: Sequence[Verdict]) -> float:
    return max((point[0] for line in _profile(verdicts) for point in line.points), default=1.0)


def _by_scenario(answer: Verdicts) -> Iterator[tuple[str, list[str]]]:
    timed: dict[tuple[str, str], list[Row]] = {}
    for row in answer.rows:
        if row.seed != OBSERVED:
            timed.setdefault((row.scenario, row.variant), []).append(row)
    for case in dict.fromkeys(row.scenario for row in answer.rows):
        yield case, [_scenario_cell(timed.get((case, verdict.name), [])) for verdict in answer.verdicts]


def _scenario_cell(runs: Sequence[Row]) -> str:
    time = _milliseconds(median(row.total_ms for row in runs)) if runs else ""
    with_plan = [row for row in runs if row.left_out is not None]
    if not with_plan:
        return f"no plan · {time}"
    left_out = "/".join(
        f"{median(row.left_out[tier] for row in with_plan if row.left_out is not None):g}" for tier in range(3)
    )
    return f"{left_out} · {median(row.points or 0 for row in with_plan):g} · {time}"


def _milliseconds(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def breakable(name: str) -> Markup:
    """A name that may go on in another line after each ``_ . / =`` of it, and nowhere else within a word."""
    return Markup(_JOINTS.sub("<wbr>", str(escape(name))))


def _delta(found: Estimate, digits: int) -> Markup:
    """A difference with its interval under it."""
    if found.low == found.high == 0:
        return Markup("0")
    return Markup(_said(found, digits, '<br><span class="small">', "</span>"))


def _said(found: Estimate, digits: int, before: str, after: str) -> str:
    return f"{found.middle:+.{digits}f}{before}{found.low:+.{digits}f} to {found.high:+.{digits}f}{after}"
