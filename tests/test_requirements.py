"""The page of requirements: all 69, each where it says, shown by a test that exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from pydantic import ValidationError

from constraints.strength import STRENGTH_RULES
from constraints.week import RULES
from scenarios.catalog.table import rows
from scenarios.schema import Strength
from scenarios.strength.exercises import exercises

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| S(?P<number>\d+) \| (?P<asks>[^|]+) \| (?P<home>[^|]*) \| (?P<test>[^|]*) ?\|$", re.MULTILINE)
ROWS = {int(found["number"]): found for found in ROW.finditer(PAGE)}
BUILT = {number: row for number, row in ROWS.items() if row["home"] != "not yet"}
NUMBER = re.compile(
    r"^\| `(?P<row>\w+)` \| (?P<asks>[^|]+) \| (?P<grade>[ABC]) \| (?P<home>[^|]+) \| (?P<test>[^|]*) ?\|$",
    re.MULTILINE,
)
NUMBERS = {found["row"]: found for found in NUMBER.finditer(PAGE)}


def homes(row: re.Match[str]) -> list[str]:
    """The files of a row; more than one where several keep the same requirement."""
    return [home.strip().strip("`") for home in row["home"].split(",")]


@cache
def names_of_tests(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_requirement_has_its_row_in_order() -> None:
    assert list(ROWS) == list(range(1, 70))
    assert PAGE.count("\n| S") == 69


@pytest.mark.parametrize("number", BUILT)
def test_what_is_built_is_where_it_says_and_shown(number: int) -> None:
    assert [home for home in homes(BUILT[number]) if not (ROOT / home).is_file()] == []
    path, _, name = BUILT[number]["test"].strip().strip("`").partition("::")
    assert name in names_of_tests(path)


def test_every_number_that_no_rule_names_has_its_row_in_order() -> None:
    named = {source for rule in (*RULES, *STRENGTH_RULES) for source in rule.sources}
    grades = {row["id"]: row["grade"] for row in rows("parameters.csv") if row["id"] not in named}
    assert {name: row["grade"] for name, row in NUMBERS.items()} == grades
    assert list(NUMBERS) == list(grades)
    assert PAGE.count("\n| `") == len(grades)


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_is_kept_where_it_says_and_shown(name: str) -> None:
    row = NUMBERS[name]
    if row["home"] == "not kept":
        assert not row["test"].strip()
        return
    assert [home for home in homes(row) if not (ROOT / home).is_file()] == []
    path, _, test = row["test"].strip().strip("`").partition("::")
    assert test in names_of_tests(path)


def test_what_is_not_built_names_no_test() -> None:
    assert [number for number in ROWS.keys() - BUILT.keys() if ROWS[number]["test"].strip()] == []


def test_a_rule_named_for_a_requirement_names_it_too() -> None:
    sources = {f"constraints/week/{rule.name}.py": rule.sources for rule in RULES}
    sources |= {f"constraints/strength/{rule.name}.py": rule.sources for rule in STRENGTH_RULES}
    for number, row in BUILT.items():
        for home in homes(row):
            assert f"S{number}" in sources.get(home, (f"S{number}",)), home


def test_nothing_is_promised() -> None:
    assert re.findall(r"(?i)prevent\w*|injury-free|protects? (?:you )?from", PAGE) == []
    assert "Nothing here promises fewer injuries" in PAGE


def test_a_strength_session_takes_20_to_45_minutes() -> None:
    assert Strength().minutes == 30
    for minutes in (20, 45):
        assert Strength(minutes=minutes).minutes == minutes
    for minutes in (19, 46):
        with pytest.raises(ValidationError, match="minutes"):
            Strength(minutes=minutes)


def test_three_short_sessions_are_what_a_week_asks_by_itself() -> None:
    usual = Strength()
    assert (usual.focus, usual.minutes) == (("upper", "lower", "full"), 30)


def test_every_exercise_has_a_cue_for_its_technique() -> None:
    cues = {exercise: row.cue for exercise, row in exercises().items()}
    assert len(cues) == 49
    assert [exercise for exercise, cue in cues.items() if len(cue.split()) < 3] == []
