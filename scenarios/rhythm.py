"""The rhythm of a season: which part of the training usually stands where in the week."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.schema import Weekday
from scenarios.sessions import Session


@dataclass(frozen=True, slots=True)
class Beat:
    """One place of the weekly template: what part of the training stands there."""

    part: str
    weekday: Weekday
    slot: str


def part_of(session: Session) -> str:
    """What a session is to the week, whatever this week's kind of it: ``long``, ``key``, ``easy``, ``lower``..."""
    if session.kind == "strength":
        return session.type
    if session.kind == "cross":
        return "cross"
    if session.type == "long":
        return "long"
    return "key" if session.key else "easy"
