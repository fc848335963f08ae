"""What a run has done, line by line (JSON): written after the files it tells of, so that what it says is there.

Each line ends with a checksum of what stands before it. A line that does not fit its own, such as the torn last one of
a killed run or one that a disk spoilt, counts as not written: its member is planned again.
"""

from __future__ import annotations

import errno
import os
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from pydantic_core import from_json, to_json

from scenarios.errors import InputError, escaped
from solver.batch.outcome import QUARANTINED

NAME = "journal.jsonl"
FORMAT = 2
_FLUSH_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run depends on: SHA-256 of the club file and the roster, versions, CP-SAT's seed and parameters."""

    club: str
    roster: str
    version: str
    ortools: str
    seed: int
    parameters: str

    def as_dict(self) -> dict[str, Any]:
        """For the journal."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class EarlierRuns:
    """What earlier runs in the folder say.

    ``inputs`` are those of the last one, None in a new folder; ``places`` are where each fingerprint's line begins in
    the file, ``folders`` where the last one about each folder does, ``asked`` where that of each question about gym
    slots does, ``files`` the names ever written, ``deaths`` the workers' deaths over each question, ``quarantined`` the
    fingerprints given up. ``new`` says that the folder has no journal yet, and so nothing of ours.
    """

    inputs: dict[str, Any] | None = None
    places: dict[str, int] = field(default_factory=dict)
    folders: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    deaths: dict[str, int] = field(default_factory=dict)
    quarantined: set[str] = field(default_factory=set)
    new: bool = False
    whole: int = 0
    """Bytes up to the end of the last whole line."""

    def retry(self) -> None:
        """Forget the deaths, and what was given up for them."""
        self.deaths.clear()
        for fingerprint in self.quarantined:
            del self.places[fingerprint]
        self.quarantined.clear()


def earlier_runs(folder: Path) -> EarlierRuns:
    """Read a folder's journal. Raises ``InputError`` for one of another format and for a folder that is not ours."""
    earlier = EarlierRuns()
    path = folder / NAME
    if not path.exists():
        strangers = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
        if strangers:
            message = (
                f"holds {strangers[0]!r} and no journal; accepted: a new or empty folder, or one of an earlier run"
            )
            raise InputError(f"{escaped(str(folder))}: {message}")
        earlier.new = True
        return earlier
    with path.open("rb") as file:
        while raw := file.readline():
            line = _line(raw)
            if line is not None:
                _take(earlier, line, earlier.whole, path)
            if raw.endswith(b"\n"):
                earlier.whole += len(raw)
    return earlier


def _take(earlier: EarlierRuns, line: dict[str, Any], place: int, path: Path) -> None:
    kind = line.get("line")
    if kind == "run":
        if line.get("format") != FORMAT:
            message = f"journal of format {line.get('format')!r}; accepted: {FORMAT}, or a new folder"
            raise InputError(f"{escaped(str(path))}: {message}")
        earlier.inputs = line.get("inputs", {})
        if line.get("retried"):
            earlier.retry()
    elif kind == "member":
        earlier.places[line["fingerprint"]] = earlier.folders[line["folder"]] = place
        earlier.files.update(line["files"])
        if line["status"] == QUARANTINED:
            earlier.quarantined.add(line["fingerprint"])
    elif kind == "gym":
        earlier.asked[line["ask"]] = place
    elif kind == "death":
        earlier.deaths[line["question"]] = line["deaths"]


def sealed(line: Mapping[str, Any]) -> bytes:
    """A line of the journal, with its checksum."""
    return _sealed(to_json(line)[:-1])


def _sealed(said: bytes) -> bytes:
    return said + _seal(said)


def _line(raw: bytes) -> dict[str, Any] | None:
    """What a line says, None for one that was not written whole or was changed since."""
    said = raw[:-_SEAL_LENGTH]
    if raw != said + _seal(said):
        return None
    line: dict[str, Any] = from_json(raw)
    return line


def _seal(said: bytes) -> bytes:
    return b',"crc32":"%08x"}\n' % zlib.crc32(said)


_SEAL_LENGTH = len(_seal(b""))


