"""Every week like the others: the same sessions on the same days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_any
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan
from scenarios.rhythm import part_of


class SameRhythm(SoftRule):
    """Distance from one weekly template, in a season: two units on another day, one in another slot of its day.

    Twice that for the long run, which a runner arranges the rest of the week around. The template says where the long
    run, the key runs, the easy runs and each kind of strength session stand. It is settled before the season is
    solved, from the kind of week the season holds most of; a single week has none.
    """

    name: ClassVar[str] = "same_rhythm"
    sources: ClassVar[tuple[str, ...]] = ("S23",)
    weight: int = Field(default=1, strict=True, ge=0, le=1000, description="points: per unit of distance")

    def build(self, grid: Grid) -> None:
        places: dict[str, set[tuple[str, str]]] = {}
        for beat in grid.instance.rhythm:
            places.setdefault(beat.part, set()).add((beat.weekday, beat.slot))
        for day in grid.days():
            for cell in grid.on(day.index, is_any):
                usual = places.get(part_of(cell.session))
                if usual is not None and cell.slot is not None and (day.weekday, cell.slot.name) not in usual:
                    units = 1 if any(weekday == day.weekday for weekday, _ in usual) else 2
                    if cell.session.type == "long":
                        units *= 2
                    grid.points(units * self.weight, cell.taken)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for planned in plan.sessions:
            beats = [beat for beat in plan.instance.rhythm if beat.part == part_of(planned.session)]
            if not beats or planned.settled:
                continue
            weekday = plan.date(planned.day).strftime("%a").lower()
            slots = [beat.slot for beat in beats if beat.weekday == weekday]
            if planned.slot not in slots:
                usual = " or ".join(f"{beat.weekday} {beat.slot}" for beat in beats)
                text = f"{planned.name} on {plan.place(planned)}, in other weeks {usual}"
                moved = 1 if slots else 2
                yield self.costs(2 * moved if beats[0].part == "long" else moved, text, planned.day, planned.name)

    def sentence(self) -> str:
        return "every week of a season like the others: the same sessions on the same days"
