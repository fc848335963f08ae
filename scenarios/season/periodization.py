"""Goal, level, tables and the runner's own last weeks -> what each week asks: its runs, its strength, its phase."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from scenarios.catalog import SeasonRow, seasons
from scenarios.places import planned_weeks
from scenarios.schema import WEEKDAYS, Goal, Override, RunEntry, Scenario, StrengthEntry
from scenarios.season.after_break import coming_back, without_deloads
from scenarios.season.after_race import Recovery, recovery_in
from scenarios.season.beginning import begun
from scenarios.season.free_time import longest_slots
from scenarios.season.goal_pace import goal_pace_minutes
from scenarios.season.key_days import Rest, own_key_runs
from scenarios.season.own_runs import cautions, minutes_of
from scenarios.season.ramp import CONTINUOUS, SETTLED_WEEKS, Ramp
from scenarios.season.rows import (
    begins_gently,
    lone_return_row,
    lone_row,
    rows_to_race,
    rows_without_race,
    strength_count,
    target_of,
)
from scenarios.season.runs import Generated, generated_runs
from scenarios.season.strength import (
    as_goal_allows,
    phase_allowed,
    spare_of_week,
    strength_as_written,
    strength_of_week,
)
from scenarios.season.weeks_done import WEEKS_BACK, first_free, run_before, weeks_with_a_run_of
from scenarios.spoken import counted


@dataclass(frozen=True, slots=True)
class WeekAsk:
    """What one week asks.

    ``phase`` and ``strength_phase`` are words of ``seasons.csv`` or '' where no table was used;
    ``strength_set_factor`` multiplies the sets inside the strength sessions (a deload week 0.55). Of the runs that the
    table says, ``runs_cut`` are shorter, easier or missing for want of free time. ``goal_pace`` are the min at goal
    pace in its long run. ``run_walk`` is the week's place (from 0) among the weeks of run-walk and how many there are;
    None in others, and in a lone week of one's own runs. A session of ``spare`` may stand in place of one of
    ``strength``, where the table and not the runner says how many there are.
    """

    week: int
    runs: tuple[RunEntry, ...]
    strength: tuple[StrengthEntry, ...]
    phase: str = ""
    strength_phase: str = ""
    strength_set_factor: float = 1.0
    runs_cut: int = 0
    goal_pace: int = 0
    run_walk: tuple[int, int] | None = None
    spare: tuple[StrengthEntry, ...] = ()

    @property
    def eases(self) -> bool:
        """Whether the week is short on purpose: a deload or a taper."""
        return self.phase == "deload" or "taper" in self.phase


def week_asks(scenario: Scenario) -> tuple[list[WeekAsk], list[str]]:
    """Each week's ask in order, and notes on what was changed to fit (told, never silent).

    - Runs the athlete wrote down are asked every week as they stand, never cut and never capped; with a race the
      table still gives phase and strength, except that a single week asks its strength as written too.
    - A lone week of one's own runs with a ``phase`` has that phase's strength content, else it belongs to none.
    - A lone week without ``runs:`` takes its goal's first build row, with the strength sessions as written; on a
      return from injury the table's first row, or the one that what was run lately has reached.
    - A season (a race, or more weeks than one) takes a row a week: to the race the table's last rows, without one
      the table from its start; see ``season_rows`` for what happens when table and season differ in length.

    Expects weeks, race and overrides that agree (``scenarios.consistency``).
    """
    table = _rows(scenario)
    rows, begins = _begun(table, scenario)
    rows, rested = without_deloads(rows, scenario)
    overrides = {override.week - 1: override for override in scenario.overrides}
    season = len(rows) > 1 or (scenario.race is not None and scenario.runs is None)
    asks, notes = [], begins + rested
    ramp = Ramp(scenario, table)
    for week, row in enumerate(rows):
        ask, told = _ask(scenario, week, row, overrides.get(week), ramp, season=season)
        asks.append(ask)
        notes += [f"week {week + 1}: {note}" if len(rows) > 1 else note for note in told]
    lone = len(rows) == 1 and scenario.race is None and scenario.runs is None
    if lone and rows[0] is not None and begins_gently(rows[0].goal):
        notes += [_return_note(rows[0])]
    return _with_run_walks(asks) if len(asks) > 1 or lone else asks, notes


def _with_run_walks(asks: list[WeekAsk]) -> list[WeekAsk]:
    """The weeks, those of run-walk numbered."""
    weeks = [ask.week for ask in asks if any(run.type == "run_walk" for run in ask.runs)]
    return [replace(ask, run_walk=(weeks.index(ask.week), len(weeks))) if ask.week in weeks else ask for ask in asks]


def _goal(scenario: Scenario) -> Goal:
    return scenario.race.goal if scenario.race and scenario.race.goal else scenario.goal


def _rows(scenario: Scenario) -> list[SeasonRow | None]:
    """The table row of each week planned; None where no table is used."""
    goal, weeks = _goal(scenario), planned_weeks(scenario)
    if scenario.race is not None:
        race_week, race_day = divmod((scenario.race.date - scenario.start).days, 7)
        return list(rows_to_race(goal, race_week, race_day)[:weeks])
    if scenario.runs is not None:
        return [None if scenario.phase is None else lone_row(goal, scenario.phase)] * weeks
    if weeks == 1:
        return [_lone_return_row(scenario) if begins_gently(goal) else lone_row(goal)]
    return list(rows_without_race(goal, weeks))


def _begun(rows: list[SeasonRow | None], scenario: Scenario) -> tuple[list[SeasonRow | None], list[str]]:
    """The rows of a season to a race as the runner begins them."""
    known = [row for row in rows if row is not None]
    if scenario.race is None or not known:
        return rows, []
    found, notes = begun(known, scenario)
    return list(found), notes


def _lone_return_row(scenario: Scenario) -> SeasonRow:
    settled = weeks_with_a_run_of(CONTINUOUS, scenario) >= SETTLED_WEEKS
    return lone_return_row(_goal(scenario), scenario.athlete.level, run_before(scenario).most, settled=settled)


def _return_note(row: SeasonRow) -> str:
    """Which week of a return a lone week is, and how all of them are planned."""
    weeks = len(seasons()[row.goal])
    why = "as far as history: or log: tells" if row.week > 1 else "it begins there as long as nothing else is told"
    return f"week {row.week} of the {weeks} of a return from injury, {why}; weeks: {weeks} plans all of them"


def _ask(
    scenario: Scenario, week: int, row: SeasonRow | None, override: Override | None, ramp: Ramp, *, season: bool
) -> tuple[WeekAsk, list[str]]:
    race_in = (scenario.race.date - scenario.start).days - 7 * week if scenario.race else None
    race_day = None if race_in is None or race_in > 6 else race_in
    strength, notes = _strength(scenario, week, row if season else None, override, race_day)
    if scenario.runs is not None:
        notes += _notes_on_own_runs(override, race_day)
        notes += cautions(_own_runs(scenario, week) or (), scenario.athlete.level, _longest_before(scenario, week))
    if row is None:
        return WeekAsk(week, _own_runs(scenario, week) or (), strength), notes
    runs, cut = _own_runs(scenario, week), 0
    if runs is None:
        found = _runs(scenario, week, row, override, ramp=ramp, race_in=race_in, lifts=len(strength))
        runs, cut = found.runs, found.cut
        notes += found.notes
    phase = phase_allowed(row.strength_phase, _goal(scenario))
    pace = 0 if scenario.runs is not None else goal_pace_minutes(row, runs, scenario.athlete.level)
    spare = _spare(scenario, override, strength)
    return WeekAsk(week, runs, strength, row.phase, phase, row.strength_set_factor, cut, pace, spare=spare), notes


def _runs(
    scenario: Scenario,
    week: int,
    row: SeasonRow,
    override: Override | None,
    *,
    ramp: Ramp,
    race_in: int | None,
    lifts: int,
) -> Generated:
    """The week's runs within the ramp caps; minutes set by hand stand, and are told where they go beyond."""
    first = _first_day(scenario, week)
    wanted, told = target_of(row, scenario.athlete.level, override, race_in)
    ramp.begin(first)
    wanted, back = coming_back(ramp.settled(wanted), ramp.coming_back)
    told = ramp.silence(wanted) + told + back
    target, eased = (wanted, []) if wanted.by_hand else ramp.eased(wanted)
    told += eased
    allowed = None if ramp.gap else ramp.caps()
    recovery = recovery_in(first, scenario, _goal(scenario), override)
    if recovery is not None:
        target, rested = (target, [recovery.told]) if wanted.by_hand else recovery.eased(target, allowed)
        told += rested
    rest, first_run = _rest(scenario, first, override, recovery, ramp.gap)
    told += first_run
    found = generated_runs(scenario, target, first, race_in, lifts, rest=rest, allowed=allowed)
    if ramp.exceeded(found.runs) and wanted.by_hand:
        told.append("the override asks for more than the last 4 weeks allow; it stands as you wrote it")
    elif ramp.exceeded(found.runs):
        target, capped = ramp.capped(target)
        told += capped
        found = generated_runs(scenario, target, first, race_in, lifts, rest=rest, allowed=allowed)
    ramp.follow(row, found.runs, after_race=recovery is not None, dropped=found.dropped)
    return found._replace(notes=told + found.notes)


