"""What a session is made of, in words: warm-up, main part, cool-down, with minutes that add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from scenarios.catalog import run_types
from scenarios.catalog.content import ContentRow, contents
from scenarios.plan import Plan
from scenarios.sessions import PlannedSession, Session
from scenarios.strength.plan import FilledSession, StrengthContent
from solver.output.strength_text import effort_of, lines

PURPOSE = (
    "running economy, power, stability and holding your form when tired. Trials show the first; that lifting prevents "
    "injuries is not shown"
)
"""What strength is good for (S69), with no more than sources.md supports."""

MUCH_TO_SPARE = 5
"""min: what sessions are planned in."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a session; ``minutes`` is None where it has none of its own."""

    label: str
    minutes: int | None
    text: str

    def __str__(self) -> str:
        length = "" if self.minutes is None else f", {self.minutes} min"
        return f"{self.label}{length}: {self.text}"


def content_of(
    session: Session,
    filled: FilledSession | None = None,
    effort: str = "",
    run_walk: tuple[int, int] | None = None,
) -> tuple[Part, ...]:
    """Warm-up, main part and cool-down of a session; none for a type the catalogue does not describe.

    Figures come from ``session_content.csv``. The main part takes what warm-up and cool-down leave; below the
    type's shortest usual length all parts shrink together. ``filled`` gives a strength session its exercises, one a
    line after the ``effort``; without it only their pattern is named. ``run_walk`` is the week's place among the weeks
    of run-walk, and how many there are.
    """
    if filled is None:
        return _described(session, run_walk)
    row = contents()[session.type]
    warm_up, main, cool_down = _minutes(session, row)
    return (
        Part("Warm-up", warm_up, row.warm_up_text),
        Part("Main part", main, "\n".join((effort, *_eased(session), *lines(filled), *_to_spare(main, filled)))),
        Part("Cool-down", cool_down, row.cool_down_text),
        Part("What for", None, PURPOSE),
    )


@lru_cache(maxsize=1024)
def _described(session: Session, run_walk: tuple[int, int] | None) -> tuple[Part, ...]:
    """The content of a session without exercises. In a club many members have the same sessions."""
    row = contents().get(session.type)
    if row is None:
        return ()
    warm_up, main, cool_down = _minutes(session, row)
    text = row.main_text.format(**_figures(session, row, main, run_walk))
    easy = (60 * main - _work(session, row, main).total_seconds) // 60 if row.warm_up else 0
    if easy > 0:
        text += f"; the other {easy} min easy, {'after it or between the pieces' if row.block else 'after them'}"
    if session.goal_pace:
        text += f", {session.goal_pace} min of it at goal pace, late in the run"
    if session.leg_session and not session.heavy_legs:
        text += "; keep the leg work light"
    return (
        Part("Warm-up", warm_up, row.warm_up_text),
        Part("Main part", main, text),
        Part("Cool-down", cool_down, row.cool_down_text),
    )


def _figures(session: Session, row: ContentRow, main: int, run_walk: tuple[int, int] | None) -> dict[str, str]:
    """What stands for the names in the text of a main part."""
    return {
        "block": f"{_block(session, row, main)} min",
        "reps": _repeats_text(session, row, main),
        "rest": _length(_repeats(session, row, main)[2]),
        "work": f"{_work_minutes(session)} min",
        "turns": _turns(row, run_walk) if "{turns}" in row.main_text else "",
    }


def _turns(row: ContentRow, run_walk: tuple[int, int] | None) -> str:
    """How long to run and to walk in turn: from the table's shortest run to its longest, in equal steps of a week."""
    assert row.work is not None
    assert row.rest is not None

    low, high = row.work
    both = low + row.rest[1]

    def turn(run: int) -> tuple[str, str]:
        return f"run {_length(run)}", f"walk {_length(both - run)}"

    if run_walk is None:
        return f"{' and '.join(turn(low))} at the start of the block, {' and '.join(turn(high))} at its end"
    week, weeks = run_walk
    steps, last = (high - low) // row.work_step, max(1, weeks - 1)
    return f"{', '.join(turn(low + row.work_step * ((2 * steps * week + last) // (2 * last))))}, in turn"


def _eased(session: Session) -> tuple[str, ...]:
    """The line that says what a morning took off a strength session, where it did."""
    return (f"eased: {', '.join(session.easing.words())}",) if session.easing.eases else ()


