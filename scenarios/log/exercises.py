"""The ``exercises`` cell of a training log: ``push_up 3x8@bodyweight; romanian_deadlift 3x8@2x16kg rpe7``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from scenarios.errors import shown, unknown

LoadKind = Literal["bodyweight", "band", "weight"]
MAX_EXERCISES = 40
MAX_SETS, MAX_REPS, MAX_HOLD_S, MAX_KG, MAX_IMPLEMENTS = 20, 500, 900, 500.0, 2
ACCEPTED = "accepted: such as push_up 3x8@bodyweight, plank 3x30s, goblet_squat 3x8@20kg, lunge 3x8@2x10kg rpe7"
_ENTRY = re.compile(
    r"(?P<exercise>[a-z0-9_]{1,60}) +(?P<sets>[0-9]{1,2})x(?P<count>[0-9]{1,3})(?P<hold>s)?"
    r"(?:@(?P<load>\S{1,40}))?(?: +rpe *(?P<rpe>[0-9]{1,2}(?:[.,]5)?))?"
)
_BEFORE_KG = re.compile("(?<=[0-9]) kg")
_KG = r"(?P<kg>[0-9]{1,3}(?:[.,][0-9]{1,2})?)kg"
_WEIGHT = re.compile(rf"(?:(?P<count>[0-9]{{1,2}})x)?{_KG}")
_ADDED = re.compile(rf"bodyweight\+{_KG}")


@dataclass(frozen=True, slots=True)
class LoggedLoad:
    """What was lifted: ``count`` implements of ``kg`` each; for ``bodyweight`` the kg added to it, 0 if none.

    A band has no kg: its strength is not known.
    """

    kind: LoadKind
    kg: float = 0.0
    count: int = 1

    @property
    def total_kg(self) -> float:
        """All implements together, in kg."""
        return self.kg * self.count


@dataclass(frozen=True, slots=True)
class LoggedExercise:
    """Sets of one exercise, all alike: ``reps`` or ``hold_s`` a set, the other None.

    Reps of a one-sided exercise count one side. Sets that differ are entries of their own. ``rpe`` is 0-10, or None.
    """

    exercise: str
    sets: int
    reps: int | None
    hold_s: int | None
    load: LoggedLoad
    rpe: float | None = None


def parse_exercises(cell: str, known: Collection[str]) -> tuple[LoggedExercise, ...]:
    """The exercises of a cell, entries parted by semicolons; ``known`` are the ids accepted.

    Raises ``ValueError`` whose text says what is wrong and what is accepted.
    """
    return tuple(_exercises(cell, known))


def _exercises(cell: str, known: Collection[str]) -> Iterator[LoggedExercise]:
    entries = [_BEFORE_KG.sub("kg", entry.strip()) for entry in cell.split(";") if entry.strip()]
    if len(entries) > MAX_EXERCISES:
        raise ValueError(f"{len(entries)} exercises; accepted: at most {MAX_EXERCISES} a session")
    for entry in entries:
        found = _ENTRY.fullmatch(entry)
        if found is None:
            raise ValueError(f"got {shown(entry)}; {ACCEPTED}")
        if found["exercise"] not in known:
            accepted = f"an id of the exercise catalogue ({len(known)} are known)"
            raise ValueError(unknown("exercise", found["exercise"], known, accepted))
        holds = found["hold"] is not None
        sets = _within(entry, "sets", int(found["sets"]), MAX_SETS)
        count = _within(entry, "s a hold" if holds else "reps", int(found["count"]), MAX_HOLD_S if holds else MAX_REPS)
        rpe = float(found["rpe"].replace(",", ".")) if found["rpe"] else None
        if rpe is not None and rpe > 10:
            raise ValueError(f"rpe {rpe:g} in {shown(entry)}; accepted: 0 to 10")
        yield LoggedExercise(
            exercise=found["exercise"],
            sets=sets,
            reps=None if holds else count,
            hold_s=count if holds else None,
            load=_load(found["load"] or "bodyweight", entry),
            rpe=rpe,
        )


def _within(entry: str, what: str, number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise ValueError(f"{number} {what} in {shown(entry)}; accepted: 1 to {most}")
    return number


def _load(text: str, entry: str) -> LoggedLoad:
    if text in ("bodyweight", "band"):
        return LoggedLoad("bodyweight" if text == "bodyweight" else "band")
    added, weight = _ADDED.fullmatch(text), _WEIGHT.fullmatch(text)
    found = added or weight
    if found is None:
        raise ValueError(
            f"load {shown(text)} in {shown(entry)}; accepted: bodyweight, bodyweight+5kg, band, 20kg, 2x16kg"
        )
    kg = float(found["kg"].replace(",", "."))
    if not 0 < kg <= MAX_KG:
        raise ValueError(f"{kg:g} kg in {shown(entry)}; accepted: more than 0, at most {MAX_KG:g}")
    if added is not None:
        return LoggedLoad("bodyweight", kg)
    count = int(found["count"] or 1)
    if not 1 <= count <= MAX_IMPLEMENTS:
        raise ValueError(f"{count} weights in {shown(entry)}; accepted: 1 or {MAX_IMPLEMENTS}")
    return LoggedLoad("weight", kg, count)