def _rest(
    scenario: Scenario, first: dt.date, override: Override | None, recovery: Recovery | None, gap: int
) -> tuple[Rest | None, list[str]]:
    """From when key runs of the week may stand, and what is told of the first run after days without one."""
    until = recovery.until if recovery is not None and recovery.waits else first
    resume = first_free(first, scenario) if gap and not own_key_runs(first, scenario, override) else None
    if resume is None:
        return None if until == first else Rest(until), []
    taken = any(fixed.date == resume or fixed.day == WEEKDAYS[resume.weekday()] for fixed in scenario.fixed)
    rest = Rest(max(until, resume + dt.timedelta(days=1)), None if taken else resume)
    return rest, [f"the first run after {counted(gap, 'day')} without one is easy"]


def _strength(
    scenario: Scenario, week: int, row: SeasonRow | None, override: Override | None, race_day: int | None
) -> tuple[tuple[StrengthEntry, ...], list[str]]:
    """Strength as written, or as the row and the override ask.

    What has no place is left out by the plan, and named there. A week without any free time asks for none; before a
    race the table's sessions fit the free days.
    """
    entries, by_hand = strength_as_written(scenario), override is not None and override.strength is not None
    if row is None:
        if override is None or override.strength is None:
            return as_goal_allows(entries, _goal(scenario)), []
        return strength_of_week(entries, _goal(scenario), override.strength, "", by_hand=True), []
    written = len(entries) if "focus" in scenario.strength.model_fields_set else 0
    count, notes = strength_count(row, override, written)
    if count and not longest_slots(scenario, _first_day(scenario, week), 7, shortest=1):
        notes.append(f"no strength session instead of {count}: no free time all week")
        count = 0
    if race_day is None:
        return strength_of_week(entries, _goal(scenario), count, row.strength_phase, by_hand=by_hand), notes
    days = tuple(longest_slots(scenario, _first_day(scenario, week), race_day, scenario.strength.minutes))
    if "focus" not in scenario.strength.model_fields_set and count > len(days):
        when = f"{counted(len(days), 'day')} before the race {'has' if len(days) == 1 else 'have'} time for one"
        notes.append(f"{counted(len(days), 'strength session')} instead of {count}: {when}")
        count = len(days)
    chosen = strength_of_week(entries, _goal(scenario), count, row.strength_phase, by_hand=by_hand)
    if days:
        chosen = tuple(entry.model_copy(update={"days": entry.days or days}) for entry in chosen)
    return chosen, notes


