"""What no single field can know: whether the parts of a scenario agree with each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scenarios.asked import fixed_sessions_asked, prefatigue_matches, wishes_match
from scenarios.catalog import run_types
from scenarios.clock import Clock
from scenarios.errors import BadField, Path, unknown
from scenarios.iso_date import LAST_YEAR
from scenarios.places import Free, clock_time, free_minutes, free_on, last_day, planned_weeks, week_of
from scenarios.schema import WEEKDAYS, Fixed, Scenario, StrengthEntry
from scenarios.season.periodization import week_asks
from scenarios.spoken import counted, spoken
from scenarios.unit_name import FOCUSES

MAX_WEEKS = 52
MAX_HISTORY_DAYS = 366
MOST_RUNS_A_WEEK = 21
"""Three a day, the most that the rule ``sessions_a_day`` can be told to allow."""


def check_consistency(scenario: Scenario) -> None:
    """Raise ``BadField`` for the first part of a scenario that contradicts another."""
    check_written(scenario)
    check_asked(scenario)


def check_written(scenario: Scenario) -> None:
    """As much of ``check_consistency`` as does not hang on what the weeks ask: a log and calendars may change that."""
    _slots_known(scenario)
    _slot_times_differ(scenario)
    _some_time_free(scenario)
    _race_in_reach(scenario)
    _last_day_is_a_date(scenario)
    _weeks_agree(scenario)
    _runs_have_weeks(scenario)
    _runs_fit_a_week(scenario)
    _history_is_past(scenario)
    dates = [_fixed_dates(fixed, scenario) for fixed in scenario.fixed]
    _fixed_places_exist(scenario, dates)
    _clock_times_exist(scenario, dates)


def check_asked(scenario: Scenario) -> None:
    """The rest: wishes and fixed sessions must mean a session that some week asks for."""
    if scenario.prefer or scenario.fixed or scenario.strength.allow_prefatigue is not None:
        asks, _ = week_asks(scenario)
        wishes_match(scenario, asks)
        prefatigue_matches(scenario, asks)
        fixed_sessions_asked(scenario, asks, [_fixed_dates(fixed, scenario) for fixed in scenario.fixed])


def _slots_known(scenario: Scenario) -> None:
    known = list(scenario.slot_times())
    for path, slot, is_key in _slot_mentions(scenario):
        if slot not in known:
            raise BadField(path, unknown("slot", slot, known), key=is_key)


def _slot_mentions(scenario: Scenario) -> Iterator[tuple[Path, str, bool]]:
    """Each mention of a slot: its path, its name, whether it is a key there."""
    for day, free in scenario.available.items():
        for slot in free:
            yield ("available", day, slot), slot, True
    for index, away in enumerate(scenario.away):
        for slot in away.available or {}:
            yield ("away", index, "available", slot), slot, True
    listed: list[tuple[Path, tuple[str, ...] | None]] = []
    listed += [(("runs", index), run.slots) for index, run in enumerate(scenario.runs or ())]
    for index, entry in enumerate(scenario.strength.focus):
        if isinstance(entry, StrengthEntry):
            listed.append((("strength", "focus", index), entry.slots))
    listed += [(("prefer", key), wish.slots) for key, wish in scenario.prefer.items()]
    for path, slots in listed:
        for index, slot in enumerate(slots or ()):
            yield (*path, "slots", index), slot, False
    for index, fixed in enumerate(scenario.fixed):
        yield ("fixed", index, "slot"), fixed.slot, False


def _slot_times_differ(scenario: Scenario) -> None:
    weeks: list[tuple[Path, Free]] = [(("available", day), free) for day, free in scenario.available.items()]
    weeks += [(("away", i, "available"), away.available or {}) for i, away in enumerate(scenario.away)]
    for path, free in weeks:
        if len(free) < 2:
            continue
        seen: dict[str, str] = {}
        for slot, place in free.items():
            if not free_minutes(place):
                continue
            at = clock_time(slot, place, scenario)
            if at in seen:
                message = f"{seen[at]} and {slot} both start at {at}; accepted: one slot at a time of day"
                raise BadField((*path, slot), message, key=True)
            seen[at] = slot


def _some_time_free(scenario: Scenario) -> None:
    if not any(free_minutes(place) for free in scenario.available.values() for place in free.values()):
        message = "no minute is free in the whole week; accepted: minutes for some slot, such as mon: {morning: 60}"
        raise BadField(("available",), message, key=True)


def _race_in_reach(scenario: Scenario) -> None:
    if scenario.race is None:
        return
    date, start = scenario.race.date, scenario.start
    if date < start:
        raise BadField(("race", "date"), f"{date} is before start ({start}); accepted: a date on or after start")
    if week_of(date, scenario) >= MAX_WEEKS:
        last = start + dt.timedelta(days=7 * MAX_WEEKS - 1)
        raise BadField(("race", "date"), f"{date} is more than {MAX_WEEKS} weeks away; accepted: up to {last}")


def _last_day_is_a_date(scenario: Scenario) -> None:
    """What is planned can be written in a file, and read from one again."""
    last = last_day(scenario)
    if last.year > LAST_YEAR:
        message = f"{scenario.start}, so the last day planned is {last}; accepted: weeks that end by {LAST_YEAR}-12-31"
        raise BadField(("start",), message)


def _weeks_agree(scenario: Scenario) -> None:
    weeks, race = scenario.weeks, scenario.race
    needed = week_of(race.date, scenario) + 1 if race is not None else MAX_WEEKS
    if race is not None and weeks is not None and weeks > needed:
        message = f"{weeks} weeks go past the race on {race.date}; accepted: 1 to {needed}, or no weeks at all"
        raise BadField(("weeks",), message)
    if scenario.phase is not None and (scenario.runs is None or race is not None or (weeks or 1) > 1):
        message = "the table says it for these weeks; accepted: a phase for a lone week with runs: and without a race"
        raise BadField(("phase",), message, key=True)
    if scenario.repeat and race is not None:
        raise BadField(("repeat",), "a week with a race cannot follow itself; accepted: repeat or race, not both")
    if scenario.repeat and (weeks or 1) > 1:
        raise BadField(("repeat",), f"{weeks} weeks cannot follow themselves; accepted: repeat with weeks: 1")
    seen: set[int] = set()
    for index, override in enumerate(scenario.overrides):
        if override.week > planned_weeks(scenario):
            message = f"week {override.week} is not planned; accepted: 1 to {planned_weeks(scenario)}"
            raise BadField(("overrides", index, "week"), message)
        if override.week in seen:
            message = f"week {override.week} is overridden twice; accepted: one entry a week"
            raise BadField(("overrides", index, "week"), message)
        seen.add(override.week)


def _runs_have_weeks(scenario: Scenario) -> None:
    for index, run in enumerate(scenario.runs or ()):
        if run.week is not None and run.week > planned_weeks(scenario):
            message = f"week {run.week} is not planned; accepted: 1 to {planned_weeks(scenario)}"
            raise BadField(("runs", index, "week"), message)


def _runs_fit_a_week(scenario: Scenario) -> None:
    """Refuse more runs in a week than its days can ever hold: it is a slip of the pen, and would take for ever."""
    asked = [0] * planned_weeks(scenario)
    for index, run in enumerate(scenario.runs or ()):
        for week in range(len(asked)) if run.week is None else (run.week - 1,):
            asked[week] += run.times
            if asked[week] > MOST_RUNS_A_WEEK:
                message = f"with these, week {week + 1} asks for {counted(asked[week], 'run')}"
                place = ("times",) if "times" in run.model_fields_set else ()
                raise BadField(("runs", index, *place), f"{message}; accepted: at most {MOST_RUNS_A_WEEK} a week")


def _history_is_past(scenario: Scenario) -> None:
    known = [*run_types(), *FOCUSES]
    for index, done in enumerate(scenario.history):
        if done.session not in known:
            raise BadField(("history", index, "session"), unknown("session", done.session, known))
        if done.goal is not None and done.session != "race":
            message = f"{done.session} is no race; accepted: a goal with session: race, else none"
            raise BadField(("history", index, "goal"), message)
        first = scenario.start - dt.timedelta(days=MAX_HISTORY_DAYS)
        if not first <= done.date < scenario.start:
            which = "not before" if done.date >= scenario.start else "more than a year before"
            message = f"{done.date} is {which} start ({scenario.start}); accepted: {first} to the day before start"
            raise BadField(("history", index, "date"), message)


def _fixed_dates(fixed: Fixed, scenario: Scenario) -> list[dt.date]:
    days = (scenario.start + dt.timedelta(days=index) for index in range(7 * planned_weeks(scenario)))
    return [day for day in days if (day == fixed.date if fixed.date else WEEKDAYS[day.weekday()] == fixed.day)]


def _fixed_places_exist(scenario: Scenario, dates: list[list[dt.date]]) -> None:
    for index, fixed in enumerate(scenario.fixed):
        when = f"{fixed.date or fixed.day}"
        field: Path = ("fixed", index, "date" if fixed.date else "day")
        if not dates[index]:
            message = f"{when} is not planned; accepted: {scenario.start} to {last_day(scenario)}"
            raise BadField(field, message)
        free = [day for date in dates[index] if (day := free_on(date, scenario)) is not None]
        if not free:
            raise BadField(field, f"{_said(dates[index])} is blocked (away); accepted: a day with free time")
        if not any(free_minutes(day.get(fixed.slot, 0)) for day in free):
            slots = dict.fromkeys(slot for day in free for slot, place in day.items() if free_minutes(place))
            accepted = f"{', '.join(slots)} on that day" if slots else "a day with free time"
            message = f"no time is free on {_said(dates[index])} {fixed.slot}; accepted: {accepted}"
            raise BadField(("fixed", index, "slot"), message)


def _said(dates: list[dt.date]) -> str:
    """A date as a person says it, or of several, all of one weekday, that."""
    return spoken(dates[0]) if len(dates) == 1 else spoken(dates[0])[:3]


def _clock_times_exist(scenario: Scenario, dates: list[list[dt.date]]) -> None:
    """A time the clocks skip cannot be kept; slots that are merely free move instead, and that is told."""
    clock = Clock(scenario.timezone)
    for path, date, at in _times_meant(scenario, dates):
        if clock.in_gap(date, at):
            message = f"{at} does not exist on {date} in {scenario.timezone}, where the clocks skip it"
            raise BadField(path, f"{message}; accepted: a time that does")


def _times_meant(scenario: Scenario, dates: list[list[dt.date]]) -> Iterator[tuple[Path, dt.date, str]]:
    for index, fixed in enumerate(scenario.fixed):
        for date in dates[index]:
            place = (free_on(date, scenario) or {}).get(fixed.slot, 0)
            if free_minutes(place):
                yield ("fixed", index, "slot"), date, clock_time(fixed.slot, place, scenario)
    if scenario.race is not None:
        yield ("race", "start"), scenario.race.date, scenario.race.start
    for index, done in enumerate(scenario.history):
        if done.session != "rest":
            yield ("history", index, "start"), done.date, done.start
