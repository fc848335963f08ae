"""How a command ends: the exit codes, a contract with every script that calls runlift."""

from __future__ import annotations

SOLVED = 0
"""Also: a question answered, a plan without hard violations."""
INFEASIBLE = 1
"""Also: hard violations found by ``check``, a place asked for that breaks something."""
BAD_INPUT = 2
SOME_FAILED = 3
"""Some of a batch could not be planned; the rest stands."""
TIME_UP = 4
"""The time limit came before any plan."""
DEFECT = 70
"""A defect of ours: a plan that failed its own check."""
NOT_WRITTEN = 74
"""Also: memory ran out. The machine lacks something, and the same command may do better later."""
INTERRUPTED = 130
"""The best plan so far is written, and marked so."""
TERMINATED = 143
