"""Where in a scenario stands what a conflict blames: the path a file's positions are looked up by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scenarios.demands import Demand
from scenarios.errors import Path
from scenarios.instance import Instance
from scenarios.places import away_on, free_minutes
from scenarios.schema import Scenario, StrengthEntry
from solver.explain.conflicts import SESSION, Member


def paths_of(member: Member, scenario: Scenario, instance: Instance) -> Iterator[Path]:
    """The paths of what the member says; none for what the file does not say (a default, a generated run)."""
    if member.demand is None:
        if member.rule in scenario.rules:
            yield "rules", member.rule
        return
    demand = instance.demands[member.demand]
    if member.rule == "fixed_sessions":
        index = fixed_index(scenario, instance, demand)
        if index is not None:
            yield "fixed", index
    elif member.rule in ("free_time", "blocked_dates"):
        yield from _absences(scenario, instance, demand)
        if member.rule == "free_time":
            yield ("available",)
    else:
        entry = entry_path(scenario, demand)
        if entry is not None:
            only = "days" if demand.days is not None else "slots"
            yield entry if member.rule == SESSION else (*entry, only)


def _absences(scenario: Scenario, instance: Instance, demand: Demand) -> Iterator[Path]:
    """The entries of ``away`` that take time from days on which a demand could stand."""
    told = set[int]()
    for day in instance.week_days(demand.week):
        index = away_on(day.date, scenario)
        fixed_here = demand.fixed is None or demand.fixed[0] == day.index
        if index is None or index in told or not fixed_here or day.weekday not in (demand.days or (day.weekday,)):
            continue
        left = scenario.away[index].available or {}
        usual = scenario.available.get(day.weekday, {})
        if any(free_minutes(left.get(slot, 0)) < free_minutes(place) for slot, place in usual.items()):
            told.add(index)
            yield "away", index


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
