"""A member's folder is there with all its files, or not at all."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from solver.batch.files import clear_away, clear_passing, write_member
from solver.output.new_folder import write_new_folder

FILES = {"plan.csv": b"plan", "plan.ics": b"x" * 2000, "empty.txt": b""}
LIMITED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
from solver.output.new_folder import write_new_folder
try:
    write_new_folder(Path(sys.argv[1]), {"plan.csv": b"plan", "plan.ics": b"x" * 2000})
except OSError as error:
    print(error.errno, error.filename)
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_folder_comes_with_its_files(tmp_path: Path) -> None:
    write_new_folder(tmp_path / "ana", FILES)
    assert contents(tmp_path / "ana") == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["ana"]


def test_others_may_read_it_as_far_as_they_may_read_what_is_written_otherwise(tmp_path: Path) -> None:
    write_new_folder(tmp_path / "ana", FILES)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "plan.csv").write_bytes(b"")
    ours, usual = (
        [path.stat().st_mode for path in (tmp_path / name, tmp_path / name / "plan.csv")] for name in ("ana", "other")
    )
    assert ours == usual


def test_a_disk_that_fills_leaves_nothing_and_names_the_file(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "ana")], capture_output=True, check=True, text=True
    ).stdout
    assert told.split() == [str(errno.EFBIG), str(tmp_path / "ana" / "plan.ics")]
    assert list(tmp_path.iterdir()) == []


def test_nobody_sees_a_part_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    real = os.close

    def close(descriptor: int) -> None:
        seen.append((tmp_path / "ana").exists())
        real(descriptor)

    monkeypatch.setattr(os, "close", close)
    write_new_folder(tmp_path / "ana", FILES)
    assert seen == [False] * len(FILES)


@pytest.mark.parametrize("failure", [PermissionError(errno.EACCES, "denied"), KeyboardInterrupt()])
def test_a_name_that_cannot_be_taken_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    def rename(_from: str, _to: str) -> None:
        raise failure

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(type(failure)) as told:
        write_new_folder(tmp_path / "ana", FILES)
    assert list(tmp_path.iterdir()) == []
    if isinstance(told.value, OSError):
        assert told.value.filename == str(tmp_path / "ana")


def test_nothing_that_stands_there_is_replaced_or_followed(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "own.txt").write_bytes(b"mine")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "file").write_bytes(b"mine")
    before = sorted(tmp_path.rglob("*"))
    for name in ("full", "link", "file"):
        with pytest.raises(OSError, match=rf"/{name}'"):
            write_new_folder(tmp_path / name, FILES)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["", "..", "../plan.csv", "a/b", "/plan.csv", "a\0b"])
def test_only_plain_file_names_are_taken(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a plain file name"):
        write_new_folder(tmp_path / "ana", {"first.csv": b"", name: b""})
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    unfinished = tmp_path / ".runlift-0123456789abcdef.part"
    write_new_folder(unfinished, FILES)
    (tmp_path / "link.part").mkdir()
    stranger = tmp_path / ".runlift-fedcba9876543210.part"
    stranger.symlink_to(tmp_path / "link.part")
    write_member(tmp_path, "ana-01234567", FILES)
    clear_passing(tmp_path, ())
    clear_away(tmp_path, {"ana-01234567": FILES}, FILES)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ana-01234567", "link.part"]
    assert contents(tmp_path / "ana-01234567") == FILES
    write_member(tmp_path, "ana-01234567", {"plan.csv": b"new"})
    assert contents(tmp_path / "ana-01234567") == {**FILES, "plan.csv": b"new"}
