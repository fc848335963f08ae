"""What hangs on what is asked for: wishes, fixed places, a session that may be started with tired legs."""

from typing import Any

from anything.chances import NOTHING, Drawn, without_nothing
from anything.sessions import some_slots, weekdays
from hypothesis import strategies as st

KEYS = ("long", "tempo", "intervals", "hills", "race_pace", "downhill", "fartlek", "tune_up")


def preferences(slots: tuple[str, ...]) -> Drawn:
    """Days, slots or both."""
    liked = some_slots(slots)
    return st.one_of(
        st.fixed_dictionaries({"days": weekdays}),
        st.fixed_dictionaries({"slots": liked}),
        st.fixed_dictionaries({"days": weekdays, "slots": liked}),
    )


@st.composite
def wishes(draw: st.DrawFn, asked: list[str], slots: tuple[str, ...]) -> dict[str, Any]:
    """``prefer:`` for sessions that are asked for."""
    words = [*asked, *(word for word in ("run", "strength", "key", "easy", "cross") if draw(st.booleans()))]
    if not words:
        return {}
    return draw(st.dictionaries(st.sampled_from(words), preferences(slots), max_size=3))


@st.composite
def fixed_places(draw: st.DrawFn, asked: list[str], hours: dict[str, Any], dates: list[str]) -> list[dict[str, Any]]:
    """``fixed:`` by weekday or by date, mostly where time is free."""
    spots = [(day, slot) for day, slots in hours.items() for slot, place in slots.items() if place]
    if not spots or not asked:
        return []
    fixed = []
    for session in draw(st.lists(st.sampled_from(asked), max_size=2, unique=True)):
        day, slot = draw(st.sampled_from(spots))
        date = draw(st.sampled_from([NOTHING, *dates]))
        when = {"day": day} if date is NOTHING else {"date": date}
        fixed.append(without_nothing({"session": session, **when, "slot": slot}))
    return fixed
