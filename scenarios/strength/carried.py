"""What strength weeks that are over leave behind: plain data, so that a plan taken up again goes on where it stood."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scenarios.schema import Date, Model
from scenarios.strength.options import Standing
from scenarios.strength.week import PhaseKind

_Count = Annotated[int, Field(strict=True, ge=0, le=1000)]
ExerciseId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", strict=True)]


class CarriedStanding(Model):
    """A ``Standing``, bounded: ``amount`` in reps or s, ``kg`` a weight."""

    rung: int = Field(strict=True, ge=-1, le=20)
    amount: int = Field(strict=True, ge=0, le=1000)
    added_sets: int = Field(default=0, strict=True, ge=0, le=4)
    kg: float | None = Field(default=None, gt=0, le=5000)
    count: int = Field(default=1, strict=True, ge=1, le=2)
    raises: _Count = 0
    at_top: _Count = 0
    misses: _Count = 0
    clean: _Count = 0
    in_reserve: float | None = Field(default=None, ge=0, le=1000)
    chosen_at: _Count | None = None
    slow: bool = Field(default=False, strict=True)

    def standing(self) -> Standing:
        """The same, to go on from."""
        return Standing(**self.model_dump())


class CarriedExercise(Model):
    """Where an athlete stands with one exercise, and how it was last done (None: not yet)."""

    exercise: ExerciseId
    standing: CarriedStanding | None = None
    last: CarriedStanding | None = None
    last_sets: int = Field(default=1, strict=True, ge=1, le=20)


class CarriedSession(Model):
    """What a strength session of the last week held."""

    session: str = Field(strict=True, max_length=60)
    exercises: tuple[ExerciseId, ...] = Field(max_length=40)


class Carried(Model):
    """Strength until a date: exercises, sessions done (``exposures``), weeks of adaptation, the last week and phase."""

    exercises: tuple[CarriedExercise, ...] = Field(default=(), max_length=500)
    exposures: _Count = 0
    last_date: Date | None = None
    adaptation_weeks: _Count = 0
    restart_weeks: _Count = 0
    last_week: tuple[CarriedSession, ...] = Field(default=(), max_length=20)
    phase: PhaseKind | None = None
