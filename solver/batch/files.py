"""A run's folder: members' files are written whole, and what no member owns any more is cleared away."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from solver.batch.outcome import QUARANTINE
from solver.output.atomic import write_all
from solver.output.new_folder import write_new_folder

_FOLDER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{8,64}")
_PUT_ASIDE = re.compile(rf"{_FOLDER.pattern}\.json")
_BOARD = re.compile(r"board-[0-9]+-[0-9]+\.html")
_PASSING = re.compile(r"\.runlift-[0-9a-f]{16}\.part")


def write_member(out: Path, folder: str, files: Mapping[str, bytes]) -> None:
    """Write a member's files into their folder, never through a symbolic link. Raises ``OSError``.

    The disk is not waited for, which would take longer than the planning: the journal keeps the files' digests, and a
    run that goes on after a power cut plans those again whose files are not ``intact``.
    """
    if not files:
        return
    place = out / folder
    if not os.path.lexists(place):
        write_new_folder(place, files)
        return
    if place.is_symlink() or not place.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(place))
    write_all(place, files, flushed=False)


FLUSHES_AT_ONCE = hasattr(os, "sync")


def flush_to_disk() -> None:
    """Wait until everything written is on the disk, once for all files of a run, where the system can."""
    if FLUSHES_AT_ONCE:
        os.sync()


def begin_flushing() -> None:
    """Begin to bring what is written so far to the disk, so that less is left to wait for."""
    threading.Thread(target=flush_to_disk, daemon=True).start()


def intact(folder: Path, digests: Mapping[str, str]) -> bool:
    """Whether every file is there as it was written."""
    try:
        return all(
            not (folder / name).is_symlink() and hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
            for name, digest in digests.items()
        )
    except OSError:
        return False


def clear_passing(out: Path, pages: Collection[str]) -> None:
    """Remove what a killed process left behind in the run's folder itself, and pages that are not among ``pages``."""
    for unfinished in _folders(out, _PASSING.fullmatch):
        _remove(_files(unfinished, lambda _: True))
        with suppress(OSError):
            unfinished.rmdir()
    _remove(_files(out, lambda name: _PASSING.fullmatch(name) or (_BOARD.fullmatch(name) and name not in pages)))


def clear_away(out: Path, owned: Mapping[str, Collection[str]], ours: Collection[str]) -> None:
    """Remove from members' folders the files of ``ours`` that nobody owns, and what a killed process left behind.

    ``owned`` maps a folder to the names in it. Scenarios put aside are known by their names, which a lost journal
    cannot tell. Strangers' files are left alone, and so are folders that hold any.
    """
    for folder in _folders(out, _a_members):
        kept = owned.get(folder.name, ())
        is_ours = _PUT_ASIDE.fullmatch if folder.name == QUARANTINE else ours.__contains__
        _remove(_files(folder, partial(_gone, is_ours, kept)))
        if not kept:
            with suppress(OSError):
                folder.rmdir()


def _gone(is_ours: Callable[[str], object], kept: Collection[str], name: str) -> bool:
    return (bool(is_ours(name)) and name not in kept) or _PASSING.fullmatch(name) is not None


def _a_members(name: str) -> bool:
    return name == QUARANTINE or _FOLDER.fullmatch(name) is not None


def _folders(out: Path, named: Callable[[str], object]) -> list[Path]:
    with os.scandir(out) as entries:
        return [Path(entry.path) for entry in entries if named(entry.name) and entry.is_dir(follow_symlinks=False)]


def _files(folder: Path, named: Callable[[str], object]) -> list[Path]:
    with os.scandir(folder) as entries:
        return [Path(entry.path) for entry in entries if named(entry.name) and not entry.is_dir(follow_symlinks=False)]


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(FileNotFoundError):
            file.unlink()
