"""Where an athlete begins with an exercise when a phase begins: what was lifted last, at the new phase's effort."""

from __future__ import annotations

from dataclasses import replace

from scenarios.strength.ask import Lifter, ladder_of
from scenarios.strength.exercises import Exercise
from scenarios.strength.one_rep_max import highest_after
from scenarios.strength.options import Doses, Standing, load_at
from scenarios.strength.past import LastTime


def begun(was: Standing, last: LastTime | None, lifter: Lifter, exercise: Exercise, doses: Doses) -> Standing:
    """The standing in a phase's first week; ``was`` is that of the phase before, ``last`` how it was last done.

    - A lift whose reps the phase says, with a known weight: the weight that leaves the phase's reps in reserve, no more
      than one rise above the last one; it then climbs.
    - One whose weight nobody told is chosen anew by feel, at the low end of the range.
    - What the phase does not change goes on, its reps within the range; added sets are over.
    """
    ladder = ladder_of(lifter, exercise, was, doses)
    then = None if last is None else last.standing
    anew = replace(was, added_sets=0, in_reserve=None)
    if then is not None and then.rung == was.rung and by_weight(then, lifter, exercise, doses):
        most = highest_after(then.kg or 0, ladder.jump(then.rung))
        return replace(ladder.at_effort(then, at_most=most), raises=was.raises, clean=was.clean, slow=False)
    if was.amount == 0 or exercise.hold or ladder.low <= was.amount <= ladder.high:
        return anew
    if was.rung >= 0 and ladder.loaded(was.rung) and not exercise.power:
        return replace(anew, amount=ladder.low, at_top=0, chosen_at=was.raises if was.kg is None else None)
    return replace(anew, amount=min(max(was.amount, ladder.low), ladder.high), at_top=0)


def by_weight(then: Standing, lifter: Lifter, exercise: Exercise, doses: Doses) -> bool:
    """Whether effort decides a lift's weight: that of the last time and its reserve are known, its reps the phase's."""
    load = load_at(exercise, lifter.kit_for(exercise), then)
    told = then.kg is not None and then.in_reserve is not None and load.loaded
    return told and not exercise.hold and not exercise.power and doses.by_phase(exercise, load)
