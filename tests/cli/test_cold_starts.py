"""Every command in an interpreter of its own, where nothing is loaded but what the command imports itself."""

from pathlib import Path

import pytest

from solver.cli.main import cli

DATA = Path(__file__).parents[1] / "data" / "check"
LIBRARY = Path(__file__).parents[2] / "scenarios" / "library"
HERE = {
    "adopt": ("adopt", "plan.csv"),
    "check": ("check", DATA / "article_week.csv", LIBRARY / "reference_week.yaml"),
    "new": ("new",),
    "rules": ("rules",),
    "schema": ("schema",),
}
ELSEWHERE = {"batch", "bench", "explain", "log", "publish", "replan", "solve", "why"}
"""Started cold to be stopped, killed, piped or watched on a terminal."""


@pytest.mark.parametrize("command", HERE)
def test_a_command_needs_nothing_that_another_loads(runlift, command: str, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("date,title\n2026-12-01,Easy run 40 min\n", encoding="utf-8")
    done = runlift(*HERE[command], cwd=tmp_path, cold=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_every_command_is_started_cold_somewhere() -> None:
    assert HERE.keys() | ELSEWHERE == cli.commands.keys()
    assert not HERE.keys() & ELSEWHERE
