"""What a week is asked when gym slots have prices, and what it answers: plain data, for pipes and journals."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

UNIT = 32
"""Prices are whole 32nds of a point, so that every bound is exact."""


@dataclass(frozen=True, slots=True)
class Lexical:
    """What a member's best week has whatever the gym brings: key and easy runs left out, strength sessions asked.

    ``points`` are those of that best week, ``left_out`` its strength sessions left out; ``worst`` is more than any
    plan's points.
    """

    key: int
    easy: int
    lifts: int
    left_out: int
    points: int
    worst: int

    def values(self) -> list[int]:
        """All of it, in order."""
        return [self.key, self.easy, self.lifts, self.left_out, self.points, self.worst]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question about gym places, put to one question of the roster.

    ``prices`` (in ``UNIT``s of a point) of taking each gym slot, by its index; may be negative. A point beyond
    ``limit`` costs ``beyond`` units more. Sets of gym slots already ``known`` (bit masks) are not told again. Up to
    ``most`` sets, 1 or more, are told, the cheapest first, none that costs more than ``floor + within`` units (within
    None: whatever it costs). Without ``stands`` nothing is known of the week yet: its best plan is told first, and
    the one without the gym. ``slots`` are the gym's (day, slot), all of which are open to this question.
    """

    question: str
    slots: tuple[tuple[int, str], ...]
    prices: tuple[int, ...]
    most: int
    stands: Lexical | None = None
    beyond: int = 0
    limit: int = 0
    known: tuple[int, ...] = ()
    within: int | None = None
    floor: int = 0

    @property
    def key(self) -> str:
        """SHA-256 (hex) of all that is asked."""
        stands = None if self.stands is None else self.stands.values()
        asked = [self.question, self.slots, self.prices, self.most, stands, self.beyond, self.limit, self.known]
        return hashlib.sha256(json.dumps([*asked, self.within, self.floor]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Said:
    """The answer: ``sets`` maps a set of gym slots (bit mask) to the least points found with exactly those.

    Every set neither known nor told costs at least ``low`` units at the prices asked; None when there is no other.
    ``stands`` None: the week cannot be planned at all.
    """

    stands: Lexical | None
    sets: tuple[tuple[int, int], ...]
    low: int | None

    def as_json(self) -> list[Any]:
        """For the journal."""
        return [None if self.stands is None else self.stands.values(), self.sets, self.low]

    @classmethod
    def from_json(cls, values: list[Any]) -> Said:
        """Back from the journal."""
        stands, sets, low = values
        return cls(None if stands is None else Lexical(*stands), tuple((mask, points) for mask, points in sets), low)
