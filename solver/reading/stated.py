"""What a plan's file states, session by session, before a scenario says what was asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from scenarios.clock import Clock
from scenarios.errors import InputError
from scenarios.meanwhile import Meanwhile
from scenarios.schema import Goal, Legs, Scenario
from scenarios.sessions import Session, run_session, strength_session
from scenarios.unit_name import FOCUSES, unit_name, unit_of

MAX_BYTES = 4 * 1024 * 1024
MAX_SESSIONS = 1000
SCENARIO = "this is a scenario, for `runlift solve`"
"""What is said of the file most often taken for a plan."""
FEWEST_MINUTES, MOST_MINUTES = 5, 600


@dataclass(frozen=True, slots=True)
class StatedSession:
    """One session as a file states it; ``where`` says in which line or event.

    ``wall`` is its start as written, without a zone; ``instant`` (min since the epoch) is known where the file
    names the zone too. ``ordinal`` is 2 for ``easy-2``, and None where the file does not count. None for
    ``key`` or ``legs`` leaves it to the catalogue. ``end`` is HH:MM, or nothing. ``done`` ones are past already.
    """

    where: str
    type: str
    ordinal: int | None
    wall: dt.datetime
    minutes: int
    instant: int | None = None
    slot: str = ""
    end: str = ""
    key: bool | None = None
    legs: Legs | None = None
    done: bool = False

    @property
    def name(self) -> str:
        """The unit's name: ``easy``, ``easy-2``."""
        return unit_name(self.type, self.ordinal or 1)

    def start(self, clock: Clock) -> int:
        """The start's instant; floating time takes the plan's clock, and a floating plan the time as written."""
        if self.instant is not None and clock.zone is not None:
            return self.instant
        return clock.instant(self.wall.date(), f"{self.wall:%H:%M}")

    def session(self, goal: Goal) -> Session:
        """What the session is, from the catalogue and from what the file says of it."""
        if is_strength(self.type):
            return strength_session(self.type, self.minutes, self.legs, goal)
        session = run_session(self.type, self.minutes, goal)
        return session if self.key is None else replace(session, key=self.key)

    def is_as(self, session: Session) -> bool:
        """Whether the file says nothing of this session that is not so of ``session``."""
        same_key = self.key is None or self.key == session.key
        same_legs = self.legs is None or self.legs == session.legs
        return self.type == session.type and self.minutes == session.minutes and same_key and same_legs

    def fault(self, field: str, message: str) -> InputError:
        """The error line of one of its fields."""
        return InputError(f"{self.where}: {field}: {message}")


@dataclass(frozen=True, slots=True)
class Claims:
    """What a file says about its own quality: points in all and by rule, sessions left out by tier."""

    total: int
    points: dict[str, int]
    left_out: dict[str, int]


@dataclass(frozen=True)
class StatedPlan:
    """A plan as its file states it.

    ``rest`` are dates told to be free of sessions, ``zone`` is the zone of its times where one is named.
    ``asked`` (with the SHA-256 of its file), ``meanwhile`` and ``claims`` come with a plan.json alone. ``passes_over``
    says that sessions on other dates than a scenario's are passed over, as in a calendar, and not refused.
    """

    sessions: tuple[StatedSession, ...]
    rest: tuple[dt.date, ...] = ()
    athlete: str = ""
    zone: str | None = None
    notes: tuple[str, ...] = ()
    passes_over: bool = False
    asked: Scenario | None = None
    asked_sha256: str = ""
    claims: Claims | None = None
    meanwhile: Meanwhile | None = None


def is_strength(type_: str) -> bool:
    """Whether a session's type is one of strength."""
    return type_ in FOCUSES


def unit(name: str) -> tuple[str, int] | None:
    """Type and ordinal of a unit's name, the first where it has no number; None if it names no session."""
    found = unit_of(name)
    return None if found is None else (found[0], found[1] or 1)
