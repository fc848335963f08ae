"""The plan on a terminal: the week as a table, the points by rule, what was left out and why."""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import IO, NoReturn

from rich.console import Console, Group, JustifyMethod, OverflowMethod
from rich.containers import Lines
from rich.table import Table
from rich.text import Text

from scenarios.plan import LeftOut, Plan
from scenarios.sessions import TIERS, PlannedSession
from scenarios.spoken import counted
from scenarios.strength.plan import StrengthContent
from solver.output.dearest import dearest_first
from solver.output.notes_once import notes_once
from solver.output.sessions import sessions_in_full
from solver.output.stands_instead import stands_instead
from solver.result import Result, Solved

PLAIN_WIDTH = 100
TOP_RULES = 3
_TIE = "\ue000"  # of private use: as wide as a blank, and no blank to rich


class PlainConsole(Console):
    """A console that leaves a closed pipe to the command line, where rich would exit as if there were no plan."""

    def on_broken_pipe(self) -> NoReturn:
        """Say so to the caller."""
        raise BrokenPipeError


class StarredText(Text):
    """Text whose last word takes a star after it along to the next line; rich breaks at every kind of space."""

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,
        tab_size: int = 8,
        no_wrap: bool | None = None,
    ) -> Lines:
        """The lines, none of which is the star alone where its word and it fit on one."""
        tied = self.copy()
        tied.plain = re.sub(r" \*$", f"{_TIE}*", self.plain)
        lines = Text.wrap(tied, console, width, justify=justify, overflow=overflow, tab_size=tab_size, no_wrap=no_wrap)
        for line in lines:
            line.plain = line.plain.replace(_TIE, " ")
        return lines


def console_for(file: IO[str] | None = None) -> Console:
    """A console with colour on a terminal only; elsewhere plain text of a fixed width.

    Characters the stream cannot write become question marks; where there is no standard output, nothing is shown.
    """
    stream = file or sys.stdout or io.StringIO()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    if stream.isatty():
        return PlainConsole(file=stream, highlight=False)
    return PlainConsole(file=stream, highlight=False, width=PLAIN_WIDTH, color_system=None, force_terminal=False)


def show_table(title: str, table: Table, console: Console) -> None:
    """Print a table under a title, which is as wide as it is: rich would wrap a table's own title at the table."""
    console.print(Text(title, style="bold"), soft_wrap=True)
    console.print(table)


def show(result: Result, console: Console, strength: StrengthContent | None = None) -> None:
    """Print a result. Text from the scenario is never read as markup. With ``strength``, what each session holds."""
    if not isinstance(result, Solved):
        console.print(headline(result), style="bold red")
        for reason in result.reasons:
            console.print(Text(f"  - {reason}"))
        return
    for week in result.plan.weeks():
        show_week(result.plan, week, console)
    if strength is not None:
        show_sessions(result.plan, strength, console)
    _show_notes(result.plan, console)
    if result.score.total:
        if result.plan.instance.weeks == 1:
            show_table("Points (fewer is better)", _points_table(result), console)
        else:
            _show_season_points(result, console)
    console.print(Text(headline(result), style="bold"), soft_wrap=True)
    if result.alternatives is not None:
        for number, other in enumerate(result.alternatives.plans, 1):
            console.print(Text(f"Alternative {number}: {other.tradeoff}"), soft_wrap=True)
        if result.alternatives.ended:
            console.print(Text(result.alternatives.ended), soft_wrap=True)


def _show_notes(plan: Plan, console: Console) -> None:
    if any(planned.session.key for planned in plan.sessions):
        console.print(Text("* key run", style="dim"))
    for note in notes_once(plan.instance.notes):
        console.print(Text(f"Note: {note}", style="yellow"))
    for swap in stands_instead(plan):
        console.print(Text(swap, style="yellow"))
    for line in _left_out(plan):
        console.print(line)


def headline(result: Result) -> str:
    """The status in one line, with bound and gap."""
    if not isinstance(result, Solved):
        if result.interrupted:
            return "Interrupted before any plan was found."
        if result.status == "infeasible":
            return "Infeasible: these cannot all hold." if result.reasons else "Infeasible: no plan keeps every rule."
        return "Unknown: no plan was found." if result.reasons else "Unknown: the time limit came before any plan."
    left_out = sum(result.score.left_out.values())
    points = f"{counted(result.score.total, 'point')}, {left_out or 'nothing'} left out"
    if cut := result.plan.instance.runs_cut:
        points += f" of what was asked, {counted(cut, 'run')} cut (see the notes)"
    seconds = f"{result.timings.total:.2f} s"
    if result.status == "optimal":
        return f"Optimal: {points}; proven bound {result.bound.points}, gap 0 %. ({seconds})"
    how = "Interrupted" if result.interrupted else "Stopped by the clock" if result.out_of_time else "Feasible"
    if result.gap is None:
        best = ", ".join(f"{result.bound.left_out[tier]} {tier}" for tier in TIERS)
        return f"{how}: {points}; proven bound: {best} left out, {counted(result.bound.points, 'point')}. ({seconds})"
    return f"{how}: {points}; proven bound {result.bound.points}, gap {100 * result.gap:.1f} %. ({seconds})"


