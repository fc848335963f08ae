"""What the terminal shows, and streams that are not one."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scenarios.schema import WEEKDAYS, Scenario
from solver.output.terminal import PlainConsole, console_for, show
from solver.solve import Solved, solve

WEEK = "start: 2026-11-30\nathlete: {name: Żółć 🏃}\navailable: {mon: {morning: 60}, wed: {evening: 60}}\n"


def shown(**said: object) -> str:
    stream = io.StringIO()
    scenario = Scenario.model_validate({"start": "2026-11-30", **said})
    show(solve(scenario), console_for(stream))
    return stream.getvalue()


@pytest.fixture
def scenario_file(tmp_path: Path) -> Path:
    path = tmp_path / "week.yaml"
    path.write_text(WEEK, encoding="utf-8")
    return path


def test_sessions_left_out_for_the_same_reasons_share_a_line() -> None:
    text = shown(
        available={"tue": {"morning": 60}, "sat": {"morning": 60}},
        runs=[{"type": "easy", "minutes": 40, "times": 2}],
        strength={"focus": ["upper", "full", {"focus": "lower", "minutes": 45}]},
    )
    assert "Left out: upper, full, 30 min each: " in text
    assert "Left out: lower, 45 min: " in text


def test_the_star_is_explained_where_there_is_one() -> None:
    free = {day: {"morning": 60} for day in WEEKDAYS}
    assert "* key run" in shown(available=free, runs=[{"type": "tempo"}], strength={"focus": []})
    assert "key run" not in shown(available=free, runs=[{"type": "easy"}], strength={"focus": []})


@pytest.mark.parametrize(("weeks", "phase"), [(1, "build"), (2, "base")])
def test_titles_are_lines_of_their_own_however_narrow_the_table(weeks: int, phase: str) -> None:
    """Whole, and without blanks after them."""
    text = shown(available={"mon": {"morning": 30}, "tue": {"morning": 30}}, strength={"focus": ["full"]}, weeks=weeks)
    lines = text.splitlines()
    assert f"Runner: week 1 of {weeks}, {phase}" in lines
    assert ("Points (fewer is better)" if weeks == 1 else "Points, week by week (fewer is better)") in lines


def test_the_star_never_falls_alone_onto_a_line() -> None:
    free = {day: {"morning": 60, "evening": 60} for day in WEEKDAYS}
    result = solve(
        Scenario.model_validate({"start": "2026-11-30", "available": free, "strength": {"focus": ["lower"]}})
    )
    assert result.plan is not None
    for width in range(34, 60):
        stream = io.StringIO()
        show(result, PlainConsole(file=stream, width=width, color_system=None))
        rows = [line for line in stream.getvalue().splitlines() if "*" in line and line.startswith("│")]
        assert len(rows) == sum(planned.session.key for planned in result.plan.sessions) > 1
        cells = [cell.strip() for row in rows for cell in row.split("│") if "*" in cell]
        assert [cell for cell in cells if not re.search(r"\d' \*$", cell)] == [], width


def test_a_narrow_terminal_shows_every_point_rule_and_name() -> None:
    """Broken over lines where they must be, never cut."""
    free = {day: {"morning": 60, "midday": 60, "evening": 60} for day in WEEKDAYS}
    runs = [{"type": "recovery", "minutes": 30}, {"type": "intervals"}, {"type": "tempo"}]
    asked = {"start": "2026-11-30", "available": free, "runs": runs, "prefer": {"long": {"days": ["fri"]}}}
    result = solve(Scenario.model_validate({**asked, "strength": {"focus": ["lower", "full"]}}))
    assert isinstance(result, Solved)
    lost = [cost for cost in result.costs if cost.points]
    assert lost
    stream = io.StringIO()
    show(result, PlainConsole(file=stream, width=40, color_system=None))
    assert "…" not in stream.getvalue()
    rows = [line.strip("│").split("│") for line in stream.getvalue().splitlines() if line.startswith("│")]
    points = [[cell.strip() for cell in row] for row in rows if len(row) == 3 and not row[0].strip()[:1].isalpha()]
    assert sum(int(row[0]) for row in points if row[0]) == sum(cost.points or 0 for cost in lost)
    names = "".join(row[1] for row in points)
    assert [cost.rule for cost in lost if cost.rule not in names] == []


def test_points_of_several_weeks_are_summed_up() -> None:
    """A row a week and a sum a rule, however many places there are, and the sums add up."""
    said = {"available": {day: {"morning": 60, "evening": 45} for day in WEEKDAYS}, "runs": [{"type": "easy"}]}
    assert "Week" not in shown(**said).split("Points (")[1]
    text = shown(**said, weeks=3)
    table, _, after = text.partition("Points, week by week")[2].partition("By rule: ")
    rows = [[cell.strip() for cell in line.split("│")[1:4]] for line in table.splitlines() if line.startswith("│")]
    assert [week for week, *_ in rows] == ["1", "2", "3"]
    by_rule = [int(number) for number in re.findall(r"[a-z0-9_]+ (\d+)[,.]", after.split("Where")[0])]
    (total,) = re.findall(r"Optimal: (\d+) points", text)
    assert sum(int(points) for _, points, _ in rows) == sum(by_rule) == int(total) > 0
    for _, points, most in rows:
        assert sum(int(number) for number in re.findall(r" (\d+)(?:,|$)", most)) == int(points)


def test_a_stream_that_lacks_the_letters_gets_question_marks(runlift, scenario_file: Path) -> None:
    told = runlift("solve", scenario_file, PYTHONIOENCODING="ascii")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("???? ?: week 1 of 1")


def test_json_is_utf_8_whatever_the_stream(runlift, scenario_file: Path) -> None:
    told = runlift("solve", scenario_file, "--json", PYTHONIOENCODING="ascii")
    assert told.returncode == 0
    assert "Żółć 🏃" in told.stdout


@pytest.mark.parametrize("how", [">&-", "| true"])
def test_nobody_listening_costs_no_file(scenario_file: Path, tmp_path: Path, how: str) -> None:
    command = f'"{sys.executable}" -m solver solve "{scenario_file}" -o "{tmp_path / "out"}" {how}'
    told = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in told.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "plan.ics",
        "plan.csv",
        "plan.json",
        "plan.html",
        "plan.ledger.json",
        "strength.csv",
    }


def test_a_file_where_the_folder_should_be_is_named(runlift, scenario_file: Path) -> None:
    told = runlift("solve", scenario_file, "-o", str(scenario_file))
    assert told.returncode == 74
    assert told.stderr.strip() == f"cannot write {scenario_file}: Not a directory"
