"""Questions about any file: answered, and what they claim in numbers is true."""

import json
import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from anything.answers import answer_of, job_of, key_of, no_worse, score_key
from anything.cases import few, holds_for, many
from anything.program import Ran, ran
from anything.scenario_files import ONE_WEEK, USUAL, Written, scenario_files
from hypothesis.strategies import SearchStrategy

from scenarios.sessions import TIERS


def answered(answer: Ran, *codes: int) -> dict[str, Any]:
    assert answer.code in codes, answer.err + answer.out
    assert "Traceback" not in answer.err
    return json.loads(answer.out)


def answers_are_true(asked: Written) -> None:
    # the rhythm of a season is settled before its weeks are, so a price holds only where it says nothing
    asked = asked.but(rules={**asked.values.get("rules", {}), "same_rhythm": False})
    job = job_of(asked)
    if job is None:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = asked.into(folder)
        dice = random.Random(asked.text())
        result = answer_of(job)
        names = [name for demand in job.instance.demands for name in demand.names()]
        if result.plan is not None and names:
            moves_cost_what_they_are_said_to(asked, file, dice)
            rules_bring_what_they_are_said_to(asked, file, result, dice)
        ways_out_lead_out(asked, file, folder, result, dice)


def moves_cost_what_they_are_said_to(asked: Written, file: Path, dice: random.Random) -> None:
    """The price of a session elsewhere is that of the file with the session fixed there."""
    job = job_of(asked)
    assert job is not None
    instance = job.instance
    demand = dice.choice(instance.demands)
    session = dice.choice(demand.names())
    day = dice.choice(instance.week_days(demand.week))
    if not day.slots:
        return
    slot = dice.choice(day.slots).name
    told = answered(ran("why", file, session, "--on", f"{day.date}/{slot}", "--json"), 0, 1)
    text = ran("why", file, session, "--on", f"{day.date}")
    assert text.code in (0, 1), text.err
    if "fixed" in asked.values:
        return
    before = score_key(answer_of(job))
    assert before is not None
    fixed = asked.but(fixed=[{"session": session, "date": day.date.isoformat(), "slot": slot}])
    other = job_of(fixed)
    if other is None:
        assert told["verdict"] == "breaks" or instance.clock.changes_on(day.date)
        return
    best = answer_of(other)
    assert best.plan is not None
    there = any((p.day, p.slot) == (day.index, slot) and p.name in demand.names() for p in best.plan.sessions)
    if told["verdict"] == "stands":
        assert score_key(best) == before
    elif told["difference"] is not None:
        change = told["difference"]
        after = (*(before[n] + change["left_out_counts"].get(tier, 0) for n, tier in enumerate(TIERS)),)
        price = (*after, before[3] + change["points"]["total"])
        plan = answer_of(job).plan
        assert plan is not None
        own = session in [left.name for left in plan.left_out]  # asked for on top of those placed
        if there and not own:
            assert score_key(best) == price
        assert no_worse(score_key(best), price)
    else:
        assert not there or told["verdict"] == "breaks"


def rules_bring_what_they_are_said_to(asked: Written, file: Path, result, dice: random.Random) -> None:
    """What lifting a rule alone gains."""
    if result.plan.instance.weeks > 1:
        return
    told = answered(ran("why", file, "--json"), 0)
    assert ran("why", file).code == 0
    before = score_key(result)
    assert before is not None
    assert (*told["left_out_counts"].values(), told["points"]["total"]) == before
    liftable = [each for each in told["binding"] if not each["rule"].endswith(("_days", "_time", "_sessions"))]
    if liftable:
        each = dice.choice(liftable)
        after = (*(before[n] - each["placed"][tier] for n, tier in enumerate(TIERS)), before[3] - each["points_saved"])
        rules = {**asked.values.get("rules", {}), each["rule"]: False}
        assert key_of(asked.but(rules=rules)) == after, each["rule"]


def ways_out_lead_out(asked: Written, file: Path, folder: Path, result, dice: random.Random) -> None:
    """It is said to be possible where nothing is left out, and each way out gets there."""
    told = answered(ran("explain", file, "--json"), 0, 1)
    assert told["possible"] == (result.plan is not None and not result.plan.left_out)
    assert ran("explain", file).code == (0 if told["possible"] else 1)
    if told.get("ways_out"):
        number = dice.randint(1, len(told["ways_out"]))
        out = folder / "out.yaml"
        applied = ran("explain", file, "--apply", number, "-o", out)
        assert applied.code == 0, applied.err
        again = ran("solve", out, "--strict", "--json")
        assert again.code == 0, again.err + told["ways_out"][number - 1]["text"]
    for number in told.get("tight", ()):
        if number["strictest"] != number["value"] and dice.random() < 0.3:
            own = asked.values.get("rules", {}).get(number["rule"])
            own = own if isinstance(own, dict) else {}
            stricter = {**own, number["parameter"]: number["strictest"]}
            key = key_of(asked.but(rules={**asked.values.get("rules", {}), number["rule"]: stricter}))
            assert key is not None
            assert key[:3] == (0, 0, 0)


@pytest.mark.parametrize(("count", "drawn"), [few(6, scenario_files(ONE_WEEK)), many(10, scenario_files(USUAL))])
def test_answers_about_any_file_are_true(count: int, drawn: SearchStrategy[Written]) -> None:
    holds_for(count, drawn, answers_are_true)
