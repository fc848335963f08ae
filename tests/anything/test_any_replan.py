"""Any plan taken up again, on any day: refused in one line, or a plan whose past is the same."""

import datetime as dt
import json
import random
import tempfile
from pathlib import Path

import pytest
from anything.cases import few, holds_for, many
from anything.program import is_refused_in_one_line, ran
from anything.scenario_files import USUAL, Written, scenario_files
from anything.told_files import same_in_every_file


def taken_up_well(asked: Written) -> None:
    dice = random.Random(asked.text())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = asked.into(folder)
        first = ran("solve", file, "-o", folder / "out")
        if first.code:
            return
        start = dt.date.fromisoformat(asked.values["start"])
        plan = json.loads((folder / "out" / "plan.json").read_text(encoding="utf-8"))
        dates = sorted(each["date"] for each in plan["sessions"]) or [start.isoformat()]
        since = start + dt.timedelta(days=dice.randint(-1, (dt.date.fromisoformat(dates[-1]) - start).days + 1))
        blocked = [date for date in dice.sample(dates, min(2, len(dates))) if dice.random() < 0.4]
        words = [word for date in blocked for word in ("--block", date)]
        logged = ["--log", folder / "log.csv"] if "log.csv" in asked.beside and dice.random() < 0.7 else []
        new = folder / "new"
        answer = ran("replan", folder / "out" / "plan.json", "--from", since, *words, *logged, "-o", new)
        if is_refused_in_one_line(answer, new):
            return
        assert answer.code in (0, 1), answer.err
        assert "Traceback" not in answer.err
        if answer.code == 1:
            return
        same_in_every_file(new, asked.values.get("timezone"))
        again = json.loads((new / "plan.json").read_text(encoding="utf-8"))
        judged = ran("check", new / "plan.json", "--json")
        assert judged.code == 0, judged.err + judged.out
        found = json.loads(judged.out)
        assert found["points"] == again["points"]
        assert found["left_out_counts"] == again["left_out_counts"]
        assert not [each for each in again["sessions"] if each["date"] in blocked and not each.get("done")]


@pytest.mark.parametrize("count", [few(10), many(30)])
def test_any_plan_can_be_taken_up_again(count: int) -> None:
    holds_for(count, scenario_files(USUAL), taken_up_well)
