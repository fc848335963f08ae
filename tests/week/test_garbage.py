"""Garbage is searched for rarely, because a solve leaves none that counting references does not find."""

import gc
import subprocess
import sys
from pathlib import Path

from scenarios.load import load
from solver.garbage import YOUNG
from solver.options import Options
from solver.prepared import prepare
from solver.week import solve_week

WEEK = Path(__file__).parents[2] / "scenarios" / "library" / "reference_week.yaml"


def test_a_solve_leaves_no_cycles() -> None:
    instance, rules = prepare(load(WEEK).scenario)
    # what is loaded late comes with the first
    solve_week(instance, rules, Options())
    gc.collect()
    gc.disable()
    try:
        result = solve_week(instance, rules, Options())
        held = gc.collect()
        del result
        assert (held, gc.collect()) == (0, 0)
    finally:
        gc.enable()


def test_the_program_searches_rarely() -> None:
    asked = "import gc, sys; from solver.__main__ import main; sys.argv[1:] = ['--version']\n"
    asked += "try: main()\nfinally: print(gc.get_threshold()[0], gc.get_freeze_count() > 0)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True).stdout
    assert told.splitlines()[-1] == f"{YOUNG} True"
