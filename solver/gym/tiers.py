"""The order in which a club's week with a gym is judged, and the weights a stage of the search gives to each tier.

First as few strength sessions left out as possible (key and easy runs never yield to the gym), then as few wishes not
kept, then as few points beyond the fairness cap, then as few points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Totals(NamedTuple):
    """What a club's week comes to, in the order in which it counts."""

    left_out: int
    wishes: int
    beyond: int
    points: int


NOTHING = Totals(0, 0, 0, 0)
TIERS = Totals._fields
LEFT_OUT, POINTS = 0, len(TIERS) - 1


@dataclass(frozen=True, slots=True)
class Weights:
    """What a strength session left out, a wish not kept, and a point beyond the cap cost, in units of a point / 32."""

    left_out: int = 0
    wish: int = 0
    beyond: int = 0
