"""What a suite file may say, and what is said to one that says something else."""

import time
from pathlib import Path

import pytest

from constraints.base.rule import Rule
from scenarios.errors import InputError
from scenarios.instance import Instance
from scenarios.load import load
from solver import cpsat
from solver.commands.bench import understood
from solver.options import Options
from solver.prepared import prepare
from solver.result import Result
from solver.variants.cases import Case
from solver.variants.expand import Variant, applied, merged, permuted, question_of, touched_by, variants_of
from solver.variants.measure import Lab, asked_by, ordinary_answer
from solver.variants.suite import Diff, load_suite

ROOT = Path(__file__).parents[2]
SUITES = sorted((ROOT / "benchmarks" / "suites").glob("*.yaml"))
HEAD = "name: A\nquestion: B?\nscenarios: [s0.yaml]\n"


def refused(folder, text: str) -> str:
    folder.scenarios(1)
    with pytest.raises(InputError) as caught:
        understood(folder.suite(text), quick=False)
    assert "\n" not in str(caught.value)
    return str(caught.value).replace(f"{folder.path}/", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "suite.yaml:1:5: YAML: "),
        ("- 1", "suite.yaml:1:1: scenario: no suite; accepted: a mapping with at least name, question, scenarios"),
        (f"{HEAD}seed: 10\n", "suite.yaml:4:1: seed: unknown key; did you mean seeds? "),
        (f"{HEAD}seeds: 3\n", "suite.yaml:4:8: seeds: got 3; accepted: a whole number from 10 to 1000"),
        (f"{HEAD}variants: [{{name: b, rules: {{heavy: true}}}}]", "variants[0].rules.heavy: no such rule 'heavy'"),
        (
            f"{HEAD}baseline: {{rules: {{heavy_legs_before_key_run: {{hours: 400}}}}}}",
            "suite.yaml:4:55: baseline.rules.heavy_legs_before_key_run.hours: got 400; accepted: a whole number",
        ),
        (f"{HEAD}variants: [{{name: b, weights: {{no_overlap: 2}}}}]", "no such soft rule 'no_overlap'"),
        (
            f"{HEAD}variants: [{{name: b, policy: both}}]",
            "variants[0].policy: got 'both'; accepted: easy_days",
        ),
        (f"{HEAD}variants: [{{name: b, formulation: slot}}]", "did you mean slots? accepted: patterns, slots"),
        (f"{HEAD}variants: [{{name: b, without: flow}}]", "variants[0].without: got 'flow'; did you mean flows?"),
        (
            f"{HEAD}variants: [{{name: b, formulation: slots, without: flows}}]",
            "variants[0].without: slots do not have the idea 'flows'; accepted: formulation: patterns",
        ),
        (f"{HEAD}variants: [{{name: b, parameters: 'workers:1'}}]", "parameters: CP-SAT does not understand this"),
        (f"{HEAD}grid: {{policy: [easy_days, both]}}", "suite.yaml:4:28: grid.policy[1]: got 'both'; accepted: easy"),
        (
            f"{HEAD}grid: {{even_load.wait: [1]}}",
            "suite.yaml:4:8: grid.'even_load.wait': unknown key; did you mean",
        ),
        (f"{HEAD}grid: {{even_lode.weight: [1]}}", "no such rule or setting 'even_lode'; did you mean even_load?"),
        (f"{HEAD}grid: {{even_load.weight: [1, -1]}}", "suite.yaml:4:30: grid.'even_load.weight'[1]: got -1; accepted"),
        (f"{HEAD}grid: {{even_load: [3]}}", "a rule is true or false; accepted: even_load.PARAMETER"),
        (f"{HEAD}grid: {{policy: []}}", "grid.policy: an empty list; accepted: at least one value"),
        (f"{HEAD}variants: [{{name: b}}, {{name: b}}]", "variants[1].name: a second variant called 'b'"),
        (HEAD, "variants: nothing to compare with the baseline; accepted: variants, a grid, each_rule_off"),
        (HEAD.replace("s0", "x*") + "each_rule_off: true", "scenarios[0].files: no file matches 'x*.yaml'"),
        (HEAD.replace("s0", "gone") + "each_rule_off: true", "gone.yaml: cannot be read"),
        (HEAD.replace("[s0.yaml]", "[s0.yaml, s0.yaml]") + "each_rule_off: true", "a scenario is named twice"),
        (HEAD.replace("[s0.yaml]", "[{every: 2}]") + "each_rule_off: true", "neither files nor club; accepted: one of"),
        (HEAD.replace("[s0.yaml]", "[{files: s0.yaml, weeks: [60]}]") + "each_rule_off: true", "from 1 to 52"),
        ("start: 2026-11-30\navailable: {}\n", "this is a scenario, for `runlift solve`"),
    ],
)
def test_a_fault_is_told_with_its_place(folder, text, said):
    assert said in refused(folder, text)


def test_a_fault_leaves_nothing_behind(folder):
    folder.scenarios(1)
    folder.suite(f"{HEAD}seeds: 3\n")
    with pytest.raises(InputError):
        folder.bench()
    assert not folder.out.exists()


@pytest.mark.parametrize("path", SUITES, ids=lambda path: path.stem)
def test_every_shipped_suite_is_understood(path):
    """A folder of suites and of nothing else."""
    assert len(variants_of(load_suite(str(path)).suite)) > 1


def test_the_spacing_suite_is_four_variants_on_25_weeks_with_10_seeds():
    bench = understood(str(ROOT / "benchmarks" / "suites" / "spacing.yaml"), quick=False)
    assert (len(bench.variants), len(bench.cases), bench.seeds) == (4, 25, 10)


