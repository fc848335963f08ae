"""What can be changed so that a scenario can be done in full, and what each change asks of the athlete.

A price says how much a change asks: it orders ways out, and measures nothing else. Numbers come before rules,
minutes before sessions (our convention).
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Literal

from constraints.base.rule import Rule
from scenarios.days import Slot

Kind = Literal["number", "minutes", "minutes_once", "unfix", "anywhere", "leave_out", "fewer_lifts", "rule_off"]
NUMBER, MINUTES, NEW_SLOT, STRANGE_SLOT, UNFIX, ANYWHERE, RULE_OFF = 10, 10, 30, 35, 30, 30, 100
LEAVE_OUT = {"strength": 50, "easy": 60, "key": 80}
WHOLE_RANGE, MINUTES_A_POINT = 20, 5


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the scenario.

    ``rule``, ``parameter`` and ``value`` say what a number becomes; ``demand`` of which one unit is left out,
    or which is let go of its fixed place or allowed anywhere; ``day``, ``slot`` and ``value`` what is free (min), on
    every such weekday or, ``minutes_once``, on this date; of ``fewer_lifts``, ``value`` is how many strength sessions
    the week of ``demand`` still asks for.
    """

    kind: Kind
    price: int
    rule: str = ""
    parameter: str = ""
    value: int = 0
    demand: int = -1
    day: int = -1
    slot: str = ""

    @property
    def number(self) -> tuple[str, str, str, int, str]:
        """Which number of the scenario it changes, if it changes one."""
        return self.kind, self.rule, self.parameter, self.day, self.slot


@dataclass(frozen=True, slots=True)
class WayOut:
    """Changes that together make the scenario possible in full."""

    changes: tuple[Change, ...]

    @property
    def price(self) -> int:
        """What they ask of the athlete; it orders ways out and measures nothing else."""
        return sum(change.price for change in self.changes)


def number_price(rule: Rule, parameter: str, value: int) -> int:
    """What moving a rule's number to ``value`` asks: more, the more of its range it goes."""
    low, high = range_of(rule, parameter)
    now: int = getattr(rule, parameter)
    return NUMBER + WHOLE_RANGE * abs(value - now) // max(1, high - low)


def minutes_price(slot: Slot, minutes: int, used: Container[str]) -> int:
    """What it asks to have so many minutes free in a slot that has fewer; more in one not ``used`` on any day."""
    first = MINUTES if slot.minutes else NEW_SLOT if slot.name in used else STRANGE_SLOT
    return first + -(-(minutes - slot.minutes) // MINUTES_A_POINT)


def range_of(rule: Rule, parameter: str) -> tuple[int, int]:
    """The range a parameter may take."""
    bounds = type(rule).model_fields[parameter].metadata
    low = next(bound.ge for bound in bounds if hasattr(bound, "ge"))
    high = next(bound.le for bound in bounds if hasattr(bound, "le"))
    return int(low), int(high)
