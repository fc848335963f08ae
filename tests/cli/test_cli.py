"""The program as its user runs it: a process, files, exit codes."""

import csv
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "scenarios" / "library"
CLUBS = ("club.yaml", "riverside.yaml")
SCENARIOS = sorted(path for path in LIBRARY.glob("*.yaml") if path.name not in CLUBS)
FILES = {"plan.ics", "plan.csv", "plan.json", "plan.html", "strength.csv", "plan.ledger.json"}


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


def test_rules_that_are_named_are_told_in_full_and_alone(runlift) -> None:
    told = runlift("rules", "even_load", "variety").stdout
    assert [line.partition(" (")[0] for line in told.splitlines() if line[0] != " "] == ["even_load", "variety"]
    assert "    Points for every started step by which the week's heaviest day exceeds" in told


def test_a_rule_no_one_knows_is_answered_with_the_nearest(runlift) -> None:
    asked = runlift("rules", "heavy_legs_before_race")
    assert (asked.returncode, asked.stdout) == (2, "")
    near = "did you mean no_heavy_legs_before_race, heavy_legs_before_key_run or no_heavy_legs_after_race?"
    assert asked.stderr == f"no such rule 'heavy_legs_before_race'; {near} accepted: a rule that runlift rules lists\n"


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
