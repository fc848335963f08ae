"""A terminal sees how far a season is; a file and a pipe see nothing of it."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

SEASON = """start: 2026-11-30
weeks: 2
runs: [{type: tempo, minutes: 45}, {type: easy, minutes: 30}]
strength: {focus: [upper]}
available: {mon: {evening: 60}, tue: {morning: 60}, thu: {morning: 45}}
"""


def on_a_terminal(*arguments: str) -> tuple[int, str]:
    """The exit code, and what a terminal behind standard error sees, without its control codes."""
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "solver", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=end, env={**os.environ, "TERM": "xterm"})
    os.close(end)
    seen = b""
    while True:
        try:
            seen += os.read(terminal, 4096)
        except OSError:
            break
    os.close(terminal)
    return process.wait(timeout=60), re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen.decode())


@pytest.mark.parametrize(("command", "stage"), [("solve", "planning weeks"), ("why", "lifting each rule in turn")])
def test_a_terminal_sees_how_far_a_season_is(command: str, stage: str, tmp_path: Path) -> None:
    scenario = tmp_path / "season.yaml"
    scenario.write_text(SEASON, encoding="utf-8")
    code, seen = on_a_terminal(command, str(scenario))
    assert code == 0
    assert stage in seen
    assert "100%" in seen or command == "why"


def test_a_week_shows_no_bar(tmp_path: Path) -> None:
    scenario = tmp_path / "week.yaml"
    scenario.write_text(SEASON.replace("weeks: 2", "weeks: 1"), encoding="utf-8")
    assert on_a_terminal("why", str(scenario)) == (0, "")
