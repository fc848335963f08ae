"""Exercises as one athlete does them in one week: the rung of the ladder, sets, reps and rests of the phase."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.catalog import StrengthPhaseRow
from scenarios.easing import sets_left
from scenarios.schema import Level
from scenarios.strength.clock import seconds
from scenarios.strength.exercises import RANKS, Exercise, Rung
from scenarios.strength.week import LOADED_RANK, Load, Option

SEED_SETS, SEED_REPS = 3, (5, 12)
SEED_IN_RESERVE = 2
"""Reps in reserve where no phase says how many: slow, controlled reps, never to failure (S37; our convention)."""
MOST_SETS = 4
TOP_SESSIONS = 2
"""Sessions in a row at the top of the range that earn the next step."""
START_REPS = 8
"""Where an exercise begins in its own range when no log and no earlier week speaks of it: the middle of 5-12 (our
convention). In a phase's range it begins at the low end."""
_HIGHEST_START: dict[Level, int] = {"novice": 0, "intermediate": RANKS["dumbbell"], "advanced": RANKS["barbell"]}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an athlete stands with one exercise.

    ``rung`` counts the ladder from 0 (-1: its easier form); ``amount`` is what the next set asks in reps or s;
    ``added_sets`` come on top of the phase's. ``at_top`` sessions in a row reached the top of the range, ``misses``
    in a row fell short, ``clean`` ones at this rung did not. ``in_reserve``: the reps this weight leaves where they are
    more than the phase asks. ``chosen_at``: how often the weight had grown when it was last chosen anew, by feel.
    ``slow``: lowered over 3 to 4 s, where the kit has nothing heavier, or only what is far heavier.
    """

    rung: int
    amount: int
    added_sets: int = 0
    kg: float | None = None
    count: int = 1
    raises: int = 0
    at_top: int = 0
    misses: int = 0
    clean: int = 0
    in_reserve: float | None = None
    chosen_at: int | None = None
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Doses:
    """What a phase gives every exercise. ``row`` is None for the article's own 3 sets of 5-12."""

    row: StrengthPhaseRow | None
    gentle_weeks: bool
    set_percent: int
    seed_strict: bool
    deload: bool = False

    @property
    def in_reserve(self) -> int:
        """Reps that a set leaves in reserve; one more in a deload, which is one RPE easier (strength_phases.csv)."""
        reserve = None if self.row is None else self.row.in_reserve
        return (SEED_IN_RESERVE if reserve is None else reserve) + self.deload

    @property
    def heavy(self) -> bool:
        """A phase whose lifts are heavy, told by its rests."""
        return self.row is not None and self.row.rest is not None and self.row.rest[0] >= seconds("heavy_rest_floor")

    def is_lift(self, exercise: Exercise, load: Load) -> bool:
        """A heavy lift of this phase: a large movement that carries a weight."""
        return self.heavy and exercise.large and not exercise.power and load.loaded

    def by_phase(self, exercise: Exercise, load: Load) -> bool:
        """Whether the phase, not the table, says reps and rest: of large exercises, in a heavy phase with a weight."""
        return self.row is not None and exercise.large and (load.loaded or not self.heavy)

    def range(self, exercise: Exercise, load: Load) -> tuple[int, int]:
        """The lowest and the highest reps (or s) of a set.

        A phase's reps are those of its lifts; small exercises, and what has no load to be made heavy by, keep
        their own range. Where the two ranges do not meet, the nearer end of the exercise's own stands.
        """
        own = (exercise.low, exercise.high)
        if exercise.hold:
            return own
        if self.row is not None and exercise.power:
            own = _meet(own, self.row.power_reps)
        elif self.row is not None and self.by_phase(exercise, load):
            own = _meet(own, self.row.reps)
        return _meet(own, SEED_REPS) if self.seed_strict else own

    def sets(self, exercise: Exercise, load: Load, standing: Standing | None, *, last_rung: bool) -> int:
        """Sets asked: the phase's, one more where progression added it, fewer in a week that eases off."""
        if self.seed_strict:
            return SEED_SETS
        added = 0 if standing is None else standing.added_sets
        if self.row is not None and self.row.sets is not None and exercise.power:
            sets = self.row.power_sets or self.row.sets[1]
        else:
            sets = min(self.base_sets(exercise) + added, self.most_sets(load, last_rung=last_rung))
        return sets_left(sets, self.set_percent)

    def most_sets(self, load: Load, *, last_rung: bool) -> int:
        """The sets that progression may add to: the phase's, more only where nothing else makes it harder."""
        if self.row is None or self.row.sets is None or (last_rung and not load.loaded and not self.heavy):
            return MOST_SETS
        return self.row.sets[1]

    def base_sets(self, exercise: Exercise) -> int:
        """The phase's sets before progression adds any; the fewest in its gentle weeks."""
        if self.row is None or self.row.sets is None:
            return exercise.sets
        return self.row.sets[0 if self.gentle_weeks else 1]

    @property
    def fewest_sets(self) -> int:
        """The sets an exercise is cut to at most where minutes are few: a week that eases off rather keeps it."""
        return 1 if self.set_percent < 100 else 2

    def rest(self, exercise: Exercise, load: Load) -> int:
        """Seconds between sets: the phase's for its lifts, else the exercise's own; never under the floors."""
        rest = exercise.rest_s
        if self.row is not None and self.row.rest is not None and self.by_phase(exercise, load):
            rest = self.row.rest[0]
        legs = exercise.legs if load.loaded else exercise.legs_unloaded
        return max(rest, seconds("heavy_rest_floor" if legs == "heavy" else "rest_floor"))


