"""Hand-made weeks, and the two voices of a rule heard on the same one.

``week("wed 23:30 lower 30 | fri 06:00 tempo 55")`` is a week with two sessions. ``keeps``, ``breaks`` and
``points`` ask a rule's ``check`` and, on the same placements, what its ``build`` states, and insist that both
say the same.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest

from constraints.base.rule import Rule
from scenarios.instance import Demand, Instance, instance_of, run_session, strength_session
from scenarios.meanwhile import Meanwhile
from scenarios.schema import WEEKDAYS, Scenario
from scenarios.season.periodization import WeekAsk
from scenarios.sessions import PlannedSession, Session

MONDAY = dt.date(2026, 11, 30)
ENTRY = re.compile(
    r"(?:(?P<day>[a-z]{3})(?P<week>[1-9]?) (?P<when>\S+) )?"
    r"(?P<what>[a-z_]+) (?P<minutes>\d+)(?: (?P<legs>none|light|heavy))?"
)
DaySlot = tuple[int, str]


@dataclass(frozen=True)
class Entry:
    """One session of a text: ``tue2 18:00 lower 30 light`` is the Tuesday of the second week."""

    day: int
    when: str
    what: str
    minutes: int
    legs: Any

    @property
    def slot(self) -> str:
        return f"at{self.when[:2]}{self.when[3:]}" if ":" in self.when else self.when

    def session(self, goal: Any, prefatigue: str | None) -> Session:
        if self.what in ("upper", "lower", "full"):
            return strength_session(self.what, self.minutes, self.legs, goal)
        return run_session(self.what, self.minutes, goal, prefatigue=self.what == prefatigue)


def entries(text: str) -> list[Entry]:
    found = []
    for part in filter(None, (part.strip() for part in text.split("|"))):
        match = ENTRY.fullmatch(part)
        assert match, f"not a session: {part!r}"
        day = WEEKDAYS.index(match["day"]) + 7 * (int(match["week"] or 1) - 1) if match["day"] else 0
        found.append(Entry(day, match["when"] or "", match["what"], int(match["minutes"]), match["legs"]))
    return found


class Week:
    """A hand-made week (or two) with every session standing where its text says."""

    def __init__(
        self,
        voices: Any,
        text: str = "",
        *,
        asked: str = "",
        start: dt.date = MONDAY,
        weeks: int = 1,
        goal: str = "general",
        prefatigue: str | None = None,
        free: Mapping[str, int] | None = None,
        allowed: Mapping[str, Mapping[str, Any]] | None = None,
        fixed: Mapping[str, str] | None = None,
        taper: bool = False,
        stood: Mapping[str, str] | None = None,
        done: str = "",
        spared: Sequence[str] = (),
        spare: str = "",
        **said: Any,
    ) -> None:
        """``said`` is what the scenario says beside; see ``_scenario``."""
        self._goal, self._prefatigue = goal, prefatigue
        standing = entries(text)
        whens = {entry.when for entry in standing} | {when.split()[1] for when in (fixed or {}).values()}
        instance = instance_of(_scenario(whens, start, weeks, goal, **said))
        demands = tuple(
            replace(demand, spare=demand.session.name == spare)
            for demand in self._demands(standing, entries(asked), weeks, allowed or {}, fixed or {})
        )
        asks = tuple(WeekAsk(week, (), (), "taper" if taper else "") for week in range(weeks))
        self.instance = replace(instance, demands=demands, asks=asks, days=_with_minutes(instance, free or {}))
        self.instance = _taken_up(self.instance, self._goal, start, stood or {}, done, spared)
        self._places = self._placed(standing)
        self._voices = voices
        self.plan = voices.plan_with(self.instance, self._places)

    def _demands(
        self,
        standing: Sequence[Entry],
        asked: Sequence[Entry],
        weeks: int,
        allowed: Mapping[str, Mapping[str, Any]],
        fixed: Mapping[str, str],
    ) -> Iterable[Demand]:
        for week in range(weeks):
            wanted = [entry.session(self._goal, self._prefatigue) for entry in standing if entry.day // 7 == week]
            wanted += [entry.session(self._goal, self._prefatigue) for entry in asked]
            used: dict[str, int] = {}
            for session in dict.fromkeys(wanted):
                first = used.get(session.name, 0) + 1
                used[session.name] = first + wanted.count(session) - 1
                free_units = []
                for ordinal in range(first, used[session.name] + 1):
                    name = session.name if ordinal == 1 else f"{session.name}-{ordinal}"
                    if name in fixed:
                        day, when = fixed[name].split()
                        place = (WEEKDAYS.index(day) + 7 * week, Entry(0, when, "", 0, None).slot)
                        yield Demand(session, week, 1, (ordinal,), fixed=place)
                    else:
                        free_units.append(ordinal)
                if free_units:
                    yield Demand(session, week, len(free_units), tuple(free_units), **allowed.get(session.name, {}))

    def _placed(self, standing: Sequence[Entry]) -> list[tuple[Demand, DaySlot]]:
        left = {id(demand): demand.count for demand in self.instance.demands}
        places = []
        for entry in standing:
            session, place = entry.session(self._goal, self._prefatigue), (entry.day, entry.slot)
            fitting = [
                demand
                for demand in self.instance.demands
                if left[id(demand)] and demand.session == session and demand.week == entry.day // 7
            ]
            demand = min(fitting, key=lambda demand: (demand.fixed != place, demand.fixed is not None))
            left[id(demand)] -= 1
            places.append((demand, place))
        return places

    def judge(self, rule: Rule, after: Sequence[Rule] = ()) -> Any:
        """The rule's verdict by ``check``, once what ``build`` states ``after`` others is found to say the same."""
        verdict = self._voices.checked(self.plan, rule)
        for prune in (False, True):
            said = self._voices.stated(self.instance, self._places, (*after, rule), prune=prune)[rule.name]
            assert said == (bool(verdict.hard), verdict.points), f"build says {said}, check says {verdict}"
        return verdict

    def keeps(self, rule: Rule, after: Sequence[Rule] = ()) -> bool:
        return not self.judge(rule, after).hard

    def breaks(self, rule: Rule, after: Sequence[Rule] = ()) -> bool:
        return bool(self.judge(rule, after).hard)

    def points(self, rule: Rule) -> int:
        return self.judge(rule).points


