"""What is asked for: runs and strength sessions, with every option of an entry."""

from typing import Any, get_args

from anything.chances import Drawn, at_times, within, without_nothing
from hypothesis import strategies as st

from scenarios.schema import WEEKDAYS, Equipment, Focus, Legs, Policy, RunType

RUN_TYPES = get_args(RunType)
RUN_MINUTES = (5, 19, 20, 30, 33, 45, 60, 61, 89, 90, 120, 135, 240, 600)
FOCI = get_args(Focus)
weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True)


def some_slots(slots: tuple[str, ...]) -> Drawn:
    return st.lists(st.sampled_from(slots), min_size=1, max_size=2, unique=True)


def run_entries(slots: tuple[str, ...], weeks: int) -> Drawn:
    """A run, its place and week open or not."""
    return st.fixed_dictionaries(
        {
            "type": st.sampled_from(RUN_TYPES),
            "minutes": at_times(st.sampled_from(RUN_MINUTES), one_in=2),
            "times": at_times(st.sampled_from((1, 2, 2, 3, 7)), one_in=2),
            "week": at_times(st.integers(1, weeks)),
            "days": at_times(weekdays),
            "slots": at_times(some_slots(slots)),
        }
    ).map(without_nothing)


def strength_entries(slots: tuple[str, ...]) -> Drawn:
    """A focus, or an entry with more to say."""
    entry = st.fixed_dictionaries(
        {
            "focus": st.sampled_from(FOCI),
            "minutes": at_times(within(20, 45), one_in=2),
            "legs": at_times(st.sampled_from(get_args(Legs)), one_in=2),
            "days": at_times(weekdays),
            "slots": at_times(some_slots(slots)),
        }
    ).map(without_nothing)
    return st.one_of(st.sampled_from(FOCI), entry)


def strength_blocks(slots: tuple[str, ...], most: int) -> Drawn:
    """The block ``strength:``, from nothing at all to everything."""
    return st.fixed_dictionaries(
        {
            "focus": at_times(st.lists(strength_entries(slots), max_size=most), one_in=2),
            "minutes": at_times(within(20, 45)),
            "equipment": at_times(st.lists(st.sampled_from(get_args(Equipment)), max_size=4, unique=True), one_in=2),
            "seed_strict": at_times(st.booleans(), one_in=4),
            "policy": at_times(st.sampled_from(get_args(Policy)), one_in=2),
        }
    ).map(without_nothing)


def foci_of(strength: dict[str, Any]) -> list[str]:
    """The focus of each session that a drawn block asks for."""
    asked = strength.get("focus", FOCI)
    return [entry if isinstance(entry, str) else entry["focus"] for entry in asked]
