"""A week that repeats and whose days are all alike can be turned: shifted by a day, every plan is as good as before.

Then one session, asked for once, may as well stand on one day, the last of the weekend, or be left out. Each
plan that is lost is a turn of one that is kept, so the optimum stays, and the search does not prove it seven times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence

from scenarios.demands import Demand
from solver.formulations.by_days import ByDays, Sum


def stand_on_one_day(asked: ByDays, demands: Sequence[Demand], weekend: Collection[int]) -> None:
    """If the week can be turned, keep one session asked for once to the last of these days, or of the week if none.

    It is the longest key run, if there is one.
    """
    once = [place for place, demand in enumerate(demands) if demand.count == 1]
    if not once or not _turns(asked):
        return
    chosen = max(once, key=lambda place: (demands[place].session.key, demands[place].session.minutes))
    own = max(weekend or asked.shapes)
    for day, shape in asked.shapes.items():
        if day != own:
            shape.shut(chosen)


def _turns(asked: ByDays) -> bool:
    """Whether all that is stated stays true, word for word, when every day becomes the next and the last the first."""
    days = sorted(asked.shapes)
    if (days[0], days[-1]) not in asked.meetings:
        return False
    following = dict(zip(days, [*days[1:], days[0]], strict=True))
    return (
        len({shape.key for shape in asked.shapes.values()}) == 1
        and _pairs(asked, lambda day: day) == _pairs(asked, following.__getitem__)
        and _others(asked, lambda day: day) == _others(asked, following.__getitem__)
    )


def _pairs(asked: ByDays, day_of: Callable[[int], int]) -> dict[Hashable, int | None]:
    return {
        frozenset([(day_of(earlier), left), (day_of(later), right)]): points
        for (earlier, later), together in asked.meetings.items()
        for (left, right), points in together.items()
    }


def _others(asked: ByDays, day_of: Callable[[int], int]) -> Counter[Hashable]:
    def turned(total: Sum) -> Hashable:
        return frozenset([(day_of(day), part) for day, part in total.parts]), total.sign, total.constant

    def all_of(totals: Iterable[Sum]) -> Hashable:
        return frozenset(Counter([turned(total) for total in totals]).items())

    found: Counter[Hashable] = Counter()
    for on_days in asked.never:
        found[frozenset([(day_of(day), test) for day, test in on_days])] += 1
    for on_days, points in asked.points.items():
        found[frozenset([(day_of(day), test) for day, test in on_days]), points] += 1
    for low, high, total in asked.limits:
        found[low, high, turned(total)] += 1
    for points, loads in asked.peaks:
        found[points, frozenset(Counter([(day_of(day), load) for day, load in loads]).items())] += 1
    for each, totals in asked.per_unit:
        found[each.points, each.over, each.unit, all_of(totals)] += 1
    return found
