"""A bench from the suite to the report: what is right, what is wrong, what was stopped and goes on."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scenarios.errors import InputError
from scenarios.load import load
from solver.options import Options
from solver.prepared import prepare
from solver.result import Solved
from solver.variants import stopwatch
from solver.variants.expand import permuted
from solver.variants.measure import ordinary_answer
from solver.variants.row import STATUSES
from solver.variants.scorer import judged, placement_text, transferred
from solver.week import solve_week

TWINS = "name: Twins\nquestion: Do two equal variants differ?\nscenarios: ['s?.yaml']\nvariants: [{name: again}]\n"
SLOTS = TWINS.replace("name: again", "name: slots, formulation: slots")
SPACING = """
name: Spacing & <b>more</b>
question: What does 48 h cost?
scenarios: ['s?.yaml']
baseline: {name: 30 h}
variants:
  - {name: 48 h, rules: {heavy_legs_before_key_run: {hours: 48}}}
  - {name: no rest, rules: {full_rest_days: false}}
"""


def test_two_equal_variants_have_no_detectable_difference(folder, steady, capsys):
    folder.scenarios(7)
    folder.suite(TWINS)
    assert folder.bench() == 0
    printed = capsys.readouterr().out
    assert "again:\n  solver: no detectable difference (" in printed
    rows = folder.rows
    assert len(rows) == 2 * 7 * 11
    assert {row.status for row in rows} == {"optimal"}
    assert "every scenario leaves out as much and scores the same" in folder.report


def test_a_variant_that_takes_twice_as_long_is_found_out(folder, steady, capsys):
    """The same twins, one of them asking the clock more often: a difference there is."""

    def answer(instance, rules, options):
        if options.formulation == "slots":
            for _ in range(4):
                stopwatch.CLOCKS["processor"]()
        return ordinary_answer(instance, rules, options)

    folder.scenarios(5)
    # of three questions six scenarios can never be sure (p >= 0.09), eight can
    for number in range(5, 8):
        text = (folder.path / "s0.yaml").read_text(encoding="utf-8").replace("minutes: 50", f"minutes: {40 + number}")
        (folder.path / f"s{number}.yaml").write_text(text, encoding="utf-8")
    folder.suite(SLOTS)
    assert folder.bench(solve=answer) == 0
    assert re.search(r"slots:\n  solver: 2\.\d\d times as long \(", capsys.readouterr().out)


class Page(HTMLParser):
    """What a page holds, and whether its tags are in order."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.attributes = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_report_is_whole_asks_nothing_of_the_net_and_escapes(folder, capsys):
    folder.scenarios(2)
    folder.suite(SPACING)
    assert folder.bench(quick=True) == 0
    page = Page(folder.report)
    assert page.tags.count("svg") >= 5
    assert {"script", "link", "img", "iframe"} & set(page.tags) == set()
    assert {name for name, _ in page.attributes} & {"src", "href", "onload", "onclick", "style"} == set()
    assert re.findall(r"url\(|@import|https?://", folder.report) == []
    assert "Spacing &amp; &lt;b&gt;more&lt;/b&gt;" in folder.report
    assert "<b>more</b>" not in folder.report
    for drawing in re.findall(r"<svg.*?</svg>", folder.report, re.DOTALL):
        ElementTree.fromstring(drawing)
    assert folder.report.index("What it costs the athlete") < folder.report.index("What it costs the solver")
    assert "A quick look" in folder.report
    told = capsys.readouterr()
    assert "What does 48 h cost?\nA quick look: 2 seeds and 2 scenarios are too few" in told.out
    written = [Path(line.removeprefix("wrote ")) for line in told.err.splitlines()]
    assert sorted(written) == sorted(folder.out.iterdir())
    assert [path.name for path in written] == ["report.html", "results.csv", "environment.json"]


def test_every_row_and_the_environment_say_what_was_measured(folder):
    folder.scenarios(2)
    folder.suite(SPACING)
    folder.bench(quick=True)
    rows = folder.rows
    assert len({(row.scenario, row.variant, row.seed) for row in rows}) == len(rows) == 2 * 3 * 3
    for row in rows:
        assert row.status in STATUSES
        assert min(row.build_ms, row.search_ms, row.check_ms) > 0
        assert (row.presolve_ms is not None) == (row.first_plan_ms is not None) == (row.seed == 0)
        assert row.bound_key == row.own_key
        assert row.points == row.points_without(frozenset())
        assert row.placements.count("@") + sum(row.left_out) == 5
    rested = [row for row in rows if row.variant == "no rest"]
    assert {rule for row in rested for rule in row.broken.split()} <= {"full_rest_days"}
    environment = json.loads((folder.out / "environment.json").read_text(encoding="utf-8"))
    assert environment["command"] == f"runlift bench {folder.path}/suite.yaml -o {folder.out} --quick"
    assert set(environment["instances"]) == {"s0", "s1"}
    assert all(re.fullmatch("[0-9a-f]{64}", found) for found in environment["instances"].values())
    assert environment["packages"]["ortools"].startswith("9.15")
    assert environment["variants"]["48 h"] == {"rules": {"heavy_legs_before_key_run": {"hours": 48}}}


