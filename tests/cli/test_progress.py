"""A terminal sees how far a season is; a file and a pipe see nothing of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scenarios.load import load_text
from solver.solve import solve
from solver.strength.weeks import strength_of

OnATerminal = Callable[..., tuple[int, str, str]]
SEASON = """start: 2026-11-30
weeks: 2
runs: [{type: tempo, minutes: 45}, {type: easy, minutes: 30}]
strength: {focus: [upper]}
available: {mon: {evening: 60}, tue: {morning: 60}, thu: {morning: 45}}
"""


@pytest.mark.parametrize(("command", "stage"), [("solve", "planning weeks"), ("why", "lifting each rule in turn")])
def test_a_terminal_sees_how_far_a_season_is(
    command: str, stage: str, tmp_path: Path, on_a_terminal: OnATerminal
) -> None:
    scenario = tmp_path / "season.yaml"
    scenario.write_text(SEASON, encoding="utf-8")
    code, _, seen = on_a_terminal(command, scenario)
    assert code == 0
    assert stage in seen
    assert "100%" in seen or command == "why"


def test_a_terminal_sees_how_far_the_strength_sessions_of_a_season_are(
    tmp_path: Path, on_a_terminal: OnATerminal
) -> None:
    scenario = tmp_path / "season.yaml"
    scenario.write_text(SEASON, encoding="utf-8")
    _, _, planned = on_a_terminal("solve", scenario)
    assert "filling strength sessions" not in planned, "nobody asked for what is in them"
    code, _, seen = on_a_terminal("solve", scenario, "-o", tmp_path / "out")
    assert code == 0
    assert "filling strength sessions" in seen


def test_each_week_filled_is_told_once() -> None:
    plan = solve(load_text(SEASON.encode(), "season.yaml", "yaml").scenario).plan
    assert plan is not None
    told: list[tuple[str, int, int]] = []
    content = strength_of(plan, lambda *step: told.append(step))
    assert told == [("strength", 1, 2), ("strength", 2, 2)]
    assert strength_of(plan, lambda *step: told.append(step)) == content
    assert len(told) == 2


def test_a_week_shows_no_bar(tmp_path: Path, on_a_terminal: OnATerminal) -> None:
    scenario = tmp_path / "week.yaml"
    scenario.write_text(SEASON.replace("weeks: 2", "weeks: 1"), encoding="utf-8")
    code, _, seen = on_a_terminal("why", scenario)
    assert (code, seen) == (0, "")