def _scenario(
    whens: Iterable[str],
    start: dt.date,
    weeks: int,
    goal: str,
    *,
    history: str = "",
    rested: str = "",
    zone: str | None = None,
    repeat: bool = False,
    policy: str = "easy_days",
    race: str = "",
    prefer: Mapping[str, Mapping[str, object]] | None = None,
    blocked: Sequence[str] = (),
) -> Scenario:
    """A scenario with all the time there is, and a slot for each time of day in ``whens``."""
    custom = {f"at{when[:2]}{when[3:]}": when for when in whens if ":" in when}
    said = {
        "start": start,
        "timezone": zone,
        "weeks": weeks,
        "goal": goal,
        "slots": custom,
        "available": {day: dict.fromkeys((*custom, "morning", "midday", "evening"), 1440) for day in WEEKDAYS},
        "runs": [{"type": "easy"}],
        "strength": {"policy": policy},
        "prefer": prefer or {},
        "history": [*_done(history, start), *_rest(rested, start)],
        "race": _race(race, start),
        "repeat": repeat,
        "away": [{"from": date, "to": date} for date in (_date(start, day) for day in blocked)],
    }
    return Scenario.model_validate(said)


def _date(start: dt.date, day: str) -> dt.date:
    return start + dt.timedelta(days=(WEEKDAYS.index(day) - start.weekday()) % 7)


def _before(start: dt.date, day: str) -> dt.date:
    """The last such weekday before ``start``."""
    return start - dt.timedelta(days=(start.weekday() - WEEKDAYS.index(day) - 1) % 7 + 1)


def _done(text: str, start: dt.date) -> list[dict[str, object]]:
    return [
        {
            "session": entry.what,
            "date": _before(start, WEEKDAYS[entry.day]),
            "start": entry.when,
            "minutes": entry.minutes,
            "legs": entry.legs,
        }
        for entry in entries(text)
    ]


def _rest(text: str, start: dt.date) -> list[dict[str, object]]:
    return [{"session": "rest", "date": _before(start, day)} for day in text.split()]


def _race(text: str, start: dt.date) -> dict[str, object] | None:
    """``sun 09:00 60``: day (``sun2``: of the second week), start, min."""
    if not text:
        return None
    day, when, minutes = text.split()
    weeks = int(day[3:] or 1) - 1
    return {"date": _date(start, day[:3]) + dt.timedelta(weeks=weeks), "start": when, "minutes": int(minutes)}


def _taken_up(
    instance: Instance, goal: str, start: dt.date, stood: Mapping[str, str], done: str, spared: Sequence[str]
) -> Instance:
    """The instance as a plan taken up again: ``stood`` names each unit's place in the plan before (``tue morning``),
    ``done`` the sessions of its own days that are past, ``spared`` what a check-in asks for (``key tue wed``)."""
    places = {name: (_date(start, place.split()[0]), place.split()[1]) for name, place in stood.items()}
    demands = tuple(replace(d, stood=next(map(places.get, d.names()), None)) for d in instance.demands)
    past = []
    for number, entry in enumerate(entries(done)):
        session = entry.session(goal, None)
        begin = instance.clock.instant(start + dt.timedelta(days=entry.day), entry.when)
        name = f"done-{number + 2}"
        past.append(PlannedSession(session, name, entry.day, "", begin, begin + session.minutes, done=True))
    cares = [dict(zip(("no", "from", "to"), care.split(), strict=True)) for care in spared]
    meanwhile = {
        "from": start,
        "cares": [
            {"rule": "A9", **care, "from": _date(start, care["from"]), "to": _date(start, care["to"])} for care in cares
        ],
    }
    ends = {day: max(planned.end for planned in past if planned.day == day) for day in {p.day for p in past}}
    days = tuple(
        replace(day, slots=tuple(slot for slot in day.slots if slot.start >= ends.get(day.index, slot.start)))
        for day in instance.days
    )
    history = (*instance.history, *past)
    return replace(instance, demands=demands, days=days, history=history, meanwhile=Meanwhile.model_validate(meanwhile))


def _with_minutes(instance: Instance, free: Mapping[str, int]) -> tuple:
    """The days, with other free minutes where ``{"tue evening": 20}`` says so."""
    return tuple(
        replace(
            day,
            slots=tuple(
                replace(slot, minutes=free.get(f"{day.weekday} {slot.name}", slot.minutes)) for slot in day.slots
            ),
        )
        for day in instance.days
    )


@pytest.fixture(scope="session")
def week(voices: Any) -> Callable[..., Week]:
    """Builds a hand-made week from a text; see ``Week``."""
    return partial(Week, voices)
