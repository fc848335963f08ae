"""Which of several sessions a fixed place is for: the one it names, else one whose entry allows the place."""

from typing import Any

import pytest

from scenarios.instance import instance_of
from scenarios.schema import WEEKDAYS, Scenario

EARLY = {"type": "easy", "minutes": 40, "days": ["mon", "tue"]}
LATE = {"type": "easy", "minutes": 50, "days": ["thu", "fri"]}
ANY = {"type": "easy", "minutes": 60}
EVENINGS = {"type": "easy", "minutes": 45, "slots": ["evening"]}


def places(runs: list[dict[str, Any]], *fixed: str) -> dict[str, str]:
    """Unit -> where it is fixed, as ``thu morning``."""
    entries = [dict(zip(("session", "day", "slot"), each.split(), strict=True)) for each in fixed]
    question = {
        "start": "2026-11-30",
        "available": {day: {"morning": 90, "evening": 60} for day in WEEKDAYS},
        "runs": runs,
        "fixed": entries,
    }
    demands = instance_of(Scenario.model_validate(question)).demands
    return {demand.names()[0]: f"{WEEKDAYS[demand.fixed[0]]} {demand.fixed[1]}" for demand in demands if demand.fixed}


@pytest.mark.parametrize(
    ("runs", "fixed", "stands"),
    [
        ([EARLY, LATE], ["easy thu morning"], {"easy-2": "thu morning"}),
        ([EARLY, LATE], ["easy tue morning"], {"easy": "tue morning"}),
        ([ANY, LATE], ["easy thu morning"], {"easy": "thu morning"}),
        ([ANY, LATE], ["easy thu morning", "easy mon morning"], {"easy": "mon morning", "easy-2": "thu morning"}),
        ([LATE, EVENINGS], ["easy mon evening"], {"easy-2": "mon evening"}),
        ([EARLY, LATE], ["easy-2 mon morning", "easy tue morning"], {"easy": "tue morning", "easy-2": "mon morning"}),
        ([EARLY, LATE], ["easy sun morning"], {"easy": "sun morning"}),
        ([ANY, ANY], ["easy sun morning", "easy mon morning"], {"easy": "sun morning", "easy-2": "mon morning"}),
    ],
)
def test_a_fixed_place_is_for_a_session_that_may_stand_there(
    runs: list[dict[str, Any]], fixed: list[str], stands: dict[str, str]
) -> None:
    assert places(runs, *fixed) == stands
