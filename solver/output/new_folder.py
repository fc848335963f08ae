"""A new folder that is there with all its files, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from solver.output.atomic import as_of, passing_name, refuse_paths

_FRESH = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_new_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make ``folder`` with its files: filled under a passing name beside it, then named.

    One name is taken instead of one for each file, and nobody sees a part of it. The disk is not waited for: for a
    caller who has noted the files' digests, and looks again after a power cut. Raises ``OSError`` naming what could
    not be written, also where something stands in the folder's place, ``ValueError`` for a name that is not a plain
    file name.
    """
    refuse_paths(files)
    # joining paths takes a quarter of the time of making a small file
    passing, wanted = f"{folder.parent}{os.sep}{passing_name()}", ""
    try:
        os.mkdir(passing)  # noqa: PTH102
        for wanted, content in files.items():
            _write(f"{passing}{os.sep}{wanted}", content)
        wanted = ""
        os.rename(passing, folder)  # noqa: PTH104
    except BaseException as error:
        _discard(Path(passing), files)
        if isinstance(error, OSError):
            raise as_of(error, str(folder / wanted)) from error
        raise


def _write(path: str, content: bytes) -> None:
    descriptor = os.open(path, _FRESH, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)


def _discard(passing: Path, names: Iterable[str]) -> None:
    """Remove what was not finished; a disk that refuses even this must not hide the first error."""
    for name in names:
        with suppress(OSError):
            (passing / name).unlink()
    with suppress(OSError):
        passing.rmdir()
