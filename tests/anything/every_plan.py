"""Brute force over a small week: every plan there is, judged by the rules' own ``check``.

It knows no grid, no statement and no model: only free slots, and what ``check`` says of a plan.
"""

from collections.abc import Iterator

from constraints.base.rule import Rule
from scenarios.days import Slot
from scenarios.demands import Demand
from scenarios.instance import Instance
from scenarios.plan import LeftOut, Plan
from scenarios.sessions import PlannedSession
from solver.verify import score_of


def plans_there_may_be(instance: Instance) -> int:
    """An upper bound of how many plans ``every_plan`` makes."""
    places = sum(1 for day in instance.days for slot in day.slots if slot.minutes)
    return int((places + 1) ** sum(demand.count for demand in instance.demands))


def every_plan(instance: Instance) -> Iterator[Plan]:
    """Every way to put each unit into some free slot or none; units of one demand in order only."""
    places = [(day.index, slot) for day in instance.days if not day.blocked for slot in day.slots if slot.minutes]
    units = [(demand, number) for demand in instance.demands for number in range(demand.count)]

    def may_hold(place: tuple[int, Slot], demand: Demand) -> bool:
        return place[0] // 7 == demand.week and place[1].minutes >= demand.session.minutes

    def fill(index: int, chosen: tuple[int | None, ...]) -> Iterator[tuple[int | None, ...]]:
        if index == len(units):
            yield chosen
            return
        demand, number = units[index]
        options: list[int | None] = [None]
        previous = chosen[-1] if number else -1
        if previous is not None:
            options += [
                place
                for place in range(len(places))
                if place not in chosen and place > previous and may_hold(places[place], demand)
            ]
        for option in options:
            yield from fill(index + 1, (*chosen, option))

    for chosen in fill(0, ()):
        sessions, left_out = [], []
        for (demand, number), place in zip(units, chosen, strict=True):
            name = demand.names()[number]
            if place is None:
                left_out.append(LeftOut(name, demand.session, demand.week))
                continue
            day, slot = places[place]
            end = slot.start + demand.session.minutes
            sessions.append(PlannedSession(demand.session, name, day, slot.name, slot.start, end))
        if instance.race is not None and instance.race.day < len(instance.days):
            sessions.append(instance.race)
        yield Plan(instance, tuple(sorted(sessions, key=lambda p: (p.start, p.name))), tuple(left_out))


def best_by_hand(instance: Instance, rules: tuple[Rule, ...]) -> tuple[int, int, int, int] | None:
    """The best score over every plan; None when no plan keeps every hard rule."""
    best = None
    for plan in every_plan(instance):
        violations = []
        for rule in rules:
            violations += rule.check(plan)
            if violations and violations[-1].points is None:
                break
        else:
            if all(violation.points is not None for violation in violations):
                key = score_of(plan, rules, violations).key()
                best = key if best is None or key < best else best
    return best
