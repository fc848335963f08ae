"""Further plans: each as different as asked for, within its points, and none better missed (brute force)."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import pytest

from constraints.base.rule import Rule
from scenarios.errors import InputError
from scenarios.instance import Demand, Instance
from scenarios.load import load
from scenarios.plan import Plan
from scenarios.schema import WEEKDAYS, Scenario
from solver.asking.alternatives import Wanted, alternatives_to
from solver.asking.placements import Placement, placements_of
from solver.asking.tradeoff import tradeoff
from solver.options import Options
from solver.prepared import prepare
from solver.result import Result, Solved
from solver.verify import judge, score_of
from solver.week import solve_week

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "scenarios" / "library"
STORED = sorted((ROOT / "benchmarks" / "weeks").glob("*.yaml"))
Key = tuple[int, int, int, int]


def small_week(seed: int) -> Scenario:
    """A week small enough to try every plan."""
    rng = random.Random(f"alternatives {seed}")
    free: dict[str, dict[str, int]] = {}
    for _ in range(5):
        free.setdefault(rng.choice(WEEKDAYS), {})[rng.choice(("morning", "evening"))] = rng.choice((45, 60, 90))
    runs = [{"type": rng.choice(("tempo", "long", "easy")), "minutes": rng.choice((40, 60)), "times": 1}]
    if rng.random() < 0.3:
        # equal sessions that may not stand on the same days
        runs += [{"type": "easy", "minutes": 40, "days": rng.sample(WEEKDAYS, 5)}, {"type": "easy", "minutes": 40}]
    else:
        runs.append({"type": "easy", "minutes": 40, "times": rng.choice((1, 2))})
    return Scenario.model_validate(
        {
            "start": "2026-11-30",
            "goal": rng.choice(("5k", "marathon", "general")),
            "available": free,
            "runs": runs,
            "strength": {"focus": rng.sample(("upper", "lower", "full"), rng.choice((0, 1))), "minutes": 30},
            "prefer": {"run": {"days": ["sat", "sun", "tue"]}},
            "repeat": rng.random() < 0.3,
        }
    )


def every_choice(instance: Instance) -> Iterator[list[tuple[Demand, tuple[int, str]]]]:
    """Every way to put units of the demands into free slots, one at a time."""
    places = [(day.index, slot.name, slot.minutes) for day in instance.days if not day.blocked for slot in day.slots]
    options = []
    for demand in instance.demands:
        fitting = [(day, slot) for day, slot, minutes in places if minutes >= demand.session.minutes]
        options.append([c for size in range(demand.count + 1) for c in combinations(fitting, size)])
    for chosen in product(*options):
        taken = [place for places in chosen for place in places]
        if len(set(taken)) == len(taken):
            pairs = zip(instance.demands, chosen, strict=True)
            yield [(demand, place) for demand, own in pairs for place in own]


def judged_by_hand(instance: Instance, rules: tuple[Rule, ...], voices) -> dict[frozenset[Placement], Key]:
    """Every plan that keeps the hard rules, with its score."""
    found = {}
    for chosen in every_choice(instance):
        plan = voices.plan_with(instance, chosen)
        violations = judge(plan, rules)
        if all(violation.points is not None for violation in violations):
            found.setdefault(placements_of(plan), score_of(plan, rules, violations).key())
    return found


def differ(one: frozenset[Placement], other: frozenset[Placement]) -> int:
    return len(one - other)


def are_the_best_there_are(instance: Instance, rules: tuple[Rule, ...], voices, wanted: Wanted) -> int:
    first = solve_week(instance, rules, Options())
    plans = judged_by_hand(instance, rules, voices)
    if first.plan is None or first.score is None:
        assert plans == {}
        return 0
    best = first.score.key()
    told = alternatives_to(first, wanted)
    earlier = [placements_of(first.plan)]
    for other in told.plans:
        left = [key for plan, key in plans.items() if all(differ(old, plan) >= wanted.differing for old in earlier)]
        assert other.score.key() == min(left)
        assert plans[placements_of(other.plan)] == other.score.key()
        earlier.append(placements_of(other.plan))
    if len(told.plans) < wanted.count:
        assert told.ended
        left = [key for plan, key in plans.items() if all(differ(old, plan) >= wanted.differing for old in earlier)]
        assert not [key for key in left if key[:3] == best[:3] and key[3] <= best[3] + wanted.within]
    else:
        assert not told.ended
    return len(told.plans)


def brute_force(first: int, count: int, voices) -> None:
    found = []
    for seed in range(first, first + count):
        scenario = small_week(seed)
        wanted = Wanted(1 + seed % 4, within=(0, 3, 10, 25)[seed // 4 % 4], differing=1 + seed // 16 % 3)
        instance, rules = prepare(scenario)
        try:
            found.append(are_the_best_there_are(instance, rules, voices, wanted))
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {wanted}") from error
    assert max(found) >= 2
    assert len(set(found)) >= 3


@pytest.mark.parametrize("block", range(3))
def test_no_better_alternative_is_missed(block: int, voices) -> None:
    brute_force(100 * block, 16, voices)


@pytest.mark.campaign
@pytest.mark.parametrize("block", range(10))
def test_no_better_alternative_is_missed_at_length(block: int, voices) -> None:
    brute_force(10_000 + 100 * block, 60, voices)


def test_equal_sessions_that_change_places_are_no_other_week() -> None:
    days = (["mon", "tue", "wed", "sat"], ["mon", "tue", "wed"], None)
    scenario = {
        "start": "2026-11-30",
        "available": {day: {"morning": 60} for day in ("mon", "wed", "sat")},
        "runs": [{"type": "easy", "minutes": 40, "days": own} for own in days],
        "strength": {"focus": []},
    }
    result = solve_week(*prepare(Scenario.model_validate(scenario)), Options())
    assert result.plan is not None
    assert not result.plan.left_out
    told = alternatives_to(result, Wanted(3, within=50, differing=1))
    assert not told.plans
    assert told.ended


def solved(path: Path) -> Solved:
    instance, rules = prepare(load(path).scenario)
    found = solve_week(instance, rules, Options())
    assert isinstance(found, Solved)
    return found


@pytest.mark.parametrize("path", [LIBRARY / "hill_race.yaml", LIBRARY / "minimal.yaml", *STORED[:48:12]])
@pytest.mark.parametrize("differing", [1, 3])
def test_alternatives_differ_from_each_other_and_cost_no_more_than_allowed(path: Path, differing: int) -> None:
    first = solved(path)
    told = alternatives_to(first, Wanted(3, within=4, differing=differing))
    plans = [placements_of(plan) for plan in (first.plan, *(other.plan for other in told.plans))]
    for one, other in combinations(plans, 2):
        assert differ(one, other) >= differing
        assert differ(other, one) >= differing
    points = [first.score.total, *(other.score.total for other in told.plans)]
    assert points == sorted(points)
    assert points[-1] <= points[0] + 4
    assert all(other.score.left_out == first.score.left_out for other in told.plans)
    for other in told.plans:
        assert score_of(other.plan, first.rules, judge(other.plan, first.rules)) == other.score
        assert "\n" not in other.tradeoff
        assert other.tradeoff == tradeoff(first.plan, first.score, other.plan, other.score)


def test_both_formulations_find_alternatives_of_the_same_worth() -> None:
    first = solved(LIBRARY / "hill_race.yaml")
    wanted = Wanted(3, within=10, differing=4)
    told = [alternatives_to(first, wanted, Options(formulation=name)) for name in ("patterns", "slots")]
    assert told[0].plans[0].score.key() == told[1].plans[0].score.key()


def test_a_plan_that_is_not_proven_has_no_alternatives() -> None:
    first = solved(LIBRARY / "hill_race.yaml")
    unproven = replace(first, status="feasible")
    told = alternatives_to(unproven, Wanted(2))
    assert told.plans == ()
    assert "not proven" in told.ended


def test_alternatives_share_the_time_of_one_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as are asked for take no longer than the plan itself may: one budget, shared among those to come."""
    given: list[float] = []

    def watched(instance: Instance, rules: tuple[Rule, ...], options: Options) -> Result:
        given.append(options.seconds or 0)
        return solve_week(instance, rules, options)

    monkeypatch.setattr("solver.asking.alternatives.solve_week", watched)
    told = alternatives_to(solved(LIBRARY / "hill_race.yaml"), Wanted(2, within=50), Options(seconds=60))
    assert len(told.plans) == 2
    assert given[0] <= 30
    assert given[1] <= 60


