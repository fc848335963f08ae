"""Any scenario file: refused in one line or solved, judged as the solver scored it, and told alike by every file."""

import json
import tempfile
from pathlib import Path

import pytest
from anything.cases import few, holds_for, many
from anything.program import is_refused_in_one_line, ran
from anything.scenario_files import Written, scenario_files
from anything.told_files import same_in_every_file


def hold(asked: Written) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, out = asked.into(folder), folder / "out"
        answer = ran("solve", file, "-o", out)
        if is_refused_in_one_line(answer, out):
            return
        assert answer.code in (0, 1), answer.err
        assert "Traceback" not in answer.err
        if answer.code == 0:
            written_well(asked, file, out)
        else:
            assert not out.exists()
            assert "Infeasible" in answer.out


def written_well(asked: Written, file: Path, out: Path) -> None:
    same_in_every_file(out, asked.values.get("timezone"))
    document = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    assert document["status"] == "optimal"
    alone = judged(ran("check", out / "plan.json", "--json"))
    assert alone["differences"] == []
    for judgement in (
        alone,
        *(judged(ran("check", out / f"plan.{kind}", file, "--json")) for kind in ("json", "csv", "ics")),
    ):
        assert judgement["violations"] == []
        assert judgement["points"] == document["points"]
        assert judgement["left_out_counts"] == document["left_out_counts"]


def judged(answer):
    assert answer.code == 0, answer.err + answer.out
    return json.loads(answer.out)


@pytest.mark.parametrize("count", [few(25), many(60)])
def test_any_file_is_refused_or_solved_and_written_well(count: int) -> None:
    holds_for(count, scenario_files(), hold)
