"""A club file: what the members share - their first day, their nights together, where they lift."""

from __future__ import annotations

import hashlib
import pathlib
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError

from scenarios.consistency import check_consistency
from scenarios.errors import BadField, InputError, Path, shown, unknown
from scenarios.load import format_of, read_bytes, read_values
from scenarios.schema import (
    DEFAULT_SLOTS,
    SLOT_PATTERN,
    WEEKDAYS,
    Date,
    Minutes,
    Model,
    Name,
    RunType,
    Scenario,
    SlotName,
    Weekday,
    Zone,
)
from scenarios.text.source import Source
from scenarios.wording import bad_field

AT_THE_GYM = "gym"
"""What a roster says of members who lift in the gym they share."""
_SAID_FOR_ALL = ("start", "timezone", "weeks")
_EACH_MEMBERS_OWN = ("athlete", "log", "busy")


def _fragment(value: dict[str, Any]) -> dict[str, Any]:
    for key in (*_SAID_FOR_ALL, *_EACH_MEMBERS_OWN):
        if key in value:
            whose = "said once, beside defaults" if key in _SAID_FOR_ALL else "each member's own"
            raise ValueError(f"{key} is {whose}; accepted: any other part of a scenario")
    return value


class Night(Model):
    """A session its members run together: there, then, and for so long."""

    session: RunType
    day: Weekday
    slot: SlotName
    minutes: Minutes = Field(description="min")


Places = Annotated[int, Field(strict=True, ge=0, le=10_000)]


class Wishes(Model):
    """With whom a member asks to lift, and with whom never at the same time, by the ids of the roster."""

    together: tuple[Name, ...] = Field(default=(), alias="with", max_length=20, description="lift in the same slots")
    never_with: tuple[Name, ...] = Field(default=(), max_length=20, description="never lift in the same slot")


class Gym(Model):
    """A gym the members share."""

    capacity: int = Field(strict=True, ge=1, le=10_000, description="members who may lift there at once")
    open: dict[Weekday, tuple[SlotName, ...]] = Field(min_length=1, description="slots in which it is open")
    closed: tuple[Date, ...] = Field(default=(), max_length=366, description="dates on which it is closed")
    exceptions: dict[Date, dict[SlotName, Places]] = Field(
        default_factory=dict, max_length=366, description="places by slot on a date, 0 is closed; other slots as usual"
    )
    wishes: dict[Name, Wishes] = Field(
        default_factory=dict, max_length=500, description="with whom members lift, by their id"
    )
    fair_within: int | None = Field(
        default=None,
        strict=True,
        ge=0,
        le=100_000,
        description="points by which a plan may cost more than the member's own best week, where that is possible",
    )


class Club(Model):
    """Everything a club file says; the members are in its roster."""

    name: Name = "Club"
    timezone: Zone | None = Field(default=None, description="IANA zone; floating wall time if left out")
    start: Date = Field(description="first day planned, ISO date")
    weeks: int = Field(default=1, strict=True, ge=1, le=52, description="weeks of 7 days from start")
    roster: str = Field(min_length=1, max_length=400, description="the roster's CSV file, as seen from this file")
    defaults: Annotated[dict[str, Any], AfterValidator(_fragment)] = Field(
        default_factory=dict, description="the part of a scenario that every member starts from"
    )
    groups: dict[Annotated[str, Field(pattern=SLOT_PATTERN)], Night] = Field(
        default_factory=dict,
        max_length=20,
        description="sessions run together, by the group's name",
        examples=[{"track": {"session": "intervals", "day": "tue", "slot": "evening", "minutes": 60}}],
    )
    gym: Gym | None = None

    def shared(self) -> dict[str, Any]:
        """The part of every member's scenario that the club file gives."""
        said = {"start": self.start.isoformat(), "weeks": self.weeks}
        return {**self.defaults, **said, **({"timezone": self.timezone} if self.timezone else {})}


@dataclass(frozen=True, slots=True)
class LoadedClub:
    """A club, the file it came from and where its roster lies."""

    club: Club
    source: Source
    roster: pathlib.Path


