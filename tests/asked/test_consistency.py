"""Parts of a scenario that contradict each other: refused where they stand, in one line."""

import datetime as dt

import pytest

from scenarios.clock import Clock
from scenarios.consistency import check_consistency
from scenarios.errors import BadField, InputError
from scenarios.instance import instance_of
from scenarios.load import load_text
from scenarios.places import last_day, planned_weeks
from scenarios.schema import Scenario

WEEK = """\
start: 2026-11-30
available:
  mon: {morning: 60, evening: 60}
  sat: {morning: 120}
"""
RUNS = WEEK + "runs: [{type: easy, times: 2}, {type: intervals}]\n"
SEASON = WEEK + "race: {date: 2027-01-10}\n"
SPRING = """\
timezone: Europe/Berlin
start: 2027-03-22
slots: {night: 02:30}
available: {sun: {night: 60}, mon: {morning: 60}}
runs: [{type: easy}]
"""
REFUSED = {
    # slots
    "unknown slot in available": (
        WEEK.replace("evening", "evenin"),
        "3:22: available.mon.evenin: no such slot 'evenin'; did you mean evening? accepted: morning, midday, evening",
    ),
    "unknown slot of a run": (WEEK + "runs: [{type: easy, slots: [noon]}]\n", "5:29: runs[0].slots[0]: no such slot"),
    "unknown slot of a lift": (
        WEEK + "strength: {focus: [{focus: full, slots: [noon]}]}\n",
        "5:42: strength.focus[0].slots[0]: no such slot 'noon'",
    ),
    "unknown slot wished": (WEEK + "prefer: {run: {slots: [noon]}}\n", "5:24: prefer.run.slots[0]: no such slot"),
    "unknown slot fixed": (
        RUNS + "fixed: [{session: easy, day: sat, slot: mornin}]\n",
        "6:41: fixed[0].slot: no such slot 'mornin'; did you mean morning?",
    ),
    "unknown slot away": (
        WEEK + "away: [{from: 2026-12-01, to: 2026-12-02, available: {noon: 30}}]\n",
        "5:55: away[0].available.noon: no such slot",
    ),
    "two slots at one time": (
        WEEK + "slots: {evening: 06:30}\n",
        "3:22: available.mon.evening: morning and evening both start at 06:30",
    ),
    "two slots at one time that day": (
        WEEK.replace("evening: 60", "evening: {minutes: 60, at: 06:30}"),
        "3:22: available.mon.evening: morning and evening both start at 06:30",
    ),
    "two slots at one time away": (
        WEEK + "slots: {dawn: 06:30}\naway: [{from: 2026-12-01, to: 2026-12-02, available: {morning: 9, dawn: 9}}]\n",
        "6:67: away[0].available.dawn: morning and dawn both start at 06:30",
    ),
    "nothing available": ("start: 2026-11-30\navailable: {}\n", "2:1: available: no minute is free"),
    "no minute available": ("start: 2026-11-30\navailable: {mon: {morning: 0}}\n", "2:1: available: no minute is free"),
    # race and weeks
    "race in the past": (WEEK + "race: {date: 2026-11-29}\n", "5:14: race.date: 2026-11-29 is before start"),
    "race too far": (
        WEEK + "race: {date: 2027-11-29}\n",
        "5:14: race.date: 2027-11-29 is more than 52 weeks away; accepted: up to 2027-11-28",
    ),
    "a phase of a generated week": (WEEK + "phase: base\n", "5:1: phase: the table says it for these weeks"),
    "a phase of several weeks": (RUNS + "phase: base\nweeks: 2\n", "6:1: phase: the table says it for these weeks"),
    "a phase before a race": (RUNS + "phase: base\nrace: {date: 2026-12-05}\n", "6:1: phase: the table says it"),
    "a phase no table has": (RUNS + "phase: holiday\n", "6:8: phase: "),
    "weeks past the race": (
        WEEK + "race: {date: 2026-12-13}\nweeks: 3\n",
        "6:8: weeks: 3 weeks go past the race on 2026-12-13; accepted: 1 to 2, or no weeks at all",
    ),
    "repeat with weeks": (WEEK + "weeks: 2\nrepeat: true\n", "6:9: repeat: 2 weeks cannot follow themselves"),
    "repeat with a race": (WEEK + "race: {date: 2026-12-05}\nrepeat: true\n", "6:9: repeat: a week with a race"),
    "override beyond": (
        WEEK + "overrides: [{week: 2, quality: 1}]\n",
        "5:20: overrides[0].week: week 2 is not planned",
    ),
    "override beyond the race": (SEASON + "overrides: [{week: 7}]\n", "6:20: overrides[0].week: week 7 is not planned"),
    "override twice": (
        SEASON + "overrides: [{week: 2}, {week: 2}]\n",
        "6:31: overrides[1].week: week 2 is overridden twice",
    ),
    # history
    "history not past": (
        WEEK + "history: [{session: easy, date: 2026-11-30}]\n",
        "5:33: history[0].date: 2026-11-30 is not before start (2026-11-30)",
    ),
    "history too old": (
        WEEK + "history: [{session: easy, date: 2025-11-28}]\n",
        "5:33: history[0].date: 2025-11-28 is more than a year before start",
    ),
    "unknown session done": (
        WEEK + "history: [{session: eassy, date: 2026-11-29}]\n",
        "5:21: history[0].session: no such session 'eassy'; did you mean easy?",
    ),
    # wishes
    "wish for what is not asked": (
        RUNS + "prefer: {long: {days: [sat]}}\n",
        "6:10: prefer.long: no such session asked",
    ),
    "wish misspelt": (
        RUNS + "prefer: {intervall: {days: [sat]}}\n",
        "6:10: prefer.intervall: no such session asked for 'intervall'; did you mean intervals?",
    ),
    "wish misspelt in a generated week": (
        WEEK + "prefer: {lnog: {days: [sat]}}\n",
        "5:10: prefer.lnog: no such session asked for 'lnog'; did you mean long?",
    ),
    "wish for one unit": (RUNS + "prefer: {easy-2: {days: [sat]}}\n", "6:10: prefer.easy-2: no such session asked for"),
    "wish for a kind not asked": (RUNS + "prefer: {cross: {days: [sat]}}\n", "6:10: prefer.cross: no such session"),
    "tired legs before an easy run": (
        RUNS + "strength: {allow_prefatigue: easy}\n",
        "6:30: strength.allow_prefatigue: no such key run asked for 'easy'; accepted: intervals",
    ),
    "tired legs before a run not asked": (
        RUNS + "strength: {allow_prefatigue: long}\n",
        "6:30: strength.allow_prefatigue: no such key run asked for 'long'",
    ),
    # fixed sessions
    "fixed but not asked": (
        RUNS + "fixed: [{session: long, day: sat, slot: morning}]\n",
        "6:19: fixed[0].session: no such session asked for 'long'; accepted: easy, easy-2, intervals, upper",
    ),
    "fixed unit beyond the count": (
        RUNS + "fixed: [{session: easy-3, day: sat, slot: morning}]\n",
        "6:19: fixed[0].session: no such session asked for 'easy-3'",
    ),
    "fixed too often": (
        RUNS.replace("times: 2", "times: 1")
        + "fixed: [{session: easy, day: sat, slot: morning},\n  {session: easy, day: mon, slot: morning}]\n",
        "7:13: fixed[1].session: easy is fixed 2 times in week 1; accepted: at most 1",
    ),
    "fixed too often with a date": (
        RUNS + "fixed:\n  - {session: intervals, day: sat, slot: morning}\n"
        "  - {session: intervals, date: 2026-11-30, slot: morning}\n",
        "8:15: fixed[1].session: intervals is fixed 2 times in week 1; accepted: at most 1",
    ),
    "fixed unit twice": (
        RUNS + "fixed: [{session: easy-2, day: sat, slot: morning},\n  {session: easy-2, day: mon, slot: morning}]\n",
        "7:13: fixed[1].session: easy-2 is fixed twice",
    ),
    "fixed on a blocked day": (
        RUNS + "away: [{from: 2026-12-05, to: 2026-12-05}]\nfixed: [{session: easy, day: sat, slot: morning}]\n",
        "7:30: fixed[0].day: Sat 5 Dec is blocked (away)",
    ),
    "fixed on a blocked date": (
        RUNS
        + "away: [{from: 2026-12-05, to: 2026-12-05}]\nfixed: [{session: easy, date: 2026-12-05, slot: morning}]\n",
        "7:31: fixed[0].date: Sat 5 Dec is blocked (away)",
    ),
    "fixed where the hours of that date leave none": (
        RUNS + "away: [{from: 2026-12-05, to: 2026-12-05, available: {evening: 60}}]\n"
        "fixed: [{session: easy, day: sat, slot: morning}]\n",
        "7:41: fixed[0].slot: no time is free on Sat 5 Dec morning; accepted: evening on that day",
    ),
    "fixed in a slot that day does not have": (
        RUNS + "fixed: [{session: easy, day: sat, slot: evening}]\n",
        "6:41: fixed[0].slot: no time is free on Sat 5 Dec evening; accepted: morning on that day",
    ),
    "fixed on a day without time": (
        RUNS + "fixed: [{session: easy, day: tue, slot: evening}]\n",
        "6:41: fixed[0].slot: no time is free on Tue 1 Dec evening; accepted: a day with free time",
    ),
    "fixed in a slot of no minutes": (
        RUNS.replace("evening: 60", "evening: 0") + "fixed: [{session: easy, day: mon, slot: evening}]\n",
        "6:41: fixed[0].slot: no time is free on Mon 30 Nov evening; accepted: morning on that day",
    ),
    "fixed on a date not planned": (
        RUNS + "fixed: [{session: easy, date: 2026-12-07, slot: morning}]\n",
        "6:31: fixed[0].date: 2026-12-07 is not planned; accepted: 2026-11-30 to 2026-12-06",
    ),
    # clock changes
    "fixed in a spring gap": (
        SPRING + "fixed: [{session: easy, day: sun, slot: night}]\n",
        "6:41: fixed[0].slot: 02:30 does not exist on 2027-03-28 in Europe/Berlin",
    ),
    "fixed in a spring gap, own time": (
        SPRING.replace("night: 60}", "night: {minutes: 60, at: 02:59}}")
        + "fixed: [{session: easy, date: 2027-03-28, slot: night}]\n",
        "6:49: fixed[0].slot: 02:59 does not exist on 2027-03-28",
    ),
    "race in a spring gap": (
        SPRING + "race: {date: 2027-03-28, start: 02:30}\n",
        "6:33: race.start: 02:30 does not exist on 2027-03-28 in Europe/Berlin, where the clocks skip it; accepted: a",
    ),
    "done in a spring gap": (
        SPRING.replace("2027-03-22", "2027-03-29") + "history: [{session: easy, date: 2027-03-28, start: 02:30}]\n",
        "6:52: history[0].start: 02:30 does not exist on 2027-03-28",
    ),
}
ACCEPTED = {
    "the same times on other days": WEEK + "slots: {dawn: 06:30}\n",
    "a slot of no minutes at the same time": WEEK.replace("evening: 60", "dawn: 0") + "slots: {dawn: 06:30}\n",
    "away outside the weeks": WEEK + "away: [{from: 2025-12-01, to: 2025-12-02}, {from: 2028-12-01, to: 2028-12-02}]\n",
    "race on the first day": WEEK + "race: {date: 2026-11-30}\n",
    "race on the last possible day": WEEK + "race: {date: 2027-11-28}\n",
    "fewer weeks than to the race": SEASON + "weeks: 2\n",
    "the last week overridden": SEASON + "overrides: [{week: 6, quality: 0}]\n",
    "the day before start": WEEK + "history: [{session: rest, date: 2026-11-29}, {session: full, date: 2026-11-28}]\n",
    "a race done": WEEK + "history: [{session: race, date: 2026-11-29, minutes: 180}]\n",
    "wishes by kind and tier": RUNS
    + "prefer: {run: {days: [sat]}, strength: {slots: [evening]}, key: {days: [mon]}}\n",
    "a wish for a run a generated week may hold": WEEK + "prefer: {fartlek: {days: [sat]}}\n",
    "tired legs before intervals": RUNS + "strength: {allow_prefatigue: intervals}\n",
    "tired legs before a long medium-long run": WEEK
    + "runs: [{type: medium_long, minutes: 90}]\nstrength: {allow_prefatigue: medium_long}\n",
    "both units fixed": RUNS
    + "fixed: [{session: easy, day: sat, slot: morning}, {session: easy-2, day: mon, slot: morning}]\n",
    "one name fixed twice": RUNS
    + "fixed: [{session: easy, day: sat, slot: morning}, {session: easy, day: mon, slot: morning}]\n",
    "fixed longer than its slot": RUNS.replace("{type: intervals}", "{type: intervals, minutes: 90}")
    + "fixed: [{session: intervals, day: mon, slot: morning}]\n",
    "fixed weekday blocked in one week of two": RUNS
    + "weeks: 2\naway: [{from: 2026-12-05, to: 2026-12-05}]\nfixed: [{session: easy, day: sat, slot: morning}]\n",
    "merely free in a spring gap": SPRING,
    "fixed beside a spring gap": SPRING + "fixed: [{session: easy, day: mon, slot: morning}]\n",
    "floating time knows no gap": SPRING.replace("timezone: Europe/Berlin\n", "")
    + "fixed: [{session: easy, day: sun, slot: night}]\n",
}


