"""What one week gives up and gains against another, in one line and the runner's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scenarios.instance import Instance
from scenarios.plan import Plan, Score
from solver.asking.placements import Move, Spot, moves_between

AFTER_WORK = 16 * 60
MOST_MOVES = 3
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TIMES = ("never", "once", "twice")


def tradeoff(first: Plan, first_score: Score, other: Plan, other_score: Score) -> str:
    """``rest day on Friday instead of Thursday; lift after work twice instead of once; +3 points: ...``."""
    parts = [*_rest_days(first, other)]
    parts += _counted("lift after work", first, other, _lifts_after_work)
    parts += _counted("run and lift on one day", first, other, _double_days)
    parts += _moves(first, other)
    return "; ".join((*parts, _points(first_score, other_score)))


def _rest_days(first: Plan, other: Plan) -> Iterator[str]:
    gone, new = sorted(_resting(first) - _resting(other)), sorted(_resting(other) - _resting(first))
    for day, was in zip(new, gone, strict=False):
        yield f"rest day on {_day(first, day)} instead of {_day(first, was)}"
    for day in new[len(gone) :]:
        yield f"rest day on {_day(first, day)} as well"
    for day in gone[len(new) :]:
        yield f"no rest day on {_day(first, day)}"


def _resting(plan: Plan) -> set[int]:
    return {day.index for day in plan.instance.days if not day.blocked and not plan.on(day.index)}


def _lifts_after_work(plan: Plan) -> int:
    walls = [plan.wall(planned) for planned in plan.sessions if planned.session.kind == "strength"]
    return sum(60 * wall.hour + wall.minute >= AFTER_WORK for wall in walls)


def _double_days(plan: Plan) -> int:
    kinds = [{planned.session.kind for planned in plan.on(day.index)} for day in plan.instance.days]
    return sum({"run", "strength"} <= here for here in kinds)


def _counted(what: str, first: Plan, other: Plan, count: Callable[[Plan], int]) -> Iterator[str]:
    before, after = count(first), count(other)
    if before != after:
        yield f"{what} {_times(after)} instead of {_times(before)}"


def _times(count: int) -> str:
    return _TIMES[count] if count < len(_TIMES) else f"{count} times"


def _moves(first: Plan, other: Plan) -> Iterator[str]:
    """The moves that matter most: what is left out or placed, then key runs, then the rest."""
    instance = first.instance

    def weight(move: Move) -> tuple[bool, bool]:
        return move.before is not None and move.after is not None, not instance.demands[move.kind].session.key

    moves = sorted(moves_between(first, other), key=weight)
    shown = moves if len(moves) == MOST_MOVES + 1 else moves[:MOST_MOVES]
    for move in shown:
        yield _move(instance, move)
    if len(moves) > len(shown):
        yield f"{len(moves) - len(shown)} more sessions move"


def _move(instance: Instance, move: Move) -> str:
    if move.after is None:
        return f"without {move.session}" if move.may_be_spared(instance) else f"{move.session} left out"
    if move.before is None:
        return f"{move.session} placed, on {_spoken(instance, move.after)}"
    if move.before.day == move.after.day:
        return f"{move.session} on {_spoken(instance, move.after)} instead of {move.before.slot.replace('_', ' ')}"
    return f"{move.session} on {_weekday(instance, move.after)} instead of {_weekday(instance, move.before)}"


def _day(plan: Plan, day: int) -> str:
    return _DAYS[plan.date(day).weekday()]


def _weekday(instance: Instance, place: Spot) -> str:
    return _DAYS[instance.days[place.day].date.weekday()]


def _spoken(instance: Instance, place: Spot) -> str:
    return f"{_weekday(instance, place)} {place.slot.replace('_', ' ')}"


def _points(first: Score, other: Score) -> str:
    total = other.total - first.total
    changed = {rule: other.points[rule] - points for rule, points in first.points.items()}
    rules = [f"{rule} {change:+}" for rule, change in changed.items() if change]
    head = f"{total:+} point{'s' * (abs(total) != 1)}" if total else "same points"
    return f"{head}: {', '.join(rules)}" if rules else head