def test_plans_that_break_the_baselines_rules_are_counted(folder):
    folder.scenarios(1)
    text = (folder.path / "s0.yaml").read_text(encoding="utf-8")
    text = text.replace("minutes: 40}", "minutes: 40, times: 5}")
    text = text.replace("available:\n", "available:\n  mon: {evening: 60}\n  sun: {evening: 60}\n")
    (folder.path / "s0.yaml").write_text(text, encoding="utf-8")
    folder.suite(SPACING)
    folder.bench(quick=True)
    assert {row.broken for row in folder.rows if row.variant == "no rest"} == {"full_rest_days"}
    assert "full_rest_days:&nbsp;1" in folder.report.replace("<wbr>", ""), "a name may break, and is whole"


def test_a_stopped_run_goes_on_and_makes_no_run_twice(folder, capsys):
    folder.scenarios(2)
    folder.suite(TWINS)
    calls = []

    def until(last):
        def answer(*question):
            calls.append(question)
            if len(calls) == last:
                raise KeyboardInterrupt
            return ordinary_answer(*question)

        return answer

    with pytest.raises(KeyboardInterrupt):
        folder.bench(quick=True, solve=until(8))
    assert "stopped after 5 runs; run it again to go on" in capsys.readouterr().err
    kept = (folder.out / "results.csv").read_bytes()
    assert not (folder.out / "report.html").exists()
    (folder.out / "results.csv").write_bytes(kept + b"s0,again,1,cut sho")
    assert folder.bench(quick=True) == 0
    assert "5 runs are done already" in capsys.readouterr().err
    assert (folder.out / "results.csv").read_bytes().startswith(kept)
    assert len({(row.scenario, row.variant, row.seed) for row in folder.rows}) == len(folder.rows) == 12
    before = (folder.out / "report.html").read_bytes()
    assert folder.bench(quick=True, solve=lambda *question: pytest.fail("nothing is left to run")) == 0
    assert (folder.out / "report.html").read_bytes() == before


@pytest.mark.parametrize("change", ["suite", "instances", "seeds"])
def test_other_conditions_are_not_mixed_in(folder, change):
    folder.scenarios(2)
    folder.suite(TWINS)
    folder.bench(quick=True)
    kept = (folder.out / "results.csv").read_bytes()
    if change == "suite":
        folder.suite(TWINS.replace("again", "once more"))
    if change == "instances":
        text = (folder.path / "s0.yaml").read_text(encoding="utf-8").replace("minutes: 50", "minutes: 45")
        (folder.path / "s0.yaml").write_text(text, encoding="utf-8")
    what = "the suite file" if change == "suite" else change
    with pytest.raises(InputError, match=f"holds runs of another {what}; accepted: a new folder"):
        folder.bench(quick=change != "seeds")
    assert (folder.out / "results.csv").read_bytes() == kept


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace("scenario,", "scenery,", 1), ":1: not a results.csv of this version"),
        (lambda text: text.replace(",optimal,", ",splendid,", 1), ":2: no row of ours (status 'splendid')"),
        (lambda text: text + "a,b\n", ":8: no row of ours (2 cells)"),
    ],
)
def test_results_that_are_not_ours_are_refused(folder, spoil, said):
    folder.scenarios(1)
    folder.suite(TWINS)
    folder.bench(quick=True)
    path = folder.out / "results.csv"
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(said)):
        folder.bench(quick=True)


def test_without_scipy_there_is_one_line(folder, monkeypatch):
    folder.scenarios(1)
    folder.suite(TWINS)
    found = "solver.commands.bench.importlib.util.find_spec"
    monkeypatch.setattr(found, lambda name: None if name == "scipy" else object())
    with pytest.raises(InputError, match=r"^runlift bench needs scipy; accepted: .*runlift\[bench\]$"):
        folder.bench(quick=True)
    assert not folder.out.exists()


def test_the_command_as_its_user_runs_it(folder):
    """Killed half way, it goes on; a bad suite ends with 2 and nothing written."""
    folder.scenarios(2)
    suite = folder.suite(TWINS)
    command = [str(Path(sys.executable).with_name("runlift")), "bench", suite, "-o", str(folder.out)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if (folder.out / "results.csv").exists() and len((folder.out / "results.csv").read_bytes()) > 3000:
            break
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=30)
    kept = (folder.out / "results.csv").read_bytes()
    kept = kept[: kept.rfind(b"\n") + 1]
    again = subprocess.run(command, capture_output=True, check=False, text=True, env={**os.environ, "NO_COLOR": "1"})
    assert again.returncode == 0, again.stderr
    assert "runs are done already" in again.stderr
    assert again.stdout.startswith("Do two equal variants differ?\nagain:\n  solver: ")
    assert (folder.out / "results.csv").read_bytes().startswith(kept)
    assert len(folder.rows) == 2 * 2 * 11
    folder.suite("name: x\n")
    refused = subprocess.run([*command[:-1], "elsewhere"], capture_output=True, check=False, text=True, cwd=folder.path)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert not (folder.path / "elsewhere").exists()


def test_equal_sessions_are_one_like_another(folder):
    """A plan read as the answer to the same question in another order costs and places the same."""
    folder.scenarios(1)
    asked = load(folder.path / "s0.yaml").scenario
    instance, rules = prepare(asked)
    for seed in (2, 3):
        result = solve_week(*prepare(permuted(asked, seed)), Options())
        assert isinstance(result, Solved)
        there = transferred(result.plan, instance)
        assert judged(there, rules).score.key() == result.score.key()
        assert judged(there, rules).broken == ()
        assert placement_text(there) == placement_text(transferred(there, instance))
