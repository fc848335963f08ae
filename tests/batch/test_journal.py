"""The journal goes to the disk beside the work, and what the disk refuses is not lost."""

import errno
import os
import threading
from pathlib import Path

import pytest

from solver.batch import journal as written
from solver.batch.journal import Journal, earlier_runs, journal_in


def note(journal: Journal, number: int) -> None:
    journal.member(f"f{number}", {"folder": f"m{number}", "files": {}, "status": "planned"}, b"{}")
    journal.hand_on()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written, "_FLUSH_SECONDS", -1)


@pytest.mark.usefixtures("at_once")
def test_nobody_waits_for_a_slow_disk_until_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, asked, free, flushed = os.fsync, threading.Event(), threading.Event(), list[int]()

    def slow(descriptor: int) -> None:
        asked.set()
        assert free.wait(20)
        real(descriptor)
        flushed.append(os.fstat(descriptor).st_size)

    monkeypatch.setattr(os, "fsync", slow)
    with journal_in(tmp_path, earlier_runs(tmp_path)) as journal:
        note(journal, 1)
        assert asked.wait(60)
        note(journal, 2)
        assert not flushed
        assert set(earlier_runs(tmp_path).places) == {"f1", "f2"}, "the system has what the disk has not"
        free.set()
    assert flushed[-1] == (tmp_path / written.NAME).stat().st_size, "closed when all of it is on the disk"


@pytest.mark.parametrize("again", [False, True])
def test_a_journal_that_is_removed_ends_the_run(
    tmp_path: Path, *, again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with journal_in(tmp_path, earlier_runs(tmp_path)) as journal:
        note(journal, 1)
        journal.refuse_to_be_gone()
        (tmp_path / written.NAME).unlink()
        if again:
            (tmp_path / written.NAME).touch()
        note(journal, 2)  # it is looked for twice a second, and at the end
        monkeypatch.setattr(written, "_FLUSH_SECONDS", -1)
        with pytest.raises(OSError, match="removed while the run was at work") as told:
            note(journal, 3)
    assert told.value.filename == str(tmp_path / written.NAME)


@pytest.mark.usefixtures("at_once")
def test_what_the_disk_refuses_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with journal_in(tmp_path, earlier_runs(tmp_path)) as journal:
        monkeypatch.setattr(os, "fsync", full)
        note(journal, 1)
        journal._at_disk.join(60)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            note(journal, 2)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            journal.flush()
        monkeypatch.undo()
