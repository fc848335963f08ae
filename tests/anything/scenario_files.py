"""Whole scenario files, as a user writes them, with the files beside them."""

import datetime as dt
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from anything.calendars import calendars
from anything.chances import NOTHING, at_times, without_nothing
from anything.clocks import first_days, real_times, zones
from anything.hours import free_days, slot_times, weekly_hours
from anything.own_exercises import own_exercises
from anything.past import histories, logs, thresholds
from anything.rule_settings import rule_settings
from anything.sessions import foci_of, run_entries, strength_blocks
from anything.wishes import KEYS, fixed_places, wishes
from hypothesis import strategies as st

from scenarios.schema import Goal, Level

NAMES = ("Ana", "Jörg Müller", "=1+1", "<b>Bo</b>", "李雷", "O'Brien, Cy", "a; b\\c", "N" * 120)


@dataclass(frozen=True)
class Written:
    """A scenario file's values, and the files it names."""

    values: dict[str, Any]
    beside: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The file, in block style at the top and flow style within."""
        return "".join(f"{key}: {json.dumps(value)}\n" for key, value in self.values.items())

    def into(self, folder: Path, name: str = "asked.yaml") -> Path:
        """Write everything; returns where the scenario lies."""
        folder.mkdir(parents=True, exist_ok=True)
        for other, text in self.beside.items():
            (folder / other).write_text(text, encoding="utf-8", newline="")
        (folder / name).write_text(self.text(), encoding="utf-8")
        return folder / name

    def but(self, **changed: Any) -> "Written":
        """The same with other values."""
        return replace(self, values={**self.values, **changed})


@dataclass(frozen=True)
class Size:
    """How large a week may be: a small one can be solved by trying every plan."""

    weeks: tuple[int, ...] = (1, 1, 1, 2, 3)
    slots: int = 4
    runs: int = 5
    lifts: int = 4
    places: int | None = None


USUAL = Size()
SMALL = Size(weeks=(1,), slots=2, runs=2, lifts=2, places=5)
ONE_WEEK = Size(weeks=(1,), slots=3, runs=4, lifts=3)
FEW_WEEKS = Size(weeks=(2, 2, 3), slots=2, runs=3, lifts=3)


@st.composite
def athletes(draw: st.DrawFn) -> dict[str, Any]:
    return without_nothing(
        {
            "name": draw(at_times(st.sampled_from(NAMES), one_in=2)),
            "id": draw(at_times(st.sampled_from(("ana-1", "x y", "é")), one_in=4)),
            "level": draw(at_times(st.sampled_from(get_args(Level)), one_in=2)),
            "body_mass_kg": draw(at_times(st.sampled_from((25, 61.5, 250)), one_in=4)),
        }
    )


@st.composite
def races(draw: st.DrawFn, zone: str | None, start: dt.date, weeks: int) -> dict[str, Any]:
    """A race in the last week or after it."""
    date = start + dt.timedelta(days=7 * (weeks - 1) + draw(st.integers(0, 12)))
    return without_nothing(
        {
            "date": date.isoformat(),
            "goal": draw(at_times(st.sampled_from(get_args(Goal)), one_in=2)),
            "start": draw(st.sampled_from(real_times(zone, date))),
            "minutes": draw(at_times(st.sampled_from((5, 25, 61, 200, 600)), one_in=2)),
        }
    )


@st.composite
def absences(draw: st.DrawFn, start: dt.date, weeks: int, times: dict[str, str]) -> list[dict[str, Any]]:
    """``away:``: a day, some days, days with other hours, days of another year."""
    away = []
    for _ in range(draw(st.integers(1, 2))):
        first = start + dt.timedelta(days=draw(st.sampled_from((0, 2, 5, 7 * weeks - 1, -3, 400))))
        last = first + dt.timedelta(days=draw(st.sampled_from((0, 0, 1, 4))))
        hours = draw(at_times(free_days(times), one_in=2))
        away.append(without_nothing({"from": first.isoformat(), "to": last.isoformat(), "available": hours}))
    return away


@st.composite
def overrides(draw: st.DrawFn, weeks: int) -> list[dict[str, int]]:
    """What some weeks ask instead of the tables."""
    numbers = {"run_minutes": (0, 95, 3000), "long_minutes": (0, 75, 600), "quality": (0, 2, 4), "strength": (0, 2, 7)}
    found = []
    for week in draw(st.lists(st.integers(1, weeks), max_size=2, unique=True)):
        names = draw(st.lists(st.sampled_from(sorted(numbers)), min_size=1, max_size=2, unique=True))
        found.append({"week": week, **{name: draw(st.sampled_from(numbers[name])) for name in names}})
    return found


def files_and_past(draw: st.DrawFn, zone: str | None, start: dt.date) -> tuple[dict[str, str], Any]:
    """The files that a scenario names, and its ``history`` where no log tells the past."""
    beside = {}
    if draw(st.integers(0, 2)) == 0:
        beside["life.ics"] = draw(calendars(start))
    if draw(st.integers(0, 4)) == 0:
        beside["own.csv"] = draw(own_exercises())
    past = draw(at_times(histories(zone, start), one_in=2))
    if past is NOTHING and draw(st.integers(0, 2)) == 0:
        beside["log.csv"] = draw(logs(start))
    return beside, past


@st.composite
def scenario_files(draw: st.DrawFn, size: Size = USUAL) -> Written:
    """A file in which any option may stand; nearly all are accepted."""
    zone, weeks = draw(zones), draw(st.sampled_from(size.weeks))
    start = draw(first_days(zone, weeks))
    times = draw(slot_times(size.slots))
    slots = tuple(times)
    hours = draw(weekly_hours(times, most_places=size.places))
    runs = draw(st.lists(run_entries(slots, weeks), min_size=1, max_size=size.runs))
    generated = size.places is None and draw(st.integers(0, 3)) == 0
    strength = draw(strength_blocks(slots, size.lifts))
    if size.places is not None and "focus" not in strength:
        strength["focus"] = ["lower"]
    types = [] if generated else [entry["type"] for entry in runs]
    asked = list(dict.fromkeys([*types, *foci_of(strength)]))
    keys = [name for name in types if name in KEYS]
    if keys and draw(st.integers(0, 3)) == 0:
        strength["allow_prefatigue"] = draw(st.sampled_from(keys))
    race = draw(at_times(races(zone, start, weeks), one_in=4))
    repeat = weeks == 1 and race is NOTHING and draw(st.booleans())
    dates = [(start + dt.timedelta(days=day)).isoformat() for day in range(7 * weeks)]
    beside, past = files_and_past(draw, zone, start)
    if "own.csv" in beside:
        strength["exercises"] = "own.csv"
    values = {
        "athlete": draw(at_times(athletes(), one_in=2)),
        "timezone": NOTHING if zone is None else zone,
        "start": start.isoformat(),
        "weeks": draw(st.sampled_from((weeks, NOTHING))) if weeks == 1 or race is not NOTHING else weeks,
        "goal": draw(at_times(st.sampled_from(get_args(Goal)), one_in=2)),
        "slots": times,
        "available": hours,
        "runs": NOTHING if generated else runs,
        "phase": draw(at_times(st.sampled_from(("base", "build")))) if _lone(weeks, race, generated) else NOTHING,
        "strength": strength or NOTHING,
        "prefer": draw(at_times(wishes(asked, slots), one_in=2)),
        "fixed": draw(at_times(fixed_places(asked, hours, dates))),
        "history": past,
        "race": race,
        "overrides": draw(at_times(overrides(weeks), one_in=4)),
        "away": draw(at_times(absences(start, weeks, times))),
        "notes": draw(at_times(st.just(["bring water, <b>cold</b>"]), one_in=6)),
        "busy": "life.ics" if "life.ics" in beside else NOTHING,
        "log": "log.csv" if "log.csv" in beside else NOTHING,
        "readiness": draw(at_times(thresholds(), one_in=4)),
        "repeat": repeat or NOTHING,
        "rules": draw(at_times(rule_settings(), one_in=2)),
    }
    return Written(without_nothing(values), beside)


def _lone(weeks: int, race: object, generated: bool) -> bool:
    return weeks == 1 and race is NOTHING and not generated