def _spare(
    scenario: Scenario, override: Override | None, strength: tuple[StrengthEntry, ...]
) -> tuple[StrengthEntry, ...]:
    """What may stand in place of one of the week's sessions, unless the runner says how many or which they are."""
    by_hand = override is not None and override.strength is not None
    if by_hand or "focus" in scenario.strength.model_fields_set:
        return ()
    found = spare_of_week(strength_as_written(scenario), strength)
    return tuple(entry.model_copy(update={"days": strength[0].days}) for entry in found)


def _own_runs(scenario: Scenario, week: int) -> tuple[RunEntry, ...] | None:
    """The runs the athlete wrote down for a week; None where the table says what to run."""
    return None if scenario.runs is None else tuple(run for run in scenario.runs if run.week in (None, week + 1))


def _longest_before(scenario: Scenario, week: int) -> int:
    """Min of the longest run of the four weeks before one of own runs, as far as they are known."""
    own = [run for back in range(max(0, week - WEEKS_BACK), week) for run in _own_runs(scenario, back) or ()]
    done = run_before(scenario).most.longest if week < WEEKS_BACK else 0
    return max([done, *map(minutes_of, own)])


def _notes_on_own_runs(override: Override | None, race_day: int | None) -> list[str]:
    notes = []
    if race_day is not None:
        notes.append("the race is in this week; your own runs are asked in full beside it")
    if override is not None and {override.run_minutes, override.long_minutes, override.quality} != {None}:
        notes.append("the override of its runs has no effect, since runs: says them")
    return notes


def _first_day(scenario: Scenario, week: int) -> dt.date:
    return scenario.start + dt.timedelta(days=7 * week)
