"""A way out of a season as edits of its file, and in words: what is for every week, and what for a week or a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from constraints.base.rule import Rule
from scenarios.spoken import counted, listed, weeks_said
from solver.explain.changes import Change, WayOut
from solver.explain.edit import Edit
from solver.explain.edits import edits_of, said_of
from solver.explain.hours_on_dates import hours_on_dates
from solver.explain.season_file import SeasonFile


def season_edits(way: WayOut, file: SeasonFile) -> list[Edit]:
    """The edits that make a way out of a season true."""
    usual = WayOut(tuple(c for c in way.changes if c.kind not in ("minutes_once", "fewer_lifts")))
    once = [change for change in way.changes if change.kind == "minutes_once"]
    return [
        *hours_on_dates(once, file.scenario, file.instance),
        *_lifts(way, file),
        *edits_of(usual, file.scenario, file.instance),
    ]


def _lifts(way: WayOut, file: SeasonFile) -> Iterator[Edit]:
    """How often single weeks lift: their entry of ``overrides``, or a new one."""
    known = {override.week: index for index, override in enumerate(file.scenario.overrides)}
    new = len(known)
    for week, left in sorted(_lifts_left(way, file).items()):
        if week + 1 in known:
            yield Edit(("overrides", known[week + 1], "strength"), left)
        else:
            yield Edit(("overrides", new), {"week": week + 1, "strength": left})
            new += 1


def _lifts_left(way: WayOut, file: SeasonFile) -> dict[int, int]:
    """Week -> the strength sessions it still asks for, of weeks that ask for fewer."""
    left: dict[int, int] = {}
    for change in way.changes:
        if change.kind == "fewer_lifts":
            week = file.instance.demands[change.demand].week
            left[week] = min(change.value, left.get(week, change.value))
    return left


class Phrase(NamedTuple):
    """One change in words, and the week (from 1) it is for; None where it is for all, or the words say it.

    Of minutes the words say where, and ``value`` and ``before`` how many there are to be and are.
    """

    text: str
    week: int | None = None
    before: int = 0
    value: int = 0


def season_said(phrases: Iterable[Phrase]) -> str:
    """A way out of a season in the athlete's words; what was changed twice is told once."""
    alike: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        alike.setdefault(phrase.text, []).append(phrase)
    return "; ".join(_said(text, found) for text, found in alike.items())


def _said(text: str, found: list[Phrase]) -> str:
    value, now = max(phrase.value for phrase in found), min(phrase.before for phrase in found)
    if value:
        return f"{value - now} more minutes {text} ({value} instead of {now})"
    weeks = sorted({phrase.week for phrase in found if phrase.week is not None})
    return f"{text} in {weeks_said(weeks)}" if weeks else text


def phrases_of(way: WayOut, file: SeasonFile, rules: tuple[Rule, ...]) -> Iterator[Phrase]:
    """The changes of a way out of a season, one by one."""
    for change in way.changes:
        if change.kind not in ("fewer_lifts", "leave_out"):
            yield _phrase(change, file, rules)
    for week, left in sorted(_lifts_left(way, file).items()):
        lifts = counted(left, "strength session") if left else "no strength session"
        yield Phrase(f"{lifts} instead of {len(file.instance.asks[week].strength)}", week + 1)
    yield from _left_out(way, file)


def _phrase(change: Change, file: SeasonFile, rules: tuple[Rule, ...]) -> Phrase:
    instance = file.instance
    if change.kind in ("minutes", "minutes_once"):
        day = instance.days[change.day]
        now = next(slot.minutes for slot in day.slots if slot.name == change.slot)
        where = f"on {day.name}" if change.kind == "minutes_once" else f"every {day.weekday.title()}"
        return Phrase(f"{where} {change.slot}", before=now, value=change.value)
    if change.kind == "unfix":
        demand = instance.demands[change.demand]
        index = file.fixed(demand)
        day_fixed = None if index is None else file.scenario.fixed[index].day
        if day_fixed is not None and demand.fixed is not None:
            return Phrase(f"{demand.names()[-1]} elsewhere than {day_fixed.title()} {demand.fixed[1]}")
    return Phrase(said_of(change, instance, rules))


def _left_out(way: WayOut, file: SeasonFile) -> Iterator[Phrase]:
    """The units that no week asks for any more, or a single week does not."""
    for index, demand in enumerate(file.instance.demands):
        out = sum(change.kind == "leave_out" and change.demand == index for change in way.changes)
        if out:
            names = f"no {listed(demand.names()[demand.count - out :], 'or')}"
            yield Phrase(names, demand.week + 1) if file.names_week(demand) else Phrase(f"{names} in any week")
