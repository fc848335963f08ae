"""Files appear whole or not at all, and a link is never followed."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from solver.output.atomic import Staged, write_all

FULL_DISK = """
import resource, sys
from collections.abc import Iterator
from pathlib import Path
from solver.output.atomic import write_all
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_all(Path(sys.argv[1]), {"plan.csv": b"new", "plan.ics": b"x" * 2000})
except OSError as error:
    print(error.errno, Path(error.filename).name)
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_are_written_and_replaced(tmp_path: Path) -> None:
    write_all(tmp_path, {"plan.csv": b"old", "plan.ics": b"old"})
    write_all(tmp_path, {"plan.csv": b"new"})
    assert contents(tmp_path) == {"plan.csv": b"new", "plan.ics": b"old"}


def test_a_new_file_has_the_rights_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_all(tmp_path, {"plan.csv": b""})
    assert stat.S_IMODE((tmp_path / "plan.csv").stat().st_mode) == stat.S_IMODE((tmp_path / "usual").stat().st_mode)


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_bytes(b"precious")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "plan.csv").symlink_to(elsewhere)
    (folder / "plan.ics").symlink_to(tmp_path / "nowhere")
    write_all(folder, {"plan.csv": b"plan", "plan.ics": b"plan"})
    assert elsewhere.read_bytes() == b"precious"
    assert not (tmp_path / "nowhere").exists()
    assert [path.is_symlink() for path in folder.iterdir()] == [False, False]
    assert contents(folder) == {"plan.csv": b"plan", "plan.ics": b"plan"}


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path) -> None:
    """A real refusal of the system: the process may not write a file longer than 1,000 bytes."""
    (tmp_path / "plan.csv").write_bytes(b"old")
    told = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, check=True, text=True
    ).stdout
    assert told.split() == [str(errno.EFBIG), "plan.ics"]
    assert contents(tmp_path) == {"plan.csv": b"old"}


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_nothing_is_left_lying_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException) -> None:
    (tmp_path / "plan.csv").write_bytes(b"old")
    flushed: list[int] = []

    def fsync(descriptor: int) -> None:
        flushed.append(descriptor)
        if len(flushed) == 2:
            raise failure

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(type(failure)):
        write_all(tmp_path, {"plan.csv": b"new", "plan.ics": b"new", "plan.json": b"new"})
    assert contents(tmp_path) == {"plan.csv": b"old"}


def test_a_name_that_cannot_be_taken_is_told_and_cleaned_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def replace(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(PermissionError) as told:
        write_all(tmp_path, {"plan.csv": b"new"})
    assert told.value.filename == str(tmp_path / "plan.csv")
    assert contents(tmp_path) == {}


def test_every_file_is_flushed_before_the_first_takes_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    real_fsync, real_replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        order.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        real_fsync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        order.append("name")
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    write_all(tmp_path, {"plan.csv": b"1", "plan.ics": b"2"})
    assert order == ["file", "file", "name", "name", "folder"]


@pytest.mark.parametrize("name", ["", ".", "..", "../plan.csv", "a/b", "/plan.csv", "a\0b"])
def test_only_plain_file_names_are_taken(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a plain file name"):
        write_all(tmp_path, {"first.csv": b"", name: b""})
    assert contents(tmp_path) == {}


def test_a_folder_in_the_way_is_told_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "plan.ics").mkdir()
    with pytest.raises(IsADirectoryError) as told:
        write_all(tmp_path, {"plan.csv": b"new", "plan.ics": b"new"})
    assert told.value.filename == str(tmp_path / "plan.ics")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.ics"]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as told:
        write_all(tmp_path / "nowhere", {"plan.csv": b"new"})
    assert told.value.filename == str(tmp_path / "nowhere" / "plan.csv")


def test_a_folder_that_takes_nothing_is_named_by_the_file_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a read-only disk even removing what was never made is refused."""

    def refused(path: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(Path, "open", refused)
    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(OSError, match="Read-only") as told:
        write_all(tmp_path, {"plan.csv": b"new"})
    assert Path(told.value.filename) == tmp_path / "plan.csv"


def test_files_that_wait_take_their_names_together(tmp_path: Path) -> None:
    (tmp_path / "club.csv").write_bytes(b"old")
    with Staged(tmp_path, flushed=False) as staged:
        staged.add("club.csv", (b"n", b"ew"))
        staged.add("index.html", iter((b"new",)))
        assert (tmp_path / "club.csv").read_bytes() == b"old"
        assert not (tmp_path / "index.html").exists()
        staged.take_names()
    assert contents(tmp_path) == {"club.csv": b"new", "index.html": b"new"}


def test_of_two_files_that_wait_under_one_name_the_later_goes(tmp_path: Path) -> None:
    with Staged(tmp_path, flushed=False) as staged:
        staged.add("index.html", (b"first",))
        staged.add("index.html", (b"second",))
        assert len(list(tmp_path.iterdir())) == 1
        staged.take_names()
    assert contents(tmp_path) == {"index.html": b"second"}


def test_files_that_were_never_named_are_cleared_away(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"new"
        raise ValueError("no more")

    (tmp_path / "club.csv").write_bytes(b"old")
    with Staged(tmp_path, flushed=False) as staged:
        staged.add("club.csv", (b"new",))
        with pytest.raises(ValueError, match="no more"):
            staged.add("index.html", broken())
    assert contents(tmp_path) == {"club.csv": b"old"}
