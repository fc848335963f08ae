"""Whole small clubs, as a coach writes them: a club file and its roster, with nights, a gym and wishes."""

import csv
import datetime as dt
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from anything.chances import NOTHING, at_times, within, without_nothing
from anything.clocks import first_days, zones
from anything.hours import slot_times
from anything.past import histories
from anything.rule_settings import rule_settings
from anything.scenario_files import absences
from anything.sessions import run_entries, strength_blocks
from hypothesis import strategies as st

from constraints.week import RULES
from scenarios.schema import WEEKDAYS, Goal, Level, RunType

IDS = ("ana", "bo", "cy", "Dee", "é 5", "=f", "g,h")
COLUMNS: tuple[str, ...] = ("id", "name", "goal", "level", "groups", *WEEKDAYS, "strength_at", "rules")
ENDS = [f"{rule.name}.weight={weight}" for rule in RULES if "weight" in rule.model_fields for weight in (0, 1, 1000)]


@dataclass(frozen=True)
class WrittenClub:
    """A club file's values, and its roster's rows."""

    values: dict[str, Any]
    rows: list[dict[str, str]]

    def text(self) -> str:
        """The club file."""
        return "".join(f"{key}: {json.dumps(value)}\n" for key, value in self.values.items())

    def roster(self) -> str:
        """The roster."""
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return text.getvalue()

    def into(self, folder: Path) -> Path:
        """Write both; returns where the club file lies."""
        (folder / "roster.csv").write_text(self.roster(), encoding="utf-8")
        (folder / "club.yaml").write_text(self.text(), encoding="utf-8")
        return folder / "club.yaml"


@st.composite
def gyms(draw: st.DrawFn, start: dt.date, slots: tuple[str, ...], ids: Sequence[str]) -> dict[str, Any]:
    """Few places, odd hours, exceptions, wishes that may not be kept."""
    dates = [(start + dt.timedelta(days=day)).isoformat() for day in range(7)]
    days = draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True))
    closed = draw(at_times(st.lists(st.sampled_from(dates), max_size=2, unique=True)))
    left = [date for date in dates if closed is NOTHING or date not in closed]
    places = st.dictionaries(st.sampled_from(slots), st.sampled_from((0, 1, 3)), min_size=1, max_size=2)
    wishes = {}
    for member in draw(st.lists(st.sampled_from(ids), max_size=2, unique=True)):
        others = [other for other in ids if other != member]
        if others:
            wishes[member] = {draw(st.sampled_from(("with", "never_with"))): [draw(st.sampled_from(others))]}
    return without_nothing(
        {
            "capacity": draw(st.sampled_from((1, 1, 2, 3))),
            "open": {day: draw(st.lists(st.sampled_from(slots), min_size=1, unique=True)) for day in days},
            "closed": closed,
            "exceptions": draw(at_times(st.dictionaries(st.sampled_from(left), places, max_size=2))),
            "wishes": wishes or NOTHING,
            "fair_within": draw(at_times(within(0, 60))),
        }
    )


@st.composite
def nights(draw: st.DrawFn, slots: tuple[str, ...]) -> dict[str, Any]:
    """Groups and what they run together."""
    night = st.fixed_dictionaries(
        {
            "session": st.sampled_from(get_args(RunType)),
            "day": st.sampled_from(WEEKDAYS),
            "slot": st.sampled_from(slots),
            "minutes": st.sampled_from((20, 45, 61, 120)),
        }
    )
    return draw(st.dictionaries(st.sampled_from(("track", "long_run", "hills")), night, max_size=2))


@st.composite
def rows(draw: st.DrawFn, member: str, times: dict[str, str], groups: list[str]) -> dict[str, str]:
    """A row; free time in slots that do not start together."""
    row = {"id": member, "name": draw(st.sampled_from(("", "Jörg", "<b>Bo</b>")))}
    row["goal"] = draw(st.sampled_from(("", "", *get_args(Goal))))
    row["level"] = draw(st.sampled_from(("", *get_args(Level))))
    row["groups"] = "|".join(draw(st.lists(st.sampled_from(groups), unique=True))) if groups else ""
    minutes = st.sampled_from((0, 20, 37, 60, 90, 181))
    for day in WEEKDAYS:
        free = draw(st.lists(st.sampled_from(sorted(times)), max_size=2, unique=True))
        row[day] = " ".join(f"{slot}:{draw(minutes)}" for slot in free)
    row["strength_at"] = draw(st.sampled_from(("gym", "gym", "gym", "home", "")))
    row["rules"] = " ".join(draw(st.lists(st.sampled_from(ENDS), max_size=3, unique_by=lambda end: end.split("=")[0])))
    return row


@st.composite
def club_files(draw: st.DrawFn, most: int = 5) -> WrittenClub:
    """A club of a few members, for a week that may hold a clock change."""
    zone = draw(zones)
    start = draw(first_days(zone, 1))
    times = draw(slot_times(3))
    slots = tuple(times)
    ids = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=most, unique=True))
    groups = draw(nights(slots))
    weeks = draw(st.sampled_from((1, 1, 1, 2)))
    runs = draw(at_times(st.lists(run_entries(slots, 1), min_size=1, max_size=3), one_in=2))
    usual = dict.fromkeys(WEEKDAYS, dict.fromkeys(slots, 95))
    defaults = {
        "slots": times,
        "available": usual,
        "goal": draw(at_times(st.sampled_from(get_args(Goal)), one_in=2)),
        "runs": runs,
        "strength": draw(at_times(strength_blocks(slots, 3), one_in=2)),
        "history": draw(at_times(histories(zone, start))),
        "away": draw(at_times(absences(start, weeks, times), one_in=4)),
        "rules": draw(at_times(rule_settings(3), one_in=2)),
        "repeat": draw(at_times(st.just(True), one_in=4)) if weeks == 1 else NOTHING,
    }
    gym = weeks == 1 and draw(st.integers(0, 4)) > 0
    values = {
        "name": draw(at_times(st.just("Club <i>"), one_in=4)),
        "timezone": NOTHING if zone is None else zone,
        "start": start.isoformat(),
        "weeks": weeks,
        "roster": "roster.csv",
        "defaults": without_nothing(defaults),
        "groups": groups or NOTHING,
        "gym": draw(gyms(start, slots, ids)) if gym else NOTHING,
    }
    return WrittenClub(without_nothing(values), [draw(rows(member, times, list(groups))) for member in ids])
