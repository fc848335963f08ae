"""``runlift why`` as its user runs it: the price of a move, what it breaks, why no week is better."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "scenarios" / "library"


def test_the_command_prices_a_move(runlift) -> None:
    done = runlift("why", LIBRARY / "hill_race.yaml", "easy-2", "--on", "sun/evening")
    assert done.returncode == 0, done.stderr
    first = done.stdout.splitlines()[0]
    assert first.startswith("easy-2 on Sun 6 Dec evening: ")
    told = json.loads(runlift("why", LIBRARY / "hill_race.yaml", "easy-2", "--on", "sun/evening", "--json").stdout)
    assert told["verdict"] == "costs"
    assert told["difference"]["points"]["total"] == sum(told["difference"]["points"]["rules"].values())
    assert str(told["difference"]["points"]["total"]) in first
    assert any(move["to"] and move["to"]["date"] == "2026-12-06" for move in told["moves"])


def test_the_command_says_what_a_move_breaks(runlift) -> None:
    done = runlift("why", LIBRARY / "impossible.yaml", "lower", "--on", "mon")
    assert done.returncode == 1
    assert "lower on Mon 30 Nov: breaks" in done.stdout
    assert "heavy leg work ends at least 36 h before a key run" in done.stdout
    assert "Left out then: intervals" in done.stdout


def test_the_command_says_why_no_better_week_exists(runlift) -> None:
    done = runlift("why", LIBRARY / "impossible.yaml")
    assert done.returncode == 0, done.stderr
    assert "No better week exists" in done.stdout
    assert "1 strength session more" in done.stdout
    told = json.loads(runlift("why", LIBRARY / "impossible.yaml", "--json").stdout)
    assert told["proven"]
    assert told["points"]["total"] == sum(spent["points"] for spent in told["spent"]) == told["bound"]["points"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("impossible.yaml", "lowre", "--on", "mon"), "did you mean lower?"),
        (("impossible.yaml", "lower", "--on", "monday"), "did you mean mon?"),
        (("impossible.yaml", "lower"), "name both"),
        (("impossible.yaml", "--on", "mon"), "name both"),
        (("season.yaml", "long", "--on", "sun"), "comes in every week"),
    ],
)
def test_wrong_questions_are_bad_input(runlift, arguments: tuple[str, ...], said: str) -> None:
    done = runlift("why", LIBRARY / arguments[0], *arguments[1:])
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_the_plan_one_got_can_be_asked_about(runlift, tmp_path: Path) -> None:
    assert runlift("solve", LIBRARY / "hill_race.yaml", "-o", tmp_path).returncode == 0
    asked = ("easy-2", "--on", "sun/evening")
    of_plan, of_scenario = (
        runlift("why", file, *asked) for file in (tmp_path / "plan.json", LIBRARY / "hill_race.yaml")
    )
    assert of_plan.stdout == of_scenario.stdout
    assert of_plan.stderr == ""
    document = json.loads((tmp_path / "plan.json").read_text("utf-8"))
    upper = next(session for session in document["sessions"] if session["session"] == "upper")
    document["sessions"].remove(upper)
    (tmp_path / "plan.json").write_text(json.dumps(document), encoding="utf-8")
    worse = runlift("why", tmp_path / "plan.json", *asked)
    assert "is not the best plan of its scenario" in worse.stderr
    assert worse.stdout == of_scenario.stdout
