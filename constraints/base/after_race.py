"""Days to wait after a race, by its distance: as fields of a rule, and read back from them."""

from __future__ import annotations

from pydantic import Field

from constraints.base.rule import Rule
from scenarios.race_distance import DAYS_TO_RECOVER, RACE_WORDS, RaceDistance


def days_after(distance: RaceDistance) -> int:
    """The field ``days_after_<distance>`` of a rule: 1 to 21, by default what ``post_race_no_heavy_legs_d`` says."""
    return Field(
        default=DAYS_TO_RECOVER[distance], strict=True, ge=1, le=21, description=f"days: after {RACE_WORDS[distance]}"
    )


def days_by_distance(rule: Rule) -> dict[RaceDistance, int]:
    """The days a rule asks for, of each distance that it has a field for."""
    own = type(rule).model_fields
    return {d: getattr(rule, f"days_after_{d}") for d in DAYS_TO_RECOVER if f"days_after_{d}" in own}
