"""A replan as its user runs it: files that can be judged and taken up again, and bad ones refused in one line."""

import datetime as dt
import json
import shutil
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from scenarios.errors import InputError
from scenarios.load import load
from solver.commands.replan import Words, replan_file, understood
from solver.commands.solve import solve_files
from solver.judgement import judge_file
from solver.output.lines import broken

LIBRARY = Path(__file__).parents[2] / "scenarios" / "library"


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reference")
    path = str(LIBRARY / "reference_week.yaml")
    assert solve_files([path], folder, strict=False, seconds=None, as_json=False) == 0
    return folder


@pytest.fixture
def solved(reference: Path, tmp_path: Path) -> Callable[..., Path]:
    def run() -> Path:
        return Path(shutil.copytree(reference, tmp_path / "a"))

    return run


def test_the_files_of_a_replan_can_be_judged_and_taken_up_again(
    solved: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = solved()
    before = json.loads((folder / "plan.json").read_text())["sessions"]
    first, later = "2026-12-02", "2026-12-04"
    words = Words(str(folder / "plan.json"), None, first, (first,), None)
    assert replan_file(words, tmp_path / "b", seconds=None, as_json=False, sessions=True) == 0
    shown = capsys.readouterr().out
    assert f"Replanned from {first}:" in shown
    assert shown.count("\n  Cool-down") == len(json.loads((tmp_path / "b" / "plan.json").read_text())["sessions"])
    assert "proven the least" in shown
    judged = judge_file(tmp_path / "b" / "plan.json")
    assert judged.keeps_every_rule
    assert judged.differences == ()
    changes = json.loads((tmp_path / "b" / "changes.json").read_text())
    assert changes["fewest_steps_proven"] is True
    assert {row["session"] for row in before if row["date"] == first} <= {row["session"] for row in changes["changes"]}
    assert all(row["after"] is None or row["after"]["date"] != first for row in changes["changes"])
    again = Words(str(tmp_path / "b" / "plan.json"), None, later, (later,), None)
    assert replan_file(again, tmp_path / "c", seconds=None, as_json=True) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["plan"]["replan"]["blocked"] == [first, later]
    past = [(row["session"], row["date"], row["start"]) for row in document["plan"]["sessions"] if row.get("done")]
    now = json.loads((tmp_path / "b" / "plan.json").read_text())["sessions"]
    assert past == [(row["session"], row["date"], row["start"]) for row in now if row["date"] < later]
    assert judge_file(tmp_path / "c" / "plan.json").differences == ()


def test_the_same_replan_gives_the_same_bytes(solved: Callable[..., Path], tmp_path: Path) -> None:
    words = Words(str(solved() / "plan.json"), None, "2026-12-02", ("2026-12-03",), None)
    for folder in ("b", "c"):
        assert replan_file(words, tmp_path / folder, seconds=None, as_json=False) == 0
    for name in ("plan.ics", "plan.csv", "plan.json", "changes.json"):
        assert (tmp_path / "b" / name).read_bytes() == (tmp_path / "c" / name).read_bytes()


def test_changes_are_broken_where_a_terminal_ends(
    solved: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = Words(str(solved() / "plan.json"), None, "2026-12-02", ("2026-12-02",), None)
    assert replan_file(words, None, seconds=None, as_json=False) == 0
    whole = capsys.readouterr().out.split("\nWeek")[0].split("┏")[0].splitlines()
    for name, value in (("COLUMNS", "30"), ("NO_COLOR", "1"), ("TERM", "dumb")):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert replan_file(words, None, seconds=None, as_json=False) == 0
    shown = capsys.readouterr().out.splitlines()
    changes = [line for line in whole if line.startswith("  ")]
    assert max(map(len, changes)) > 30
    assert list(broken(changes, 30)) == shown[1 : 1 + len(list(broken(changes, 30)))]


@pytest.mark.parametrize("name", ["plan.csv", "plan.ics"])
def test_a_table_or_calendar_is_taken_up_with_its_scenario(solved: Callable[..., Path], name: str) -> None:
    plan = str(solved() / name)
    question = understood(Words(plan, str(LIBRARY / "reference_week.yaml"), "2026-12-01", (), None))
    assert len(question.before.sessions) == 8
    with pytest.raises(InputError, match=r"holds no scenario; accepted: a plan\.json, or its scenario as FILE"):
        understood(Words(plan, None, "2026-12-01", (), None))


def test_a_dropped_session_is_cancelled_in_the_calendar(solved: Callable[..., Path], tmp_path: Path) -> None:
    folder = solved()
    keys = [row for row in json.loads((folder / "plan.json").read_text())["sessions"] if row["key"]]
    dropped = min(keys, key=lambda row: row["date"])
    first = dropped["date"]
    since = (dt.date.fromisoformat(first) + dt.timedelta(days=1)).isoformat()
    words = Words(str(folder / "plan.json"), None, since, (first,), None)
    assert replan_file(words, tmp_path / "b", seconds=None, as_json=False) == 0
    events = (tmp_path / "b" / "plan.ics").read_text().split("BEGIN:VEVENT")
    name = f"X-RUNLIFT-SESSION:{dropped['session']}\n"
    (cancelled,) = [event for event in events if "STATUS:CANCELLED" in event and name in event]
    uid = next(line for line in cancelled.splitlines() if line.startswith("UID:"))
    assert uid in (folder / "plan.ics").read_text()


BAD = {
    "no such date": (["--from", "2026-13-01"], "--from: 2026-13-01 has no such month; accepted: a date"),
    "not planned": (["--from", "2027-01-01"], "--from: 2027-01-01 is not planned; accepted: 2026-11-30 to 2026-12-06"),
    "block elsewhere": (["--from", "2026-12-01", "--block", "2026-12-24"], "--block: 2026-12-24 is not planned"),
    "no log": (["--from", "2026-12-01", "--log", "gone.csv"], "gone.csv: cannot be read"),
}


@pytest.mark.parametrize("fault", BAD)
def test_bad_input_is_one_line_and_writes_nothing(
    runlift, solved: Callable[..., Path], fault: str, tmp_path: Path
) -> None:
    arguments, message = BAD[fault]
    done = runlift("replan", solved() / "plan.json", *arguments, "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


HOSTILE = {
    "a date of another year": ({"from": "2031-01-01"}, "replan.from: 2031-01-01 is not planned"),
    "no date": ({}, "replan.from: "),
    "an unknown unit": (
        {"from": "2026-12-02", "changes": [{"week": 1, "session": "swim", "dropped": True}]},
        "replan.changes[0].session: no such session asked for 'swim'",
    ),
    "an unknown type": (
        {
            "from": "2026-12-02",
            "done": [{"name": "a", "type": "swim", "date": "2026-12-01", "start": "07:00", "minutes": 30}],
        },
        "replan.done[0].type: ",
    ),
    "done in the future": (
        {
            "from": "2026-12-02",
            "done": [{"name": "easy", "type": "easy", "date": "2026-12-05", "start": "07:00", "minutes": 30}],
        },
        "replan.done[0].date: 2026-12-05 is not between; accepted: 2026-11-30 to 2026-12-02",
    ),
    "a stranger": ({"from": "2026-12-02", "wishes": []}, "replan.wishes: "),
}


@pytest.mark.parametrize("fault", HOSTILE)
def test_what_a_plan_says_happened_is_read_strictly(solved: Callable[..., Path], fault: str) -> None:
    replan_block, message = HOSTILE[fault]
    path = solved() / "plan.json"
    document = json.loads(path.read_text())
    path.write_text(json.dumps({**document, "replan": replan_block}))
    with pytest.raises(InputError) as caught:
        judge_file(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{path}:1:")


def test_own_exercises_are_known_where_the_scenario_names_them(solved: Callable[..., Path], tmp_path: Path) -> None:
    table = resources.files("scenarios.catalog").joinpath("exercises.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "own.csv").write_text(f"{table[0]}\n{table[1].replace('squat,Squat,', 'sled_push,Sled push,', 1)}\n")
    text = (LIBRARY / "reference_week.yaml").read_text(encoding="utf-8")
    scenario_file = tmp_path / "week.yaml"
    asked = {"strength": {**load(LIBRARY / "reference_week.yaml").scenario.strength.model_dump(exclude_unset=True)}}
    lines = [line for line in text.splitlines() if not line.startswith("strength:")]
    named = json.dumps({**asked["strength"], "exercises": "own.csv"})
    scenario_file.write_text("\n".join([*lines, f"strength: {named}"]))
    (tmp_path / "log.csv").write_text("date,session,minutes,exercises\n2026-11-30,lower,30,sled_push 3x8@80kg\n")
    plan, log = str(solved() / "plan.json"), str(tmp_path / "log.csv")
    question = understood(Words(plan, str(scenario_file), "2026-12-01", (), log))
    assert [exercise.id for exercise in question.before.instance.lifter.own] == ["sled_push"]
    with pytest.raises(InputError, match=r"log\.csv:2: exercises: no such exercise 'sled_push'"):
        understood(Words(plan, None, "2026-12-01", (), log))