def _meet(own: tuple[int, int], asked: tuple[int, int] | None) -> tuple[int, int]:
    if asked is None:
        return own
    low, high = max(own[0], asked[0]), min(own[1], asked[1])
    if low <= high:
        return low, high
    nearer = own[1] if own[1] < asked[0] else own[0]
    return nearer, nearer


def reachable(exercise: Exercise, kit: frozenset[str]) -> list[int]:
    """The rungs of the ladder the kit allows; none where the exercise cannot be done."""
    if (exercise.needs_box and "box" not in kit) or (exercise.needs_bar and "bar" not in kit):
        return []
    return [index for index, rung in enumerate(exercise.ladder) if kit.intersection(rung.equipment)]


def on_last_rung(exercise: Exercise, kit: frozenset[str], rung: int) -> bool:
    """Whether the kit has no step of the ladder above this one."""
    rungs = reachable(exercise, kit)
    return not rungs or rung >= rungs[-1]


def start_rung(exercise: Exercise, kit: frozenset[str], level: Level) -> int:
    """Where an athlete begins of whom nothing is known.

    A novice begins with what loads least (S46), an intermediate runner with weights but no barbell unless
    nothing else will do (S49), an advanced one with the most the kit has.
    """
    rungs = reachable(exercise, kit) or [0]
    ranks = {rung: _rank(exercise.ladder[rung], kit) for rung in rungs}
    within = [rank for rank in ranks.values() if rank <= _HIGHEST_START[level]] or [min(ranks.values())]
    best = max(within)
    group = [rung for rung in rungs if ranks[rung] == best]
    step = {"novice": 0, "intermediate": 1, "advanced": len(group)}[level] if best < LOADED_RANK else 0
    return group[min(step, len(group) - 1)]


def load_at(exercise: Exercise, kit: frozenset[str], standing: Standing) -> Load:
    """What is lifted at a standing; of equal equipment the kit's."""
    if standing.rung < 0:
        return Load(_pick(exercise.ladder[0], kit), exercise.easier, rung=-1)
    place = min(standing.rung, len(exercise.ladder) - 1)
    rung = exercise.ladder[place]
    return Load(
        equipment=_pick(rung, kit),
        words=rung.words,
        kg=standing.kg,
        count=standing.count,
        raises=standing.raises,
        rung=place,
        chosen_at=standing.chosen_at,
        slow=standing.slow,
    )


def can_slow_down(exercise: Exercise, rung: int) -> bool:
    """Whether slower reps make a large exercise harder: those of its step are not slow already."""
    slow = exercise.seconds >= seconds("slow_rep") or (rung >= 0 and exercise.ladder[rung].slow)
    return exercise.large and not exercise.power and not slow


def option_of(exercise: Exercise, standing: Standing | None, kit: frozenset[str], level: Level, doses: Doses) -> Option:
    """The exercise as it is asked this week, whether or not kit and level allow it (rules say that)."""
    place = standing or Standing(start_rung(exercise, kit, level), 0)
    load = load_at(exercise, kit, place)
    low, high = doses.range(exercise, load)
    last_rung = on_last_rung(exercise, kit, place.rung)
    start = low if exercise.hold or exercise.power or doses.by_phase(exercise, load) else min(START_REPS, high)
    # an amount above the range was reached in another phase: a heavier range begins at its low end
    target = low if place.amount > high else max(place.amount or start, low)
    lift = doses.is_lift(exercise, load)
    step = seconds("hold_step") if exercise.hold else 1
    sets = doses.sets(exercise, load, standing, last_rung=last_rung)
    outgrown = last_rung and not load.loaded and (load.slow or not can_slow_down(exercise, place.rung))
    return Option(
        exercise=exercise,
        load=load,
        sets=sets,
        fewest=sets if doses.seed_strict else min(sets, doses.fewest_sets),
        low=low,
        target=low + (target - low) // step * step,
        rest_s=doses.rest(exercise, load),
        lift=lift,
        in_reserve=None if place.in_reserve is None else int(place.in_reserve),
        outgrown=outgrown and place.at_top >= TOP_SESSIONS and target >= high,
    )


def _rank(rung: Rung, kit: frozenset[str]) -> int:
    return RANKS[_pick(rung, kit)]


def _pick(rung: Rung, kit: frozenset[str]) -> str:
    return next((item for item in rung.equipment if item in kit), rung.equipment[0])
