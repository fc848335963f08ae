"""Slots in which a club's gym is closed and many of its lifters are free: worth asking about."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from scenarios.club import Club
from scenarios.gym_hours import GymSlot
from scenarios.places import free_minutes, free_on
from solver.batch.members import Planned
from solver.batch.question import question_of

MOST_SLOTS = 3
MOST_QUESTIONS = 200


def most_free(
    club: Club, slots: Sequence[GymSlot], lifters: Sequence[Planned], texts: Mapping[str, bytes]
) -> Iterator[tuple[GymSlot, frozenset[str]]]:
    """The slots that most lifters have time for, and whose (questions); of a large club a part is counted.

    A date on which the club file closes the gym, and a slot it names on a date, are left alone.
    """
    if club.gym is None:
        return
    asked = Counter(member.question for member in lifters)
    scenarios = {question: question_of(texts[question]).scenario for question in list(asked)[:MOST_QUESTIONS]}
    taken = {(slot.date, slot.slot) for slot in slots}
    free: dict[tuple[int, str], set[str]] = {}
    for day in range(7 * club.weeks):
        date = club.start + dt.timedelta(days=day)
        for question, scenario in scenarios.items():
            for slot, place in (free_on(date, scenario) or {}).items():
                open_to_it = (date, slot) not in taken and slot not in club.gym.exceptions.get(date, {})
                if open_to_it and date not in club.gym.closed and free_minutes(place) >= scenario.strength.minutes:
                    free.setdefault((day, slot), set()).add(question)
    most = sorted(free, key=lambda place: (-sum(asked[question] for question in free[place]), place))
    for day, slot in most[:MOST_SLOTS]:
        date = club.start + dt.timedelta(days=day)
        yield GymSlot(day, date, slot, club.gym.capacity), frozenset(free[day, slot])
