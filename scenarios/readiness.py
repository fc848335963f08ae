"""When a morning asks for less: the thresholds of the check-in. All are conventions, and the runner's own to change.

Soreness and pain are 0-10, fatigue 1-5 (5 the worst). The defaults are our own; none is a medical limit.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

_OutOfTen = Annotated[int, Field(strict=True, ge=1, le=10)]


class Readiness(BaseModel):
    """What the rules A2 to A12 of the check-in go by."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    leg_soreness_light: _OutOfTen = Field(default=4, description="0-10: from here on legs are trained lightly (A2)")
    leg_soreness_none: _OutOfTen = Field(default=6, description="0-10: from here on no legs and no key run (A3)")
    leg_soreness_rest: _OutOfTen = Field(default=8, description="0-10: from here on rest or cross-training (A4)")
    sore_hours: int = Field(default=72, strict=True, ge=24, le=168, description="h of soreness after a lift (A4)")
    fresh_hours: int = Field(
        default=36, strict=True, ge=12, le=96, description="h since heavy legs: key run stays (A2)"
    )
    next_legs_hours: int = Field(default=48, strict=True, ge=24, le=96, description="h without leg sessions (A3)")
    upper_soreness: _OutOfTen = Field(default=6, description="0-10: from here on fewer sets (A5)")
    fatigue: int = Field(default=4, strict=True, ge=2, le=5, description="1-5: from here on tired (A6 A7)")
    sleep_hours: int = Field(default=6, strict=True, ge=3, le=9, description="h: below it tired (A6)")
    pain_stop: _OutOfTen = Field(default=3, description="0-10: from here on no running, no leg sessions (A9)")
    well_hours: int = Field(default=48, strict=True, ge=24, le=168, description="h without key runs once well (A10)")
    rpe_over: int = Field(default=2, strict=True, ge=1, le=5, description="session-RPE above the usual one (A12)")
    key_shorter_percent: int = Field(default=25, strict=True, ge=20, le=30, description="% off a key run (A6)")
    sets_percent: int = Field(default=60, strict=True, ge=30, le=100, description="% of the sets that stay (A2 A5)")
