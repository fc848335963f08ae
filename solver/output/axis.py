"""Round numbers along an axis, and how each is written."""

from __future__ import annotations

import math
from collections.abc import Sequence


def round_ticks(low: float, high: float) -> list[float]:
    """At most seven levels, 1, 2 or 5 times a power of ten apart, from at or below ``low`` to at or above ``high``."""
    raw = (high - low) / 5 or 1.0
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * n, 10) for n in range(first, last + 1)]


def plain(ticks: Sequence[float]) -> list[str]:
    """Each of two or more ticks with the decimals that tell it from its neighbours, never as a power of ten."""
    decimals = max(0, -math.floor(math.log10(ticks[1] - ticks[0]) + 1e-9))
    return [f"{tick:.{decimals}f}" for tick in ticks]
