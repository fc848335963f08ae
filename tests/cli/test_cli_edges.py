"""Odd paths, numbers and readers on the command line: one line, the right exit code, nothing lost or overwritten."""

import errno
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from solver.memory import out_of_memory
from solver.output.deliver import folders_for

LIBRARY = Path(__file__).parents[2] / "scenarios" / "library"
MINIMAL = LIBRARY / "minimal.yaml"
COMMAND = (sys.executable, "-m", "solver")
UNFORESEEN = """
import sys
from solver.cli import main as cli
from solver.commands import solve as command_solve
def stumble(*args, **named):
    raise KeyError("nobody thought of this")
command_solve.solve_files = stumble
sys.argv = ["runlift", "solve", "week.yaml"]
cli.main()
"""


@pytest.mark.parametrize("seconds", ["nan", "inf", "-inf", "0"])
def test_seconds_are_a_finite_number_above_zero(runlift, seconds: str) -> None:
    done = runlift("solve", MINIMAL, "--seconds", seconds)
    assert done.returncode == 2
    assert "Invalid value for '--seconds'" in done.stderr
    assert done.stdout == ""


def test_what_nobody_foresaw_is_a_defect_and_not_infeasible() -> None:
    done = subprocess.run([sys.executable, "-c", UNFORESEEN], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 70
    *_, last = done.stderr.splitlines()
    assert last.startswith("a defect of runlift, please report it with the lines above: KeyError: ")


@pytest.mark.parametrize("what", ["solve", pytest.param("batch", marks=pytest.mark.campaign)])
def test_too_little_memory_is_one_line_and_no_defect(what: str, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("id,mon,wed,sat\na,morning:60,morning:60,morning:90\n", encoding="utf-8")
    club = tmp_path / "club.yaml"
    club.write_text("name: A club\nstart: 2026-11-30\nroster: roster.csv\ndefaults: {goal: 10k}\n", encoding="utf-8")
    asked = [*COMMAND, what, str(MINIMAL if what == "solve" else club), "-o", str(tmp_path / "out")]
    limited = ["sh", "-c", 'ulimit -v 70000; exec "$@"', "sh", *asked]
    done = subprocess.run(limited, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (74, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("out of memory (")
    assert not list(tmp_path.rglob("*.ics"))


@pytest.mark.parametrize(
    ("error", "of_memory"),
    [
        (MemoryError(), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (RuntimeError("can't start new thread"), True),
        (ImportError("libortools.so.9: failed to map segment from shared object"), True),
        (ImportError("cannot import name 'Cannot' from 'nowhere'"), False),
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (KeyError("can't start new thread"), False),
    ],
)
def test_what_is_said_where_memory_runs_out(error: Exception, of_memory: bool) -> None:
    assert out_of_memory(error) is of_memory


@pytest.mark.parametrize("out", [".", "/", ".."])
def test_a_file_needs_a_name(runlift, out: str) -> None:
    done = runlift("schema", "-o", out)
    assert done.returncode == 74
    assert done.stderr == f"cannot write {Path(out)}: Is a directory\n"


def test_a_pipe_or_a_device_is_not_replaced(runlift, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "link").symlink_to(pipe)
    for out in (pipe, tmp_path / "link"):
        done = runlift("schema", "-o", out)
        assert done.returncode == 74
        assert done.stderr == f"cannot write {out}: Not a regular file\n"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "pipe"]


def test_no_files_name_leads_out_of_the_folder() -> None:
    out = Path("out")
    assert folders_for(["...yaml", "a/week.yaml", "b/WEEK.yaml", "week-2.yaml", "-"], out) == [
        out / "scenario",
        out / "week",
        out / "WEEK-2",
        out / "week-2-2",
        out / "stdin",
    ]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (("",), "'': no file's name; accepted: a scenario file, or - for standard input"),
        (("-", "-"), "- stands twice; accepted: standard input once"),
    ],
)
def test_files_that_cannot_be_meant(runlift, files: tuple[str, ...], said: str) -> None:
    done = runlift("solve", *files)
    assert (done.returncode, done.stderr) == (2, f"{said}\n")


def test_a_reader_who_leaves_costs_no_files(tmp_path: Path) -> None:
    command = [*COMMAND, "solve", str(MINIMAL), str(LIBRARY / "impossible.yaml"), "-o", str(tmp_path)]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, timeout=120, check=False)
    os.close(writer)
    assert done.returncode == 74
    assert "Traceback" not in done.stderr
    assert {path.parent.name for path in tmp_path.glob("*/plan.ics")} == {"minimal", "impossible"}


def test_a_reader_who_leaves_is_told_by_the_exit_code() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [*COMMAND, "log", "summary", str(LIBRARY / "jonas_log.csv")]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (74, "")


def test_several_files_as_json_are_one_list(runlift) -> None:
    both = json.loads(runlift("solve", MINIMAL, LIBRARY / "impossible.yaml", "--json").stdout)
    alone = json.loads(runlift("solve", MINIMAL, "--json").stdout)
    assert isinstance(alone, dict)
    assert len(both) == 2
    assert both[0]["sessions"] == alone["sessions"]


def test_what_is_to_be_applied_is_asked_before_anything_is_worked_out(runlift, tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    (tmp_path / "old.yaml").write_text("taken", encoding="utf-8")
    for args, said in (
        (("-o", new), f"-o {new}: nothing to write; accepted: -o with --apply N, the way out to take"),
        (("--apply", 1), "--apply changes a copy of a file: name the FILE to read, and the new one with -o"),
        (("--apply", 1, "-o", tmp_path / "old.yaml"), f"{tmp_path / 'old.yaml'}: exists already; name a new file"),
    ):
        done = runlift("explain", LIBRARY / "impossible.yaml", *args)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{said}\n")


def test_there_is_nothing_to_apply_where_all_can_be_done(runlift, tmp_path: Path) -> None:
    done = runlift("explain", MINIMAL, "--apply", 1, "-o", tmp_path / "new.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"--apply 1: {MINIMAL} can be done in full, there is nothing to change\n"
    assert not list(tmp_path.iterdir())


def test_help_cuts_no_summary_short(runlift) -> None:
    for args in (("--help",), ("log", "--help")):
        commands = runlift(*args).stdout.partition("Commands:")[2]
        assert commands
        assert "..." not in commands
