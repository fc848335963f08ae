"""A session slot, and the kinds of session rules ask for by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from constraints.base.statement import ALWAYS_HAPPENS, Event, Taken
from scenarios.clock import Clock
from scenarios.days import Slot
from scenarios.demands import Demand
from scenarios.instance import Instance
from scenarios.sessions import Session

Filter = Callable[[Session], bool]


@dataclass(slots=True, eq=False)
class Cell:
    """One session slot. ``start`` and ``end`` are instants (min), ``taken`` is the event that it is taken.

    ``bit`` is its own among the session slots of its day. ``given`` cells are taken for certain; they have no bit, and
    their ids are negative.
    """

    id: int
    session: Session
    day: int
    start: int
    end: int
    wall_minute: int
    bit: int
    taken: Event
    slot: Slot | None = None
    demand: Demand | None = None

    @property
    def given(self) -> bool:
        """Taken for certain: done already, or the race."""
        return self.demand is None


class Place(NamedTuple):
    """The cells of a day that start and end together, which weigh alike in gaps, and the event that one is taken.

    In the next round of a week that repeats, ``day``, ``start`` and ``end`` are those of that round.
    """

    day: int
    start: int
    end: int
    cells: Sequence[Cell]
    event: Event

    @property
    def given(self) -> bool:
        """Whether all its cells are taken for certain."""
        return all(cell.given for cell in self.cells)

    def later(self, days: int, clock: Clock) -> Place:
        """The same place so many days later, at the same wall time."""
        start = clock.later(self.start, days)
        return Place(self.day + days, start, start + self.end - self.start, self.cells, self.event)


def is_any(session: Session) -> bool:
    """Any session at all."""
    return True


def is_key_run(session: Session) -> bool:
    """A key run, the race among them."""
    return session.key


def is_run(session: Session) -> bool:
    """Any run."""
    return session.kind == "run"


def is_run_walk(session: Session) -> bool:
    """A run-walk."""
    return session.type == "run_walk"


def is_lift(session: Session) -> bool:
    """Any strength session."""
    return session.kind == "strength"


def is_leg_session(session: Session) -> bool:
    """A strength session that trains the legs, lightly or heavily."""
    return session.leg_session


def is_long(session: Session) -> bool:
    """A long run."""
    return session.type == "long"


def is_long_or_race(session: Session) -> bool:
    """A long run or the race."""
    return session.type in ("long", "race")


def is_race(session: Session) -> bool:
    """A race."""
    return session.type == "race"


def is_heavy_legs(session: Session) -> bool:
    """A strength session that loads the legs heavily."""
    return session.heavy_legs


def together(cells: Iterable[Cell]) -> list[tuple[tuple[int, int], list[Cell]]]:
    """Cells by when they start and end, in order of time."""
    found: dict[tuple[int, int], list[Cell]] = {}
    for cell in cells:
        found.setdefault((cell.start, cell.end), []).append(cell)
    return sorted(found.items())


def taken_by(cells: Iterable[Cell]) -> Taken:
    """What is taken when exactly these planned cells are."""
    taken: dict[int, int] = {}
    for cell in cells:
        taken[cell.day] = taken.get(cell.day, 0) | cell.bit
    return taken


def planned_cells(instance: Instance, *, fitting: bool) -> list[Cell]:
    """Every session slot of an instance, demand by demand and day by day; its place in the list is its id.

    Only those that are long enough if ``fitting``.
    """
    cells: list[Cell] = []
    bits = [1] * len(instance.days)
    number = 0
    for demand in instance.demands:
        session, minutes = demand.session, demand.session.minutes
        for day in instance.week_days(demand.week):
            index, bit = day.index, bits[day.index]
            for slot in day.slots:
                if fitting and slot.minutes < minutes:
                    continue
                start, wall, taken = slot.start, slot.wall_minute, Event(index, bit)
                cells.append(Cell(number, session, index, start, start + minutes, wall, bit, taken, slot, demand))
                number += 1
                bit <<= 1
            bits[index] = bit
    return cells


def given_cells(instance: Instance) -> list[Cell]:
    """What is taken for certain: what was done, and the race if it lies in the plan or soon after it."""
    race = instance.race
    known = [*instance.history]
    if race is not None and (0 <= race.day < len(instance.days) or race is instance.race_ahead):
        known.append(race)
    cells = []
    for index, it in enumerate(known):
        wall = instance.clock.wall(it.start)
        minute = 60 * wall.hour + wall.minute
        cells.append(Cell(-1 - index, it.session, it.day, it.start, it.end, minute, 0, ALWAYS_HAPPENS))
    return cells
