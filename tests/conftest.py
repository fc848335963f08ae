"""The program as its user runs it, and the two voices of a rule: what ``check`` finds and what ``build`` states."""

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from warm_program import LONGEST_RUN, WarmProgram

from constraints.base.cell import Cell, taken_by
from constraints.base.rule import Rule, SoftRule, Violation
from constraints.base.statement import Limit, Never, Points, PointsPerUnit
from constraints.settings import grid_of
from scenarios.instance import Demand, Instance
from scenarios.plan import LeftOut, Plan
from scenarios.sessions import PlannedSession
from solver.garbage import search_rarely

ROOT = Path(__file__).parents[1]
DaySlot = tuple[int, str]

# a suite started in the background ignores Ctrl-C, and so would every program it starts
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Search for garbage as the program does; what was collected is a large heap, and never garbage."""
    search_rarely()


def plan_with(instance: Instance, places: Sequence[tuple[Demand, DaySlot]]) -> Plan:
    """The plan with a unit of each demand in its place (day, slot), units named in order of time."""
    sessions, left_out = [], []
    for demand in instance.demands:
        taken = sorted((place for asked, place in places if asked is demand), key=lambda place: _start(instance, place))
        for name, place in zip(demand.names(), taken, strict=False):
            start = _start(instance, place)
            sessions.append(PlannedSession(demand.session, name, *place, start, start + demand.session.minutes))
        left_out += [LeftOut(name, demand.session, demand.week) for name in demand.names()[len(taken) :]]
    if instance.race is not None and 0 <= instance.race.day < len(instance.days):
        sessions.append(instance.race)
    return Plan(instance, tuple(sorted(sessions, key=lambda p: (p.start, p.name))), tuple(left_out))


def _start(instance: Instance, place: DaySlot) -> int:
    day, name = place
    return next(slot.start for slot in instance.days[day].slots if slot.name == name)


@dataclass(frozen=True)
class Verdict:
    """What a rule finds in a plan: hard violations, and points."""

    hard: tuple[Violation, ...]
    points: int


def checked(plan: Plan, rule: Rule) -> Verdict:
    found = tuple(rule.check(plan))
    assert all(violation.rule == rule.name and violation.message for violation in found)
    free = isinstance(rule, SoftRule) and rule.weight == 0
    assert free or all(violation.points != 0 for violation in found), "a violation that costs nothing"
    hard = tuple(violation for violation in found if violation.points is None)
    return Verdict(hard, sum(violation.points for violation in found if violation.points is not None))


def stated(
    instance: Instance, places: Sequence[tuple[Demand, DaySlot]], rules: Sequence[Rule], *, prune: bool
) -> dict[str, tuple[bool, int]]:
    """Rule name -> (whether a statement it built is broken, points its statements cost)."""
    grid = grid_of(instance, tuple(rules), prune=prune)
    wanted = [(id(demand), place) for demand, place in places]
    cells = [cell for cell in grid.cells if (id(cell.demand), _place(cell)) in wanted]
    # what was forbidden, or has no slot long enough, is not there for the rules behind
    gone = {cell.id for cell in cells} - {cell.id for cell in grid.open_cells} or len(cells) < len(wanted)
    assert prune or len(cells) == len(wanted)
    taken = taken_by(cells)
    verdicts = {rule.name: (prune and bool(gone), 0) for rule in rules}
    for statement in grid.statements:
        broken, points = verdicts[statement.rule]
        if isinstance(statement, Never | Limit):
            broken = broken or statement.broken(taken)
        elif isinstance(statement, Points | PointsPerUnit):
            points += statement.cost(taken)
        verdicts[statement.rule] = (broken, points)
    return verdicts


def _place(cell: Cell) -> DaySlot:
    assert cell.slot is not None
    return cell.day, cell.slot.name


@dataclass(frozen=True)
class Voices:
    """A plan from placements, and both voices of the rules on it."""

    plan_with: Callable[..., Plan]
    checked: Callable[..., Verdict]
    stated: Callable[..., dict[str, tuple[bool, int]]]


@pytest.fixture(scope="session")
def voices() -> Voices:
    return Voices(plan_with, checked, stated)


@pytest.fixture(scope="session")
def warm_program() -> Iterator[WarmProgram]:
    loaded = WarmProgram()
    yield loaded
    loaded.close()


@pytest.fixture(scope="session")
def runlift(warm_program: WarmProgram) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the program as its user does, in a process of its own: ``runlift("solve", path)``.

    ``text_in`` is its standard input; what else is named is its environment, None for what is not in it. Its
    interpreter is started anew when that is ``cold`` or is told something (PYTHON...), else forked with all loaded.
    """

    def run(
        *arguments: object, text_in: str = "", cwd: Path = ROOT, cold: bool = False, **environment: str | None
    ) -> subprocess.CompletedProcess[str]:
        words = [str(argument) for argument in arguments]
        around = {name: value for name, value in {**os.environ, **environment}.items() if value is not None}
        if not cold and not any(name.startswith("PYTHON") for name in environment):
            return warm_program.run(words, text_in, cwd, around)
        return subprocess.run(
            [sys.executable, "-m", "solver", *words],
            input=text_in,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=cwd,
            env=around,
            timeout=LONGEST_RUN,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def on_a_terminal() -> Callable[..., tuple[int, str, str]]:
    """Runs the program with a terminal behind standard error.

    Returns the exit code, standard output, and what the terminal sees, without its control codes.
    """

    def run(*arguments: object) -> tuple[int, str, str]:
        terminal, end = pty.openpty()
        command = [sys.executable, "-m", "solver", *map(str, arguments)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=end, env={**os.environ, "TERM": "xterm"})
        os.close(end)
        seen = b""
        while True:
            try:
                seen += os.read(terminal, 4096)
            except OSError:
                break
        os.close(terminal)
        out, _ = process.communicate(timeout=60)
        return process.returncode, out.decode(), re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen.decode())

    return run
