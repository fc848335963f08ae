"""How sure a difference is: bootstrap intervals, Wilcoxon's signed ranks, Holm's correction for asking often.

The unit is a scenario, whose runs count as their median: runs of one scenario are no independent witnesses.
Resampling is seeded, so that the same results give the same report.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import wilcoxon

LEVEL = 0.05
"""Of verdicts that should say "no detectable difference", at most this share says otherwise. The usual convention."""
RESAMPLES = 5000
_SEED = 20_260_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A middle with its 95 % interval, out of ``count`` scenarios."""

    middle: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Quartiles, 95th percentile and maximum."""

    median: float
    first: float
    third: float
    p95: float
    most: float


def spread_of(values: Sequence[float]) -> Spread | None:
    """The spread of some values; None of none."""
    if not values:
        return None
    first, median, third, p95 = np.quantile(values, [0.25, 0.5, 0.75, 0.95])
    return Spread(float(median), float(first), float(third), float(p95), float(max(values)))


def estimate(values: Sequence[float], middle: Literal["mean", "median"]) -> Estimate | None:
    """The mean or median of paired differences with its bootstrap interval (percentiles of resampled scenarios)."""
    if not values:
        return None
    observed = np.asarray(values, dtype=float)
    of: Callable[..., np.ndarray] = np.mean if middle == "mean" else np.median
    drawn = np.random.default_rng(_SEED).integers(0, len(observed), size=(RESAMPLES, len(observed)))
    low, high = np.quantile(of(observed[drawn], axis=1), [0.025, 0.975])
    return Estimate(float(of(observed)), float(low), float(high), len(observed))


def signed_rank_p(differences: Sequence[float]) -> float:
    """Wilcoxon's two-sided p for paired differences around 0; 1.0 when none differs."""
    nonzero = [difference for difference in differences if difference]
    if not nonzero:
        return 1.0
    return float(np.asarray(wilcoxon(nonzero))[1])


def fewest(questions: int) -> int:
    """Scenarios that a verdict takes on a page of so many questions: 6 for one, 7 for three, 10 for 21.

    Wilcoxon's smallest p of n differences is 2 / 2**n, and Holm's correction multiplies a page's smallest p by the
    number of its questions. With fewer scenarios even a difference in each of them cannot be told from chance.
    """
    return math.floor(math.log2(2 * questions / LEVEL)) + 1


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values after Holm's step-down correction, in their order."""
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    corrected = [1.0] * len(p_values)
    reached = 0.0
    for rank, index in enumerate(order):
        reached = max(reached, min(1.0, (len(p_values) - rank) * p_values[index]))
        corrected[index] = reached
    return corrected
