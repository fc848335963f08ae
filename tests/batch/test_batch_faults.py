"""The program as its user starts it, while its processes are killed: what is lost is planned again, same bytes."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Club = Any
Row = Callable[..., str]
Tree = Callable[[Path], dict[str, str]]
OnATerminal = Callable[..., tuple[int, str, str]]
Run = Callable[..., subprocess.CompletedProcess[str]]
MEDDLED = """
import importlib.abc, importlib.util, os, signal, sys

class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "{module}":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module
        def exec_module(module):
            load(module)
            meddle(module)
        spec.loader.exec_module = exec_module
        return spec

sys.meta_path.insert(0, Finder())
"""
"""Lets ``meddle`` change a module of the program as it is loaded."""
KILLER = '''
"""Members who train for an ultra end their worker, as a crash of a solver would."""
def meddle(module):
    plan = module.plan_together
    def deadly(scenario, nights, *gym):
        if scenario.goal == "ultra":
            os.kill(os.getpid(), signal.SIGKILL)
        return plan(scenario, nights, *gym)
    module.plan_together = deadly
''' + MEDDLED.format(module="solver.batch.task")
KILLED_AT_THE_END = '''
"""The parent is killed as a file of the whole club is about to take its name."""
def meddle(module):
    take_name = module._take_name
    def deadly(temporary, target):
        if target.parent.name == "out" and target.name == os.environ["KILLED_AT"]:
            os.kill(os.getpid(), signal.SIGKILL)
        take_name(temporary, target)
    module._take_name = deadly
''' + MEDDLED.format(module="solver.output.atomic")
GOALS = ("5k", "10k", "half", "marathon", "hill_race", "general")
MANY = 30
"""Members of whom some are sure to be unplanned when a test has seen the first of them done."""


def different(count: int, member: Row) -> list[str]:
    """Rows of members of whom no two ask the same."""
    rows = []
    for n in range(count):
        free = f"evening:{60 + n},evening:90,morning:60 evening:60,evening:60,morning:75,morning:90,morning:150"
        rows.append(member(f"m{n}", f"Member {n}", goal=GOALS[n % 6], groups="track" if n % 2 else "", free=free))
    return rows


def test_a_killed_worker_loses_nothing(club: Club, member: Row, tree: Tree, undisturbed: Any) -> None:
    club.write(*different(MANY, member))
    live = club.start("--workers", 1)
    live.wait_until(lambda: club.noted() >= 3)
    for pid in live.workers():
        live.kill(pid)
    code, out, err = live.end()
    assert code == 0, err
    assert f"= {MANY} rows" in out
    lines = [json.loads(line) for line in (club.out / "journal.jsonl").read_text().splitlines()]
    assert [line["deaths"] for line in lines if line["line"] == "death"] == [1]
    assert tree(club.out) == undisturbed()


def test_a_killed_parent_goes_on_with_the_same_command(
    club: Club, member: Row, tree: Tree, runlift: Run, undisturbed: Any
) -> None:
    club.write(*different(MANY, member))
    live = club.start("--workers", 2)
    live.wait_until(lambda: club.noted() >= 3)
    workers = live.workers()
    assert workers
    live.kill(live.process.pid)
    live.end()
    before = club.noted()
    finished = runlift("batch", club.file, "-o", club.out, "--workers", 1)
    assert finished.returncode == 0, finished.stderr
    assert f"{before} members were planned already, {MANY - before} now" in finished.stderr
    assert tree(club.out) == undisturbed()
    assert not any(live.is_worker(pid) for pid in workers), "workers end with their parent"


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_the_run_with_its_journal_whole(club: Club, member: Row, sent: int, code: int) -> None:
    """As a terminal or a service sends it: to the workers too, whom nobody may blame for it."""
    club.write(*different(MANY, member))
    live = club.start("--workers", 1)
    live.wait_until(lambda: club.noted() >= 2)
    os.killpg(live.process.pid, sent)
    ended_with, _, err = live.end()
    assert ended_with == code
    assert f"stopped: {club.noted()} of {MANY} members done; run it again to go on" in err
    journal = (club.out / "journal.jsonl").read_bytes()
    assert journal.endswith(b"\n")
    assert b'"line":"death"' not in journal
    before = club.noted()
    ended, asked = club.run()
    assert (ended.kept, len(asked)) == (before, MANY - before)


def test_a_member_who_kills_workers_is_put_aside(club: Club, member: Row, runlift: Run, tmp_path: Path) -> None:
    (tmp_path / "killer").mkdir()
    (tmp_path / "killer" / "sitecustomize.py").write_text(KILLER, encoding="utf-8")
    club.write(*different(3, member), member("deadly", "Deadly", goal="ultra"), *[member("zoe", goal="general")])
    finished = runlift("batch", club.file, "-o", club.out, "--workers", 2, PYTHONPATH=str(tmp_path / "killer"))
    assert finished.returncode == 3, finished.stderr
    assert finished.stdout.endswith("+ 1 quarantined = 5 rows\n")
    (saved,) = (club.out / "quarantine").iterdir()
    assert json.loads(saved.read_text())["athlete"] == {"name": "Deadly", "id": "deadly"}
    lines = [json.loads(line) for line in (club.out / "journal.jsonl").read_text().splitlines()]
    assert [line["deaths"] for line in lines if line["line"] == "death"] == [1, 2, 3], "and nobody else is blamed"
    assert "3 worker processes died over this member" in (club.out / "club.csv").read_text()
    assert runlift("solve", saved).returncode == 0, "what is saved is a scenario"


def test_the_program_tells_every_bad_row_and_goes_on(club: Club, member: Row, runlift: Run) -> None:
    club.write(member("ana"), member("bo", goal="12k"), "cy,Cy", member("di", rules="no_such_rule.hours=3"))
    finished = runlift("batch", club.file, "-o", club.out)
    assert finished.returncode == 3
    assert finished.stdout == "1 planned + 0 left short with reasons + 3 rejected + 0 quarantined = 4 rows\n"
    told = finished.stderr.splitlines()
    assert told[0].startswith(f"{club.roster}:3: goal: got '12k'; did you mean 10k? accepted: 5k")
    assert told[1] == f"{club.roster}:4: row: 2 cells; accepted: 14, as many as the header has"
    assert told[2].startswith(f"{club.roster}:5: rules: no_such_rule: no such rule")
    assert told[3] == f"wrote {club.out / 'club.csv'}"


def test_a_roster_that_cannot_be_read_writes_nothing(club: Club, runlift: Run) -> None:
    club.write(header="name")
    finished = runlift("batch", club.file, "-o", club.out)
    assert finished.returncode == 2
    assert len(finished.stderr.splitlines()) == 1
    assert not club.out.exists()


def test_a_terminal_sees_how_far_it_is(club: Club, member: Row, on_a_terminal: OnATerminal) -> None:
    club.write(*different(4, member))
    code, out, text = on_a_terminal("batch", club.file, "-o", club.out, "--workers", "1")
    assert code == 0
    assert "planning members" in text
    assert "4/4" in text
    assert "a second" in text
    assert re.search(r"\d:\d\d:\d\d", text), "the remaining time"
    assert out.endswith("= 4 rows\n")


def test_a_roster_of_nobody_is_told(club: Club, runlift: Run) -> None:
    finished = runlift("batch", club.write().file, "-o", club.out)
    assert finished.returncode == 0
    assert "has no rows under its header: nobody is planned" in finished.stderr
    assert finished.stdout.endswith("+ 0 quarantined = 0 rows\n")


def test_a_folder_that_cannot_be_made_is_one_line(club: Club, member: Row, runlift: Run) -> None:
    club.write(member("a"))
    club.out.write_text("a file", encoding="utf-8")
    finished = runlift("batch", club.file, "-o", club.out)
    assert finished.returncode == 74
    assert finished.stderr.splitlines() == [f"cannot write {club.out}: Not a directory"]
    both = runlift("batch", club.file, "-o", club.folder / "new", "--workers", 2, "--dask", "127.0.0.1:9")
    assert both.returncode == 2
    assert "accepted: --workers or --dask, not both" in both.stderr


def test_a_parent_killed_as_it_writes_the_clubs_files(
    club: Club, member: Row, tree: Tree, runlift: Run, undisturbed: Any, tmp_path: Path
) -> None:
    (tmp_path / "killer").mkdir()
    (tmp_path / "killer" / "sitecustomize.py").write_text(KILLED_AT_THE_END, encoding="utf-8")
    club.write(*different(3, member))
    for name in ("club.csv", "index.html"):
        killed = runlift("batch", club.file, "-o", club.out, PYTHONPATH=str(tmp_path / "killer"), KILLED_AT=name)
        assert killed.returncode == -signal.SIGKILL
        assert not (club.out / name).exists()
        assert list(club.out.glob(".runlift-*.part")), "what was about to take its name"
    finished = runlift("batch", club.file, "-o", club.out)
    assert finished.returncode == 0, finished.stderr
    assert "3 members were planned already, 0 now" in finished.stderr
    assert tree(club.out) == undisturbed()


def test_a_disk_that_fills_ends_the_run_in_one_line(
    club: Club, member: Row, tree: Tree, runlift: Run, undisturbed: Any
) -> None:
    """A real refusal of the system, in a worker: no process of the run may write a file longer than 15,000 bytes."""
    club.write(*different(3, member))
    command = [sys.executable, "-m", "solver", "batch", str(club.file), "-o", str(club.out), "--workers", "2"]
    limit = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (15_000, 15_000))"
    limited = f"{limit}; os.execv(sys.executable, {command!r})"
    full = subprocess.run([sys.executable, "-c", limited], capture_output=True, text=True, check=False, timeout=120)
    assert full.returncode == 74, full.stderr
    (line,) = full.stderr.splitlines()
    file = rf"{re.escape(str(club.out))}/m[0-9]-[0-9a-f]{{8}}/plan\.json"
    assert re.fullmatch(f"cannot write {file}: File too large", line)
    assert not list(club.out.rglob("plan.*"))
    finished = runlift("batch", club.file, "-o", club.out)
    assert finished.returncode == 0, finished.stderr
    assert tree(club.out) == undisturbed()


def test_a_second_live_run_and_a_changed_roster_are_refused(
    club: Club, member: Row, tree: Tree, runlift: Run, undisturbed: Any
) -> None:
    rows = different(MANY, member)
    club.write(*rows)
    live = club.start("--workers", 1)
    live.wait_until(lambda: club.noted() >= 1)
    live.process.send_signal(signal.SIGSTOP)
    assert live.process.poll() is None
    second = runlift("batch", club.file, "-o", club.out)
    assert second.returncode == 2
    assert second.stderr.splitlines() == [
        f"{club.out}: another run is at work in this folder; accepted: another folder, or the same when it has ended"
    ]
    live.process.send_signal(signal.SIGCONT)
    code, _, err = live.end()
    assert code == 0, err
    assert tree(club.out) == undisturbed()
    before = tree(club.out)
    club.write(*rows[1:], member("new", "New", goal="5k"))
    refused = runlift("batch", club.file, "-o", club.out)
    assert refused.returncode == 2
    assert refused.stderr == (
        f"{club.out}: the roster changed since the run in this folder; accepted: --update, which plans changed members "
        "again, or another folder\n"
    )
    assert tree(club.out) == before
    updated = runlift("batch", club.file, "-o", club.out, "--update")
    assert f"{MANY - 1} members were planned already, 1 now" in updated.stderr
    assert not list(club.out.glob("m0-*"))


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(4))
def test_random_kills(club: Club, member: Row, tree: Tree, runlift: Run, undisturbed: Any, seed: int) -> None:
    """25 kills a seed, most of them of workers at work, some as they start, some of the parent."""
    dice = random.Random(seed)
    club.write(*different(60, member))
    kills = 0
    while kills < 25:
        if club.noted() >= 60:  # all done before the kills were: once more, over the same files
            (club.out / "journal.jsonl").write_bytes(b"")
        live = club.start("--workers", 2)
        parent = live.process.pid
        while kills < 25 and live.process.poll() is None:
            if dice.random() < 0.8:
                before = club.noted()
                live.wait_until(lambda before=before: club.noted() > before)  # type: ignore[misc]
            time.sleep(dice.uniform(0, 0.1))
            workers = live.workers()
            target = parent if dice.random() < 0.15 or not workers else dice.choice(workers)
            live.kill(target)
            kills += 1
            if target == parent:
                break
        code, _, err = live.end()
        assert code in (0, 3, -signal.SIGKILL), err
    # three random kills may meet the same member, who is then put aside; an update tries again
    finished = runlift("batch", club.file, "-o", club.out, "--workers", 2, "--update")
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.endswith("+ 0 quarantined = 60 rows\n")
    assert tree(club.out) == undisturbed()
