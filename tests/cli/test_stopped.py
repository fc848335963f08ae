"""A run that is stopped, by Ctrl-C, a signal or its time limit: what is written, what is said, with which exit code."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from solver.commands.replan import Words, replan_file
from solver.commands.solve import solve_files
from solver.output.deliver import files_of

ROOT = Path(__file__).parents[2]
MINIMAL = ROOT / "scenarios" / "library" / "minimal.yaml"
SLOW = ROOT / "tests" / "data" / "slow.yaml"
FILES = {"plan.ics", "plan.csv", "plan.json", "plan.html", "strength.csv", "plan.ledger.json"}
in_campaign = partial(pytest.param, marks=pytest.mark.campaign)
COMMAND = (sys.executable, "-m", "solver")
LONGEST_WAIT = 120
"""seconds"""


def test_a_time_limit_before_any_plan_is_unknown_and_writes_nothing(runlift, tmp_path: Path) -> None:
    done = runlift("solve", SLOW, "--seconds", "0.0001", "-o", tmp_path / "out")
    assert done.returncode == 4
    assert "Unknown" in done.stdout
    assert "nfeasible" not in done.stdout
    assert not (tmp_path / "out").exists()


def test_a_plan_stopped_by_the_clock_says_so(runlift, tmp_path: Path) -> None:
    for seconds in (1, 2, 4, 8, 16, 32):  # long enough for a plan on this machine, far too short for its proof
        done = runlift("solve", SLOW, "--seconds", seconds, "-o", tmp_path)
        if done.returncode != 4:
            break
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Stopped by the clock" in done.stdout
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert plan["status"] == "feasible"
    assert plan["out_of_time"] is True
    assert plan["bound"]["points"] <= plan["points"]["total"]


def searching(process: subprocess.Popen[Any], seconds: int = 1) -> None:
    """Wait until the search, which has a thread of its own, has gone on for so much of its processor's time."""
    if not Path("/proc/self/stat").exists():
        time.sleep(3 * seconds)
        return
    ticks = os.sysconf("SC_CLK_TCK")
    began, end = None, time.monotonic() + LONGEST_WAIT
    while process.poll() is None and time.monotonic() < end:
        times = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        used = (int(times[11]) + int(times[12])) / ticks
        if began is None and len(list(Path(f"/proc/{process.pid}/task").iterdir())) > 1:
            began = used
        if began is not None and used > began + seconds:
            return
        time.sleep(0.05)
    still = process.poll() is None
    process.kill()
    pytest.fail("never got to its search" if still else "ended before it could be interrupted")


def test_nobody_waits_for_ever_for_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "LONGEST_WAIT", 0.2)
    idle = subprocess.Popen(["sleep", "600"])
    with pytest.raises(pytest.fail.Exception, match="never got to its search"):
        searching(idle)
    assert idle.wait(timeout=20) != 0


STOPPED_AS_IT_LOADS = """
import os, signal, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            try:
                os.kill(os.getpid(), {number})
            except BaseException as raised:  # as ortools' module in C does
                raise ImportError("initialization failed") from raised
sys.meta_path.insert(0, Finder())
from solver.__main__ import main
sys.argv = ["runlift", "rules"]
main()
"""


@pytest.mark.parametrize(
    ("module", "number", "code"),
    [
        ("solver.cli.main", signal.SIGINT, 130),
        ("click", signal.SIGINT, 130),
        ("scenarios.errors", signal.SIGINT, 130),
        ("constraints.describe", signal.SIGINT, 130),
        ("constraints.describe", signal.SIGTERM, 143),
    ],
)
def test_a_signal_while_it_loads_ends_without_a_traceback(module: str, number: signal.Signals, code: int) -> None:
    program = STOPPED_AS_IT_LOADS.format(module=module, number=int(number))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == code, "the module is loaded, and the program left there"
    assert done.stderr.strip() == ""
    assert done.stdout == ""


def test_ctrl_c_leaves_an_explanation_at_once() -> None:
    process = subprocess.Popen([*COMMAND, "explain", str(SLOW)], stderr=subprocess.PIPE, text=True, cwd=ROOT)
    searching(process)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.strip() == "interrupted"


