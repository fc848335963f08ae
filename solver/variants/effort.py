"""What a variant costs the solver: times by part, how runs ended, memory, and the ratio to the baseline."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean, median

from solver.variants.athlete import CaseRows
from solver.variants.row import Row
from solver.variants.statistics import Estimate, Spread, estimate, signed_rank_p, spread_of

PAR = 2
"""A run that met its limit counts as so many limits (PAR2, the usual charge of solver competitions)."""


@dataclass(frozen=True, slots=True)
class Effort:
    """A variant's times (ms), each scenario counted as the median of its runs.

    ``par2`` is the mean over scenarios in which a run that met its limit counts twice the limit. ``ratio`` is the
    median over scenarios of that time to the baseline's; its p-value is not corrected yet. ``parts`` are medians,
    ``presolve``, ``first_plan`` and ``memory_mb`` come from the runs that were listened to.
    """

    variant: str
    statuses: Mapping[str, int]
    total: Spread | None
    par2: float
    ratio: Estimate | None
    ratio_p: float
    parts: Mapping[str, float]
    presolve: float | None
    first_plan: float | None
    memory_mb: float | None
    gap: float | None
    times: Mapping[str, float]
    """Scenario -> charged time; infinite where the median run met its limit."""


def effort_of(variant: str, rows: CaseRows, base: CaseRows, observed: list[Row], limit_ms: float) -> Effort:
    """The effort of a variant. ``rows`` and ``base`` are the timed rows, ``observed`` those listened to."""
    timed = [row for runs in rows.values() for row in runs]
    charged = {case: _charged(runs, limit_ms) for case, runs in rows.items()}
    of_base = {case: _charged(runs, limit_ms) for case, runs in base.items()}
    logs = [math.log(charged[case] / of_base[case]) for case in charged if of_base.get(case) and charged[case]]
    ratio = estimate(logs, "median")
    gaps = [row.gap for row in timed if row.gap is not None]
    return Effort(
        variant=variant,
        statuses=dict(Counter(row.status for row in timed)),
        total=spread_of([median(row.total_ms for row in runs) for runs in rows.values()]),
        par2=mean(charged.values()) if charged else 0.0,
        ratio=None
        if ratio is None
        else Estimate(math.exp(ratio.middle), math.exp(ratio.low), math.exp(ratio.high), ratio.count),
        ratio_p=signed_rank_p(logs),
        parts={part: _median([getattr(row, f"{part}_ms") for row in timed]) or 0.0 for part in _PARTS},
        presolve=_median([row.presolve_ms for row in observed]),
        first_plan=_median([row.first_plan_ms for row in observed]),
        memory_mb=max((row.memory_mb for row in observed if row.memory_mb is not None), default=None),
        gap=max(gaps, default=None),
        times={case: math.inf if not _solved(runs) else charged[case] for case, runs in rows.items()},
    )


_PARTS = ("build", "search", "check")


def _charged(runs: list[Row], limit_ms: float) -> float:
    return median(row.total_ms if row.solved else PAR * limit_ms for row in runs)


def _solved(runs: list[Row]) -> bool:
    return 2 * sum(row.solved for row in runs) > len(runs)


def _median(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
