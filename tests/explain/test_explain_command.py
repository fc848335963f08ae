"""``runlift explain`` as its user runs it: the conflict, the ways out, and a copy mended by one of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scenarios.load import load, load_text
from solver.commands import explain as command_explain

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "scenarios" / "library"


FORTY_HOURS = """\
# Legs end 36 h before the intervals, and 40 h are asked for.
start: 2026-11-30
available:
  mon: {evening: 60}
  wed: {morning: 60}   # the track opens at six
runs:
  - {type: intervals, minutes: 55}
strength: {focus: [lower]}
fixed:
  - {session: intervals, day: wed, slot: morning}
  - {session: lower, day: mon, slot: evening}
rules:
  heavy_legs_before_key_run: {hours: 40}   # by the book
"""


@pytest.fixture
def explained(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """The exit code and what is printed, without a process of its own."""

    def run(file: Path, apply: int | None = None, out: Path | None = None, *, as_json: bool = False) -> tuple[int, str]:
        code = command_explain.explain_file(str(file), apply, out, as_json=as_json)
        return code, capsys.readouterr().out

    return run


def test_impossible_is_told_as_a_coach_would(runlift) -> None:
    done = runlift("explain", "scenarios/library/impossible.yaml")
    assert done.returncode == 1
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[2:5] == [
        "scenarios/library/impossible.yaml:19: intervals is fixed on Tue 1 Dec morning",
        "scenarios/library/impossible.yaml:21: lower is fixed on Mon 30 Nov evening",
        "scenarios/library/impossible.yaml:23: heavy leg work ends at least 36 h before a key run",
    ]
    assert "1. intervals elsewhere than Tue 1 Dec morning" in lines


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_way_out_applied_to_a_copy_works_and_keeps_the_comments(
    runlift, explained, number: int, tmp_path: Path
) -> None:
    before = (LIBRARY / "impossible.yaml").read_text(encoding="utf-8")
    done = runlift("explain", "scenarios/library/impossible.yaml", "--apply", number, "-o", tmp_path / "mended.yaml")
    assert done.returncode == 0, done.stderr
    assert "It cannot be done in full." in done.stdout, "the answer is told all the same"
    after = (tmp_path / "mended.yaml").read_text(encoding="utf-8")
    kept = [line for line in before.splitlines() if line.startswith("#")]
    assert [line for line in after.splitlines() if line.startswith("#")] == kept
    changed = set(before.splitlines()) ^ set(after.splitlines())
    assert 1 <= len(changed) <= 6, changed
    code, text = explained(tmp_path / "mended.yaml")
    assert (code, text.splitlines()[0]) == (0, "It can be done in full.")


def test_what_cannot_be_told_in_time_is_not_called_possible(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command_explain, "why_infeasible", lambda *_: None)
    monkeypatch.setattr(command_explain, "remedies", lambda *_: ())
    assert command_explain.explain_file(str(LIBRARY / "impossible.yaml"), None, None, as_json=True) == 1
    assert json.loads(capsys.readouterr().out)["possible"] is False


def test_a_smaller_number_is_offered_where_one_is_enough(explained, tmp_path: Path) -> None:
    file = tmp_path / "forty.yaml"
    file.write_text(FORTY_HOURS, encoding="utf-8")
    code, text = explained(file, as_json=True)
    assert code == 1
    first = json.loads(text)["ways_out"][0]
    assert first["edits"] == [{"field": "rules.heavy_legs_before_key_run.hours", "value": 36}]
    assert "36 h instead of 40 h" in first["text"]
    explained(file, 1, tmp_path / "mended.yaml")
    assert (tmp_path / "mended.yaml").read_text("utf-8") == FORTY_HOURS.replace("hours: 40", "hours: 36")


def test_minutes_are_asked_for_in_slots_the_athlete_uses(explained, tmp_path: Path) -> None:
    """The built-in midday comes between dawn and night, and is nobody's here."""
    week = tmp_path / "own_slots.yaml"
    week.write_text(
        """start: 2026-11-30
slots: {dawn: "05:15", night: "21:00"}
available: {mon: {night: 60}}
runs: [{type: easy, minutes: 30, times: 2}]
""",
        encoding="utf-8",
    )
    _, told = explained(week)
    assert " more minutes on " in told
    assert not {"morning", "midday", "evening"} & set(told.replace(",", " ").split())


def test_what_can_be_done_is_said_with_what_is_tight(runlift) -> None:
    done = runlift("explain", "scenarios/library/hill_race.yaml")
    assert done.returncode == 0
    assert "It can be done in full." in done.stdout
    assert "tight: strength_sessions.most is 3" in done.stdout


def test_apply_refuses_what_it_cannot_do(runlift, tmp_path: Path) -> None:
    file = tmp_path / "there.yaml"
    file.write_text("here already", encoding="utf-8")
    for args in (("--apply", 9, "-o", tmp_path / "x.yaml"), ("--apply", 1, "-o", file), ("--apply", 1)):
        done = runlift("explain", "scenarios/library/impossible.yaml", *args)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
    assert file.read_text(encoding="utf-8") == "here already"
    assert not (tmp_path / "x.yaml").exists()


def test_json_files_can_be_mended_too(runlift, tmp_path: Path) -> None:
    scenario = load(LIBRARY / "impossible.yaml").scenario
    file = tmp_path / "week.json"
    file.write_text(scenario.model_dump_json(by_alias=True, exclude_unset=True), encoding="utf-8")
    assert runlift("explain", file, "--apply", 1, "-o", tmp_path / "mended.json").returncode == 0
    mended = load_text((tmp_path / "mended.json").read_bytes(), "mended.json", "json").scenario
    assert len(mended.fixed) == len(scenario.fixed) - 1


AWAY = """\
start: 2026-11-30
available: {mon: {evening: 60}, tue: {evening: 60}}
runs: [{type: easy, minutes: 40, times: 2}]
strength: {focus: []}
rules: {sessions_a_day: {runs: 1}}
"""
HOURS = """\
away:
  - {from: 2026-11-30, to: 2026-11-30, available: {evening: 90}}
  - {from: 2026-12-01, to: 2026-12-01, available: {evening: 20}}
"""
ALL_TUESDAY = """\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//someone//else//EN\r
BEGIN:VEVENT\r
UID:trip@elsewhere\r
DTSTAMP:20260101T000000Z\r
DTSTART;VALUE=DATE:20261201\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.mark.parametrize(
    ("taken", "place", "fields"),
    [(HOURS, "week.yaml:8", ["away[1]", "available"]), ("busy: life.ics\n", "week.yaml:6", ["busy", "available"])],
    ids=["away", "a calendar"],
)
def test_what_takes_the_time_is_pointed_at(explained, tmp_path: Path, taken: str, place: str, fields) -> None:
    """Not what gives more than usual; and what a calendar takes stands where the file names it."""
    (tmp_path / "week.yaml").write_text(AWAY + taken)
    (tmp_path / "life.ics").write_text(ALL_TUESDAY, newline="")
    code, text = explained(tmp_path / "week.yaml", as_json=True)
    assert code == 1
    (line,) = [line for line in json.loads(text)["conflict"]["lines"] if "available" in line["fields"]]
    assert line["where"].endswith(place)
    assert [field for field in line["fields"] if not field.startswith("runs")] == fields
