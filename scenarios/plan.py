"""The answer: a plan, what was left out of it, and its score. What every rule's ``check`` reads.

Instants are whole minutes since 1970-01-01 UTC, so that a gap is elapsed time whatever the clock did.
Days are counted from the plan's first day: 0 is the first, negative ones lie in the past.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from scenarios.demands import swaps
from scenarios.instance import Instance
from scenarios.sessions import PlannedSession, Session, Tier
from scenarios.spoken import spoken


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A session asked for that no place was found for, and the smallest reason known."""

    name: str
    session: Session
    week: int
    reasons: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """What the solver minimised: left-out counts by tier, then points by rule. Lower is better."""

    left_out: dict[Tier, int]
    points: dict[str, int]

    @property
    def total(self) -> int:
        """Points over all rules."""
        return sum(self.points.values())

    def key(self) -> tuple[int, int, int, int]:
        """Lexicographic key: key runs, easy runs, strength sessions left out, then points."""
        return self.left_out["key"], self.left_out["easy"], self.left_out["strength"], self.total


@dataclass(frozen=True)
class Plan:
    """Sessions on their days, for the instance they answer.

    Of all that is asked for and does not stand, ``left_out`` is what is missed and ``spared`` what another stands for:
    a week with a spare strength session misses no more than it holds too few.
    """

    instance: Instance
    sessions: tuple[PlannedSession, ...]
    left_out: tuple[LeftOut, ...] = ()
    _by_day: dict[int, list[PlannedSession]] = field(init=False, repr=False, compare=False)
    _windows: dict[int, tuple[range, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        by_day: dict[int, list[PlannedSession]] = {}
        for planned in (*self.instance.history, *self.sessions, *self._ahead):
            by_day.setdefault(planned.day, []).append(planned)
        object.__setattr__(self, "_by_day", by_day)
        if any(demand.spare for demand in self.instance.demands):
            object.__setattr__(self, "left_out", tuple(self._missed()))

    def _missed(self) -> Iterator[LeftOut]:
        """What is left out, without what another session of its week stands for; a spare is missed last."""
        demands, placed = self.instance.demands, self.placed()
        out = {(left.week, left.name) for left in self.left_out}
        spared = set[tuple[int, str]]()
        for places, most in swaps(demands):
            own = [demands[place] for place in sorted(places, key=lambda place: demands[place].spare)]
            gone = [(demand.week, name) for demand in own for name in demand.names() if (demand.week, name) in out]
            spared.update(gone[max(0, most - sum(placed[place] for place in places)) :])
        return (left for left in self.left_out if (left.week, left.name) not in spared)

    @property
    def spared(self) -> tuple[LeftOut, ...]:
        """What does not stand because another strength session of its week stands in its place."""
        gone = {(left.week, left.name) for left in self.left_out}
        gone |= {(planned.day // 7, planned.name) for planned in self.sessions}
        return tuple(
            LeftOut(name, demand.session, demand.week)
            for places, _ in swaps(self.instance.demands)
            for demand in (self.instance.demands[place] for place in places)
            for name in demand.names()
            if (demand.week, name) not in gone
        )

    @property
    def _ahead(self) -> tuple[PlannedSession, ...]:
        """What comes after the last day whatever is planned: the race, if it lies there."""
        race = self.instance.race_ahead
        return () if race is None else (race,)

    @property
    def day_count(self) -> int:
        """Days planned."""
        return len(self.instance.days)

    def on(self, day: int) -> list[PlannedSession]:
        """The sessions of a day; past days give what history tells, later ones the race; a repeated week wraps."""
        found = self._by_day.get(day)
        if found is None:
            wraps = self.instance.repeat and day >= self.day_count
            earlier = self.on(day - self.day_count) if wraps else ()
            clock = self.instance.clock
            found = self._by_day[day] = [planned.later(self.day_count, clock) for planned in earlier]
        return found

    def week(self, week: int) -> list[PlannedSession]:
        """The sessions of one week of the plan."""
        days = [day.index for day in self.instance.days if day.week == week]
        return [planned for day in days for planned in self.on(day)]

    def placed(self) -> Counter[int]:
        """How many units of each demand (by its index) stand in the plan."""
        units = self.instance.units()
        stand = (units.get((planned.day // 7, planned.name)) for planned in self.sessions)
        return Counter(index for index in stand if index is not None)

    def weeks(self) -> range:
        """Week numbers of the plan, from 0."""
        return range(self.instance.weeks)

    def successions(
        self,
        first: Callable[[Session], bool],
        second: Callable[[Session], bool],
    ) -> Iterator[tuple[PlannedSession, PlannedSession]]:
        """Every (earlier, later) pair of matching sessions of which the plan holds at least one.

        The later one belongs to the plan or to the next round of a week that repeats, or is the race ahead.
        """
        earlier = [p for p in (*self.instance.history, *self.sessions) if first(p.session)]
        later = [p for p in (*self.sessions, *self._ahead) if second(p.session)]
        for a in earlier:
            for b in later:
                if a.start < b.start and not (a.settled and b.settled):
                    yield a, b
        if self.instance.repeat:
            next_round = [b.later(self.day_count, self.instance.clock) for b in later]
            for a in (p for p in self.sessions if first(p.session)):
                for b in next_round:
                    if not (a.settled and b.settled):
                        yield a, b

    def windows(self, days: int) -> tuple[range, ...]:
        """Every run of ``days`` consecutive days that touches the plan.

        Windows reach into the past as far as history is known, and end with the plan or hold a race soon after
        it; a week that repeats is followed by itself (but never so far that a window would meet a day twice).
        """
        if days not in self._windows:
            self._windows[days] = tuple(self._all_windows(days))
        return self._windows[days]

    def _all_windows(self, days: int) -> Iterator[range]:
        earliest_known = min(self.instance.known_past_days, default=0)
        begins = range(max(earliest_known, 1 - days), self.day_count)
        for window in (range(begin, begin + days) for begin in begins):
            goes_round = self.instance.repeat and days < self.day_count
            holds_race = any(race.day in window for race in self._ahead)
            if goes_round or holds_race or window[-1] < self.day_count:
                yield window

    def is_recovery_day(self, day: int, easy_minutes: int) -> bool:
        """A day of rest, or of one session that is cross-training or a run of ``easy_minutes`` at most, not key."""
        return _rests(self.on(day), easy_minutes)

    def may_be_recovery_day(self, day: int, easy_minutes: int) -> bool:
        """Whether what is settled of a day, the race and what was done, leaves it a recovery day."""
        return _rests([planned for planned in self.on(day) if planned.settled], easy_minutes)

    def wall(self, planned: PlannedSession) -> dt.datetime:
        """When a session starts on the athlete's clock."""
        return self.instance.clock.wall(planned.start)

    def place(self, planned: PlannedSession) -> str:
        """Where a session stands, as a person says it: ``Tue 1 Dec evening``, or its time where no slot starts."""
        return f"{self.day_name(planned.day)} {planned.slot or self.instance.clock.time(planned.start)}"

    def date(self, day: int) -> dt.date:
        """The date of a day index."""
        return self.instance.start + dt.timedelta(days=day)

    def day_name(self, day: int) -> str:
        """A day as a person says it: ``Tue 1 Dec``."""
        return spoken(self.date(day))


def _rests(standing: list[PlannedSession], easy_minutes: int) -> bool:
    for planned in standing:
        gentle_run = (
            planned.session.kind == "run" and not planned.session.key and planned.session.minutes <= easy_minutes
        )
        if not gentle_run and planned.session.kind != "cross":
            return False
    # two at one moment cannot be, which is for another rule to say; what was done counts whatever hour was told
    moments = {planned.start for planned in standing if not planned.settled}
    return len(moments) + sum(planned.settled for planned in standing) <= 1
