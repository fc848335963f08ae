"""The morning check-in: how the legs, the night and the day before were, in a runner's own numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scenarios.text.strict_rows import Row

_SCALES = {
    "soreness_legs": (0, 10),
    "soreness_upper": (0, 10),
    "fatigue": (1, 5),
    "sleep_h": (0, 24),
    "sleep_quality": (1, 5),
    "stress": (1, 5),
    "pain": (0, 10),
}
_ANSWERS = ("gait_changed", "ill")
CHECK_IN_COLUMNS = (*_SCALES, *_ANSWERS)


@dataclass(frozen=True, slots=True)
class CheckIn:
    """How a morning felt; None where nothing was said.

    Soreness and pain are 0-10 (10 the worst), fatigue and stress 1-5 (5 the worst), sleep quality 1-5 (5 the best),
    ``sleep_h`` is in hours. ``gait_changed``: pain that changes how one moves.
    """

    soreness_legs: float | None = None
    soreness_upper: float | None = None
    fatigue: float | None = None
    sleep_h: float | None = None
    sleep_quality: float | None = None
    stress: float | None = None
    pain: float | None = None
    gait_changed: bool | None = None
    ill: bool | None = None

    @property
    def told(self) -> bool:
        """Whether anything was said at all."""
        return self != NOTHING_SAID


NOTHING_SAID = CheckIn()


def check_in_of(row: Row) -> CheckIn:
    """The check-in of a log's row; an empty cell says nothing. Raises ``InputError``."""

    def number(column: str) -> float | None:
        low, high = _SCALES[column]
        return row.decimal(column, low, high, "h" if column == "sleep_h" else "points") if row[column] else None

    def answer(column: str) -> bool | None:
        return row.word(column, ("no", "yes")) == "yes" if row[column] else None

    return CheckIn(
        soreness_legs=number("soreness_legs"),
        soreness_upper=number("soreness_upper"),
        fatigue=number("fatigue"),
        sleep_h=number("sleep_h"),
        sleep_quality=number("sleep_quality"),
        stress=number("stress"),
        pain=number("pain"),
        gait_changed=answer("gait_changed"),
        ill=answer("ill"),
    )


def most_careful(rows: Iterable[CheckIn]) -> CheckIn:
    """The check-ins of one day as one: where they differ, the answer that asks for more care (our convention)."""
    rows = list(rows)
    answers = {"gait_changed": [row.gait_changed for row in rows], "ill": [row.ill for row in rows]}
    said = {name: [answer for answer in given if answer is not None] for name, given in answers.items()}
    return CheckIn(
        soreness_legs=_most(row.soreness_legs for row in rows),
        soreness_upper=_most(row.soreness_upper for row in rows),
        fatigue=_most(row.fatigue for row in rows),
        sleep_h=_least(row.sleep_h for row in rows),
        sleep_quality=_least(row.sleep_quality for row in rows),
        stress=_most(row.stress for row in rows),
        pain=_most(row.pain for row in rows),
        gait_changed=any(said["gait_changed"]) if said["gait_changed"] else None,
        ill=any(said["ill"]) if said["ill"] else None,
    )


def _most(values: Iterable[float | None]) -> float | None:
    return max((value for value in values if value is not None), default=None)


def _least(values: Iterable[float | None]) -> float | None:
    return min((value for value in values if value is not None), default=None)
