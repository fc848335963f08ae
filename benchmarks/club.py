"""Times whole clubs as their coach runs them: ``python benchmarks/club.py [--sizes 100 1000 10000] [--workers 1 2]``.

Each size is a made-up roster (``make_roster.py``), written anew, so nobody's plan is there before. For every size and
number of workers: wall time, members a second, processor time a member, and the peak memory of the parent and of the
largest worker. ``--copies N`` also runs N rosters in which N members each ask the same, against one of as many who all
differ: each asks a part of what that one asks, all of them together all of it, and their mean is shown. One alone would
say more of which members it happens to hold than of copies.
``--outside N`` plans N members in this process and tells CP-SAT's own processor time from everything else. Files are
written and counted throughout. ``--times N`` runs everything N times in turn and keeps the fastest of each;
``--folder`` says on which disk. It waits until new files are cheap there: for five minutes ext4 goes round the places
of files that were removed, which makes new ones ten times as dear. For that reason no run removes what another wrote,
but the end of all of them does. ``--ceiling N`` measures the machine: as many
processes as there are workers plan the same N members each at once, share nothing and write nothing; what that gains
over one of them no pool can beat.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from make_roster import write_club

from scenarios.club import load_club
from scenarios.roster import open_roster
from solver.batch.messages import AnyTask, Task
from solver.batch.pool import Replied
from solver.batch.run import Batch, shared_of
from solver.batch.task import answer_to
from solver.batch.worker import reply_to
from solver.cpsat import Model, Outcome, Search
from solver.garbage import search_rarely

RUNLIFT = [sys.executable, "-m", "solver", "batch"]
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""An installed program is compiled once, not anew by every process."""
WARM_UP = 20
CHEAP_FOLDER_MS = 0.4
"""Processor time for a folder of six files; about 0.2 on a disk at rest, 1.5 where many files were removed just now."""
LONGEST_WAIT_SECONDS = 420
_LOOK_EVERY_SECONDS = 0.1


@dataclass(slots=True)
class Run:
    """One run of the program: wall and processor seconds, peak memory in MB."""

    wall: float
    processor: float
    parent: float
    worker: float


class Memory(threading.Thread):
    """Watches the peak resident memory of a process and its children, which the kernel keeps (Linux only)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.peak = {"parent": 0.0, "worker": 0.0}

    def run(self) -> None:
        """Look until the process is gone."""
        with suppress(OSError):
            while True:
                self._note("parent", self._pid)
                children = Path(f"/proc/{self._pid}/task/{self._pid}/children").read_text(encoding="utf-8").split()
                for child in children:
                    with suppress(OSError):
                        # a child has its parent's size until it runs a program of its own
                        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                            self._note("worker", int(child))
                time.sleep(_LOOK_EVERY_SECONDS)

    def _note(self, who: str, pid: int) -> None:
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                self.peak[who] = max(self.peak[who], int(line.split()[1]) / 1024)


def ran(club: Path, out: Path, workers: int) -> Run:
    """Run the program on a club, into a folder that is not there yet."""
    # a run waits for the disk at its end, and not for what the run before it left there
    os.sync()
    before, began = os.times(), time.perf_counter()
    process = subprocess.Popen(
        [*RUNLIFT, str(club), "-o", str(out), "--workers", str(workers)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=COMPILED,
    )
    memory = Memory(process.pid)
    memory.start()
    _, told = process.communicate()
    wall, after = time.perf_counter() - began, os.times()
    if process.returncode not in (0, 3):
        raise SystemExit(told.decode())
    memory.join()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(wall, used, memory.peak["parent"], memory.peak["worker"])


def folder_ms(folder: Path, count: int = 300) -> float:
    """Processor milliseconds the system takes for a folder of six files as a member has; they stay there."""
    before = time.process_time()
    for number in range(count):
        made = folder / str(number)
        made.mkdir(parents=True)
        for name in range(6):
            (made / str(name)).write_bytes(bytes(10_000))
    return 1e3 * (time.process_time() - before) / count


def wait_for_cheap_files(folder: Path) -> None:
    """Return once new files take what they take on a disk at rest; raise ``SystemExit`` where that does not come."""
    end = time.monotonic() + LONGEST_WAIT_SECONDS
    while (took := folder_ms(folder / f"probe-{time.monotonic_ns()}")) > CHEAP_FOLDER_MS:
        if time.monotonic() > end:
            raise SystemExit(f"a folder of six files takes {took:.2f} ms in {folder}: choose another with --folder")
        print(f"a folder of six files takes {took:.2f} ms: waiting for the disk to forget removed files", flush=True)
        time.sleep(30)
    print(f"a folder of six files takes {took:.2f} ms", flush=True)


def mean(runs: list[Run]) -> Run:
    """The runs' means."""
    return Run(*(sum(getattr(run, name) for run in runs) / len(runs) for name in Run.__slots__))


def planned_alone(club: Path) -> None:
    """Plan a club's members here, once told to begin; print wall and processor seconds. No file is written."""
    batch = Batch(open_roster(load_club(club)), club.parent, update=False)
    shared = shared_of(batch)
    tasks = [Task(each.question, batch.work.questions[each.question], (each.label,)) for each in batch.work.members]
    for task in tasks[:WARM_UP]:
        answer_to(task, shared)
    print("ready", flush=True)
    sys.stdin.readline()
    wall, processor = time.perf_counter(), time.process_time()
    for task in tasks:
        answer_to(task, shared)
    print(time.perf_counter() - wall, time.process_time() - processor)


