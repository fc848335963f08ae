"""Wall clock and elapsed time: the one place that knows time zones.

An instant is a whole number of minutes since 1970-01-01 UTC. A wall time inside a spring gap is read with
the offset before the gap, and one that happens twice in autumn is the first (RFC 5545, 3.3.5). A scenario
without a zone keeps floating wall time, in which every day has 24 h.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from scenarios.zones import zone

_EPOCH = dt.datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Clock:
    """Converts between wall time in ``zone`` (an IANA name, or None for floating) and instants."""

    zone: str | None

    def instant(self, date: dt.date, wall: str) -> int:
        """Minutes since the epoch at which ``date`` and ``wall`` (HH:MM) come."""
        return _instant(self.zone, date, wall)

    def wall(self, instant: int) -> dt.datetime:
        """The wall time at an instant: aware in the zone, naive when floating."""
        if self.zone is None:
            return _EPOCH + dt.timedelta(minutes=instant)
        return dt.datetime.fromtimestamp(instant * 60, zone(self.zone))

    def time(self, instant: int) -> str:
        """The wall time of day at an instant: HH:MM."""
        return _time(self, instant)

    def later(self, instant: int, days: int) -> int:
        """The instant of the same wall time so many days later (before, if negative): not always days of 24 h."""
        if self.zone is None:
            return instant + days * 24 * 60
        return self.instant(self.wall(instant).date() + dt.timedelta(days=days), self.time(instant))

    def changes_on(self, date: dt.date) -> bool:
        """Whether the clocks change on this date: it has other than 24 h."""
        if self.zone is None or date == dt.date.max:
            return self.zone is not None
        return self.instant(date + dt.timedelta(days=1), "00:00") - self.instant(date, "00:00") != 24 * 60

    def in_gap(self, date: dt.date, wall: str) -> bool:
        """Whether the clocks skip this wall time on this date."""
        return self.time(self.instant(date, wall)) != wall

    def twice(self, date: dt.date, wall: str) -> bool:
        """Whether this wall time comes twice on this date."""
        if self.zone is None:
            return False
        naive = dt.datetime.combine(date, dt.time(int(wall[:2]), int(wall[3:])))
        info = zone(self.zone)
        first = naive.replace(tzinfo=info, fold=0).utcoffset()
        second = naive.replace(tzinfo=info, fold=1).utcoffset()
        return first is not None and second is not None and second < first


@lru_cache(maxsize=4096)
def _instant(name: str | None, date: dt.date, wall: str) -> int:
    """Looked up once for a whole club, whose members have the same days and times."""
    naive = dt.datetime.combine(date, dt.time(int(wall[:2]), int(wall[3:])))
    if name is None:
        return int((naive - _EPOCH).total_seconds()) // 60
    return int(naive.replace(tzinfo=zone(name)).timestamp()) // 60


@lru_cache(maxsize=4096)
def _time(clock: Clock, instant: int) -> str:
    """Every form of a plan says when its sessions are, and a club's sessions are at the same times."""
    return f"{clock.wall(instant):%H:%M}"


def hours(minutes: int) -> str:
    """Elapsed min as ``29.9 h``, rounded down, so that nobody reads that 30 h are less than 30 h."""
    return f"{minutes // 6 / 10:.1f} h"


def ahead_of(gap: int) -> str:
    """How long before something starts another thing ends: ``23.5 h before``, ``1.5 h after the start of``."""
    return f"{hours(gap)} before" if gap >= 0 else f"{hours(-gap)} after the start of"


def behind(gap: int) -> str:
    """How long after the end of something another thing starts: ``3.0 h after``, ``1.5 h before the end of``."""
    return f"{hours(gap)} after" if gap >= 0 else f"{hours(-gap)} before the end of"
