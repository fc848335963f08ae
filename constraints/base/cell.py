"""A session slot, and the kinds of session rules ask for by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scenarios.days import Slot
from scenarios.demands import Demand
from scenarios.plan import Session

Filter = Callable[[Session], bool]


@dataclass(slots=True, eq=False)
class Cell:
    """One session slot. ``start`` and ``end`` are instants (min).

    ``given`` cells are taken for certain; their ids are negative.
    """

    id: int
    session: Session
    day: int
    start: int
    end: int
    wall_minute: int
    slot: Slot | None = None
    demand: Demand | None = None

    @property
    def given(self) -> bool:
        """Taken for certain: done already, or the race."""
        return self.demand is None


def is_any(session: Session) -> bool:
    """Any session at all."""
    return True


def is_key_run(session: Session) -> bool:
    """A key run, the race among them."""
    return session.key


def is_run(session: Session) -> bool:
    """Any run."""
    return session.kind == "run"


def is_lift(session: Session) -> bool:
    """Any strength session."""
    return session.kind == "strength"


def is_leg_session(session: Session) -> bool:
    """A strength session that trains the legs, lightly or heavily."""
    return session.leg_session


def is_long_or_race(session: Session) -> bool:
    """A long run or the race."""
    return session.type in ("long", "race")


def is_heavy_legs(session: Session) -> bool:
    """A strength session that loads the legs heavily."""
    return session.heavy_legs


def places(cells: Iterable[Cell]) -> list[list[Cell]]:
    """Cells grouped by when they start and end: what stands in one place weighs alike in gaps."""
    groups: dict[tuple[int, int], list[Cell]] = {}
    for cell in cells:
        groups.setdefault((cell.start, cell.end), []).append(cell)
    return list(groups.values())
