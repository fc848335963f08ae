"""Sessions of one kind that stand best every other day."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan
from scenarios.sessions import Session

SAME_DAY = 2
"""Units for a further session of a day: two days apart is best, neighbouring days lack one of the two, one day both."""


class ApartRule(SoftRule):
    """Points for each pair of neighbouring days that both hold such a session; twice that for a second one on one day.

    A rule says what it calls the sessions (``several``), and which they are: ``stated`` is the test that `build` asks
    the grid for, ``judged`` reads a finished plan and is written without it. What stands already costs nothing.
    """

    several: ClassVar[str]
    weight: int = Field(
        6, strict=True, ge=0, le=1000, description="points: per pair of days, twice for a second on one day"
    )

    @abstractmethod
    def stated(self) -> Callable[[Session], bool]:
        """Which sessions of the grid it is about."""

    @abstractmethod
    def judged(self, session: Session) -> bool:
        """Whether it is about this session of a plan."""

    def build(self, grid: Grid) -> None:
        """State the points of each day and of each two days in a row."""
        for day in grid.days():
            here = grid.on(day.index, self.stated())
            given = sum(cell.given for cell in here)
            if len(here) > max(1, given):
                grid.points_over(SAME_DAY * self.weight, [(1, cell.taken) for cell in here], max(1, given))
        for first, second in grid.windows(2):
            grid.points(self.weight, *(grid.any_on(day, self.stated()) for day in (first, second)))

    def check(self, plan: Plan) -> Iterator[Violation]:
        """What a finished plan loses, by days and by pairs of days."""
        for day in range(plan.day_count):
            here = [planned for planned in plan.on(day) if self.judged(planned.session)]
            beside = len(here) - max(1, sum(planned.settled for planned in here))
            if beside > 0:
                text = f"{len(here)} {self.several} on {plan.day_name(day)}"
                yield self.costs(SAME_DAY * beside, text, day, *(planned.name for planned in here))
        for first, second in plan.windows(2):
            pair = [[planned for planned in plan.on(day) if self.judged(planned.session)] for day in (first, second)]
            if all(pair) and not all(any(planned.settled for planned in day) for day in pair):
                text = f"{self.several} on {plan.day_name(first)} and {plan.day_name(second)}"
                yield self.costs(1, text, second, pair[0][0].name, pair[1][0].name)