@pytest.mark.parametrize("fault", REFUSED)
def test_contradictions_are_refused(fault: str) -> None:
    text, told = REFUSED[fault]
    with pytest.raises(InputError) as caught:
        load_text(text.encode(), "x.yaml", "yaml")
    line = str(caught.value)
    assert line.startswith(f"x.yaml:{told}")
    assert "accepted: " in line
    assert line.isprintable()


@pytest.mark.parametrize("case", ACCEPTED)
def test_what_is_unusual_but_right_is_accepted(case: str) -> None:
    scenario = load_text(ACCEPTED[case].encode(), "x.yaml", "yaml").scenario
    assert instance_of(scenario).weeks == planned_weeks(scenario)


def test_a_free_slot_in_a_spring_gap_is_told() -> None:
    notes = instance_of(load_text(SPRING.encode(), "x.yaml", "yaml").scenario).notes
    assert "2027-03-28: the clocks skip 02:30, so night starts at 03:30" in notes


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Havana", "Australia/Lord_Howe", None])
def test_only_a_day_of_other_than_24_hours_has_times_that_are_skipped_or_come_twice(zone: str | None) -> None:
    clock, times = Clock(zone), [f"{hour:02}:{minute}" for hour in range(24) for minute in ("00", "30")]
    for date in (dt.date(2026, 1, 1) + dt.timedelta(days=day) for day in range(365)):
        odd = any(clock.in_gap(date, at) or clock.twice(date, at) for at in times)
        assert clock.changes_on(date) == odd, date


