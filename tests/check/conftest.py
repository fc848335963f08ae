"""Scenarios solved once, and files written beside a test."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from scenarios.plan import Score
from scenarios.told import load_told as load
from solver.output.deliver import files_of
from solver.solve import solve


@dataclass(frozen=True)
class Solved:
    score: Score
    files: dict[str, bytes]


@cache
def answer(scenario: Path) -> Solved:
    loaded = load(scenario)
    result = solve(loaded.scenario)
    assert result.score is not None
    return Solved(result.score, files_of(result, loaded.scenario, loaded.source.sha256))


@pytest.fixture(scope="session")
def solved() -> Callable[[Path], Solved]:
    """The score and the files of a scenario's best plan."""
    return answer


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write
