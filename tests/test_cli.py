"""The program as its user runs it: a process, files, exit codes."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "scenarios" / "library"
CLUBS = ("club.yaml", "riverside.yaml")
SCENARIOS = sorted(path for path in LIBRARY.glob("*.yaml") if path.name not in CLUBS)
SLOW = ROOT / "tests" / "data" / "slow.yaml"
FILES = {"plan.ics", "plan.csv", "plan.json", "plan.html", "strength.csv", "plan.ledger.json"}
COMMAND = (sys.executable, "-m", "solver")


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_shipped_scenario_is_solved_and_written(runlift, path: Path, tmp_path: Path) -> None:
    done = runlift("solve", path, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert {file.name for file in (tmp_path / "out").iterdir()} == FILES
    plan = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert plan["format"] == 1
    assert plan["status"] in ("optimal", "feasible")
    rows = list(csv.DictReader((tmp_path / "out" / "plan.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["session"] for row in rows if row["kind"] != "rest"] == [s["session"] for s in plan["sessions"]]
    assert all(not check["where"] for check in plan["checks"] if check["kind"] == "hard")
    assert plan["points"]["total"] == sum(check["points"] for check in plan["checks"])
    assert str(plan["points"]["total"]) in done.stdout


def test_the_club_file_is_refused_with_the_right_command(runlift) -> None:
    done = runlift("solve", LIBRARY / "club.yaml")
    assert done.returncode == 2
    assert "batch" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_impossible_leaves_one_out_and_says_why(runlift) -> None:
    done = runlift("solve", LIBRARY / "impossible.yaml")
    assert done.returncode == 0
    assert re.search(r"Left out: (lower|intervals)", done.stdout)
    assert "36 h before a key run" in " ".join(done.stdout.split())


def test_strict_says_why_it_cannot_be(runlift) -> None:
    done = runlift("solve", LIBRARY / "impossible.yaml", "--strict")
    assert done.returncode == 1
    assert "Infeasible" in done.stdout
    assert "36 h before a key run" in done.stdout


def test_strict_solves_what_can_be_done_in_full(runlift) -> None:
    assert runlift("solve", LIBRARY / "hill_race.yaml", "--strict").returncode == 0


def test_a_session_longer_than_every_free_slot_is_left_out_with_that_reason(runlift) -> None:
    text = """
        start: 2026-11-30
        available: {tue: {morning: 45}}
        runs: [{type: tempo, minutes: 60}]
        strength: {focus: []}
    """
    done = runlift("solve", "-", "--json", text_in=text)
    assert done.returncode == 0, done.stderr
    left = json.loads(done.stdout)["left_out"]
    assert left[0]["session"] == "tempo"
    assert left[0]["reasons"] == ["it takes 60 min and the longest free slot has 45"]


def test_json_scenarios_and_standard_input_give_the_same_plan(runlift, tmp_path: Path) -> None:
    scenario = {
        "start": "2026-11-30",
        "available": {"mon": {"evening": 60}, "wed": {"morning": 60}, "sat": {"morning": 120}},
        "runs": [{"type": "tempo", "minutes": 50}, {"type": "long", "minutes": 90}],
        "strength": {"focus": ["upper"]},
    }
    file = tmp_path / "week.json"
    file.write_text(json.dumps(scenario), encoding="utf-8")
    from_file = runlift("solve", file, "--json")
    from_stdin = runlift("solve", "-", "--json", text_in=json.dumps(scenario))
    assert from_file.returncode == from_stdin.returncode == 0
    assert from_file.stdout == from_stdin.stdout


def test_several_files_go_to_a_folder_each(runlift, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "minimal.yaml").write_bytes((LIBRARY / "minimal.yaml").read_bytes())
    done = runlift(
        "solve", LIBRARY / "minimal.yaml", LIBRARY / "impossible.yaml", other / "minimal.yaml", "-o", tmp_path / "o"
    )
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "o").iterdir()} == {"minimal", "impossible", "minimal-2"}
    assert all({file.name for file in folder.iterdir()} == FILES for folder in (tmp_path / "o").iterdir())


def test_one_bad_file_among_several_writes_nothing(runlift, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("start: 2026-11-30\navailable: {mon: {evening: 60}}\ngaol: 10k\n", encoding="utf-8")
    done = runlift("solve", LIBRARY / "minimal.yaml", bad, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert re.fullmatch(r".*bad\.yaml:3:1: gaol: .*goal.*\n", done.stderr)
    assert done.stdout == ""
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (
            "{heavy_legs_before_key_runs: {hours: 36}}",
            r":3:9: rules\.heavy_legs_before_key_runs: .*heavy_legs_before_key_run\b",
        ),
        ("{heavy_legs_before_key_run: {hours: 12}}", r":3:44: rules\.heavy_legs_before_key_run\.hours: .*24"),
        ("{heavy_legs_before_key_run: {hour: 36}}", r"rules\.heavy_legs_before_key_run\.hour: .*hours"),
        ("{free_time: false}", r"rules\.free_time: .*cannot be switched off"),
    ],
)
def test_bad_rule_settings_are_told_with_their_place(runlift, rules: str, said: str) -> None:
    done = runlift("solve", "-", text_in=f"start: 2026-11-30\navailable: {{mon: {{evening: 60}}}}\nrules: {rules}\n")
    assert done.returncode == 2
    assert re.search(said, done.stderr)
    assert len(done.stderr.splitlines()) == 1


def test_answers_are_the_same_bytes_wherever_they_are_made(runlift, tmp_path: Path) -> None:
    outs = []
    for number, env in enumerate(
        (
            {"TZ": "Pacific/Auckland", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "1"},
            {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "2"},
        )
    ):
        out = tmp_path / str(number)
        done = runlift("solve", LIBRARY / "hill_race.yaml", "-o", out, cwd=(tmp_path, ROOT)[number], **env)
        assert done.returncode == 0, done.stderr
        outs.append({file.name: file.read_bytes() for file in out.iterdir()})
    assert outs[0] == outs[1]


def test_a_time_limit_before_any_plan_is_unknown_and_writes_nothing(runlift, tmp_path: Path) -> None:
    done = runlift("solve", SLOW, "--seconds", "0.0001", "-o", tmp_path / "out")
    assert done.returncode == 4
    assert "Unknown" in done.stdout
    assert "nfeasible" not in done.stdout
    assert not (tmp_path / "out").exists()


def test_a_plan_stopped_by_the_clock_says_so(runlift, tmp_path: Path) -> None:
    for seconds in (2, 4, 8, 16, 32):  # long enough for a plan on this machine, far too short for its proof
        done = runlift("solve", SLOW, "--seconds", seconds, "-o", tmp_path)
        if done.returncode != 4:
            break
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Stopped by the clock" in done.stdout
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert plan["status"] == "feasible"
    assert plan["out_of_time"] is True
    assert plan["bound"]["points"] <= plan["points"]["total"]


def searching(process: subprocess.Popen[str] | subprocess.Popen[bytes], seconds: int = 2) -> None:
    """Wait until the search, which has a thread of its own, has gone on for so much of its processor's time."""
    if not Path("/proc/self/stat").exists():
        time.sleep(3 * seconds)
        return
    ticks = os.sysconf("SC_CLK_TCK")
    began = None
    while process.poll() is None:
        times = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        used = (int(times[11]) + int(times[12])) / ticks
        if began is None and len(list(Path(f"/proc/{process.pid}/task").iterdir())) > 1:
            began = used
        if began is not None and used > began + seconds:
            return
        time.sleep(0.05)
    pytest.fail("ended before it could be interrupted")