def test_a_grid_is_written_out_and_leaves_the_baseline_out(folder):
    text = (
        f"{HEAD}baseline: {{policy: any, rules: {{heavy_legs_before_key_run: {{hours: 30}}}}}}\n"
        "grid: {heavy_legs_before_key_run.hours: [24, 30], policy: [any, easy_days], even_load: [true, false]}\n"
    )
    variants = variants_of(load_suite(folder.suite(text)).suite)
    names = [variant.name for variant in variants]
    assert len(names) == 9
    assert "hours=24, policy=easy_days, even_load=false" in names
    point = next(v for v in variants if v.name == "hours=24, policy=easy_days, even_load=false").diff
    assert point == Diff(policy="easy_days", rules={"heavy_legs_before_key_run": {"hours": 24}, "even_load": False})


def test_a_diff_changes_only_what_it_names():
    week = load(ROOT / "scenarios" / "library" / "hill_race.yaml").scenario
    written = week.model_copy(update={"rules": {"even_load": {"weight": 3}, "full_rest_days": {"days": 2}}})
    changed = applied(written, Diff(rules={"full_rest_days": False}, weights={"even_load": 5}, policy="any"))
    assert changed.rules == {"even_load": {"weight": 5}, "full_rest_days": False}
    assert changed.strength.policy == "any"
    assert applied(written, Diff()) == written


def test_a_weight_does_not_switch_a_rule_on_again():
    week = load(ROOT / "scenarios" / "library" / "hill_race.yaml").scenario
    off = week.model_copy(update={"rules": {"even_load": False}})
    assert applied(off, Diff(weights={"even_load": 5})).rules == {"even_load": False}


def test_a_permutation_is_the_same_question():
    week = load(ROOT / "benchmarks" / "weeks" / "week_008.yaml").scenario
    assert week.runs is not None
    orders = {permuted(week, seed).runs for seed in range(1, 11)}
    assert len(orders) > 3
    assert all(sorted(runs or (), key=str) == sorted(week.runs, key=str) for runs in orders)
    assert permuted(week, 0) == week


def test_sessions_that_are_fixed_keep_their_order():
    text = (ROOT / "benchmarks" / "weeks" / "week_008.yaml").read_text(encoding="utf-8")
    fixed = load(ROOT / "benchmarks" / "weeks" / "week_008.yaml").scenario.model_copy(update={"fixed": ("x",)})
    assert "easy, minutes: 45" in text
    assert permuted(fixed, 3) is fixed


def test_equal_questions_have_one_hash_however_they_are_written():
    week = load(ROOT / "benchmarks" / "weeks" / "week_008.yaml").scenario

    def hashed(diff: Diff) -> str:
        asked = applied(week, diff)
        return question_of(asked, prepare(asked)[1])

    default = hashed(Diff())
    assert hashed(Diff(rules={"heavy_legs_before_key_run": {"hours": 30}})) == default
    assert hashed(Diff(rules={"heavy_legs_before_key_run": {"hours": 36}})) != default
    assert hashed(Diff(policy="any")) != default
    assert hashed(Diff(formulation="slots")) == default
    assert hashed(Diff(without="flows")) == default


def test_an_idea_taken_out_reaches_the_formulation():
    variant = Variant("without flows", merged(Diff(), Diff(without="flows")))
    seen: list[Options] = []

    def answer(instance: Instance, rules: tuple[Rule, ...], options: Options) -> Result:
        seen.append(options)
        return ordinary_answer(instance, rules, options)

    case = Case("week", "", load(ROOT / "benchmarks" / "weeks" / "week_003.yaml").scenario)
    own = asked_by(case, variant)
    row = Lab(time.process_time, 20, answer).run(case, variant, 1, own, own)
    assert row.status == "optimal"
    assert seen[0].without == "flows"
    assert merged(Diff(without="flows"), Diff(formulation="slots")).without is None


def test_only_rules_that_differ_are_touched():
    base = Diff(rules={"heavy_legs_before_key_run": {"hours": 30}}, weights={"even_load": 2})
    over = Diff(rules={"heavy_legs_before_key_run": {"hours": 30}, "full_rest_days": False}, weights={"even_load": 3})
    assert touched_by(over, base) == {"full_rest_days", "even_load"}


def test_a_club_is_a_suite_of_its_members(folder):
    library = ROOT / "scenarios" / "library"
    text = HEAD.replace("[s0.yaml]", f"[{{club: {library}/club.yaml, most: 2}}]") + "each_rule_off: true"
    bench = understood(folder.suite(text), quick=False)
    assert len(bench.cases) == 2
    assert all(case.scenario.fixed for case in bench.cases)


def test_weeks_make_a_scenario_of_each_length(folder):
    folder.scenarios(1)
    text = (folder.path / "s0.yaml").read_text(encoding="utf-8")
    (folder.path / "s0.yaml").write_text(text.split("runs:")[0], encoding="utf-8")
    suite = folder.suite(HEAD.replace("[s0.yaml]", "[{files: s0.yaml, weeks: [1, 3]}]") + "each_rule_off: true")
    assert [case.scenario.weeks for case in understood(suite, quick=False).cases] == [1, 3]


def test_parameters_that_cp_sat_refuses_are_told_by_nobody_else(capfd: pytest.CaptureFixture[str]) -> None:
    """Its own reader writes to standard error, past Python."""
    assert not cpsat.understood("num_wrkers:1")
    assert cpsat.understood("num_workers:1 num_workers:2, cut_level:0  # the last one counts")
    assert capfd.readouterr() == ("", "")
