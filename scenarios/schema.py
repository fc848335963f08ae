"""The question: what a runner writes down, as plain data.

Every field has a unit, a range, and a default wherever one makes sense; ``scenarios.load`` reads files into these.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from scenarios.errors import nearest, shown
from scenarios.iso_date import accept_date
from scenarios.one_race import ONE_RACE
from scenarios.readiness import Readiness
from scenarios.zones import zone, zone_names

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Goal = Literal["5k", "10k", "half", "marathon", "ultra", "hill_race", "general", "return"]
Level = Literal["novice", "intermediate", "advanced"]
Focus = Literal["upper", "lower", "full"]
Legs = Literal["none", "light", "heavy"]
Policy = Literal["easy_days", "hard_days", "any"]
Equipment = Literal["bodyweight", "band", "dumbbell", "kettlebell", "barbell", "box", "bar"]
RunType = Literal[
    "recovery",
    "easy",
    "strides",
    "run_walk",
    "medium_long",
    "long",
    "tempo",
    "intervals",
    "hills",
    "race_pace",
    "downhill",
    "fartlek",
    "tune_up",
    "cross_training",
]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOCK_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
SLOT_PATTERN = r"^[a-z][a-z0-9_]{0,23}$"
# pydantic puts the branch of a union into an error's path; these names mark it there
UNION_TAGS = ("<value>", "<parts>")
# controls (those beyond ASCII steer terminals too), line and paragraph separators
_NOT_ON_A_LINE = frozenset({"Cc", "Zl", "Zp"})
DEFAULT_SLOTS = {"morning": "06:30", "midday": "12:15", "evening": "18:00"}


def _known_zone(value: str) -> str:
    try:
        zone(value)
    except ValueError:
        near = nearest(value, zone_names())
        hint = f"did you mean {near}? " if near else ""
        raise ValueError(
            f"no such time zone {shown(value)}; {hint}accepted: an IANA name such as Europe/Berlin"
        ) from None
    return value


def _plain_text(value: str) -> str:
    # what is printable has none of them, which is quickly known
    if not value.isprintable() and any(unicodedata.category(char) in _NOT_ON_A_LINE and char != "\t" for char in value):
        raise ValueError(f"a control character in {shown(value)}; accepted: plain text on one line")
    if all(char.isspace() or unicodedata.category(char) == "Cf" for char in value):  # Cf: shows nothing either
        raise ValueError(f"got {shown(value)}; accepted: text that is not blank")
    return value


Date = Annotated[dt.date, BeforeValidator(accept_date)]
ClockTime = Annotated[
    str,
    Field(pattern=CLOCK_PATTERN, description="wall time, HH:MM, 24 h"),
]
Zone = Annotated[str, Field(max_length=64), AfterValidator(_known_zone)]
Name = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_plain_text)]
SlotName = Annotated[str, Field(pattern=SLOT_PATTERN)]
Minutes = Annotated[int, Field(strict=True, ge=5, le=600)]
FreeMinutes = Annotated[int, Field(strict=True, ge=0, le=1440)]


def _value_or_parts(value: object) -> str:
    return "<parts>" if isinstance(value, (dict, BaseModel)) else "<value>"


class Model(BaseModel):
    """Base of every part of a scenario: frozen, and strangers are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Athlete(Model):
    """Who trains."""

    name: Name = Field(default="Runner", description="shown in the plan and its calendar")
    id: Name | None = Field(default=None, description="stable identity for calendar UIDs; the name if left out")
    level: Level = Field(default="intermediate", description="scales generated weeks and limits what is generated")
    body_mass_kg: float | None = Field(
        default=None, strict=True, ge=25, le=250, description="kg; only for the protein line"
    )


class FreeSlot(Model):
    """Free time with its own clock time on one weekday."""

    minutes: FreeMinutes = Field(description="minutes free")
    at: ClockTime | None = Field(
        default=None, description="start on this day, HH:MM; the slot's usual time if left out"
    )


