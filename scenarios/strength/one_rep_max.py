"""What a lift tells of the next: the most that could be lifted once, and the weight that leaves reps in reserve.

The estimate is Epley's (1985): a weight that can be lifted r times is 1 / (1 + r/30) of the most that can be lifted
once. A set of 4 with 2 in reserve could be one of 6: 83 %, which is what max strength asks (strength_phases.csv). Only
the weight held counts, so that a step up is smaller than the body's own weight would allow.
"""

from __future__ import annotations

import math
from dataclasses import replace

from scenarios.strength.options import Standing

EPLEY_REPS = 30
MOST_RISE_PERCENT = 10
"""load_step of parameters.csv: a weight rises by 2-10 % (ACSM 2009), by the smallest jump of its equipment at least."""
_EXACT = 1e-9
"""So that what is a whole step but for rounding counts as one."""


def one_rep_max(kg: float, reps: float) -> float:
    """The most that could be lifted once (kg), by a weight that could be lifted ``reps`` times."""
    return kg * (1 + reps / EPLEY_REPS)


def reps_possible(most_kg: float, kg: float) -> float:
    """How often a weight could be lifted by someone whose one-repetition maximum is ``most_kg``."""
    return EPLEY_REPS * (most_kg / kg - 1)


def highest_after(kg: float, jump: float) -> float:
    """The highest weight (kg) that may follow ``kg`` where the smallest change of it is ``jump``."""
    return max(kg * (100 + MOST_RISE_PERCENT) / 100, kg + jump)


def at_effort(
    last: Standing, reps: tuple[int, int], in_reserve: int, jump: float, *, at_most: float, at_least: float = 0
) -> Standing:
    """Where a lift stands at another effort: the weight and the reps within a range that leave so many in reserve.

    ``last`` is how it was last lifted, its ``kg`` and ``in_reserve`` told (else ``ValueError``). The weight is a whole
    number of jumps (kg) from that, rounded down, and not above ``at_most``; where it would fall below ``at_least`` it
    stays as it was. Where it cannot be as heavy as the effort asks, the reps make up for it as far as the range goes,
    and the standing says how many are left.
    """
    if last.kg is None or last.in_reserve is None:
        raise ValueError("neither the weight nor the reps in reserve may be unknown")
    low, high = reps
    most = one_rep_max(last.kg, last.amount + last.in_reserve)
    wanted = min(at_most, most / (1 + (low + in_reserve) / EPLEY_REPS))
    kg = last.kg + math.floor((wanted - last.kg) / jump + _EXACT) * jump
    if kg <= 0 or kg < at_least - _EXACT:
        kg = min(last.kg, at_most)
    possible = reps_possible(most, kg)
    amount = min(max(math.floor(possible + _EXACT) - in_reserve, low), high)
    left = possible - amount
    more = left if left >= in_reserve + 1 - _EXACT else None
    return replace(last, kg=kg, amount=amount, added_sets=0, at_top=0, misses=0, in_reserve=more)
