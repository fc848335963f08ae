"""``docs/rooms.md``: the map of the code, from what each module says of itself in its first line."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("scenarios", "constraints", "solver")
# every file in it is one rule, and a page of its own tells them
RULES = {Path("constraints/week"): "rules.md", Path("constraints/strength"): "strength.md"}

INTRODUCTION = """\
# The rooms

<!-- Written by docs/generate.py. Change the modules' first lines, not this page. -->

The way of a week: `scenarios/load.py` reads a file and `scenarios/instance.py` makes it concrete; the rules state what
is good over a grid (`constraints/base/grid.py`); `solver/week.py` solves one week and has its plan judged,
`solver/solve.py` answers a scenario of one week or of many; `solver/output/` hands the answer over.

Imports run one way, `solver -> constraints -> scenarios`. A package's own modules stand first, then its rooms, those of
`solver` in the order of its layers: each may import only what comes after it."""


def rooms_page() -> str:
    """The page."""
    lines = [INTRODUCTION]
    for package in PACKAGES:
        lines += _room(Path(package), "##")
    return "\n".join(lines) + "\n"


def _room(folder: Path, heading: str) -> Iterator[str]:
    """A folder's modules as a table, then its folders."""
    yield from ("", f"{heading} {folder.as_posix()}/", "", _said_of(folder / "__init__.py"))
    if folder in RULES:
        tuple_of_rules = f"[`__init__.py`](../{folder.as_posix()}/__init__.py)"
        yield from (
            "",
            f"Every module is one rule, listed in {tuple_of_rules}; [{RULES[folder]}]({RULES[folder]}) tells them all.",
        )
    modules = [] if folder in RULES else [path for path in _inside(folder) if path.suffix == ".py"]
    if modules:
        yield from ("", "| module | what it is |", "|--|--|")
        yield from (f"| `{path.name}` | {_said_of(path)} |" for path in modules)
    for room in _inside(folder):
        if not room.suffix:
            yield from _room(room, heading if heading == "###" else f"{heading}#")


def _inside(folder: Path) -> list[Path]:
    """Modules and packages of a folder; those of solver from the command down to CP-SAT."""
    found = [path.relative_to(ROOT) for path in (ROOT / folder).iterdir()]
    kept = [
        path
        for path in found
        if (path.suffix == ".py" and path.stem != "__init__") or (ROOT / path / "__init__.py").exists()
    ]
    layers = _solver_layers() if folder == Path("solver") else {}
    return sorted(kept, key=lambda path: (layers.get(path.stem, 0), path.name))


def _solver_layers() -> dict[str, int]:
    """The modules and packages of solver, and how far from the command each stands."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (each for each in told["tool"]["importlinter"]["contracts"] if each["id"] == "solver-layers")
    return {name.strip(): depth for depth, layer in enumerate(contract["layers"]) for name in layer.split("|")}


def _said_of(module: Path) -> str:
    """The first paragraph of a module's docstring, in one line of Markdown."""
    said = ast.get_docstring(ast.parse((ROOT / module).read_text(encoding="utf-8"))) or ""
    return " ".join(said.partition("\n\n")[0].split()).replace("``", "`").replace("|", "\\|")
