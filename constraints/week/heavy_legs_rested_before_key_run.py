"""Beyond the hard minimum, more rest between heavy legs and a key run is better."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator, model_validator

from constraints.base.cell import is_heavy_legs, is_key_run
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.clock import ahead_of
from scenarios.plan import Plan

STRONG_UNITS = 2
SHORTEST_HOURS, LONGEST_HOURS = 24, 72


class HeavyLegsRestedBeforeKeyRun(SoftRule):
    """Graded: two units below ``strong_below_hours``, one below ``mild_below_hours``, for each lift and key day.

    The second is never below the first: if you give one of them only, the other moves with it where it has to. For a
    run that may be started with tired legs (``allow_prefatigue``) a lift on the same day does not count.
    """

    name: ClassVar[str] = "heavy_legs_rested_before_key_run"
    sources: ClassVar[tuple[str, ...]] = ("S19", "gap_heavylegs_to_key_soft_h")
    weight: int = Field(default=4, strict=True, ge=0, le=1000, description="points: per unit")
    strong_below_hours: int = Field(
        default=36, strict=True, ge=SHORTEST_HOURS, le=LONGEST_HOURS, description="h: end to start, two units below"
    )
    mild_below_hours: int = Field(
        default=48, strict=True, ge=SHORTEST_HOURS, le=LONGEST_HOURS, description="h: end to start, one unit below"
    )

    @model_validator(mode="before")
    @classmethod
    def _other_follows(cls, given: object) -> object:
        """Where one limit only is given, the other makes way for it."""
        defaults = {name: field.default for name, field in cls.model_fields.items()}
        if not isinstance(given, dict) or {"strong_below_hours", "mild_below_hours"} <= given.keys():
            return given
        match given:
            case {"strong_below_hours": int(strong)} if defaults["mild_below_hours"] < strong <= LONGEST_HOURS:
                return given | {"mild_below_hours": strong}
            case {"mild_below_hours": int(mild)} if SHORTEST_HOURS <= mild < defaults["strong_below_hours"]:
                return given | {"strong_below_hours": mild}
        return given

    @field_validator("mild_below_hours")
    @classmethod
    def _not_before_strong(cls, mild: int, info: ValidationInfo) -> int:
        strong = info.data.get("strong_below_hours", mild)
        if mild < strong:
            raise ValueError(f"got {mild}, below strong_below_hours ({strong}); accepted: from {strong} on")
        return mild

    def build(self, grid: Grid) -> None:
        strong, mild = 60 * self.strong_below_hours, 60 * self.mild_below_hours
        bands = ((STRONG_UNITS, None, strong), (1, strong, mild))
        for units, low, high in bands:
            for lift, runs in grid.followed_by(is_heavy_legs, is_key_run, low, high):
                same_day = runs[0].day == lift.day
                counted = [run for run in runs if not (same_day and run.session.prefatigue)]
                grid.points(units * self.weight, lift.event, grid.any_of(counted))

    def check(self, plan: Plan) -> Iterator[Violation]:
        told: set[tuple[int, int, int, int]] = set()
        for lift, run in plan.successions(lambda s: s.heavy_legs, lambda s: s.key):
            gap = run.start - lift.end
            units = STRONG_UNITS if gap < 60 * self.strong_below_hours else int(gap < 60 * self.mild_below_hours)
            spared = lift.day == run.day and run.session.prefatigue
            once = (lift.start, lift.end, run.day, units)
            if units and not spared and once not in told:
                told.add(once)
                text = f"{lift.name} ends {ahead_of(gap)} {run.name} on {plan.day_name(run.day)}"
                yield self.costs(units, text, run.day, lift.name, run.name)

    def sentence(self) -> str:
        strong, mild = self.strong_below_hours, self.mild_below_hours
        better = f", better {mild} h" if mild > strong else ""
        return f"heavy leg work ends at least {strong} h before a key run if it can{better}"