def _to_spare(main: int, filled: FilledSession) -> Iterator[str]:
    """The line that says what the exercises leave of a main part (min), where that is much."""
    spare = main - -(-sum(block.seconds for block in filled.blocks) // 60)
    if spare >= MUCH_TO_SPARE:
        yield f"these take about {main - spare} min; the other {spare} min are for longer rests, or to stop sooner"


def content_in(plan: Plan, planned: PlannedSession, strength: StrengthContent) -> tuple[Part, ...]:
    """The content of a session as it stands in its plan, with its exercises if it is a strength session."""
    week = plan.instance.days[planned.day].week
    filled = strength.sessions.get((week, planned.name))
    effort = "" if filled is None else effort_of(strength.phases[week], filled)
    return content_of(planned.session, filled, effort, plan.instance.asks[week].run_walk)


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a session that a watch can count down: ``times`` x (``seconds``, then ``rest_seconds``)."""

    label: str
    seconds: int
    times: int = 1
    rest_seconds: int = 0

    @property
    def total_seconds(self) -> int:
        """How long the step takes in all."""
        return self.times * (self.seconds + self.rest_seconds)


def steps_of(session: Session) -> tuple[Step, ...]:
    """A session as steps that add up to its minutes, with the figures of ``content_of``.

    What the repeats or the block leave of the main part is easy, after them where there is a warm-up, else before.
    """
    row = contents().get(session.type)
    if row is None or session.kind == "strength":
        return (Step("Main part", 60 * session.minutes),)
    warm_up, main, cool_down = _minutes(session, row)
    middle = [_work(session, row, main)]
    easy = 60 * main - middle[0].total_seconds
    if easy > 0:
        middle.insert(1 if warm_up else 0, Step("Easy", easy))
    ends = (
        (Step("Warm-up", 60 * warm_up),) if warm_up else (),
        (Step("Cool-down", 60 * cool_down),) if cool_down else (),
    )
    return (*ends[0], *middle, *ends[1])


def _work(session: Session, row: ContentRow, main: int) -> Step:
    """The repeats or the block of a main part (min), or else all of it."""
    if session.goal_pace:
        return Step("Goal pace", 60 * session.goal_pace)
    count, work, rest = _repeats(session, row, main)
    if not count or count * (work + rest) > 60 * main:
        count, work, rest = 1, 60 * (min(main, _block(session, row, main)) if row.block else main), 0
    return Step("Main part", work, count, rest)


def _work_minutes(session: Session) -> int:
    return (session.hard_tenths + 5) // 10


def _minutes(session: Session, row: ContentRow) -> tuple[int | None, int, int | None]:
    usual, shortest = _usual_minutes(session)
    if row.warm_up and row.cool_down is not None:
        low, high = row.warm_up
        warm_up, cool_down = (high if session.minutes >= usual else low), row.cool_down
        if session.minutes < shortest:
            warm_up = low * session.minutes // shortest
            cool_down = row.cool_down * session.minutes // shortest
        return warm_up, session.minutes - warm_up - cool_down, cool_down
    if row.block or (row.reps and row.rest):
        main = _block(session, row, session.minutes) if row.block else _repeats_minutes(session, row)
        cool_down = (session.minutes - main) * 2 // 5
        return session.minutes - main - cool_down, main, cool_down
    return None, session.minutes, None


def _usual_minutes(session: Session) -> tuple[int, int]:
    """The type's usual and shortest length; a strength session is as long as it is."""
    if session.kind == "strength":
        return 0, 0
    row = run_types()[session.type]
    return row.minutes, row.minutes_low


def _block(session: Session, row: ContentRow, room: int) -> int:
    low, high = row.block or (0, 0)
    least = low if session.minutes >= _usual_minutes(session)[1] else 1
    return min(max(_work_minutes(session), least), high, room)


def _repeats(session: Session, row: ContentRow, room: int) -> tuple[int, int, int]:
    """Repeats, work and rest (s) that fit ``room`` (min) and come closest to the work the rules count."""
    if row.reps is None or row.work is None:
        return 0, 0, 0
    fits = [
        (count, work, rest)
        for count in range(1, row.reps[1] + 1)
        for work in range(row.work[0], row.work[1] + 1, row.work_step)
        for rest in (range(row.rest[0], row.rest[1] + 1, 30) if row.rest else (work,))
        if count * (work + rest) <= 60 * room
    ]
    least = row.reps[0]
    return min(
        fits,
        key=lambda fit: (max(0, least - fit[0]), abs(fit[0] * fit[1] - 6 * session.hard_tenths), -fit[2], fit[0]),
        default=(1, row.work[0], row.rest[0] if row.rest else row.work[0]),
    )


def _repeats_minutes(session: Session, row: ContentRow) -> int:
    count, work, rest = _repeats(session, row, session.minutes)
    return min(session.minutes, -(-count * (work + rest) // 60))


def _repeats_text(session: Session, row: ContentRow, room: int) -> str:
    count, work, _ = _repeats(session, row, room)
    return f"{count} x {_length(work)}"


def _length(seconds: int) -> str:
    if seconds % 60 == 0:
        return f"{seconds // 60} min"
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min {seconds % 60} s"
