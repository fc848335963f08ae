"""What a morning takes off a strength session: sets, jumps, growth, a step of each exercise. Nothing here adds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.spoken import counted


def sets_left(usual: int, percent: int) -> int:
    """So many percent of the usual sets, to the nearest whole set, one at least."""
    return max(1, (2 * usual * percent + 100) // 200)


@dataclass(frozen=True, slots=True)
class Easing:
    """How a strength session is done otherwise than phase and progression ask; less, in every part.

    ``sets_percent`` of the usual sets are done, at most ``most_sets`` of an exercise. Without ``jumps`` it holds no
    plyometrics; without ``growth`` no more weight, reps or sets than last time; ``step_down``: leg exercises one step
    of their progression down. ``counts_heavy``: light leg work counts as heavy where rules ask how long it lies back.
    """

    sets_percent: int = 100
    most_sets: int | None = None
    jumps: bool = True
    growth: bool = True
    step_down: bool = False
    counts_heavy: bool = False

    def and_also(self, other: Easing) -> Easing:
        """Everything that either of the two takes off."""
        caps = [most for most in (self.most_sets, other.most_sets) if most is not None]
        return Easing(
            min(self.sets_percent, other.sets_percent),
            min(caps, default=None),
            self.jumps and other.jumps,
            self.growth and other.growth,
            self.step_down or other.step_down,
            self.counts_heavy or other.counts_heavy,
        )

    def sets(self, usual: int) -> int:
        """The sets that are left of the usual ones, one at least."""
        left = sets_left(usual, self.sets_percent)
        return left if self.most_sets is None else min(left, self.most_sets)

    @property
    def eases(self) -> bool:
        """Whether anything inside the session is less than usual."""
        return bool(list(self.words()))

    def words(self) -> Iterator[str]:
        """What is less inside the session, as the athlete is told."""
        if self.sets_percent != 100:
            yield f"{self.sets_percent} % of the sets"
        if self.most_sets is not None:
            yield f"at most {counted(self.most_sets, 'set')} of an exercise"
        if not self.jumps:
            yield "no jumps"
        if not self.growth:
            yield "no more weight, reps or sets than last time"
        if self.step_down:
            yield "leg exercises one step down"


AS_USUAL = Easing()
