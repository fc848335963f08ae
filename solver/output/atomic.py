"""Files that are either wholly there or not there at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Self


def write_all(folder: Path, files: Mapping[str, bytes], *, flushed: bool = True) -> None:
    """Put every file into ``folder``, replacing what stands there under its name.

    All of them are written beside their targets and flushed to the disk before the first one takes its name,
    so a full disk or a read-only folder leaves the old files as they were and nothing new. A symbolic link
    under a name is replaced, never followed. With ``flushed`` False the disk is not waited for: for a caller who has
    noted the files' digests, and looks again after a power cut. Raises ``OSError`` naming the file that could not be
    written, a folder, a device or a pipe among them, and ``ValueError`` for a name that is not a plain file name.
    """
    refuse_paths(files)
    for name in files:
        _refuse_special(folder / name)
    with Staged(folder, flushed=flushed) as staged:
        for name, content in files.items():
            staged.add(name, (content,))
        staged.take_names()
        if flushed:
            flush_folder(folder)


class Staged:
    """Files that wait in ``folder`` under passing names, until all of them take theirs at once.

    Without ``flushed`` whoever stages them brings them to the disk before they take their names. As a context it
    clears away those that did not. All methods raise as ``write_all`` does.
    """

    def __init__(self, folder: Path, *, flushed: bool) -> None:
        self._folder = folder
        self._flushed = flushed
        self._waiting: dict[Path, Path] = {}

    def add(self, name: str, content: Iterable[bytes]) -> None:
        """Stage one file, its content in pieces; of two under one name the later goes."""
        refuse_paths((name,))
        target = self._folder / name
        _refuse_special(target)
        before = self._waiting.get(target)
        self._waiting[target] = _waiting(self._folder, target, content, flushed=self._flushed)
        if before is not None:
            _discard(before)

    def take_names(self) -> None:
        """Put every file in its place."""
        for target in tuple(self._waiting):
            _take_name(self._waiting[target], target)
            del self._waiting[target]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for temporary in self._waiting.values():
            _discard(temporary)


def write_file(path: Path, content: bytes) -> None:
    """Put one file in its place, as ``write_all`` does. Raises ``OSError``, for what can only be a folder, too."""
    if not _plain(path.name):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    write_all(path.parent, {path.name: content})


def _refuse_special(target: Path) -> None:
    """Nothing but a file or a link gives its name away: a device or a pipe is something others hold on to."""
    try:
        mode = target.stat().st_mode
    except OSError:
        return
    if stat.S_ISDIR(mode) and not target.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.EINVAL, "Not a regular file", str(target))


def refuse_paths(names: Iterable[str]) -> None:
    """Raise ``ValueError`` for a name that is not a plain file name."""
    for name in names:
        if not _plain(name):
            raise ValueError(f"not a plain file name: {name!r}")


@lru_cache(maxsize=256)
def _plain(name: str) -> bool:
    return name not in ("", ".", "..") and Path(name).name == name and "\0" not in name


def put(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files, all or none, into ``folder``, making it if need be. Raises ``OSError``."""
    make_folder(folder)
    write_all(folder, files)
    return [folder / name for name in files]


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, if need be. Raises ``OSError``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error


def _waiting(folder: Path, target: Path, content: Iterable[bytes], *, flushed: bool) -> Path:
    """The content under a passing name; ``open`` makes it fresh and never through a link."""
    temporary = folder / passing_name()
    try:
        with temporary.open("xb") as file:
            file.writelines(content)
            if flushed:
                file.flush()
                os.fsync(file.fileno())
    except BaseException as error:
        _discard(temporary)
        if isinstance(error, OSError):
            raise as_of(error, str(target)) from error
        raise
    return temporary


def passing_name() -> str:
    """A name that nobody has, for what is not whole yet; whoever finds one may remove it."""
    return f".runlift-{os.urandom(8).hex()}.part"


def as_of(error: OSError, file: str) -> OSError:
    """The same error, of the file that was wanted."""
    return OSError(error.errno, os.strerror(error.errno or errno.EIO), file)


def _discard(temporary: Path) -> None:
    """Remove what was not finished; a folder that refuses even this must not hide the first error."""
    with suppress(OSError):
        temporary.unlink()


def _take_name(temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except OSError as error:
        raise as_of(error, str(target)) from error


def flush_folder(folder: Path) -> None:
    """Make the new names last; systems that cannot flush a folder are left to their own ways."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
