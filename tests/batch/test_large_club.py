"""A thousand members as the program plans them: nobody lost, nights kept or told, every plan within the rules."""

import csv
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
MAKE = Path(__file__).parents[2] / "benchmarks" / "make_roster.py"
NIGHTS = {"track": ("tue", "evening", 60), "long_run": ("sun", "morning", 90), "hill_reps": ("thu", "evening", 50)}
MEMBERS = 1000


@pytest.mark.campaign
def test_a_thousand_members(tmp_path: Path, runlift: Run) -> None:
    subprocess.run([sys.executable, str(MAKE), str(MEMBERS), str(tmp_path)], check=True, capture_output=True)
    out = tmp_path / "out"
    finished = runlift("batch", tmp_path / "club.yaml", "-o", out)
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.endswith(f"+ 0 rejected + 0 quarantined = {MEMBERS} rows\n")
    asked = {row["id"]: row for row in csv.DictReader((tmp_path / "roster.csv").read_text().splitlines())}
    told = list(csv.DictReader((out / "club.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["id"] for row in told] == list(asked)
    statuses = Counter(row["status"] for row in told)
    assert statuses.total() == MEMBERS
    assert statuses["planned"] > MEMBERS / 2
    for row in told:
        plan = json.loads((out / row["folder"] / "plan.json").read_text(encoding="utf-8"))
        assert all(not check["where"] for check in plan["checks"] if check["kind"] == "hard"), row["id"]
        assert plan["status"] == "optimal", row["id"]
        standing = {(session["day"], session["slot"], session["minutes"]) for session in plan["sessions"]}
        joined = set(filter(None, row["groups"].split("|")))
        wanted = set(filter(None, asked[row["id"]]["groups"].split("|")))
        assert joined <= wanted
        assert {NIGHTS[group] for group in joined} <= standing, row["id"]
        for group in wanted - joined:
            assert f"without the {group} group: " in row["why"], row["id"]
        assert bool(row["why"]) == (row["status"] == "short")
    uids = Counter(
        line
        for path in out.glob("*/plan.ics")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("UID:")
    )
    assert uids.total() == len(uids) > 5 * MEMBERS
