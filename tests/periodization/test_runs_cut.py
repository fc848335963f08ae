"""What free time made of the table's runs is told beside what is left out, wherever a plan is told."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from scenarios.schema import Scenario
from solver.commands.explain import explain_file
from solver.output.terminal import headline
from solver.solve import solve

TIGHT = {day: {"evening": 30} for day in ("mon", "tue", "wed", "thu", "sat")}
SAID = {"start": "2026-11-30", "goal": "half", "available": TIGHT, "strength": {"focus": []}}
TOLD = "10 runs of the table cut or dropped for want of free time (see the notes)"


@pytest.mark.parametrize(("weeks", "strength", "told"), [(2, [], "nothing left out"), (2, ["full"] * 3, "left out")])
def test_the_last_line_says_how_many_runs_were_cut(weeks: int, strength: list[str], told: str) -> None:
    available = {day: {"evening": 25} for day in TIGHT}
    said = SAID | {"weeks": weeks, "available": available, "strength": {"focus": strength}}
    result = solve(Scenario.model_validate(said))
    assert result.plan is not None
    assert f"{told} of what was asked, 10 runs cut (see the notes); proven bound" in headline(result)
    assert sum(p.session.kind == "run" for p in result.plan.sessions) == 10
    assert len(result.plan.left_out) == (0 if not strength else 2 * 3)


def test_a_plan_without_cuts_says_nothing_of_them() -> None:
    roomy = {day: {"morning": 180, "evening": 60} for day in ("mon", "tue", "wed", "fri", "sat", "sun")}
    result = solve(Scenario.model_validate(SAID | {"available": roomy}))
    assert "nothing left out; proven bound" in headline(result)


def test_json_page_and_explain_say_it_too(
    tmp_path: Path, runlift: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    file = tmp_path / "tight.yaml"
    said = SAID | {"weeks": 2, "available": {day: {"evening": 25} for day in TIGHT}}
    file.write_text(json.dumps(said))
    runlift("solve", file, "-o", tmp_path / "out")
    assert json.loads((tmp_path / "out" / "plan.json").read_text())["runs_cut"] == 10
    assert TOLD in (tmp_path / "out" / "plan.html").read_text()
    assert runlift("explain", file).stdout.startswith(f"What was asked can be done in full; {TOLD}.\n")


@pytest.mark.parametrize("lifts", [0, 3])
@pytest.mark.parametrize(("weeks", "cut"), [(1, 4), (2, 5)])
def test_explain_as_json_counts_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], weeks: int, cut: int, lifts: int
) -> None:
    file = tmp_path / "tight.json"
    file.write_text(json.dumps(SAID | {"weeks": weeks, "strength": {"focus": ["full"] * lifts}}))
    explain_file(str(file), None, None, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["possible"], told["runs_cut"]) == (not lifts, cut)
