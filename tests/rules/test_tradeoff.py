"""What one week gives up and gains against another, said of hand-made weeks."""

import pytest

from scenarios.plan import Plan
from solver.asking.tradeoff import tradeoff
from solver.verify import score_of


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("tue morning easy 40", "wed morning easy 40", "rest day on Tuesday instead of Wednesday"),
        ("tue morning easy 40", "wed morning easy 40", "easy on Wednesday instead of Tuesday"),
        ("tue morning easy 40", "tue evening easy 40", "easy on Tuesday evening instead of morning"),
        (
            "tue morning upper 30 | wed morning lower 30",
            "tue evening upper 30 | wed evening lower 30",
            "lift after work twice instead of never",
        ),
        (
            "tue morning easy 40 | tue evening upper 30",
            "tue morning easy 40 | wed evening upper 30",
            "run and lift on one day never instead of once",
        ),
        ("tue morning easy 40 | tue evening upper 30", "tue morning easy 40 | wed evening upper 30", "no rest day on"),
    ],
)
def test_a_tradeoff_speaks_as_a_runner_does(week, before: str, after: str, said: str) -> None:
    first, other = week(before), week(after)
    plans = [first.plan, Plan(first.instance, other.plan.sessions)]
    scores = [score_of(plan, (), []) for plan in plans]
    line = tradeoff(plans[0], scores[0], plans[1], scores[1])
    assert said in line
    assert line.endswith("; same points")
