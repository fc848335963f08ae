"""An athlete's own exercises: read strictly, chosen like the catalogue's."""

from __future__ import annotations

import csv
import io
import json
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.errors import InputError
from scenarios.strength.exercises import exercises
from scenarios.strength.own_exercises import parse_exercise_table
from solver.cli.main import cli

TABLE = resources.files("scenarios.catalog").joinpath("exercises.csv").read_text(encoding="utf-8")
HEADER = TABLE.splitlines()[0].split(",")
SQUAT = next(csv.DictReader(io.StringIO(TABLE)))


def table(**changes: str) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, lineterminator="\n")
    writer.writeheader()
    writer.writerow(
        {**SQUAT, "id": "sled_push", "name": "Sled push", "pattern": "step", "goal_tags": "hill", **changes}
    )
    return text.getvalue().encode()


def test_the_catalogue_itself_is_read_by_the_same_reader() -> None:
    renamed = TABLE.replace("\n", "\nmy_").removesuffix("my_")
    own = parse_exercise_table(renamed.encode(), "own.csv")
    assert [exercise.id for exercise in own] == [f"my_{exercise}" for exercise in exercises()]
    for mine, theirs in zip(own, exercises().values(), strict=True):
        assert (mine.primary, mine.low, mine.high, mine.rest_s, mine.legs) == (
            theirs.primary,
            theirs.low,
            theirs.high,
            theirs.rest_s,
            theirs.legs,
        )
        assert [rung.equipment for rung in mine.ladder] == [(item,) for item in mine.equipment]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id": "squat"}, "own.csv:2: id: squat is in the catalogue already"),
        ({"id": "Sled push"}, "own.csv:2: id: got 'Sled push'"),
        ({"name": ""}, "own.csv:2: name: got ''"),
        ({"pattern": "sprint"}, "own.csv:2: pattern: got 'sprint'; accepted: squat, lunge"),
        ({"primary": "quads|ears"}, "own.csv:2: primary: got 'ears'"),
        ({"primary": ""}, "own.csv:2: primary: got ''"),
        ({"unilateral": "yes"}, "own.csv:2: unilateral: got 'yes'; accepted: 0, 1"),
        ({"equipment": "box"}, "own.csv:2: equipment: got 'box'; accepted: at least one of bodyweight"),
        ({"leg_load": "huge"}, "own.csv:2: leg_load: got 'huge'; accepted: none, light, heavy"),
        ({"sec_per_rep": "0"}, "own.csv:2: sec_per_rep: got '0'; accepted: a whole number from 1 to 20"),
        ({"reps_low": "9", "reps_high": "8"}, "own.csv:2: reps_high: got 8, less than reps_low 9"),
        ({"rest_s": "1e3"}, "own.csv:2: rest_s: got '1e3'"),
        ({"goal_tags": "moon"}, "own.csv:2: goal_tags: got 'moon'"),
        ({"mode": "hold", "hold_s": ""}, "own.csv:2: hold_s: got ''"),
    ],
)
def test_a_bad_cell_is_refused_with_row_and_column(changes: dict[str, str], told: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_exercise_table(table(**changes), "own.csv")
    assert str(refused.value).startswith(told)
    assert "accepted: " in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_id_twice_and_a_missing_column_are_refused() -> None:
    twice = table() + table().split(b"\n")[1] + b"\n"
    with pytest.raises(InputError, match=r"own\.csv:3: id: sled_push stands twice"):
        parse_exercise_table(twice, "own.csv")
    with pytest.raises(InputError, match="'rest': no such column 'rest'; did you mean rest_s"):
        parse_exercise_table(table().replace(b"rest_s", b"rest", 1), "own.csv")
    with pytest.raises(InputError, match="header: no column rest_s"):
        parse_exercise_table(table().replace(b"rest_s", b"shade", 1), "own.csv")


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_bytes_give_anything_but_one_line(content: bytes) -> None:
    for data in (content, table() + content):
        told = ""
        try:
            parse_exercise_table(data, "own.csv")
        except InputError as error:
            told = str(error)
        assert "\n" not in told


def scenario(folder: Path, own: str) -> Path:
    path = folder / "hill.yaml"
    path.write_text(
        "start: 2026-11-30\ngoal: hill_race\nruns: []\navailable: {mon: {evening: 60}, thu: {evening: 60}}\n"
        f"strength: {{focus: [lower], equipment: [barbell], exercises: {own}}}\n"
    )
    return path


def test_an_own_exercise_is_chosen_and_written(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_bytes(table(leg_load_unloaded="heavy", goal_tags="hill|all"))
    done = CliRunner().invoke(cli, ["solve", str(scenario(tmp_path, "own.csv")), "-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    plan = json.loads((tmp_path / "out" / "plan.json").read_text())
    held = [exercise["exercise"] for session in plan["sessions"] for exercise in session["exercises"]]
    assert held
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "strength.csv").read_text())))
    assert [row["exercise"] for row in rows] == held
    assert "sled_push" in held


def test_a_missing_file_is_told_where_it_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["solve", str(scenario(tmp_path, "none.csv"))])
    assert isinstance(done.exception, InputError)
    assert str(done.exception).startswith(f"{tmp_path / 'hill.yaml'}:5:")
    assert "strength.exercises: no such file 'none.csv'" in str(done.exception)
