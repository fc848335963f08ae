"""Slots and the time that is free in them: odd minutes, own clock times, slots that reach over midnight."""

from typing import Any

from anything.chances import Drawn
from anything.clocks import TIMES
from hypothesis import strategies as st

from scenarios.schema import DEFAULT_SLOTS, WEEKDAYS

SLOTS = ("morning", "midday", "evening", "dawn", "extra", "late")
MINUTES = (0, 5, 19, 20, 30, 37, 45, 60, 61, 75, 90, 120, 181, 600, 1440)


@st.composite
def slot_times(draw: st.DrawFn, most: int) -> dict[str, str]:
    """Slot names with their times; those of ours may keep theirs, and no two start together."""
    names = draw(st.lists(st.sampled_from(SLOTS), min_size=1, max_size=most, unique=True))
    times: dict[str, str] = {}
    for name in names:
        usual = [DEFAULT_SLOTS[name]] * 20 if name in DEFAULT_SLOTS else []
        choice = [at for at in (*usual, *TIMES) if at not in times.values()]
        times[name] = draw(st.sampled_from(choice))
    return times


def places(at: str) -> Drawn:
    """Free time in a slot: minutes, or minutes from another time on."""
    minutes = st.sampled_from(MINUTES)
    moved = st.fixed_dictionaries({"minutes": minutes, "at": st.sampled_from((at, *TIMES))})
    return st.one_of(minutes, minutes, moved, st.fixed_dictionaries({"minutes": minutes}))


@st.composite
def free_days(draw: st.DrawFn, times: dict[str, str]) -> dict[str, Any]:
    """The slots of one day, no two of which start together."""
    day: dict[str, Any] = {}
    begun: set[str] = set()
    for name in draw(st.lists(st.sampled_from(sorted(times)), max_size=len(times), unique=True)):
        place = draw(places(times[name]))
        at = place.get("at", times[name]) if isinstance(place, dict) else times[name]
        if at not in begun:
            begun.add(at)
            day[name] = place
    return day


@st.composite
def weekly_hours(draw: st.DrawFn, times: dict[str, str], *, most_places: int | None = None) -> dict[str, Any]:
    """Weekday -> slot -> time; ``most_places`` keeps a week small enough to try every plan."""
    if most_places is None:
        usual = draw(st.sampled_from((60, 95, 181, 600)))
        week: dict[str, Any] = {day: dict.fromkeys(times, usual) for day in WEEKDAYS}
        for day in draw(st.lists(st.sampled_from(WEEKDAYS), max_size=6, unique=True)):
            week[day] = draw(free_days(times))
        if draw(st.booleans()):
            del week[draw(st.sampled_from(WEEKDAYS))]
    else:
        spots = st.tuples(st.sampled_from(WEEKDAYS), st.sampled_from(sorted(times)))
        week = {}
        for day, slot in draw(st.lists(spots, min_size=2, max_size=most_places, unique=True)):
            week.setdefault(day, {})[slot] = draw(st.sampled_from((30, 45, 61, 90, 120, 600)))
    return week