def load_club(path: str | pathlib.Path) -> LoadedClub:
    """Read a club file (YAML or JSON). Raises ``InputError``, whose text is one line."""
    form = format_of(path, "a club file (YAML or JSON), which names its roster")
    text = read_bytes(pathlib.Path(path))
    source = Source(str(path), hashlib.sha256(text).hexdigest())
    values = read_values(text, source, form)
    if not isinstance(values, dict):
        raise source.error((), "no club file; accepted: a mapping with at least start and roster")
    if "roster" not in values and "available" in values:
        message = "this is a scenario, for `runlift solve`; accepted: a club file, which names its roster"
        raise source.error(("available",), message, key=True)
    if "available" in values:
        message = "unknown key; accepted: available under defaults, for every member whose row has no free time"
        raise source.error(("available",), message, key=True)
    try:
        club = Club.model_validate(values)
        _check_defaults(club)
        _check_slots(club)
        _check_gym(club)
    except ValidationError as error:
        raise source.located(bad_field(error, (), Club, values, source.mark)) from None
    except BadField as error:
        raise source.located(error) from None
    if "\0" in club.roster:
        raise InputError(f"{path}: roster: a NUL character; accepted: the name of a file")
    return LoadedClub(club, source, pathlib.Path(path).parent / club.roster)


def _check_defaults(club: Club) -> None:
    """Refuse what no member could start from, whatever the roster says: told once, in the club file."""
    strength = club.defaults.get("strength")
    if isinstance(strength, dict) and strength.get("exercises") is not None:
        message = "a club's members lift from the catalogue; accepted: this field in a scenario of one athlete"
        raise BadField(("defaults", "strength", "exercises"), message, key=True)
    # one slot a time of day: two that start together cannot both be free
    times = {time: slot for slot, time in _slots(club).items()}
    stand_in = {"available": {day: dict.fromkeys(times.values(), 600) for day in WEEKDAYS}}
    values = {**stand_in, **club.shared()}
    try:
        check_consistency(Scenario.model_validate(values))
    except ValidationError as error:
        raise bad_field(error, ("defaults",), Scenario, values) from None
    except BadField as error:
        said_once = error.path[0] in _SAID_FOR_ALL
        raise BadField(error.path if said_once else ("defaults", *error.path), error.message, key=error.key) from None


def _slots(club: Club) -> dict[str, str]:
    slots = club.defaults.get("slots")
    own = slots if isinstance(slots, dict) else {}
    return {**DEFAULT_SLOTS, **{name: str(time) for name, time in own.items()}}


def _check_slots(club: Club) -> None:
    known = _slots(club)
    named: list[tuple[Path, str]] = [(("groups", name, "slot"), night.slot) for name, night in club.groups.items()]
    for day, slots in (club.gym.open if club.gym else {}).items():
        named += [(("gym", "open", day, index), slot) for index, slot in enumerate(slots)]
    for date, said in (club.gym.exceptions if club.gym else {}).items():
        named += [(("gym", "exceptions", date.isoformat(), slot), slot) for slot in said]
    for path, slot in named:
        if slot not in known:
            raise BadField(path, unknown("slot", slot, known))


def _check_gym(club: Club) -> None:
    if club.gym is None:
        return
    if club.weeks > 1:
        message = f"a gym is shared one week at a time, not {club.weeks}; accepted: weeks: 1, or no gym"
        raise BadField(("gym",), message, key=True)
    for date in club.gym.exceptions:
        if date in club.gym.closed:
            where = ("gym", "exceptions", date.isoformat())
            raise BadField(where, f"{date} stands under closed too; accepted: one of the two", key=True)
    for member, wishes in club.gym.wishes.items():
        for key, others in (("with", wishes.together), ("never_with", wishes.never_with)):
            if member in others:
                path = ("gym", "wishes", member, key, others.index(member))
                raise BadField(path, "a member's own id; accepted: others")
        both = [other for other in wishes.never_with if other in wishes.together]
        if both:
            path = ("gym", "wishes", member, "never_with", wishes.never_with.index(both[0]))
            raise BadField(path, f"{shown(both[0])} stands in with too; accepted: one of the two")