FreeTime = Annotated[
    Annotated[FreeMinutes, Tag("<value>")] | Annotated[FreeSlot, Tag("<parts>")], Discriminator(_value_or_parts)
]
FreeDay = Annotated[dict[SlotName, FreeTime], Field(examples=[{"evening": 60}])]


class RunEntry(Model):
    """A run the athlete wants, once or several times a week."""

    type: RunType
    minutes: Minutes | None = Field(default=None, description="min; the type's usual length if left out")
    times: int = Field(default=1, strict=True, ge=1, le=14, description="times a week; all runs of a week at most 21")
    week: int | None = Field(
        default=None, strict=True, ge=1, le=52, description="only in this week; every one if left out"
    )
    days: tuple[Weekday, ...] | None = Field(default=None, min_length=1, description="only on these weekdays")
    slots: tuple[SlotName, ...] | None = Field(default=None, min_length=1, description="only in these slots")


class StrengthEntry(Model):
    """A strength session that differs from the others."""

    focus: Focus
    minutes: int | None = Field(
        default=None, strict=True, ge=20, le=45, description="min incl. warm-up and cool-down (S6)"
    )
    legs: Legs | None = Field(default=None, description="leg load; lower and full are heavy, upper none, if left out")
    days: tuple[Weekday, ...] | None = Field(default=None, min_length=1, description="only on these weekdays")
    slots: tuple[SlotName, ...] | None = Field(default=None, min_length=1, description="only in these slots")


StrengthWish = Annotated[
    Annotated[Focus, Tag("<value>")] | Annotated[StrengthEntry, Tag("<parts>")], Discriminator(_value_or_parts)
]


class Strength(Model):
    """The strength side of a week."""

    focus: tuple[StrengthWish, ...] = Field(
        default=("upper", "lower", "full"), max_length=7, description="one entry a session (S2 S7 S8)"
    )
    minutes: int = Field(default=30, strict=True, ge=20, le=45, description="min incl. warm-up and cool-down (S6)")
    equipment: tuple[Equipment, ...] = Field(default=("bodyweight",), description="kit at hand")
    exercises: Annotated[str, AfterValidator(_plain_text)] | None = Field(
        default=None, max_length=400, description="CSV of your own exercises, added to the catalogue"
    )
    seed_strict: bool = Field(default=False, strict=True, description="3 sets of 5-12 in every phase (S34)")
    policy: Policy = Field(default="easy_days", description="where lifting prefers to stand (S18 or S20)")
    allow_prefatigue: str | None = Field(
        default=None, description="one key run that may be started with tired legs on purpose (S10)"
    )


class Preference(Model):
    """Days and slots an athlete likes for a session, a type or a kind."""

    days: tuple[Weekday, ...] | None = Field(default=None, min_length=1)
    slots: tuple[SlotName, ...] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _days_or_slots(self) -> Self:
        if self.days is None and self.slots is None:
            raise ValueError("says nothing; accepted: days, slots or both")
        return self


class Fixed(Model):
    """A session that stands there or is left out."""

    session: str = Field(min_length=1, max_length=60)
    day: Weekday | None = Field(default=None, description="weekday, in every week")
    date: Date | None = Field(default=None, description="one date only")
    slot: SlotName

    @model_validator(mode="after")
    def _day_or_date(self) -> Self:
        if (self.day is None) == (self.date is None):
            both = "both day and date" if self.day else "neither day nor date"
            raise ValueError(f"{both}; accepted: day (every week) or date (once)")
        return self


class Done(Model):
    """A session done before the first day planned."""

    session: str = Field(min_length=1, max_length=60, description="a run type, upper, lower, full or rest")
    date: Date
    start: ClockTime = "12:00"
    minutes: Minutes | None = Field(default=None, description="min; the type's usual length if left out")
    legs: Legs | None = None
    goal: Goal | None = Field(default=None, description="of a race: its distance; read from its minutes if left out")


