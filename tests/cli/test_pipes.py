"""Files that are pipes: read as any stream, once; refused where a file is read again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
WEEK = ROOT / "scenarios" / "library" / "minimal.yaml"


def program(*arguments: object) -> str:
    return " ".join([sys.executable, "-m", "solver", *map(str, arguments)])


def in_bash(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_scenario_may_come_out_of_another_program(tmp_path: Path) -> None:
    told = in_bash(program("solve", f"<(cat {WEEK})"), tmp_path)
    assert told.returncode == 0, told.stderr
    assert "Optimal" in told.stdout


def test_a_way_out_is_not_taken_in_a_stream(tmp_path: Path) -> None:
    told = in_bash(program("explain", f"<(cat {WEEK})", "--apply", 1, "-o", "new.yaml"), tmp_path)
    assert told.returncode == 2
    assert told.stderr == "--apply changes a copy of a file: name the FILE to read, and the new one with -o\n"
    assert not (tmp_path / "new.yaml").exists()


def test_a_roster_is_a_file_on_disk(tmp_path: Path) -> None:
    (tmp_path / "club.yaml").write_text("start: 2026-11-30\nroster: roster.csv\n")
    os.mkfifo(tmp_path / "roster.csv")
    told = in_bash(program("batch", "club.yaml"), tmp_path)
    assert told.returncode == 2
    assert told.stderr.startswith("club.yaml:2:9: roster: 'roster.csv' is no file; accepted: a roster (CSV) on disk")


def test_waiting_for_a_pipe_ends_on_ctrl_c(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "week.yaml")
    command = [sys.executable, "-m", "solver", "solve", str(tmp_path / "week.yaml")]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as waiting:
        ours = end_to_write_in(tmp_path / "week.yaml")  # once it has begun to read; and then nothing comes
        told = told_after_ctrl_c(waiting)
        os.close(ours)
    assert waiting.returncode == 130
    assert told.strip() == "interrupted"


def told_after_ctrl_c(waiting: subprocess.Popen[str]) -> str:
    """Ctrl-C again where nothing ends: one between Python's last look for signals and the system's read is lost."""
    for _ in range(10):
        waiting.send_signal(signal.SIGINT)
        try:
            return waiting.communicate(timeout=6)[1]
        except subprocess.TimeoutExpired:
            continue
    waiting.kill()
    raise AssertionError("Ctrl-C does not end it")


def end_to_write_in(pipe: Path) -> int:
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.05)
