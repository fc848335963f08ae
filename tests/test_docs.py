"""The README and the pages around it: true, whole, and able to go stale only where a test sees it."""

import importlib
import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import click
import pytest

from solver.cli import main as cli

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^(?:<!-- (?P<kind>\w+): (?P<what>[^\n]+?) -->\n)?```(?P<language>\w*)\n(?P<body>.*?)^```$", re.M | re.S
)
BLOCKS = list(BLOCK.finditer(README))
LINK = re.compile(r"\]\(([^)#\s]+)(?:#([^)\s]+))?\)|\]\(#([^)\s]+)\)")
LOADED_FROM_ELSEWHERE = re.compile(r"url\((?!#)|@import|\bhref\b|<(?:image|script|use|foreignObject)\b|\bsrc\b")
PAGES = sorted(path for path in (*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")))


def shown(kind: str) -> list[str]:
    return [block["what"] for block in BLOCKS if block["kind"] == kind]


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_output_in_the_readme_was_printed_by_a_command():
    unfounded = [
        block["body"] for block in BLOCKS if block["language"] in {"text", "python", "yaml"} and not block["kind"]
    ]
    assert unfounded == []
    assert {"runlift solve week.yaml -o out"} <= set(shown("run"))


@pytest.fixture
def generator(monkeypatch):
    monkeypatch.syspath_prepend(str(DOCS))
    return importlib.import_module("generate")


def test_a_readme_that_does_not_tell_the_truth_is_stale(generator):
    truth, later = "nothing left out; proven bound", re.sub(r"\(\d+\.\d\d s\)", "(9.99 s)", README)
    assert truth in README
    assert later != README
    assert not generator.is_stale("README.md", later)
    assert generator.is_stale("README.md", README.replace(truth, "everything left out; proven bound"))


def test_a_picture_is_stale_when_its_words_change_and_not_when_its_time_does(generator):
    picture = (DOCS / "img" / "week.svg").read_text(encoding="utf-8")
    later = re.sub(r"\(\d+\.\d\d(&#160;|\xa0)s\)", r"(9.99\1s)", picture)
    assert later != picture
    assert not generator.is_stale("docs/img/week.svg", later)
    assert generator.is_stale("docs/img/week.svg", picture.replace("Morning", "Mourning"))


def test_blocks_are_filled_with_what_commands_print(generator):
    page = """\
<!-- file: asked.txt -->
```text
two words
```

<!-- run: cat asked.txt; cat missing 2>/dev/null; echo "exit code $?" -->
```text
old
```
"""
    assert generator.readme_page(page).endswith(
        '```text\n$ cat asked.txt; cat missing 2>/dev/null; echo "exit code $?"\ntwo words\nexit code 1\n```\n'
    )


def test_the_first_scenario_has_ten_lines():
    scenario = next(block["body"] for block in BLOCKS if block["what"] == "week.yaml")
    assert len(scenario.splitlines()) == 10


def test_a_rule_is_shown_whole():
    assert any(what.startswith("constraints/week/") for what in shown("copy"))


def test_the_picture_shows_what_make_demo_solves():
    demo = re.search(r"^demo:.*\n\t.*runlift solve (\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert demo is not None
    assert demo[1] == "scenarios/library/reference_week.yaml"
    words = "".join(ElementTree.parse(DOCS / "img" / "week.svg").getroot().itertext()).replace("\xa0", " ")
    assert "$ make demo" in words
    assert "Optimal" in words


@pytest.mark.parametrize("picture", sorted((DOCS / "img").glob("*.svg")), ids=lambda path: path.name)
def test_a_picture_loads_nothing_and_is_shown(picture):
    text = picture.read_text(encoding="utf-8")
    assert LOADED_FROM_ELSEWHERE.findall(text) == []
    assert f"](docs/img/{picture.name})" in README


def test_the_way_of_the_data_leads_through_files_that_exist():
    picture = ElementTree.parse(DOCS / "img" / "data_way.svg").getroot()
    files = [text.text or "" for text in picture.iter() if text.get("class") == "file"]
    assert len(files) == len(set(files)) >= 8
    assert [name for name in files if not ((ROOT / name).exists() or (ROOT / "solver" / name).exists())] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page):
    lost = []
    for path, anchor, here in LINK.findall(page.read_text(encoding="utf-8")):
        if path.startswith(("http:", "https:", "mailto:")):
            continue
        target = (page.parent / unquote(path)).resolve() if path else page
        if not target.exists() or ((anchor or here) and (anchor or here) not in anchors(target)):
            lost.append(path or here)
    assert lost == []


def test_every_exit_code_of_the_program_is_told():
    codes = {value for name, value in vars(cli).items() if name.isupper() and type(value) is int}
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", (DOCS / "cli.md").read_text(encoding="utf-8"), re.M)}
    assert codes
    assert codes - told == set(), "run make docs"
    assert 143 in told


def all_commands(group, path=""):
    """Every command and group by its words after ``runlift``."""
    for name, command in group.commands.items():
        yield f"{path}{name}", command
        if isinstance(command, click.Group):
            yield from all_commands(command, f"{path}{name} ")


def test_every_row_of_the_command_line_has_two_cells():
    """GitHub splits a table's row at every bar, also at one within a code span."""
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert len(rows) > 50
    assert [row for row in rows if row.count("|") != 3] == []


def test_every_command_and_option_is_told():
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    commands = dict(all_commands(cli.cli))
    assert "log summary" in commands
    for name, command in commands.items():
        assert f"## runlift {name}\n" in page, "run make docs"
        section = page.split(f"## runlift {name}\n")[1].split("\n## ")[0]
        told = re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(re.findall(r"^\| `(.*?)` \|", section, re.M)))
        options = [option for parameter in command.params for option in parameter.opts if option[0] == "-"]
        assert sorted(told) == sorted([*options, "-h", "--help"]), f"{name}: run make docs"