def independent(club: Path, count: int) -> tuple[float, float]:
    """Wall seconds until the last of ``count`` processes has planned the whole club; their mean processor seconds."""
    command = [sys.executable, __file__, "--alone", str(club)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(count)
    ]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("begin\n")
        process.stdin.flush()
    took = [tuple(map(float, process.communicate()[0].split())) for process in processes]
    return max(wall for wall, _ in took), sum(processor for _, processor in took) / count


def outside(club: Path, out: Path) -> tuple[int, float, float]:
    """Members, processor seconds of CP-SAT's own solve, and of everything else, in one process."""
    solving, run = [0.0], Search.run

    def timed(self: Search, model: Model) -> Outcome:
        began = time.process_time()
        outcome = run(self, model)
        solving[0] += time.process_time() - began
        return outcome

    Search.run = timed  # type: ignore[method-assign]
    began = time.process_time()
    batch = Batch(open_roster(load_club(club)), out, update=False)

    def inline(tasks: Iterator[AnyTask], _: Mapping[str, int]) -> Iterator[Replied]:
        for task in tasks:
            yield Replied(task, reply_to(task, shared_of(batch)))

    batch.run(inline, lambda: False)
    total = time.process_time() - began
    Search.run = run  # type: ignore[method-assign]
    return len(batch.work.members), solving[0], total - solving[0]


def print_runs(folder: Path, size: int, copies: list[int], arguments: argparse.Namespace) -> None:
    """Run clubs of one size, print the fastest run of each kind, and what copies and workers gain."""
    clubs = {
        count: [write_club(folder / f"{size}-{count}-{turn}", size, count, turn=turn) for turn in range(count)]
        for count in copies
    }
    fastest: dict[tuple[int, int], Run] = {}
    for turn in range(arguments.times):
        for each in ((count, workers) for count in copies for workers in arguments.workers):
            run = mean([ran(club, club.parent / f"out-{each[1]}-{turn}", each[1]) for club in clubs[each[0]]])
            fastest[each] = min(fastest.get(each, run), run, key=lambda run: run.wall)
    print("\n members  copies workers    wall s  members/s  processor ms/member  parent MB  worker MB")
    for (count, workers), run in fastest.items():
        rates = f"{run.wall:9.1f} {size / run.wall:10.1f} {1e3 * run.processor / size:20.1f}"
        print(f"{size:8} {count:7} {workers:7} {rates} {run.parent:10.0f} {run.worker:10.0f}", flush=True)
    first = arguments.workers[0]
    for (count, workers), run in fastest.items():
        if workers != first:
            gain = fastest[count, first].wall / run.wall
            print(f"{size} members, {count} of each: {workers} workers {gain:.2f}x {first}")
        if count > 1:
            gain = fastest[1, workers].wall / run.wall
            told = f"{gain:.2f}x all different, {gain / count:.2f} of the ideal"
            print(f"{size} members, {workers} workers: {count} of each {told}")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 1_000, 10_000], help="members")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="processes")
    parser.add_argument("--copies", type=int, default=0, help="members who ask the same, against none who do")
    parser.add_argument("--outside", type=int, default=0, help="members planned in this process")
    parser.add_argument("--ceiling", type=int, default=0, help="members each of several independent processes plans")
    parser.add_argument("--times", type=int, default=1, help="how often to run each; the fastest counts")
    parser.add_argument("--folder", type=Path, help="where to write; a folder for passing files if left out")
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    # as workers do
    search_rarely()
    if arguments.alone:
        planned_alone(arguments.alone)
        return
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        folder = Path(name)
        wait_for_cheap_files(folder)
        warm_up = write_club(folder / "warm-up", WARM_UP)
        ran(warm_up, warm_up.parent / "out", 1)
        if arguments.outside:
            members, solving, rest = outside(
                write_club(folder / "outside", arguments.outside), folder / "outside" / "out"
            )
            own, others, share = 1e3 * solving / members, 1e3 * rest / members, 100 * rest / (solving + rest)
            print(f"\n{members} members in one process, processor ms a member: CP-SAT's own solve {own:.1f},")
            print(f"everything else {others:.1f} ({share:.0f} % of all), files written included")
        if arguments.ceiling:
            club = write_club(folder / "ceiling", arguments.ceiling)
            alone, own = independent(club, 1)
            print(f"\nindependent processes, {arguments.ceiling} members each, nothing shared or written:")
            print(f"1: {alone:.1f} s, {1e3 * own / arguments.ceiling:.1f} ms of processor a member")
            for count in (workers for workers in arguments.workers if workers > 1):
                wall, own = independent(club, count)
                gain = count * alone / wall
                print(f"{count}: {wall:.1f} s, {1e3 * own / arguments.ceiling:.1f} ms; ceiling {gain:.2f}x")
        for size in arguments.sizes:
            print_runs(folder, size, [1, arguments.copies] if arguments.copies else [1], arguments)


if __name__ == "__main__":
    main()
