"""``busy:`` calendars: events with zones, floating and all day, that repeat in every ordinary way."""

import datetime as dt

from anything.clocks import TIMES
from hypothesis import strategies as st

RULES = (
    *("", "", "RRULE:FREQ=DAILY", "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=9", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,SU"),
    *("RRULE:FREQ=WEEKLY;UNTIL={until}", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1", "RRULE:FREQ=MONTHLY;BYDAY=-1SU"),
    *("RRULE:FREQ=YEARLY", "RRULE:FREQ=DAILY;BYHOUR=6,18", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
)
WHERE = (":", ":", ";TZID=Europe/Berlin:", ";TZID=America/Santiago:", ";TZID=Asia/Beirut:")


@st.composite
def events(draw: st.DrawFn, start: dt.date, number: int) -> str:
    """One event near the weeks planned, or one that began long before them."""
    date = start + dt.timedelta(days=draw(st.sampled_from((0, 0, 1, 3, 6, 9, -1, -7, -400))))
    lines = ["BEGIN:VEVENT", f"UID:{number}@elsewhere", "DTSTAMP:20260101T000000Z", "SUMMARY:busy"]
    if draw(st.integers(0, 4)) == 0:
        days = draw(st.integers(1, 3))
        lines += [f"DTSTART;VALUE=DATE:{date:%Y%m%d}", f"DTEND;VALUE=DATE:{date + dt.timedelta(days=days):%Y%m%d}"]
        rule = draw(st.sampled_from(("", "RRULE:FREQ=WEEKLY", "RRULE:FREQ=MONTHLY;BYDAY=1SA")))
    else:
        at, where = draw(st.sampled_from(TIMES)).replace(":", ""), draw(st.sampled_from(WHERE))
        utc = "Z" if where == ":" and draw(st.booleans()) else ""
        lines.append(f"DTSTART{where}{date:%Y%m%d}T{at}00{utc}")
        lines.append(f"DURATION:PT{draw(st.sampled_from((0, 1, 15, 50, 90, 600, 1500)))}M")
        until = f"{date + dt.timedelta(days=20):%Y%m%d}T{at}00" + ("Z" if utc or where != ":" else "")
        rule = draw(st.sampled_from(RULES)).format(until=until)
        if rule and draw(st.booleans()):
            lines.append(f"EXDATE{where}{date + dt.timedelta(days=7):%Y%m%d}T{at}00{utc}")
    lines += [rule] if rule else []
    lines += draw(st.sampled_from(([], [], [], ["TRANSP:TRANSPARENT"], ["STATUS:CANCELLED"])))
    return "\r\n".join([*lines, "END:VEVENT"])


@st.composite
def calendars(draw: st.DrawFn, start: dt.date) -> str:
    """A calendar file."""
    held = [draw(events(start, number)) for number in range(draw(st.integers(0, 4)))]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//someone//else//EN", *held, "END:VCALENDAR"]
    return "\r\n".join(lines) + "\r\n"
