"""A way out as edits of the scenario's text: what to set, what to take away, and what to say of it."""

from __future__ import annotations

from collections.abc import Iterator

from constraints.base.rule import Rule
from scenarios.days import Day
from scenarios.demands import Demand
from scenarios.errors import Path
from scenarios.instance import Instance
from scenarios.places import usual_on
from scenarios.schema import FreeSlot, Scenario, StrengthEntry
from scenarios.spoken import counted
from solver.explain.changes import Change, WayOut
from solver.explain.edit import GONE, Edit
from solver.explain.hours_on_dates import hours_on_dates
from solver.explain.where import entry_path, fixed_index


def droppable(scenario: Scenario, instance: Instance) -> frozenset[int]:
    """The demands a unit can be taken from by an edit: those the file asks for, and the default strength."""
    return frozenset(
        index
        for index, demand in enumerate(instance.demands)
        if demand.session.kind == "strength" or entry_path(scenario, demand) is not None
    )


def edits_of(way: WayOut, scenario: Scenario, instance: Instance) -> list[Edit]:
    """The edits that make a way out true, those that take away last and from the end."""
    dated = [change for change in way.changes if _is_dated(change, scenario, instance)]
    edits = [edit for change in way.changes if change not in dated for edit in _edits(change, way, scenario, instance)]
    edits += hours_on_dates(dated, scenario, instance)
    gone = sorted({e.path for e in edits if e.gone}, key=lambda path: [str(p).zfill(4) for p in path])
    kept = {edit.path: edit for edit in edits if not edit.gone}
    return [*kept.values()] + [Edit(path, GONE) for path in reversed(gone)]


def said(way: WayOut, instance: Instance, rules: tuple[Rule, ...]) -> str:
    """A way out in the athlete's words."""
    kept = [change for change in way.changes if change.kind != "leave_out"]
    return "; ".join((*(said_of(change, instance, rules) for change in kept), *_left_out_said(way, instance)))


def _left_out_said(way: WayOut, instance: Instance) -> Iterator[str]:
    """What is left out, a phrase for each kind of session: "2 strength sessions instead of 3: without lower"."""
    for kind, what in (("run", "run"), ("strength", "strength session"), ("cross", "cross-training session")):
        demands = [demand for demand in instance.demands if demand.session.kind == kind]
        names: list[str] = []
        for demand in demands:
            dropped = _dropped(way, instance, demand)
            names += demand.names()[demand.count - dropped :]
        if names:
            asked = sum(demand.wanted for demand in demands)
            left = asked - len(names)
            yield f"{counted(left, what) if left else f'no {what}'} instead of {asked}: without {', '.join(names)}"


def _dropped(way: WayOut, instance: Instance, demand: Demand) -> int:
    """How many units of a demand a way leaves out."""
    return sum(c.kind == "leave_out" and instance.demands[c.demand] is demand for c in way.changes)


def said_of(change: Change, instance: Instance, rules: tuple[Rule, ...]) -> str:
    """One change in the athlete's words, but for what is left out."""
    demand = instance.demands[change.demand] if change.demand >= 0 else None
    named = {rule.name: rule for rule in rules}
    if change.kind == "number":
        rule = named[change.rule]
        now, unit = getattr(rule, change.parameter), _unit(rule, change.parameter)
        return f"{change.value}{unit} instead of {now}{unit} in {change.rule} ({change.parameter})"
    if change.kind == "rule_off":
        return f"without the rule {change.rule} ({named[change.rule].sentence()})"
    if change.kind == "minutes":
        day = instance.days[change.day]
        now = next(slot.minutes for slot in day.slots if slot.name == change.slot)
        return f"{change.value - now} more minutes on {day.name} {change.slot} ({change.value} instead of {now})"
    assert demand is not None
    name = demand.names()[-1]
    if change.kind == "unfix" and demand.fixed is not None:
        return f"{name} elsewhere than {instance.days[demand.fixed[0]].name} {demand.fixed[1]}"
    return f"{name} on any day and in any slot"


def _unit(rule: Rule, parameter: str) -> str:
    return " h" if "hours" in parameter else " %" if "percent" in parameter else ""


def _edits(change: Change, way: WayOut, scenario: Scenario, instance: Instance) -> Iterator[Edit]:
    if change.kind == "number":
        yield Edit(("rules", change.rule, change.parameter), change.value)
    elif change.kind == "rule_off":
        yield Edit(("rules", change.rule), False)
    elif change.kind == "minutes":
        yield _minutes(change, scenario, instance.days[change.day])
    elif change.kind == "unfix":
        yield from _unfixed(scenario, instance, instance.demands[change.demand])
    elif change.kind == "anywhere":
        entry = entry_path(scenario, instance.demands[change.demand])
        if entry is not None:
            yield Edit((*entry, "days"), GONE)
            yield Edit((*entry, "slots"), GONE)
    else:
        yield from _left_out(change, way, scenario, instance)


def _is_dated(change: Change, scenario: Scenario, instance: Instance) -> bool:
    """Whether minutes are asked for on a day whose hours are those of its date, not of its weekday."""
    return change.kind == "minutes" and not usual_on(instance.days[change.day].date, scenario)


def _minutes(change: Change, scenario: Scenario, day: Day) -> Edit:
    path: Path = ("available", day.weekday, change.slot)
    place = scenario.available.get(day.weekday, {}).get(change.slot)
    return Edit((*path, "minutes") if isinstance(place, FreeSlot) else path, change.value)


def _unfixed(scenario: Scenario, instance: Instance, demand: Demand) -> Iterator[Edit]:
    index = fixed_index(scenario, instance, demand)
    if index is not None:
        yield Edit(("fixed", index), GONE)


def _left_out(change: Change, way: WayOut, scenario: Scenario, instance: Instance) -> Iterator[Edit]:
    """Take units of one demand out of the file, all that this way leaves out at once."""
    demand = instance.demands[change.demand]
    units = _dropped(way, instance, demand)
    entry = entry_path(scenario, demand)
    if demand.session.kind == "strength":
        if entry is not None:
            for unit in range(units):
                path = entry_path(scenario, demand, unit)
                yield Edit(entry if path is None else path, GONE)
        else:
            asked = [f.focus if isinstance(f, StrengthEntry) else f for f in scenario.strength.focus]
            dropped = [
                instance.demands[other.demand].session.type
                for other in way.changes
                if other.kind == "leave_out" and instance.demands[other.demand].session.kind == "strength"
            ]
            yield Edit(("strength", "focus"), [focus for focus in asked if focus not in dropped])
    elif entry is not None and scenario.runs is not None:
        # a fixed unit and the free ones of one entry are demands of their own
        week = [other for other in instance.demands if other.week == demand.week]
        others = [other for other in week if entry_path(scenario, other) == entry]
        left = scenario.runs[int(entry[1])].times - sum(_dropped(way, instance, other) for other in others)
        yield Edit((*entry, "times"), left) if left else Edit(entry, GONE)
    if demand.fixed is not None:
        yield from _unfixed(scenario, instance, demand)
