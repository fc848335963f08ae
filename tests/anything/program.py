"""The program as its user runs it, but in this process: hundreds of runs would take too long to start."""

import contextlib
import io
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from solver.cli.main import main

LINE = re.compile(r"[^\n]+: [^\n]+ [^\n]+\n")


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str


def ran(*arguments: object) -> Ran:
    """Run a command; what it lets escape, a defect's lines too, is in the answer."""
    out, err = io.StringIO(), io.StringIO()
    words = ["runlift", *map(str, arguments)]
    with mock.patch.object(sys, "argv", words), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
    return Ran(code, out.getvalue(), err.getvalue())


def is_refused_in_one_line(answer: Ran, folder: Path) -> bool:
    """Whether the input was bad; then one line says where and what is accepted, and nothing is written."""
    if answer.code != 2:
        return False
    assert LINE.fullmatch(answer.err), answer.err
    assert "accepted: " in answer.err, answer.err
    assert answer.err[:-1].isprintable(), answer.err
    assert not answer.out
    assert not folder.exists()
    return True
