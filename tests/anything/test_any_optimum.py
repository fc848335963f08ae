"""The optimum of any file: that of brute force, of the textbook formulation, of a season as one model."""

import pytest
from anything.answers import job_of, no_worse, score_key
from anything.cases import cases, few, holds_for, many
from anything.every_plan import best_by_hand, plans_there_may_be
from anything.scenario_files import FEW_WEEKS, ONE_WEEK, SMALL, Written, scenario_files
from hypothesis import given

from solver.options import Options
from solver.solve import solve_bare
from solver.week import solve_week

MOST_PLANS = 1300


def brute_force_agrees(asked: Written) -> None:
    job = job_of(asked)
    if job is None or not 1 < plans_there_may_be(job.instance) <= MOST_PLANS:
        return
    by_hand = best_by_hand(job.instance, job.rules)
    for formulation in ("patterns", "slots"):
        assert score_key(solve_week(job.instance, job.rules, Options(formulation=formulation))) == by_hand, formulation


def textbook_agrees(asked: Written) -> None:
    """One model of slots for all weeks, against the patterns and the chain of weeks."""
    job = job_of(asked)
    if job is None:
        return
    usual = solve_bare(job.instance, job.rules, Options())
    textbook = solve_week(job.instance, job.rules, Options(formulation="slots", parameters="num_workers:1", seconds=20))
    if textbook.status in ("optimal", "infeasible"):
        assert score_key(usual) == score_key(textbook)
    else:
        assert no_worse(score_key(usual), score_key(textbook))


@pytest.mark.parametrize("count", [few(40), many(150)])
def test_brute_force_agrees(count: int) -> None:
    holds_for(count, scenario_files(SMALL), brute_force_agrees)


@pytest.mark.campaign
@cases(40)
@given(scenario_files(ONE_WEEK))
def test_the_textbook_agrees(asked: Written) -> None:
    textbook_agrees(asked)


@pytest.mark.campaign
@cases(15)
@given(scenario_files(FEW_WEEKS))
def test_one_model_of_a_season_agrees(asked: Written) -> None:
    textbook_agrees(asked)
