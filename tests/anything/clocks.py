"""Zones whose clocks do odd things, and first days near the date on which they do."""

import datetime as dt

from hypothesis import strategies as st

from scenarios.clock import Clock

CHANGES: dict[str | None, tuple[str, ...]] = {
    None: ("2026-11-30", "2027-03-28", "2026-12-28", "2028-02-28", "2199-12-31", "2001-01-01"),
    "Europe/Berlin": ("2027-03-28", "2026-10-25"),
    "Europe/Dublin": ("2027-03-28", "2026-10-25"),  # whose winter time is the daylight saving
    "Africa/Casablanca": ("2026-02-15", "2026-03-22"),  # Ramadan
    "Africa/Cairo": ("2027-04-30", "2026-10-29"),  # at midnight, both ways
    "America/Santiago": ("2026-09-06", "2027-04-03"),
    "America/Havana": ("2027-03-14", "2026-11-01"),
    "America/Nuuk": ("2027-03-27", "2026-10-24"),  # the last hour of a Saturday
    "America/St_Johns": ("2027-03-14", "2026-11-01"),  # half an hour off
    "Antarctica/Troll": ("2027-03-28", "2026-10-25"),  # two hours at once
    "Asia/Beirut": ("2027-03-28", "2026-10-24"),
    "Asia/Kathmandu": ("2026-11-30",),  # a quarter off, and no changes
    "Australia/Lord_Howe": ("2026-10-04", "2027-04-04"),  # half an hour at once
    "Pacific/Apia": ("2011-12-30",),  # a day that never was
    "Pacific/Chatham": ("2026-09-27", "2027-04-04"),
    "UTC": ("2026-12-28",),
}
UNCHANGING = (None, "UTC", "Asia/Kathmandu")
TIMES = (
    *("00:00", "00:01", "00:30", "01:15", "01:59", "02:00", "02:30", "03:00", "05:00", "06:30", "08:47", "11:59"),
    *("12:00", "13:37", "16:00", "17:30", "18:00", "18:30", "21:00", "22:30", "23:00", "23:30", "23:59"),
)
zones = st.one_of(st.none(), st.sampled_from(sorted(zone for zone in CHANGES if zone)))


@st.composite
def first_days(draw: st.DrawFn, zone: str | None, weeks: int) -> dt.date:
    """A first day whose weeks hold the change, end the day before it, or begin on it."""
    change = dt.date.fromisoformat(draw(st.sampled_from(CHANGES[zone])))
    return change - dt.timedelta(days=draw(st.integers(0, 7 * weeks)))


def real_times(zone: str | None, date: dt.date) -> list[str]:
    """The times that the clocks do not skip on a date."""
    clock = Clock(zone)
    return [at for at in TIMES if not clock.in_gap(date, at)]