INTERRUPTED_AS_IT_LOADS = """
import os, signal, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from solver.__main__ import main
sys.argv = ["runlift", "rules"]
main()
"""


@pytest.mark.parametrize("module", ["solver.cli", "click", "scenarios.errors", "constraints.describe"])
def test_ctrl_c_while_it_loads_ends_without_a_traceback(module: str) -> None:
    code = INTERRUPTED_AS_IT_LOADS.format(module=module)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 130, "the module is loaded, and the program left there"
    assert done.stderr.strip() in ("", "interrupted")
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


@pytest.fixture(scope="module")
def slow_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of a season that takes long to take up again."""
    folder = tmp_path_factory.mktemp("slow")
    (folder / "s.yaml").write_text(SLOW.read_text(encoding="utf-8").replace("repeat: true", "weeks: 3"))
    asked = [*COMMAND, "solve", str(folder / "s.yaml"), "-o", str(folder / "out")]
    process = subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    searching(process, 4)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    return folder / "out" / "plan.json"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_replan_that_is_stopped_writes_the_best_so_far(
    number: signal.Signals, code: int, slow_plan: Path, tmp_path: Path
) -> None:
    """Whole files, marked, with the blocked day empty and every session placed or told; the old plan as it was."""
    before = slow_plan.read_bytes()
    asked = ["replan", str(slow_plan), "--from", "2026-12-01", "--block", "2026-12-02", "-o", str(tmp_path / "out")]
    process = subprocess.Popen([*COMMAND, *asked], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    searching(process, 6)
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
    assert len(plan["sessions"]) + len(plan["left_out"]) == 3 * 16
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


def test_an_output_that_cannot_be_written_is_74(runlift, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here already", encoding="utf-8")
    done = runlift("solve", LIBRARY / "minimal.yaml", "-o", tmp_path / "file")
    assert done.returncode == 74
    assert re.fullmatch(r"cannot write .*\n", done.stderr)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "here already"


def test_new_writes_a_scenario_that_solves_and_never_overwrites(runlift, tmp_path: Path) -> None:
    file = tmp_path / "my week.yaml"
    assert runlift("new", "-o", file).returncode == 0
    assert file.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=")
    assert runlift("solve", file).returncode == 0
    again = runlift("new", "-o", file)
    assert again.returncode == 2
    assert "exists" in again.stderr


def test_schema_is_json_schema(runlift, tmp_path: Path) -> None:
    printed = runlift("schema").stdout
    assert runlift("schema", "-o", tmp_path / "s.json").returncode == 0
    assert json.loads(printed) == json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert "heavy_legs_before_key_run" in printed


def test_rules_are_listed_with_their_numbers(runlift) -> None:
    listed = runlift("rules").stdout
    for said in ("heavy_legs_before_key_run", "30", "24", "48", "balance_5_3_2"):
        assert said in listed


@pytest.mark.parametrize(
    "wrong", [("solve",), ("slove",), ("solve", "--hours", "3", "x.yaml"), ("solve", "no_such.yaml")]
)
def test_wrong_use_is_bad_input(runlift, wrong: tuple[str, ...]) -> None:
    done = runlift(*wrong)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_a_rule_that_matches_nothing_is_told(runlift) -> None:
    text = (LIBRARY / "minimal.yaml").read_text(encoding="utf-8")
    rules = "rules: {no_heavy_legs_before_race: {days: 9}, heavy_legs_before_key_run: {hours: 36}, even_load: false}\n"
    done = runlift("solve", "-", text_in=text + rules)
    assert done.returncode == 0, done.stderr
    assert re.findall(r"rules\.(\w+): this rule matches nothing here", done.stdout) == ["no_heavy_legs_before_race"]


def test_help_and_version(runlift) -> None:
    assert "solve" in runlift("--help").stdout
    assert re.fullmatch(r"runlift, version \d+\.\d+\.\d+\n", runlift("--version").stdout)
