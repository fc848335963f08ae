"""Suites in a folder, and benches over them."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from solver.commands.bench import bench_suite
from solver.variants import stopwatch
from solver.variants.journal import Journal
from solver.variants.row import Row

SCENARIO = """
start: 2026-11-30
available:
{free}
runs: [{{type: tempo, minutes: 50}}, {{type: long, minutes: 80}}, {{type: easy, minutes: 40}}]
strength: {{focus: [upper, lower], minutes: 30}}
"""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def scenario(number: int) -> str:
    """A small week that differs with its number."""
    free = [f"  {day}: {{evening: 60}}" for index, day in enumerate(DAYS) if index not in (number % 5, 6)]
    return SCENARIO.format(free="\n".join(free).replace("sat: {evening: 60}", "sat: {morning: 120, evening: 60}"))


class SteadyClock:
    """A clock that only bench's own questions move: a little less or more each time, drawn by hashing."""

    def __init__(self) -> None:
        self._asked = 0
        self._time = 0.0

    def __call__(self) -> float:
        self._asked += 1
        self._time += 0.010 + hashlib.sha256(str(self._asked).encode()).digest()[0] / 256 * 0.001
        return self._time


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times that do not depend on what else the machine does."""
    monkeypatch.setitem(stopwatch.CLOCKS, "processor", SteadyClock())


class Folder:
    """A folder with scenarios, a suite and the results of a bench."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.out = path / "out"

    def scenarios(self, count: int) -> None:
        for number in range(count):
            (self.path / f"s{number}.yaml").write_text(scenario(number), encoding="utf-8")

    def suite(self, text: str) -> str:
        (self.path / "suite.yaml").write_text(text, encoding="utf-8")
        return str(self.path / "suite.yaml")

    def bench(self, *, quick: bool = False, **options: Callable) -> int:
        return bench_suite(str(self.path / "suite.yaml"), self.out, quick=quick, **options)

    @property
    def rows(self) -> list[Row]:
        return Journal(self.out).rows

    @property
    def report(self) -> str:
        return (self.out / "report.html").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)
