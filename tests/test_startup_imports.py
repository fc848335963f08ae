"""What a command loads before it answers: most of a short run is imports."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHOW_MODULES = """
import sys
from solver.cli.main import main
try:
    main()
finally:
    print("loaded:", *sys.modules, file=sys.stderr)
"""


def loaded_by(*arguments: str, cwd: Path) -> set[str]:
    """The top-level modules in a fresh interpreter after ``runlift`` with these arguments."""
    finished = subprocess.run(
        [sys.executable, "-c", SHOW_MODULES, *arguments], cwd=cwd, capture_output=True, check=False, text=True
    )
    assert finished.returncode == 0, finished.stderr
    last = finished.stderr.splitlines()[-1]
    assert last.startswith("loaded: ")
    return {name.partition(".")[0] for name in last.split()[1:]}


def test_the_parent_of_a_batch_loads_no_solver(tmp_path: Path) -> None:
    """Its workers do; on few cores every second it loads is one they wait for."""
    club, roster = tmp_path / "club.yaml", tmp_path / "roster.csv"
    club.write_text("name: A\nstart: 2026-11-30\nroster: roster.csv\ndefaults: {goal: 10k}\n", encoding="utf-8")
    roster.write_text("id,tue,sun\nana,evening:60,morning:90\n", encoding="utf-8")
    loaded = loaded_by("batch", str(club), "-o", "out", "--workers", "1", cwd=tmp_path)
    assert (tmp_path / "out" / "club.csv").exists()
    assert "jinja2" in loaded
    assert loaded & {"icalendar", "numpy", "ortools", "pandas", "rich"} == set()


@pytest.mark.parametrize(
    "arguments", [("--help",), ("solve", "--help"), ("batch", "--help"), ("bench", "--help")], ids=" ".join
)
def test_help_loads_nothing_heavy(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    loaded = loaded_by(*arguments, cwd=tmp_path)
    assert "click" in loaded
    assert loaded & {"icalendar", "numpy", "ortools", "pandas", "pydantic", "rich", "ruamel", "scipy"} == set()


def test_one_week_is_solved_without_pandas(tmp_path: Path) -> None:
    scenario = ROOT / "scenarios" / "library" / "reference_week.yaml"
    loaded = loaded_by("solve", str(scenario), "-o", "out", cwd=tmp_path)
    assert "ortools" in loaded
    assert loaded & {"numpy", "pandas"} == set()
