"""Other hours on single dates, as entries of ``away`` after all others, so that they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from scenarios.instance import Instance
from scenarios.places import Free, free_on
from scenarios.schema import FreeSlot, Scenario
from solver.explain.changes import Change
from solver.explain.edit import Edit


def hours_on_dates(changes: Iterable[Change], scenario: Scenario, instance: Instance) -> Iterator[Edit]:
    """An entry of ``away`` for each date whose minutes change."""
    hours: dict[int, dict[str, Any]] = {}
    for change in changes:
        date = instance.days[change.day].date
        free = hours.setdefault(change.day, dict(_written(free_on(date, scenario) or {})))
        place = free.get(change.slot)
        free[change.slot] = place | {"minutes": change.value} if isinstance(place, dict) else change.value
    for number, (day, free) in enumerate(sorted(hours.items()), len(scenario.away)):
        on = instance.days[day].date.isoformat()
        yield Edit(("away", number), {"from": on, "to": on, "available": free})


def _written(free: Free) -> Iterator[tuple[str, Any]]:
    for slot, place in free.items():
        yield slot, place.model_dump(exclude_unset=True) if isinstance(place, FreeSlot) else place
