"""Weeks at the end of the years that files can name: planned while every file can be read again, refused beyond."""

from pathlib import Path

import pytest

from scenarios.club import load_club
from scenarios.consistency import check_consistency
from scenarios.errors import BadField, InputError
from scenarios.schema import Scenario

FREE = {"available": {"mon": {"morning": 60}}}


@pytest.mark.parametrize(("start", "more"), [("2199-12-25", {}), ("2199-12-18", {"weeks": 2})])
def test_the_last_week_of_all_can_be_planned(start: str, more: dict[str, object]) -> None:
    check_consistency(Scenario.model_validate({"start": start, **FREE, **more}))


@pytest.mark.parametrize(
    ("start", "more"),
    [("2199-12-26", {}), ("2199-12-19", {"weeks": 2}), ("2199-12-19", {"race": {"date": "2199-12-28"}})],
)
def test_weeks_that_reach_beyond_are_refused(start: str, more: dict[str, object]) -> None:
    with pytest.raises(BadField, match=r"the last day planned is 2200-01-0\d; accepted: weeks that end by 2199-12-31"):
        check_consistency(Scenario.model_validate({"start": start, **FREE, **more}))


def test_a_club_is_told_at_its_own_start(tmp_path: Path) -> None:
    (tmp_path / "club.yaml").write_text("roster: roster.csv\nstart: 2199-12-26\n")
    with pytest.raises(InputError, match=r"club\.yaml:2:8: start: 2199-12-26, so the last day planned is 2200-01-01"):
        load_club(tmp_path / "club.yaml")
