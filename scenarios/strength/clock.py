"""What a strength session takes, in seconds: the one place where its minutes are counted.

The model is that of the article's six exercises: a set takes its work, rest stands between sets and not after the
last one, every exercise is set up once. In a pair the two take turns; a change lies between them and a rest after each
round, so that nobody rests less than in straight sets. Figures stand in ``catalog/strength_time.csv``.
"""

from __future__ import annotations

from functools import cache

from scenarios.catalog.table import rows


@cache
def seconds(name: str) -> int:
    """A figure of ``strength_time.csv``, in s. KeyError for a name it does not hold."""
    return _figures()[name]


@cache
def _figures() -> dict[str, int]:
    return {row["id"]: int(row["value"]) for row in rows("strength_time.csv")}


def around(*, lighter_set: bool) -> int:
    """Warm-up and cool-down, with a lighter set of the first lift where lifts are heavy."""
    return seconds("warm_up") + seconds("cool_down") + lighter_set * seconds("lighter_set")


def straight(sets: int, work: int, rest: int) -> int:
    """One exercise by itself: set up, ``sets`` of ``work`` s, ``rest`` s between them."""
    return seconds("set_up") + sets * work + (sets - 1) * rest


def paired(sets: int, works: tuple[int, int], rest: int) -> int:
    """Two exercises in turns: ``sets`` rounds with a change in each and ``rest`` s between them."""
    return 2 * seconds("set_up") + sets * (sum(works) + seconds("change")) + (sets - 1) * rest


def round_rest(rests: tuple[int, int], works: tuple[int, int]) -> int:
    """The rest between the rounds of a pair that leaves each of the two at least its own rest between its sets.

    Of the partner's work at most ``counted_work`` counts as rest.
    """
    counted = [min(work, seconds("counted_work")) for work in works]
    change = seconds("change")
    return max(seconds("round_rest"), rests[0] - change - counted[1], rests[1] - change - counted[0])
