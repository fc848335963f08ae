"""Other solvers, given the same statements, find the same optimum: so the statements mean what we take them for."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NARROW = ("week_000", "week_001", "week_034", "week_067")
PEERS = {
    "ours": ["cp_sat"],
    "textbook": ["cp_sat", "--formulation", "slots", "--parameters", "textbook"],
    "highs": ["highs"],
    "clingo": ["answer_sets"],
    "clingo_cores": ["answer_sets", "--strategy", "usc"],
    "dynamic_program": ["dynamic_program"],
}


def optima(words: list[str], weeks: tuple[str, ...]) -> list[tuple[int, ...]]:
    asked = [
        json.dumps({"week": str(ROOT / "benchmarks" / "weeks" / f"{week}.yaml"), "seconds": 60.0}) for week in weeks
    ]
    module, *options = words
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.peers.{module}", *options],
        cwd=ROOT,
        input="\n".join(asked),
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return [tuple(json.loads(line)["key"]) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def reference() -> list[tuple[int, ...]]:
    """The dynamic program shares nothing with the formulations but the statements."""
    found = optima(PEERS["dynamic_program"], NARROW)
    assert len(set(found)) > 2
    return found


@pytest.mark.parametrize("peer", PEERS)
def test_every_peer_finds_the_optimum_of_the_dynamic_program(reference, peer):
    assert optima(PEERS[peer], NARROW) == reference