def test_without_a_file_the_field_is_named() -> None:
    scenario = Scenario.model_validate({"start": "2026-11-30", "available": {"mon": {"noon": 60}}})
    with pytest.raises(BadField, match=r"^available\.mon\.noon: no such slot 'noon'"):
        check_consistency(scenario)


@pytest.mark.parametrize(
    ("extra", "weeks"),
    [("", 1), ("weeks: 3\n", 3), ("race: {date: 2026-12-06}\n", 1), ("race: {date: 2026-12-07}\n", 2)],
)
def test_weeks_run_to_the_race(extra: str, weeks: int) -> None:
    scenario = load_text((WEEK + extra).encode(), "x.yaml", "yaml").scenario
    assert planned_weeks(scenario) == weeks
    assert last_day(scenario) == dt.date(2026, 12, 6) + dt.timedelta(weeks=weeks - 1)


def test_as_many_runs_as_a_week_may_ask_for_are_accepted() -> None:
    runs = "runs: [{type: easy, times: 14}, {type: long, times: 6}, {type: hills, week: 1}, {type: tempo, week: 2}]\n"
    assert load_text((WEEK + "weeks: 2\n" + runs).encode(), "week.yaml", "yaml").scenario.weeks == 2
    with pytest.raises(InputError, match=r"runs\[1\]\.times: with these, week 1 asks for 22 runs"):
        load_text((WEEK + "weeks: 2\n" + runs.replace("times: 6", "times: 8")).encode(), "week.yaml", "yaml")
