"""The program loaded once, and a process of its own for each run of it: most of a short run is imports.

Started as a script this file is the loaded program: it imports what the commands import, runs nothing, and forks for
every run it is asked for. What a run finds is what it finds when it is started cold: its words, its folder, its
environment, its three streams; so what it prints, writes and ends with is what its user gets.
"""

import contextlib
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LONGEST_REQUEST = 100_000
"""Bytes; a socket takes twice as much in one piece."""
LONGEST_RUN = 240
"""Seconds after which a run is ended, with SIGALRM for its exit code."""
BESIDE_COMMANDS = (
    "jinja2",
    "rich.table",
    "solver.calendars.caldav_calendar",
    "solver.cli.main",
    "solver.output.deliver",
)
"""What nearly every run of some command imports as it goes."""


class WarmProgram:
    """The loaded program, until it is closed."""

    def __init__(self) -> None:
        self._door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
        )
        theirs.close()

    def run(
        self, words: Sequence[str], text_in: str, cwd: Path, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run the program once."""
        asked = json.dumps({"words": list(words), "cwd": str(cwd), "environment": dict(environment)}).encode()
        assert len(asked) < LONGEST_REQUEST
        reader, writer = os.pipe()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            socket.send_fds(self._door, [asked], [reader, out.fileno(), err.fileno()])
            os.close(reader)
            with contextlib.suppress(BrokenPipeError), os.fdopen(writer, "wb") as typed:
                typed.write(text_in.encode())
            code = int(self._door.recv(LONGEST_REQUEST))
            for stream in (out, err):
                stream.seek(0)
            return subprocess.CompletedProcess(words, code, out.read().decode(), err.read().decode())

    def close(self) -> None:
        """End the loaded program."""
        self._door.close()
        self._process.wait()


def load() -> None:
    """Import what the commands import."""
    commands = importlib.import_module("solver.commands")
    names = [f"solver.commands.{module.name}" for module in pkgutil.iter_modules(commands.__path__)]
    for name in (*names, *BESIDE_COMMANDS):
        importlib.import_module(name)


def fork_for_each_request(door: socket.socket) -> None:
    """Answer every request with the exit code of its run; a run returns from here, once, with the request."""
    while True:
        asked, streams, _, _ = socket.recv_fds(door, LONGEST_REQUEST, 3)
        if not asked:
            sys.exit()
        if not (run := os.fork()):
            door.close()
            become(json.loads(asked), streams)
            return
        for stream in streams:
            os.close(stream)
        _, status = os.waitpid(run, 0)
        door.send(str(os.waitstatus_to_exitcode(status)).encode())


def become(asked: Mapping[str, Any], streams: Sequence[int]) -> None:
    """What makes one run differ from the next, as an interpreter that starts finds it."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    signal.alarm(LONGEST_RUN)
    os.chdir(str(asked["cwd"]))
    os.environ.clear()
    os.environ.update(asked["environment"])
    time.tzset()
    sys.path[0] = str(asked["cwd"])
    sys.argv = ["runlift", *asked["words"]]


if __name__ == "__main__":
    load()
    fork_for_each_request(socket.socket(fileno=int(sys.argv[1])))
    runpy.run_module("solver", run_name="__main__", alter_sys=True)
