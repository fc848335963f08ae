"""House rules that no linter knows; CONTRIBUTING.md gives the reasons."""

import ast
import re
import subprocess
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("solver", "constraints", "scenarios")
WRITTEN = (*PACKAGES, "tests", "benchmarks", "docs")
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 50

# Each list is joined here, so that this file does not hold what it looks for.
REGISTRY_HOSTS = tuple("".join(parts) for parts in (("py", "pi.org"), ("python", "hosted.org"), ("npm", "js.org")))
MARKS = tuple("".join(parts) for parts in (("TO", "DO"), ("FIX", "ME"), ("XX", "X")))
HOME_FOLDERS = tuple("".join(parts) for parts in (("/ho", "me/"), ("/ro", "ot/"), ("/Us", "ers/")))


def tracked_texts() -> list[Path]:
    """Every text git keeps or would keep, as it stands in the work tree; in a picture any letters may meet."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    paths = [ROOT / name for name in listed.split("\0") if name and not name.endswith(".png")]
    return [path for path in paths if path.is_file()]


def modules(*packages: str) -> list[Path]:
    return sorted(chain.from_iterable((ROOT / package).rglob("*.py") for package in packages))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines_with(needles: tuple[str, ...], *, words: bool) -> list[str]:
    pattern = "|".join(map(re.escape, needles))
    wanted = re.compile(rf"\b(?:{pattern})\b" if words else pattern)
    found = []
    for path in tracked_texts():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if wanted.search(line):
                found.append(f"{named(path)}:{number}: {line.strip()[:120]}")
    return found


def test_a_file_holds_one_idea() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(*WRITTEN)}
    assert {name: lines for name, lines in lengths.items() if lines > MAX_FILE_LINES} == {}
    assert [name for name in lengths if Path(name).stem in {"common", "helpers", "misc", "util", "utils"}] == []


def test_a_function_fits_on_a_page() -> None:
    lengths = {
        f"{named(path)}:{node.lineno}: {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in modules(*WRITTEN)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in lengths.items() if lines > MAX_FUNCTION_LINES} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_plan_depends_on_no_clock_and_no_dice(package: str) -> None:
    asked = []
    for path in modules(package):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}:
                asked.append(f"{named(path)}:{node.lineno}: {node.attr}")
            if isinstance(node, ast.Import | ast.ImportFrom) and "random" in ast.unparse(node).split():
                asked.append(f"{named(path)}:{node.lineno}: random")
    assert asked == []


def test_no_registry_address_is_kept() -> None:
    assert lines_with(REGISTRY_HOSTS, words=False) == []


def test_nothing_is_left_for_later() -> None:
    assert lines_with(MARKS, words=True) == []


def test_no_folder_of_someones_machine_is_kept() -> None:
    assert lines_with(HOME_FOLDERS, words=False) == []


def test_no_test_is_passed_over() -> None:
    passed_over = re.compile(
        r"\b(mark\.(skip|skipif|xfail)|unittest\.skip\w*|SkipTest|pytest\.(skip|xfail|importorskip))\b"
    )
    found = [
        f"{named(path)}:{number}"
        for path in modules("tests")
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if passed_over.search(line)
    ]
    assert found == []


def test_the_test_tree_holds_no_packages() -> None:
    """A ``tests/constraints/__init__.py`` would stand before the real package on the import path."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []
    assert [named(ROOT / "tests" / name) for name in PACKAGES if (ROOT / "tests" / name).exists()] == []


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in folder.glob("[0-9]*.md")}
    assert pages == set(re.findall(r"\]\((\d{4}-[a-z0-9-]+\.md)\)", index))
    assert pages
