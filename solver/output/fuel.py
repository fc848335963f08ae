"""What to eat and drink around a session, with clock times. General advice, nobody's diagnosis."""

from __future__ import annotations

from scenarios.catalog.content import fuel_figures
from scenarios.plan import Plan
from scenarios.sessions import PlannedSession

_SOURCES = "from lean meat, eggs, dairy, beans and other plants"


def fuel_of(plan: Plan, planned: PlannedSession) -> tuple[str, ...]:
    """Notes for before, after and the day around a session (S57-S64; figures of ``fuel.csv``).

    The meal stands 2-3 h before the start; early in the morning, or when another session fills that window,
    a small snack close to the start takes its place. Clock times are wall times of the plan's zone.
    """
    return (
        _before(plan, planned),
        _after(plan, planned),
        "Drink: through the day and during the session.",
        _protein(plan.instance.body_mass_kg),
        "Meals: carbohydrate from whole grains, fruit and starchy vegetables, fat from nuts, seeds and avocado.",
    )


def _before(plan: Plan, planned: PlannedSession) -> str:
    meal, snack = fuel_figures()["meal_before"], fuel_figures()["snack_before"]
    free_from = _end_before(plan, planned)
    first, last = max(planned.start - int(meal.high), free_from), planned.start - int(meal.low)
    wall = plan.wall(planned)
    if first < last and 60 * wall.hour + wall.minute >= fuel_figures()["early_start"].low:
        return f"Before: a balanced meal from {_clock(plan, first)} to {_clock(plan, last)}; little fat after that."
    first, last = max(planned.start - int(snack.high), free_from), planned.start - int(snack.low)
    food = "a small snack, high in carbohydrate and low in fat (a banana)"
    if first < last:
        return f"Before: {food}, from {_clock(plan, first)} to {_clock(plan, last)}."
    return f"Before: the session before it ends too close for more than a drink; {food} comes before that one."


def _after(plan: Plan, planned: PlannedSession) -> str:
    last = planned.end + int(fuel_figures()["snack_after"].high)
    return f"After: a snack with protein and carbohydrate by {_clock(plan, last)}."


def _protein(body_mass_kg: float | None) -> str:
    figure = fuel_figures()["protein"].low
    if body_mass_kg is None:
        return f"Protein: about {figure:g} g per kg body mass over the day, {_SOURCES}."
    return f"Protein: about {figure * body_mass_kg:.0f} g over the day ({figure:g} g per kg body mass), {_SOURCES}."


def _end_before(plan: Plan, planned: PlannedSession) -> int:
    """When the session before this one ends, far in the past if there is none that matters."""
    near = (other for day in (planned.day - 1, planned.day) for other in plan.on(day) if other.start < planned.start)
    return max((other.end for other in near), default=planned.start - 24 * 60)


def _clock(plan: Plan, instant: int) -> str:
    return plan.instance.clock.time(instant)
