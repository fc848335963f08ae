"""A season's strength sessions that the goal's table has no room for are told, week by week."""

from typing import Any

import pytest

from scenarios.schema import Scenario
from scenarios.season.periodization import week_asks

FREE = {day: {"morning": 200, "evening": 60} for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


def season(**strength: Any) -> Scenario:
    race = {"date": "2027-03-21", "goal": "marathon"}
    said = {"start": "2026-11-30", "goal": "marathon", "race": race, "available": FREE, "strength": strength}
    return Scenario.model_validate(said)


def test_every_week_with_fewer_than_were_written_says_so() -> None:
    asks, notes = week_asks(season(focus=["upper", "lower", "full"]))
    short = [week for week, ask in enumerate(asks, 1) if len(ask.strength) < 3]
    assert len(short) > 8
    for week in short:
        assert any(note.startswith(f"week {week}: ") and "strength session" in note for note in notes), week
    assert "week 6: 2 strength sessions of the 3 you wrote: the goal's table has no more" in notes
    full = [f"week {week}: " for week in range(1, 17) if week not in short]
    assert not [note for note in notes if note.startswith(tuple(full)) and "you wrote" in note]


@pytest.mark.parametrize("strength", [{}, {"focus": ["full"]}])
def test_who_wrote_no_more_than_the_table_has_misses_none(strength: dict[str, Any]) -> None:
    _, notes = week_asks(season(**strength))
    assert not [note for note in notes if "you wrote" in note]
