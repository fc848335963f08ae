"""A bench whose solver is made to answer wrongly: every wrong answer is found out and its variant disqualified."""

import re
from dataclasses import replace

import pytest

from scenarios.plan import Score
from solver.defect import Defect
from solver.result import Bound, Result
from solver.variants.measure import ordinary_answer
from solver.verify import judge, score_of

TWINS = "name: Twins\nquestion: Do two equal variants differ?\nscenarios: ['s?.yaml']\nvariants: [{name: again}]\n"
SLOTS = TWINS.replace("name: again", "name: slots, formulation: slots")


def wrong_for_slots(spoil):
    """An answer that is ``spoil``ed whenever the slots formulation is asked."""

    def answer(instance, rules, options):
        result = ordinary_answer(instance, rules, options)
        return spoil(result) if options.formulation == "slots" else result

    return answer


def moved(result):
    """Its lower session moved to where it breaks a rule, its score told as if it had not been."""
    plan = result.plan
    spoilt = [p for p in plan.sessions if p.session.heavy_legs]
    key = next(p for p in plan.sessions if p.session.key)
    there = replace(spoilt[0], day=key.day, slot=key.slot, start=key.start, end=key.end)
    sessions = tuple(there if p is spoilt[0] else p for p in plan.sessions)
    return replace(result, plan=replace(plan, sessions=sessions))


def flattered(result):
    """Fewer points told than the plan costs."""
    points = {**result.score.points, "even_load": result.score.points["even_load"] - 1}
    return replace(result, score=Score(result.score.left_out, points))


def lost(result):
    """A session that is neither placed nor left out."""
    return replace(result, plan=replace(result.plan, sessions=result.plan.sessions[1:]))


def called_infeasible(result):
    return Result.without_plan(result.rules, result.timings, impossible=True, interrupted=False, out_of_time=False)


def bounded_too_high(result):
    return replace(result, bound=replace(result.bound, points=result.bound.points + 1))


def defective(result):
    raise Defect("the plan breaks a rule")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (moved, "the plan breaks "),
        (flattered, "claimed are"),
        (lost, "the plan costs"),
        (called_infeasible, "called infeasible, but baseline"),
        (bounded_too_high, "as a bound, but baseline"),
        (defective, "the plan breaks a rule"),
    ],
)
def test_a_variant_with_wrong_answers_is_disqualified(folder, capsys, spoil, said):
    folder.scenarios(2)
    folder.suite(SLOTS)
    assert folder.bench(quick=True, solve=wrong_for_slots(spoil)) == 1
    printed = capsys.readouterr().out
    assert "slots: disqualified, 6 wrong answers" in printed
    assert said in printed
    assert "slots:\n" not in printed
    assert "Disqualified: wrong answers" in folder.report
    assert "<td>slots</td>" in folder.report


def test_a_worse_plan_called_optimal_is_a_wrong_answer(folder, capsys):
    """The plan is sound and its score true; only another run of the same question shows that it is not the best."""

    def answer(instance, rules, options):
        if options.formulation != "slots":
            return ordinary_answer(instance, rules, options)
        free = tuple(rule for rule in rules if rule.kind == "hard")
        found = ordinary_answer(instance, free, options).plan
        assert found is not None
        score = score_of(found, rules, judge(found, rules))
        honest = ordinary_answer(instance, rules, options)
        return replace(honest, plan=found, score=score, bound=Bound(score.left_out, score.total))

    folder.scenarios(5)
    folder.suite(SLOTS)
    assert folder.bench(quick=True, solve=answer) == 1
    assert re.search(r"slots: disqualified, \d+ wrong answers; .* optimal, but baseline", capsys.readouterr().out)


def test_a_wrong_baseline_is_compared_with_nothing(folder, capsys):
    folder.scenarios(1)
    folder.suite(TWINS)
    assert folder.bench(quick=True, solve=lambda *question: lost(ordinary_answer(*question))) == 1
    assert "baseline: disqualified" in capsys.readouterr().out
    assert "there is nothing to compare" in folder.report
