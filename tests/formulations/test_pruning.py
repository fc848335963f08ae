"""Of day patterns with the same sessions and counts, only those that some plan may need are kept."""

import pytest

from solver.formulations.day_patterns import Pattern, undominated


def pattern(cost: int, late: int = 0, roles: int = 0) -> Pattern:
    return Pattern(mask=1, held=(0,), cost=cost, late=late, roles=roles, counts=())


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (pattern(1), pattern(2)),
        (pattern(1, late=0), pattern(1, late=1)),
        (pattern(1, roles=0b01), pattern(1, roles=0b11)),
        (pattern(1, roles=0b01), pattern(1, roles=0b01)),
    ],
)
def test_one_that_costs_no_less_and_makes_no_fewer_events_happen_goes(better: Pattern, worse: Pattern) -> None:
    assert undominated([worse, better]) == [better]
    assert undominated([better, worse]) == [better]


@pytest.mark.parametrize(
    ("one", "other"),
    [(pattern(1, roles=0b01), pattern(2)), (pattern(1, roles=0b01), pattern(1, late=1, roles=0b10))],
)
def test_one_that_is_dearer_but_spares_an_event_stays(one: Pattern, other: Pattern) -> None:
    assert undominated([other, one]) == [one, other]