class Race(Model):
    """The race: never left out, takes the time it takes."""

    date: Date
    goal: Goal | None = Field(default=None, description="the scenario's goal if left out")
    start: ClockTime = "09:00"
    minutes: Minutes | None = Field(default=None, description="expected min; if left out, at 6 min/km, told")


class Override(Model):
    """What one week of a season asks instead of what the tables say."""

    week: int = Field(strict=True, ge=1, le=52)
    run_minutes: int | None = Field(default=None, strict=True, ge=0, le=3000, description="min a week")
    long_minutes: int | None = Field(default=None, strict=True, ge=0, le=600, description="min")
    quality: int | None = Field(default=None, strict=True, ge=0, le=4, description="quality sessions a week")
    strength: int | None = Field(default=None, strict=True, ge=0, le=7, description="strength sessions a week")


class Away(Model):
    """Dates without training, or with other hours."""

    model_config = ConfigDict(populate_by_name=True)
    first: Date = Field(alias="from")
    last: Date = Field(alias="to")
    available: FreeDay | None = Field(default=None, description="none at all if left out")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"ends {self.last}, before it begins {self.first}; accepted: to on or after from")
        return self


Note = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_plain_text)]
FileName = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_plain_text)]
Files = Annotated[
    Annotated[FileName, Tag("<value>")] | Annotated[tuple[FileName, ...], Field(max_length=20), Tag("<parts>")],
    Discriminator(lambda value: "<parts>" if isinstance(value, (list, tuple)) else "<value>"),
]

RuleSetting = Annotated[
    Annotated[bool, Field(strict=True), Tag("<value>")] | Annotated[dict[str, Any], Tag("<parts>")],
    Discriminator(_value_or_parts),
]


class Scenario(Model):
    """Everything one athlete says about one week or season."""

    athlete: Athlete = Athlete()
    timezone: Zone | None = Field(default=None, description="IANA zone; floating wall time if left out")
    start: Date = Field(description="first day planned, ISO date")
    weeks: int | None = Field(
        default=None, strict=True, ge=1, le=52, description="weeks of 7 days from start; 1, or up to the race"
    )
    goal: Goal = "general"
    slots: dict[SlotName, ClockTime] = Field(
        default_factory=dict, max_length=6, description="clock times; morning 06:30, midday 12:15, evening 18:00"
    )
    available: dict[Weekday, FreeDay] = Field(description="minutes free by weekday and slot; what is left out is not")
    runs: tuple[RunEntry, ...] | None = Field(default=None, max_length=400, description="the goal's table if left out")
    phase: Literal["base", "build"] | None = Field(default=None, description="of a lone week with runs of its own")
    strength: Strength = Strength()
    prefer: dict[str, Annotated[Preference, Field(examples=[{"days": ["sat", "sun"]}])]] = Field(default_factory=dict)
    fixed: tuple[Fixed, ...] = Field(default=(), max_length=100)
    history: tuple[Done, ...] = Field(default=(), max_length=400)
    race: Annotated[Race | None, ONE_RACE] = None
    overrides: tuple[Override, ...] = Field(default=(), max_length=52)
    away: tuple[Away, ...] = Field(default=(), max_length=500, description="of a date in several the last one counts")
    notes: tuple[Note, ...] = Field(default=(), max_length=500, description="told with the plan")
    busy: Files = Field(default=(), description="calendars (.ics) that take free time away, beside this file")
    log: Annotated[str, AfterValidator(_plain_text)] | None = Field(
        default=None, max_length=400, description="CSV of what was really done"
    )
    readiness: Readiness = Field(default=Readiness(), description="when a check-in of the log asks for less")
    repeat: bool = Field(default=False, strict=True, description="the week must be able to follow itself")
    rules: dict[str, RuleSetting] = Field(default_factory=dict, description="what differs; false switches one off")

    def slot_times(self) -> dict[str, str]:
        """Slot name -> usual clock time, the defaults included."""
        return {**DEFAULT_SLOTS, **self.slots}
