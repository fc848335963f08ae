"""From rows made by hand to verdicts: what is compared, what is charged, and when a difference is one."""

import random
from typing import Any, TypeVar

import pytest

from solver.variants.expand import Variant
from solver.variants.row import Row, row_of
from solver.variants.statistics import LEVEL, estimate, fewest, holm, signed_rank_p, spread_of
from solver.variants.suite import Diff
from solver.variants.verdicts import answer_of
from solver.variants.wrong import with_contradictions

BASE, OTHER = Variant("base", Diff()), Variant("other", Diff(weights={"even_load": 3}))
LIMIT_MS = 1000.0
T = TypeVar("T")


def there(found: T | None) -> T:
    assert found is not None
    return found


def row(variant: str = "base", scenario: str = "s0", seed: int = 1, **given: Any) -> Row:
    values: dict[str, Any] = {
        "question": f"{scenario} {variant}",
        "status": "optimal",
        "build_ms": 1.0,
        "search_ms": 8.0,
        "check_ms": 1.0,
        "left_out_key": 0,
        "left_out_easy": 0,
        "left_out_strength": 0,
        "own_points": 10,
        "points": 10,
        "points_by_rule": "even_load=4 key_runs_apart=6",
    }
    return Row(scenario, variant, seed, **{**values, **given})


def answered(rows):
    return answer_of(rows, (BASE, OTHER), LIMIT_MS)


def pairs(count: int, **other: Any) -> list[Row]:
    """``count`` scenarios, run once by each variant; a callable gives a scenario's own value."""
    rows = []
    for number in range(count):
        own: dict[str, Any] = {name: value(number) if callable(value) else value for name, value in other.items()}
        rows += [row("base", f"s{number}"), row("other", f"s{number}", **own)]
    return rows


def test_a_clear_difference_in_points_is_told_with_its_interval():
    answer = answered(pairs(10, points_by_rule=lambda n: f"even_load={7 + n % 2} key_runs_apart=6"))
    (verdict,) = answer.compared
    assert verdict.points_p < 0.05
    assert verdict.for_athlete.startswith("+3.5 points a scenario (+3.2 to +3.8), +0.0 (+0.0 to +0.0) of them")
    assert "no detectable difference" not in verdict.for_athlete
    assert (verdict.athlete.dearer, verdict.athlete.cheaper) == (10, 0)


def test_too_few_scenarios_that_differ_are_told_as_such():
    answer = answered(pairs(10, left_out_strength=lambda n: int(n < 3), points=10))
    (verdict,) = answer.compared
    assert "leaves out 0.30 strength sessions more a scenario (0.00 to 0.60)" in verdict.for_athlete
    assert (
        "more is left out in 3 of 10 scenarios, less in 0, no detectable difference beyond these" in verdict.for_athlete
    )


def test_too_few_scenarios_for_the_questions_of_a_page_allow_no_verdict():
    """Even when every one of them differs the same way; one variant asks three questions."""
    for count, few in ((6, True), (7, False)):
        (verdict,) = answered(pairs(count, search_ms=18.0, points_by_rule="even_load=7 key_runs_apart=6")).compared
        assert (verdict.points_p < LEVEL, verdict.time_p < LEVEL) == (not few, not few)
        for told in (verdict.for_athlete, verdict.for_solver):
            assert ("too few scenarios (6 of 7) for a verdict" in told) == few
            assert "no detectable difference" not in told


@pytest.mark.parametrize(("questions", "scenarios"), [(1, 6), (3, 7), (21, 10), (120, 13)])
def test_more_questions_take_more_scenarios_for_a_verdict(questions: int, scenarios: int):
    def surest(count: int) -> float:
        return holm([signed_rank_p(range(1, count + 1)), *[1.0] * (questions - 1)])[0]

    assert fewest(questions) == scenarios
    assert surest(scenarios) < LEVEL <= surest(scenarios - 1)


def test_where_nowhere_is_as_much_left_out_no_points_are_compared():
    (verdict,) = answered(pairs(8, left_out_strength=1, points_by_rule="even_load=0")).compared
    assert "more is left out in 8 of 8 scenarios" in verdict.for_athlete
    assert verdict.for_athlete.endswith("no points to compare, as no scenario leaves out as much")


def test_where_no_scenario_has_a_plan_nothing_is_compared():
    gone: dict[str, Any] = {"left_out_key": None, "left_out_easy": None, "left_out_strength": None, "points": None}
    (verdict,) = answered(pairs(8, status="unknown", points_by_rule="", own_points=None, **gone)).compared
    assert verdict.for_athlete == "no plan for 8 of 8 scenarios; no scenario to compare"


def test_points_are_compared_only_where_as_much_is_left_out():
    """Leaving a session out is cheap in points: that must not count as a gain."""
    answer = answered(
        pairs(
            8,
            left_out_strength=lambda n: int(n < 4),
            points_by_rule=lambda n: "even_load=0" if n < 4 else "even_load=6 key_runs_apart=6",
        )
    )
    (verdict,) = answer.compared
    assert there(verdict.athlete.points).count == 4
    assert there(verdict.athlete.points).middle == 2.0
    assert (verdict.athlete.lost, verdict.athlete.won) == (4, 0)


def test_points_of_rules_left_alone_are_kept_apart():
    rows = pairs(8, points_by_rule="even_load=20 key_runs_apart=1")
    (verdict,) = answered(rows).compared
    assert there(verdict.athlete.points).middle == 11.0
    assert there(verdict.athlete.elsewhere).middle == -5.0


