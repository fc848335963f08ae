"""A session holds no more exercises, and no more heavy lifts, than its phase has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class ExercisesASession(HardStrengthRule):
    """At most the phase's number of exercises, and of heavy lifts: so many for the legs, so many for the arms.

    Full body has room for each of its movements in every phase but the taper.

    The table's lifts are those of its templates, squats and deadlifts. A row with a weight beside them takes none of
    their places, as the table of focuses asks a full session for it.
    """

    name: ClassVar[str] = "exercises_a_session"
    sources: ClassVar[tuple[str, ...]] = ("S37", "S38")

    def build(self, grid: StrengthGrid) -> None:
        for session, asked in enumerate(grid.week.sessions):
            grid.at_most(((1, choice.id) for choice in grid.on(session)), grid.week.most_in(asked))
            lifts = grid.on(session, lambda option: option.lift)
            for arms in (False, True):
                own = [lift for lift in lifts if (lift.option.exercise.family in ("push", "pull")) == arms]
                grid.at_most(((1, lift.id) for lift in own), grid.week.most_lifts)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            exercises = list(session.exercises())
            lifts = Counter(done.option.legs == "none" for done in exercises if done.option.lift)
            most = plan.week.most_in(session.asked)
            if len(exercises) > most:
                text = f"{len(exercises)} exercises, at most {most}"
                yield self.broken(text, session.asked.name)
            for arms, count in lifts.items():
                if count > plan.week.most_lifts:
                    part = "arms" if arms else "legs"
                    text = f"{count} heavy lifts for the {part}, at most {plan.week.most_lifts}"
                    yield self.broken(text, session.asked.name)

    def sentence(self) -> str:
        return "a session holds no more exercises and heavy lifts than its phase has, or its movements need"