def interrupted(tmp_path: Path, *signals: signal.Signals) -> tuple[int, str]:
    """Exit code and standard output."""
    process = subprocess.Popen(
        [*COMMAND, "solve", str(SLOW), "-o", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    searching(process)
    for number in signals:
        process.send_signal(number)
        time.sleep(0.05)
    out, _ = process.communicate(timeout=60)
    return process.returncode, out


def test_ctrl_c_writes_the_best_plan_so_far_and_marks_it(tmp_path: Path) -> None:
    code, out = interrupted(tmp_path, signal.SIGINT)
    assert code == 130
    assert "Interrupted" in out
    assert {file.name for file in (tmp_path / "out").iterdir()} == FILES
    plan = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert plan["interrupted"] is True
    assert plan["sessions"]
    assert "interrupted" in (tmp_path / "out" / "plan.ics").read_text(encoding="utf-8")


def test_sigterm_writes_too_and_exits_143(tmp_path: Path) -> None:
    code, _ = interrupted(tmp_path, signal.SIGTERM)
    assert code == 143
    assert (tmp_path / "out" / "plan.json").exists()


def test_a_second_ctrl_c_stops_at_once(tmp_path: Path) -> None:
    code, _ = interrupted(tmp_path, signal.SIGINT, signal.SIGINT)
    assert code == 130


def test_ctrl_c_in_a_season_writes_the_weeks_planned_so_far(tmp_path: Path) -> None:
    text = SLOW.read_text(encoding="utf-8").replace("repeat: true", "weeks: 3")
    file = tmp_path / "season.yaml"
    file.write_text(text, encoding="utf-8")
    process = subprocess.Popen(
        [*COMMAND, "solve", str(file), "-o", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    searching(process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    plan = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert plan["interrupted"] is True
    assert {left["week"] for left in plan["left_out"]} >= {2, 3}


@pytest.fixture
def ctrl_c_when_it_writes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ctrl-C when the search is over and the files are about to be made."""

    def thrown_away(*_: object) -> None:
        pytest.fail("the plan is thrown away")

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    signal.signal(signal.SIGINT, thrown_away)

    def pressed(*arguments: Any) -> dict[str, bytes]:
        signal.raise_signal(signal.SIGINT)
        return files_of(*arguments)

    monkeypatch.setattr("solver.output.deliver.files_of", pressed)
    monkeypatch.setattr("solver.commands.replan.files_of", pressed)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("ctrl_c_when_it_writes")
def test_ctrl_c_after_the_search_loses_no_plan(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Whole and proven, and no plan is half: who calls gets the code of an answer nobody disturbed."""
    assert solve_files([str(MINIMAL)], tmp_path / "a", strict=False, seconds=None, as_json=False) == 0
    told = capfd.readouterr()
    assert "Optimal" in told.out
    assert told.err.startswith("The search is over, and its answer is on the way. Once more stops at once.\nwrote ")
    assert {file.name for file in (tmp_path / "a").iterdir()} == FILES
    assert json.loads((tmp_path / "a" / "plan.json").read_text(encoding="utf-8"))["interrupted"] is False
    words = Words(str(tmp_path / "a" / "plan.json"), None, "2026-12-02", ("2026-12-04",), None)
    assert replan_file(words, tmp_path / "b", seconds=None, as_json=False) == 0
    assert "proven the least" in capfd.readouterr().out
    assert {file.name for file in (tmp_path / "b").iterdir()} == {*FILES, "changes.json"}


@pytest.mark.usefixtures("ctrl_c_when_it_writes")
def test_ctrl_c_after_a_search_leaves_the_files_not_begun(tmp_path: Path) -> None:
    asked = [str(MINIMAL), str(SLOW)]
    assert solve_files(asked, tmp_path, strict=False, seconds=None, as_json=False) == 130
    assert [folder.name for folder in tmp_path.iterdir()] == ["minimal"]
    assert {file.name for file in (tmp_path / "minimal").iterdir()} == FILES


@pytest.fixture(scope="module")
def slow_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of a season that takes long to take up again: no plan within a second, no proof in a minute."""
    folder = tmp_path_factory.mktemp("slow")
    (folder / "s.yaml").write_text(SLOW.read_text(encoding="utf-8").replace("repeat: true", "weeks: 2"))
    asked = [*COMMAND, "solve", str(folder / "s.yaml"), "-o", str(folder / "out")]
    process = subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    searching(process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    return folder / "out" / "plan.json"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), in_campaign(signal.SIGTERM, 143)])
def test_a_replan_that_is_stopped_writes_the_best_so_far(
    number: signal.Signals, code: int, slow_plan: Path, tmp_path: Path
) -> None:
    """Whole files, marked, with the blocked day empty and every session placed or told; the old plan as it was."""
    before = slow_plan.read_bytes()
    asked = ["replan", str(slow_plan), "--from", "2026-12-01", "--block", "2026-12-02", "-o", str(tmp_path / "out")]
    process = subprocess.Popen([*COMMAND, *asked], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    searching(process, 4)
    process.send_signal(number)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == code
    assert "Interrupted" in out
    assert slow_plan.read_bytes() == before
    assert {file.name for file in (tmp_path / "out").iterdir()} == {*FILES, "changes.json"}
    plan = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert plan["interrupted"] is True
    assert "interrupted" in (tmp_path / "out" / "plan.ics").read_text(encoding="utf-8")
    assert plan["sessions"]
    assert not [session for session in plan["sessions"] if session["date"] == "2026-12-02"]
    assert len(plan["sessions"]) + len(plan["left_out"]) == 2 * 16
    changes = json.loads((tmp_path / "out" / "changes.json").read_text(encoding="utf-8"))
    assert not changes["fewest_steps_proven"]


def test_a_replan_that_is_stopped_before_any_plan_says_so(slow_plan: Path, tmp_path: Path) -> None:
    asked = ["replan", str(slow_plan), "--from", "2026-12-01", "--block", "2026-12-02", "-o", str(tmp_path / "out")]
    process = subprocess.Popen([*COMMAND, *asked], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    searching(process, 0)
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (143, "Interrupted before any plan was found.\n")
    assert not (tmp_path / "out").exists()
