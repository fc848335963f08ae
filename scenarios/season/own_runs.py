"""What a runner's own runs ask beyond the tables: told and never cut, since what the runner wrote down stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scenarios.catalog import run_types
from scenarios.schema import Level, RunEntry
from scenarios.season.ramp import MORE_PERCENT
from scenarios.season.rows import KEY_RUNS, reaches
from scenarios.season.shares import STEP
from scenarios.sessions import run_session


def cautions(runs: Sequence[RunEntry], level: Level, longest: int) -> Iterator[str]:
    """What to know of a week's own runs: types above the level, many key runs, one far longer than those before.

    ``longest`` are the min of the longest run of the four weeks before; 0 where none is known. Numbers are those that
    weeks from the tables keep: ``min_level`` (run_sessions.csv), ``key_runs_per_week_max`` and ``single_run_step``.
    """
    for type_ in dict.fromkeys(run.type for run in runs):
        least = run_types()[type_].min_level
        if not reaches(level, least):
            yield f"{_words(type_)}: for {least} runners, as our table of runs has it; asked as you wrote it"
    keys = [run.type for run in runs for _ in range(run.times) if is_key(run)]
    if len(keys) > KEY_RUNS[level]:
        types = ", ".join(_words(type_) for type_ in dict.fromkeys(keys))
        yield (
            f"{len(keys)} key runs ({types}) are asked as you wrote them; "
            f"the tables give {_a(level)} runner {KEY_RUNS[level]} a week at most"
        )
    most = longest + max(STEP, longest * MORE_PERCENT // 100)
    run = max(runs, key=minutes_of, default=None)
    if longest and run is not None and minutes_of(run) > most:
        yield (
            f"{_words(run.type)} takes {minutes_of(run)} min, as you wrote it; the longest run of the four weeks "
            f"before is {longest} min, and the tables go up to {most} after it"
        )


def minutes_of(run: RunEntry) -> int:
    """How long a run is, min."""
    return run.minutes or run_types()[run.type].minutes


def is_key(run: RunEntry) -> bool:
    """Whether it is a key run, whatever the goal."""
    return run_session(run.type, minutes_of(run), "general").key


def _words(type_: str) -> str:
    return type_.replace("_", " ")


def _a(level: Level) -> str:
    return f"{'an' if level[0] in 'ai' else 'a'} {level}"