def test_a_scenario_without_a_plan_for_some_seed_is_told_and_not_compared():
    gone: dict[str, Any] = {"left_out_key": None, "left_out_easy": None, "left_out_strength": None, "points": None}
    rows = pairs(4)
    rows += [row("base", "s9"), row("other", "s9", status="unknown", points_by_rule="", own_points=None, **gone)]
    (verdict,) = answered(rows).compared
    assert (verdict.athlete.planned, verdict.athlete.scenarios) == (4, 5)
    assert verdict.for_athlete.startswith("no plan for 1 of 5 scenarios; too few scenarios (4 of 7) for a verdict: ")


def test_days_that_move_are_counted_against_the_same_seed():
    before, after = "0:long@5:sat.morning 1:lower@0:mon.evening", "0:long@6:sun.morning 1:lower@0:mon.evening"
    rows = [row("base", seed=seed, placements=before) for seed in (1, 2)]
    rows += [row("other", seed=seed, placements=after if seed == 1 else before) for seed in (1, 2)]
    answer = answered(rows)
    assert answer.compared[0].athlete.moved == 0.5
    assert answer.compared[0].athlete.days["sun"] == 0.5
    assert answer.compared[0].athlete.days["sat"] == -0.5
    assert answer.baseline.athlete.moved == 0.0


def test_the_baselines_own_wobble_is_told():
    places = {1: "0:long@5:sat.morning", 2: "0:long@6:sun.morning"}
    rows = [row(variant, seed=seed, placements=places[seed]) for variant in ("base", "other") for seed in (1, 2)]
    answer = answered(rows)
    assert answer.baseline.athlete.moved == 1.0
    assert answer.compared[0].athlete.moved == 0.0


def test_a_run_that_met_its_limit_counts_twice_the_limit():
    rows = pairs(3)
    rows += [row("base", "s9"), row("other", "s9", status="stopped", search_ms=998.0)]
    (verdict,) = answered(rows).compared
    assert verdict.effort.par2 == pytest.approx((3 * 10 + 2 * LIMIT_MS) / 4)
    assert verdict.effort.times["s9"] == float("inf")
    assert verdict.effort.statuses == {"optimal": 3, "stopped": 1}
    assert there(verdict.effort.total).most == 1000.0


@pytest.mark.parametrize(
    ("search_ms", "said"),
    [
        (lambda n: 18.0, "2.00 times as long (2.00 to 2.00)"),
        (lambda n: 3.0, "2.00 times as fast (2.00 to 2.00)"),
        (lambda n: 8.1, "no detectable difference (1.01 times, 1.01 to 1.01)"),
        (lambda n: 10 * 1.1 ** (-1) ** n - 2, "no detectable difference (1.00 times, 0.91 to 1.10)"),
    ],
)
def test_the_verdict_on_time(search_ms, said):
    (verdict,) = answered(pairs(12, search_ms=search_ms)).compared
    assert verdict.for_solver == said


def test_runs_that_were_listened_to_count_in_no_time():
    rows = pairs(6)
    rows += [row("other", f"s{n}", seed=0, search_ms=5000.0, presolve_ms=2.0, first_plan_ms=3.0) for n in range(6)]
    (verdict,) = answered(rows).compared
    assert there(verdict.effort.total).most == 10.0
    assert (verdict.effort.presolve, verdict.effort.first_plan) == (2.0, 3.0)


def test_a_baseline_is_blamed_for_its_own_false_proof_only():
    rows = [row("base", question="q", own_points=12), row("other", question="q", own_points=10)]
    answer = answered(rows)
    assert list(answer.wrong) == ["base"]
    assert answer.verdicts == ()


def test_a_wrong_plan_refutes_nobody():
    rows = [row("base", question="q"), row("other", question="q", status="wrong", own_points=1)]
    assert [found.status for found in with_contradictions(rows)] == ["optimal", "wrong"]


def test_a_feasible_plan_refutes_a_false_bound_but_no_true_one():
    plan = row("base", question="q", status="stopped", own_points=10, bound="0 0 0 7")
    false = row("other", question="q", status="unknown", own_points=None, left_out_key=None, bound="0 0 1 0")
    assert [found.status for found in with_contradictions([plan, false])] == ["stopped", "wrong"]


def test_holm_steps_down():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


def test_nothing_that_differs_is_no_evidence():
    assert signed_rank_p([0.0] * 20) == 1.0
    assert signed_rank_p([]) == 1.0
    assert signed_rank_p([1.0] * 12) < 0.001


def test_an_interval_covers_the_truth_about_as_often_as_it_says():
    """200 samples of 25 with a known mean: 95 % intervals of that size cover it in 90 to 98 of 100."""
    dice = random.Random(7)
    covered = 0
    for _ in range(200):
        found = there(estimate([dice.gauss(3.0, 2.0) for _ in range(25)], "mean"))
        covered += found.low <= 3.0 <= found.high
    assert 180 <= covered <= 196


def test_an_estimate_and_a_spread_are_the_same_every_time():
    values = [1.0, 5.0, 2.0, 8.0]
    assert estimate(values, "median") == estimate(values, "median")
    assert estimate([], "mean") is None
    assert spread_of([]) is None
    spread = there(spread_of(values))
    assert (spread.median, spread.most) == (3.5, 8.0)


def test_a_row_is_read_as_it_was_written():
    whole = row(message='a "quoted", one', bound="0 0 0 10", gap=0.125, memory_mb=1.5, broken="full_rest_days")
    assert row_of(whole.cells()) == whole
    assert row_of(row(seed=3, points=None).cells()).points is None
