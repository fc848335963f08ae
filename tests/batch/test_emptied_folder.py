"""A run whose folder somebody else empties: it says so, and does not say that all went well."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

Club = Any
Row = Callable[..., str]
Tree = Callable[[Path], dict[str, str]]
Run = Callable[..., subprocess.CompletedProcess[str]]
MANY = 30


def test_a_folder_emptied_meanwhile_is_told(
    club: Club, member: Row, runlift: Run, undisturbed: Any, tree: Tree
) -> None:
    club.write(*(member(f"m{n}", free=f"evening:{60 + n},,morning:60,,morning:75,,morning:150") for n in range(MANY)))
    live = club.start("--workers", 1)
    live.wait_until(lambda: club.noted() >= 3)
    for path in [path for path in club.out.iterdir() if path.is_file()]:
        path.unlink(missing_ok=True)
    code, out, err = live.end()
    assert (code, out) == (74, "")
    journal = club.out / "journal.jsonl"
    assert err == f"cannot write {journal}: removed while the run was at work; empty the folder and run it again\n"
    assert not (club.out / "club.csv").exists()
    shutil.rmtree(club.out)
    finished = runlift("batch", club.file, "-o", club.out)
    assert finished.returncode == 0, finished.stderr
    assert tree(club.out) == undisturbed()
