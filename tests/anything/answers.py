"""The answer to a drawn file, by the road that the program takes."""

import tempfile
from pathlib import Path

from anything.scenario_files import Written

from scenarios.errors import InputError
from solver.commands.solve import Job, understood
from solver.options import Options
from solver.result import Result
from solver.solve import solve_bare

Key = tuple[int, int, int, int] | None


def job_of(asked: Written) -> Job | None:
    """The file, understood; None where it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            return understood(str(asked.into(Path(folder))))
        except InputError:
            return None


def answer_of(job: Job) -> Result:
    """The best plan, proven."""
    result = solve_bare(job.instance, job.rules, Options())
    assert result.status in ("optimal", "infeasible")
    return result


def key_of(asked: Written) -> Key:
    """What the best plan leaves out and costs; None where no plan keeps every rule. The file must be accepted."""
    job = job_of(asked)
    assert job is not None, asked.text()
    return score_key(answer_of(job))


def score_key(result: Result) -> Key:
    return None if result.score is None else result.score.key()


def no_worse(one: Key, other: Key) -> bool:
    """Whether a key is as good as another one; no plan at all is the worst."""
    return other is None or (one is not None and one <= other)
