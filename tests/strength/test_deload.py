"""A week that eases off asks for no more weight than the week before it did."""

import csv
from pathlib import Path

from click.testing import CliRunner

from solver.cli.main import cli

LOG = """date,session,minutes,rpe,exercises
2026-11-24,easy,50,3,
2026-11-25,lower,30,6,romanian_deadlift 3x8@2x16kg; squat 3x8@16kg
2026-11-29,long,75,5,
"""
SEASON = """start: 2026-11-30
goal: half
race: {date: 2027-03-07, minutes: 110}
available:
  mon: {morning: 45, evening: 60}
  tue: {morning: 60, evening: 75}
  wed: {morning: 60, evening: 90}
  thu: {morning: 60, evening: 75}
  fri: {morning: 60}
  sat: {morning: 120, evening: 45}
  sun: {morning: 180}
strength: {minutes: 30, equipment: [dumbbell, band, box]}
log: log.csv
"""


def kilograms(weight: str) -> float:
    """``2x16`` is two of 16 kg."""
    return float(weight.rpartition("x")[2])


def test_no_load_is_higher_in_a_deload_than_in_the_week_before(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    (tmp_path / "season.yaml").write_text(SEASON, encoding="utf-8")
    done = CliRunner().invoke(cli, ["solve", str(tmp_path / "season.yaml"), "-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    loads: dict[tuple[int, str], float] = {}
    with (tmp_path / "out" / "strength.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["kg"]:
                key = int(row["week"]), row["exercise"]
                loads[key] = max(loads.get(key, 0), kilograms(row["kg"]))
    for name in ("romanian_deadlift", "squat"):
        assert loads[4, name] <= loads[3, name], name
        assert loads[8, name] <= loads[7, name], name