class Journal:
    """The journal of a run at work: appended to, flushed to the disk twice a second, and read back at its end.

    ``places`` and ``files`` are those of earlier runs, with what this one adds.
    """

    def __init__(self, path: Path, file: BinaryIO, lines: BinaryIO, earlier: EarlierRuns) -> None:
        self._path = path
        self._file = file
        self._lines = lines
        self._end = earlier.whole
        self.fresh = earlier.new
        """Whether no run but this one, and no worker that died, has written into the folder."""
        self._flushed = time.monotonic()
        self._at_disk = threading.Thread(target=self._to_disk)
        self._refused: OSError | None = None
        self.places = earlier.places
        self._folders = earlier.folders
        self._asked = earlier.asked
        self.files = earlier.files

    def run(self, inputs: Inputs, *, retried: bool = False) -> None:
        """Say what this run depends on, and whether members given up before are tried again."""
        self._append(sealed({"line": "run", "format": FORMAT, "inputs": inputs.as_dict(), "retried": retried}))
        self.flush()

    def member(self, fingerprint: str, entry: dict[str, Any], summary: bytes) -> None:
        """Note a member as done, with a summary (JSON); the files are written already. Wants to be handed on."""
        self.files.update(entry["files"])
        said = to_json({"line": "member", "fingerprint": fingerprint, **entry})[:-1]
        self.places[fingerprint] = self._append(_sealed(said + b',"summary":' + summary))

    def said(self, key: str) -> list[Any] | None:
        """What was answered to a question about gym slots, by its key; None if it was not asked yet."""
        return self._line_at(self._asked[key])["said"] if key in self._asked else None

    def gym(self, key: str, said: list[Any]) -> None:
        """Note an answer about gym slots."""
        self._asked[key] = self._append(sealed({"line": "gym", "ask": key, "said": said}))
        self.hand_on()

    def death(self, question: str, deaths: int) -> None:
        """Note that a worker died."""
        self.fresh = False
        self._append(sealed({"line": "death", "question": question, "deaths": deaths}))
        self.flush()

    def entry(self, fingerprint: str) -> dict[str, Any]:
        """What is noted of a member."""
        return self._line_at(self.places[fingerprint])

    def last_in(self, folder: str) -> dict[str, Any] | None:
        """What earlier runs noted last of a folder."""
        return self._line_at(self._folders[folder]) if folder in self._folders else None

    def _line_at(self, place: int) -> dict[str, Any]:
        self._file.flush()
        self._lines.seek(place)
        found: dict[str, Any] = from_json(self._lines.readline())
        return found

    def hand_on(self) -> None:
        """Everything so far to the system, which keeps it if this process is killed; now and then to the disk.

        The disk is not waited for, which would leave the workers without tasks: what it refuses is raised by the next.
        """
        self._file.flush()
        self._raise_refused()
        if time.monotonic() - self._flushed > _FLUSH_SECONDS and not self._at_disk.is_alive():
            self._flushed = time.monotonic()
            self.refuse_to_be_gone()
            self._at_disk = threading.Thread(target=self._to_disk, daemon=True)
            self._at_disk.start()

    def flush(self) -> None:
        """Everything so far to the disk."""
        self._file.flush()
        if self._at_disk.is_alive():
            self._at_disk.join()
        self._to_disk()
        self._raise_refused()

    def refuse_to_be_gone(self) -> None:
        """Raise ``OSError`` when the journal stands in the folder no more: what it tells of may be gone, too."""
        try:
            if os.path.samestat(self._path.lstat(), os.fstat(self._file.fileno())):
                return
        except FileNotFoundError:
            pass
        message = "removed while the run was at work; empty the folder and run it again"
        raise OSError(errno.ENOENT, message, str(self._path))

    def _to_disk(self) -> None:
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            self._refused = error

    def _raise_refused(self) -> None:
        refused, self._refused = self._refused, None
        if refused is not None:
            raise refused

    def _append(self, raw: bytes) -> int:
        place = self._end
        self._file.write(raw)
        self._end += len(raw)
        return place


@contextmanager
def journal_in(folder: Path, earlier: EarlierRuns) -> Iterator[Journal]:
    """Go on with a folder's journal; a torn end is cut off. Raises ``OSError``."""
    path = folder / NAME
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    with os.fdopen(descriptor, "r+b") as file, path.open("rb") as lines:
        file.truncate(earlier.whole)
        file.seek(earlier.whole)
        journal = Journal(path, file, lines, earlier)
        try:
            yield journal
        finally:
            journal.flush()
