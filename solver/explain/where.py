"""Where in a scenario stands what a conflict blames: the path a file's positions are looked up by."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.demands import Demand
from scenarios.errors import Path
from scenarios.instance import Instance
from scenarios.schema import Scenario, StrengthEntry
from solver.explain.conflicts import SESSION, Member

_FIELD = {"free_time": ("available",), "blocked_dates": ("away",)}


def path_of(member: Member, scenario: Scenario, instance: Instance) -> Path | None:
    """The path of what the member says; None for what the file does not say (a default, a generated run)."""
    if member.demand is None:
        return ("rules", member.rule) if member.rule in scenario.rules else None
    demand = instance.demands[member.demand]
    if member.rule == "fixed_sessions":
        index = fixed_index(scenario, instance, demand)
        return None if index is None else ("fixed", index)
    if member.rule in _FIELD:
        return _FIELD[member.rule]
    entry = entry_path(scenario, demand)
    if entry is None or member.rule == SESSION:
        return entry
    return (*entry, "days" if demand.days is not None else "slots")


def fixed_index(scenario: Scenario, instance: Instance, demand: Demand) -> int | None:
    """Which entry of ``fixed`` a fixed demand comes from."""
    if demand.fixed is None:
        return None
    day, slot = instance.days[demand.fixed[0]], demand.fixed[1]
    names = {demand.session.name, *demand.names()}
    for index, fixed in enumerate(scenario.fixed):
        stands = fixed.date == day.date if fixed.date else fixed.day == day.weekday
        if stands and fixed.slot == slot and fixed.session in names:
            return index
    return None


def entry_path(scenario: Scenario, demand: Demand, unit: int = 0) -> Path | None:
    """The entry of ``runs`` or ``strength.focus`` that asks for a unit of a demand; None if generated."""
    if demand.session.kind == "strength":
        if "strength" not in scenario.model_fields_set or "focus" not in scenario.strength.model_fields_set:
            return None
        focuses = [entry.focus if isinstance(entry, StrengthEntry) else entry for entry in scenario.strength.focus]
        index = _nth(focuses, demand.session.type, demand.ordinals[unit])
        return None if index is None else ("strength", "focus", index)
    runs: list[str] = []
    owners: list[int] = []
    for index, entry in enumerate(scenario.runs or ()):
        if entry.week not in (None, demand.week + 1):
            continue
        runs += [entry.type] * entry.times
        owners += [index] * entry.times
    place = _nth(runs, demand.session.type, demand.ordinals[unit])
    return None if place is None else ("runs", owners[place])


def _nth(names: Sequence[str], name: str, number: int) -> int | None:
    """The place of the ``number``-th ``name`` (from 1)."""
    places = [index for index, other in enumerate(names) if other == name]
    return places[number - 1] if number <= len(places) else None