def test_several_weeks_are_refused() -> None:
    instance, rules = prepare(load(LIBRARY / "season.yaml").scenario)
    one = solved(LIBRARY / "minimal.yaml")
    season = replace(one, plan=Plan(instance, ()), rules=rules)
    with pytest.raises(InputError, match="one week at a time"):
        alternatives_to(season, Wanted(1))


def test_the_command_tells_each_alternative_in_a_line_and_writes_them(runlift, tmp_path: Path) -> None:
    done = runlift("solve", LIBRARY / "hill_race.yaml", "--alternatives", 2, "--differing", 3, "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith("Alternative ")]
    document = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert [line.partition(": ")[2] for line in lines] == [other["tradeoff"] for other in document["alternatives"]]
    assert len(lines) == 2
    for other in document["alternatives"]:
        assert other["points"]["total"] - document["points"]["total"] in range(6)
        assert other["left_out_counts"] == document["left_out_counts"]
        assert {s["session"] for s in other["sessions"]} == {s["session"] for s in document["sessions"]}
        assert all(session["why"] for session in other["sessions"])


def test_what_an_alternative_leaves_out_has_its_reason_too(runlift) -> None:
    done = runlift("solve", LIBRARY / "impossible.yaml", "--alternatives", 2, "--differing", 1, "--json")
    assert done.returncode == 0, done.stderr
    others = json.loads(done.stdout)["alternatives"]
    assert others
    assert all(left["reasons"] and left["rules"] for other in others for left in other["left_out"])
    assert all(other["left_out"] for other in others)


def test_the_command_says_why_there_are_no_more(runlift) -> None:
    done = runlift("solve", LIBRARY / "impossible.yaml", "--alternatives", 3, "--differing", 9)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "No other plan differs in at least 9 placements."
    done = runlift("solve", LIBRARY / "impossible.yaml", "--alternatives", 99, "--differing", 1, "--within", 0)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].endswith("differs in at least 1 placement and leaves out as little.")
    done = runlift("solve", LIBRARY / "hill_race.yaml", "--alternatives", 9, "--differing", 6, "--within", 0)
    assert done.returncode == 0, done.stderr
    assert "placements within 0 points: the next best costs " in done.stdout.splitlines()[-1]


def test_a_plan_without_the_option_has_none(runlift) -> None:
    document = json.loads(runlift("solve", LIBRARY / "minimal.yaml", "--json").stdout)
    assert document["alternatives"] == []
    assert "alternatives_ended" not in document


@pytest.mark.parametrize(
    "wrong",
    [
        ("season.yaml", "--alternatives", "1"),
        ("minimal.yaml", "--alternatives", "-1"),
        ("minimal.yaml", "--alternatives", "1", "--differing", "0"),
    ],
)
def test_wrong_wishes_are_bad_input(runlift, wrong: tuple[str, ...]) -> None:
    done = runlift("solve", LIBRARY / wrong[0], *wrong[1:])
    assert done.returncode == 2
    assert done.stderr
    assert done.stdout == ""