def show_week(plan: Plan, week: int, console: Console) -> None:
    """Print one week of a plan (from 0) under its title."""
    ask = plan.instance.asks[week]
    phase = f", {ask.phase}" if ask.phase else ""
    first = plan.instance.first_week
    title = f"{plan.instance.athlete}: week {week + 1 + first} of {plan.instance.weeks + first}{phase}"
    show_table(title, _week_table(plan, week), console)


def show_sessions(plan: Plan, strength: StrengthContent, console: Console) -> None:
    """Print what each session of a plan holds."""
    for line in sessions_in_full(plan, strength):
        console.print(line, soft_wrap=True)


def _week_table(plan: Plan, week: int) -> Table:
    """A row a day."""
    table = Table()
    table.add_column("Day", no_wrap=True)
    days = plan.instance.week_days(week)
    fullest = max(days, key=lambda day: len(day.slots))
    slots = [slot.name for slot in fullest.slots if _is_used(plan, week, slot.name)]
    slots += [p.slot for p in plan.week(week) if p.slot and p.slot not in slots]
    slots = list(dict.fromkeys(slots))
    for slot in slots:
        table.add_column(Text(slot.replace("_", " ").capitalize()), overflow="fold")
    if any(not planned.slot for planned in plan.week(week)):
        slots.append("")
        table.add_column("Race" if plan.instance.race is not None else "Other", overflow="fold")
    for day in days:
        here = plan.on(day.index)
        cells: list[Group | Text] = []
        for slot in slots:
            standing = [planned for planned in here if planned.slot == slot]
            cells.append(Group(*(_session(plan, planned) for planned in standing)))
        if not here and cells:
            cells[0] = Text(day.taken or "rest", style="dim")
        table.add_row(Text(plan.day_name(day.index), style="dim" if not here else ""), *cells)
    return table


def _is_used(plan: Plan, week: int, slot: str) -> bool:
    free = any(place.name == slot and place.minutes for day in plan.instance.week_days(week) for place in day.slots)
    return free or any(planned.slot == slot for planned in plan.week(week))


def _session(plan: Plan, planned: PlannedSession) -> Text:
    session = planned.session
    style = "bold red" if session.key else "blue" if session.kind == "strength" else ""
    legs = " (legs)" if session.heavy_legs else " (light legs)" if session.leg_session else ""
    key = " *" if session.key else ""
    at = plan.instance.clock.time(planned.start)
    return StarredText(f"{at} {planned.name}{legs} {session.minutes}'{key}", style=style)


def _left_out(plan: Plan) -> Iterator[Text]:
    """A line for each session left out; those of one week that share minutes and reasons share a line."""

    def alike(left: LeftOut) -> tuple[int, int, tuple[str, ...]]:
        return left.week, left.session.minutes, left.reasons

    for (week, minutes, reasons), group in groupby(plan.left_out, alike):
        names = [left.name for left in group]
        where = f" (week {week + 1 + plan.instance.first_week})" if plan.instance.weeks > 1 else ""
        each = " each" if len(names) > 1 else ""
        text = Text(f"Left out: {', '.join(names)}, {minutes} min{each}{where}", style="bold yellow")
        if reasons:
            text.append(": " + "; ".join(reasons), style="not bold")
        yield text


def table_of_rules() -> Table:
    """Points, rule and place, still without rows; a narrow terminal breaks a rule's name rather than lose a column."""
    table = Table()
    table.add_column("Points", justify="right")
    table.add_column("Rule", overflow="fold")
    table.add_column("Where")
    return table


def _points_table(result: Result) -> Table:
    table = table_of_rules()
    for cost in dearest_first(result.costs):
        if cost.points:
            table.add_row(str(cost.points), cost.rule, Text(cost.message))
    return table


def _show_season_points(result: Solved, console: Console) -> None:
    """A row a week with the rules that cost it most, then the sum of each rule: places are told in plan.json."""
    weeks: dict[int, Counter[str]] = {week: Counter() for week in result.plan.weeks()}
    for cost in result.costs:
        week = min(max(0, cost.day // 7), len(weeks) - 1)  # what is lost around the plan counts at its ends
        weeks[week][cost.rule] += cost.points or 0
    table = Table()
    table.add_column("Week", justify="right")
    table.add_column("Points", justify="right")
    table.add_column("Most of them", overflow="fold")
    for week, rules in weeks.items():
        number = str(week + 1 + result.plan.instance.first_week)
        table.add_row(number, str(rules.total()), _sums(rules, TOP_RULES))
    show_table("Points, week by week (fewer is better)", table, console)
    console.print(Text(f"By rule: {_sums(sum(weeks.values(), Counter()))}."))
    where = "Where each is lost stands in plan.json and plan.html; runlift rules NAME says what a rule asks."
    console.print(Text(where, style="dim"))


def _sums(rules: Counter[str], most: int | None = None) -> str:
    """``name points`` of the dearest rules; of equal ones by name."""
    ordered = sorted(((points, rule) for rule, points in rules.items() if points), key=lambda sum_: (-sum_[0], sum_[1]))
    rest = sum(points for points, _ in ordered[most:]) if most is not None else 0
    return ", ".join(f"{rule} {points}" for points, rule in ordered[:most]) + (f", others {rest}" if rest else "")
