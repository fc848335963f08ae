"""The pages about rules say what the code says."""

import inspect
import re
from pathlib import Path

import pytest

from constraints.base.grid import Grid
from constraints.week import RULES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
EXCERPT = re.compile(r"^`(?P<path>\S+\.py)`:\n\n```python\n(?P<code>.*?)```$", re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def excerpts() -> list[tuple[str, str]]:
    return [(found["path"], found["code"]) for found in EXCERPT.finditer(text("adding-a-rule.md"))]


def test_every_code_block_of_the_walk_is_an_excerpt():
    assert len(excerpts()) == text("adding-a-rule.md").count("```python") > 0


@pytest.mark.parametrize(("path", "code"), excerpts())
def test_an_excerpt_stands_in_its_file(path, code):
    assert code in (ROOT / path).read_text(encoding="utf-8")


def test_a_rule_listed_between_others_breaks_no_excerpt():
    listed = [code for path, code in excerpts() if path == "constraints/week/__init__.py"]
    assert [code.count("\n") for code in listed] == [1, 1]


def test_the_walk_shows_its_rule_whole():
    shown = "\n".join(code for path, code in excerpts() if path == "constraints/week/key_days_in_a_row.py")
    source = (ROOT / "constraints" / "week" / "key_days_in_a_row.py").read_text(encoding="utf-8")
    assert source.endswith(shown)


def test_the_verbs_of_the_walk_exist():
    grid = (ROOT / "constraints" / "base" / "grid.py").read_text(encoding="utf-8")
    verbs = set(re.findall(r"grid\.(\w+)\(", text("adding-a-rule.md")))
    assert verbs == {verb for verb in verbs if f"def {verb}(" in grid}
    public = set(re.findall(r"^    def ([a-z]\w*)\(", grid.split("class Grid")[1], re.MULTILINE))
    assert public - verbs <= {
        "cells_in",
        "cells_of",
        "open_cells",
        "says",
        "weeks",
        "days",
        "known",
        "demands",
    }  # not for rules, or seen elsewhere


def test_counts_are_called_as_the_walk_shows_them():
    told = re.findall(r"`grid\.(at_\w+|points_\w+)\(([\w, ]+)\)`", text("adding-a-rule.md"))
    assert {verb for verb, _ in told} == {verb for verb in dir(Grid) if verb.startswith(("at_", "points_"))}
    for verb, arguments in told:
        assert arguments.split(", ") == list(inspect.signature(getattr(Grid, verb)).parameters)[1:]


def test_every_rule_has_its_place_in_the_generated_page():
    headings = re.findall(r"^### (\w+)$", text("rules.md"), re.MULTILINE)
    assert sorted(headings) == sorted(rule.name for rule in RULES), "run make docs"


@pytest.mark.parametrize("page", ["adding-a-rule.md", "glossary.md", "rules.md"])
def test_a_name_in_the_shape_of_a_class_is_one(page):
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for room in ("scenarios", "constraints")
        for path in (ROOT / room).rglob("*.py")
    )
    names = set(re.findall(r"`([A-Z][a-z]+(?:[A-Z][a-z]+)*)`", text(page)))
    assert {name for name in names if f"class {name}" not in code} == set()
