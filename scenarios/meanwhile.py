"""What happened since a plan was made: what was done, what is blocked, what the mornings asked for.

A scenario and its ``Meanwhile`` are all that a plan taken up again rests on (``scenarios.resumed``). It stands in
``plan.json`` under ``replan``, so that such a plan can be judged, and taken up once more.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from scenarios.easing import Easing
from scenarios.errors import unknown
from scenarios.schema import ClockTime, Date, Legs, Minutes, Model, Weekday
from scenarios.strength.carried import Carried
from scenarios.unit_name import session_types

Spared = Literal["run", "lift", "key", "legs", "heavy_legs", "anything"]
"""What a day is spared: runs, lifts, key runs, sessions that train the legs, those that load them heavily, all."""
UNIT_PATTERN = r"^[a-z][a-z0-9_]{0,40}(-[1-9][0-9]{0,2})?$"
MAX_ENTRIES = 1000


def _known_type(value: str) -> str:
    if value not in session_types():
        raise ValueError(unknown("session", value, session_types()))
    return value


Unit = Annotated[str, Field(pattern=UNIT_PATTERN, strict=True)]
SessionType = Annotated[str, Field(strict=True, max_length=40), AfterValidator(_known_type)]
WeekNumber = Annotated[int, Field(strict=True, ge=1, le=52)]


class DoneSession(Model):
    """A session done since the plan began; ``answers`` is the unit of its week it stands for ('': one more)."""

    name: Unit
    answers: Annotated[str, Field(pattern=rf"^$|{UNIT_PATTERN}", strict=True)] = ""
    type: SessionType
    date: Date
    start: ClockTime
    slot: str = Field(default="", strict=True, max_length=24)
    minutes: Minutes
    legs: Legs | None = None


class Change(Model):
    """A session asked for otherwise from now on: ``dropped``, or with another type, other minutes, other legs.

    ``week`` counts from 1 in the whole plan. ``becomes`` names the unit where the type changes. What is taken off a
    strength session is as in ``Easing``.
    """

    week: WeekNumber
    session: Unit
    dropped: bool = Field(default=False, strict=True)
    becomes: Unit | None = None
    type: SessionType | None = None
    minutes: Minutes | None = None
    legs: Legs | None = None
    sets_percent: int = Field(default=100, strict=True, ge=10, le=100)
    most_sets: int | None = Field(default=None, strict=True, ge=1, le=10)
    jumps: bool = Field(default=True, strict=True)
    growth: bool = Field(default=True, strict=True)
    step_down: bool = Field(default=False, strict=True)
    counts_heavy: bool = Field(default=False, strict=True)
    days: tuple[Weekday, ...] | None = Field(default=None, min_length=1)
    rule: str = Field(default="", strict=True, max_length=8)
    why: str = Field(default="", strict=True, max_length=300)

    def easing(self) -> Easing:
        """What it takes off the inside of a strength session."""
        return Easing(self.sets_percent, self.most_sets, self.jumps, self.growth, self.step_down, self.counts_heavy)


class Care(Model):
    """Days that are spared something, because a check-in asked for it; ``rule`` is A1 to A15."""

    model_config = ConfigDict(populate_by_name=True)
    rule: str = Field(strict=True, max_length=8)
    no: Spared
    first: Date = Field(alias="from")
    last: Date = Field(alias="to")
    why: str = Field(default="", strict=True, max_length=300)


class Stood(Model):
    """Where a unit of a week stood in the plan that is taken up again."""

    week: WeekNumber
    session: Unit
    date: Date
    slot: str = Field(strict=True, max_length=24)


class Meanwhile(Model):
    """What happened until ``since``, the first day that is planned anew.

    ``strength`` is what the strength weeks before its week left behind, with what its own log lifted; None where
    it lies in the first and none was told.
    """

    model_config = ConfigDict(populate_by_name=True)
    since: Date = Field(alias="from")
    blocked: tuple[Date, ...] = Field(default=(), max_length=MAX_ENTRIES)
    done: tuple[DoneSession, ...] = Field(default=(), max_length=MAX_ENTRIES)
    changes: tuple[Change, ...] = Field(default=(), max_length=MAX_ENTRIES)
    cares: tuple[Care, ...] = Field(default=(), max_length=MAX_ENTRIES)
    stood: tuple[Stood, ...] = Field(default=(), max_length=MAX_ENTRIES)
    strength: Carried | None = None

    def why_then(self, week: int, session: str) -> str:
        """Why a unit of a week (from 1) has days of its own, in words: ``A3: leg soreness 6``; '' where it has none."""
        own = (
            each for each in self.changes if each.days and (each.week, each.becomes or each.session) == (week, session)
        )
        return next((f"{each.rule}: {each.why}" for each in own), "")
