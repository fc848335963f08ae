"""The answer to a ``StrengthWeek``: what each session holds, in order. What every strength rule's ``check`` reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scenarios.strength.ask import WeekPhase
from scenarios.strength.clock import paired, straight
from scenarios.strength.week import AskedSession, Option, StrengthWeek


@dataclass(frozen=True, slots=True)
class Prescription:
    """One exercise of a session: ``sets`` of ``amount`` reps (or s of a hold; a side where it is one-sided)."""

    option: Option
    sets: int
    amount: int

    @property
    def work(self) -> int:
        """Seconds of one set."""
        return self.option.work(self.amount)


@dataclass(frozen=True, slots=True)
class Block:
    """One exercise by itself or two in turns; ``rest_s`` stands between the sets, or between the rounds of the two."""

    exercises: tuple[Prescription, ...]
    rest_s: int

    @property
    def seconds(self) -> int:
        """What it takes: setting up, work and rests."""
        sets, works = self.exercises[0].sets, [done.work for done in self.exercises]
        if len(works) == 1:
            return straight(sets, works[0], self.rest_s)
        return paired(sets, (works[0], works[1]), self.rest_s)


@dataclass(frozen=True, slots=True)
class FilledSession:
    """One session's blocks in order; ``cut`` steps were taken from every target to fit the time."""

    asked: AskedSession
    blocks: tuple[Block, ...]
    cut: int = 0

    def exercises(self) -> Iterator[Prescription]:
        """What it holds, in order."""
        for block in self.blocks:
            yield from block.exercises

    def ids(self) -> tuple[str, ...]:
        """The ids of its exercises, in order."""
        return tuple(prescription.option.id for prescription in self.exercises())


@dataclass(frozen=True, slots=True)
class StrengthPlan:
    """All sessions of a week, filled."""

    week: StrengthWeek
    sessions: tuple[FilledSession, ...]

    def exercises(self) -> Iterator[Prescription]:
        """What the week holds, session by session."""
        for session in self.sessions:
            yield from session.exercises()


@dataclass(frozen=True, slots=True)
class StrengthContent:
    """What the strength sessions of a plan hold, by week (from 0) and session.

    ``phases`` are those the weeks really train, which a gap or a novice's first weeks can make others than the table's.
    ``notes`` say what each week lacks, ``lacking`` what the whole plan does, each thing once.
    """

    sessions: Mapping[tuple[int, str], FilledSession] = field(default_factory=dict)
    phases: Mapping[int, WeekPhase] = field(default_factory=dict)
    notes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()


NOT_FILLED = StrengthContent()
