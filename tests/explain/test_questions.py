"""The two ways a question is asked agree, and a crowded week with much free time has a smallest conflict, proven."""

import random
from pathlib import Path

import pytest

from constraints.base.statement import Hard
from scenarios.load import load
from scenarios.schema import Scenario
from solver.cpsat import Search
from solver.explain.conflicts import SESSION, Member, Questions
from solver.explain.reasons import Explanation, why_infeasible
from solver.formulations.slots import Slots
from solver.options import Options
from solver.parameters import UNPRESOLVED
from solver.prepared import prepare
from solver.time_budget import TimeBudget

WEEKS = Path(__file__).parents[2] / "benchmarks" / "weeks"
LONG = f"{UNPRESOLVED} max_deterministic_time:60"


def crowded(name: str) -> Scenario:
    """A stored week with a tempo run more than it holds."""
    asked = load(WEEKS / f"{name}.yaml").scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return Scenario.model_validate({**asked, "runs": [*asked["runs"], {"type": "tempo", "minutes": 50}]})


def by_slots(questions: Questions, members: frozenset[Member], at_least: dict[int, int]) -> str:
    """The answer of the textbook model that holds every group behind a literal."""

    def guard(stated: Hard | int) -> Member:
        return questions.member_of(stated)

    slots = Slots(questions.grid, None, at_least=at_least, guard=guard)
    slots.model.assume(literal for group, literal in slots.guards.items() if group in members)
    return Search(LONG).run(slots.model).status


@pytest.mark.parametrize("name", ["week_002", "week_016", "week_044"])
def test_patterns_and_slots_answer_alike(name: str) -> None:
    instance, rules = prepare(crowded(name))
    questions = Questions(instance, rules)
    at_least = {index: demand.count for index, demand in enumerate(instance.demands)}
    every = sorted(
        {questions.member_of(stated) for stated in questions.hard} | {Member(SESSION, index) for index in at_least},
        key=str,
    )
    dice = random.Random(name)
    answers = set()
    for _ in range(12):
        members = frozenset(dice.sample(every, dice.randint(len(every) // 2, len(every))))
        answer = questions.status(members, at_least, {})
        assert answer == by_slots(questions, members, at_least)
        answers.add(answer)
    assert answers == {"optimal", "infeasible"}


def test_a_roomy_crowded_week_has_a_conflict_proven_smallest() -> None:
    instance, rules = prepare(crowded("week_072"))
    found = why_infeasible(instance, rules)
    assert isinstance(found, Explanation)
    assert found.conflict.minimal
    questions = Questions(instance, rules)
    members = found.conflict.members
    everything = found.conflict.asked
    assert questions.status(members, everything, {}) == "infeasible"
    for member in members:
        assert questions.status([other for other in members if other != member], everything, {}) == "optimal"


def test_a_conflict_is_shrunk_no_more_when_the_time_is_over() -> None:
    instance, rules = prepare(crowded("week_072"))
    small, rough = why_infeasible(instance, rules), why_infeasible(instance, rules, TimeBudget(Options(seconds=0)))
    assert small is not None
    assert rough is not None
    assert not rough.conflict.minimal
    assert len(rough.conflict.members) > len(small.conflict.members)
    assert rough.texts[-1] == "not proven to be the smallest reason"
