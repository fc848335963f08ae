"""The exercise catalogue, typed: what each exercise trains, needs and takes, and the steps that make it harder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from scenarios.catalog.table import rows
from scenarios.errors import shown
from scenarios.schema import Equipment, Legs, Level
from scenarios.text.strict_rows import Row

Family = Literal["knee", "hip", "jump", "calf", "core", "push", "pull"]
FAMILIES: dict[str, Family] = {
    "squat": "knee",
    "lunge": "knee",
    "step": "knee",
    "hinge": "hip",
    "bridge": "hip",
    "knee_flexion": "hip",
    "hip_abduction": "hip",
    "jump": "jump",
    "calf": "calf",
    "anti_extension": "core",
    "anti_lateral": "core",
    "anti_rotation": "core",
    "carry": "core",
    "hip_flexion": "core",
    "push": "push",
    "pull": "pull",
}
"""Movement pattern -> the part of the body it tires; exercises of one family compete."""
GROUPS = ("glutes", "hamstrings", "quads", "calves", "core", "upper_push", "upper_pull")
LADDER: tuple[Equipment, ...] = ("bodyweight", "band", "dumbbell", "kettlebell", "barbell")
RANKS: dict[str, int] = {"bodyweight": 0, "band": 1, "dumbbell": 2, "kettlebell": 2, "barbell": 3}
LEVELS: tuple[Level, ...] = ("novice", "intermediate", "advanced")
_LEGS = ("none", "light", "heavy")
_TAGS = ("all", "5k", "10k", "half", "marathon", "ultra", "trail", "downhill", "hill", "return", "taper")
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LONGEST_HOLD = re.compile(r"max ([0-9]{1,3}) s")
LARGE_REST_S = 60
HOLD_GROWTH_S = 30
"""How much longer a hold may grow where the table gives no longest (our convention)."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of an exercise's ladder: any of ``equipment``, and how it is done, in words."""

    equipment: tuple[str, ...]
    words: str

    @property
    def slow(self) -> bool:
        """The reps of this step are slow as they are."""
        return "slow" in self.words


@dataclass(frozen=True, slots=True)
class Exercise:
    """One row of ``exercises.csv`` (or of an athlete's own table).

    ``seconds`` is what a rep takes on one side, 1 for a hold, which counts in seconds. ``low`` and ``high`` bound
    the reps (or seconds) of a set, ``rest_s`` follows it. ``legs_unloaded`` is the leg load without weights,
    ``legs`` with them. ``contacts`` are landings a rep.
    """

    id: str
    name: str
    pattern: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    one_sided: bool
    stability: bool
    equipment: tuple[str, ...]
    needs_box: bool
    needs_bar: bool
    legs_unloaded: Legs
    legs: Legs
    power: bool
    hold: bool
    seconds: int
    sets: int
    low: int
    high: int
    rest_s: int
    contacts: int
    tags: frozenset[str]
    min_level: Level
    cue: str
    ladder: tuple[Rung, ...]
    easier: str

    @property
    def family(self) -> Family:
        """The part of the body it tires."""
        return FAMILIES[self.pattern]

    @property
    def sides(self) -> int:
        """How often a set is done: once, or once a side."""
        return 2 if self.one_sided else 1

    @property
    def plyometric(self) -> bool:
        """A jump, or a step that ends in a landing."""
        return self.contacts > 0 or self.family == "jump"

    @property
    def large(self) -> bool:
        """A movement over several joints that is made heavier over weeks, where small ones are varied.

        Those of knee, hip, push and pull that take a minute of rest or more.
        """
        return self.family in ("knee", "hip", "push", "pull") and self.rest_s >= LARGE_REST_S and not self.hold


NEEDED = (
    "id", "name", "pattern", "primary", "unilateral", "stability", "equipment", "needs_box", "needs_bar",
    "leg_load_unloaded", "leg_load", "power", "mode", "sec_per_rep", "hold_s", "sets", "reps_low", "reps_high",
    "rest_s", "goal_tags", "min_level",
)  # fmt: skip
COLUMNS = (
    *NEEDED, "secondary", "min_equipment", "contacts_per_rep", "load_step", "progression", "regression", "origin",
    "cue",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Words:
    cue: str
    ladder: tuple[Rung, ...]
    easier: str


def exercise_of(row: Row, words: _Words | None = None) -> Exercise:
    """A row of the table, read strictly. Raises ``InputError`` with row and column."""
    hold = row.word("mode", ("reps", "hold")) == "hold"
    low, high = _range(row, hold=hold)
    equipment = tuple(item for item in LADDER if item in _words(row, "equipment", (*LADDER, "box"), 1))
    if not equipment:
        row.refuse("equipment", f"got {shown(row['equipment'])}; accepted: at least one of {', '.join(LADDER)}")
    if words is None:
        words = _Words(row["cue"], tuple(Rung((item,), "") for item in equipment), row["regression"])
    return Exercise(
        id=_id(row),
        name=_name(row),
        pattern=row.word("pattern", tuple(FAMILIES)),
        primary=_words(row, "primary", GROUPS, 1),
        secondary=_words(row, "secondary", GROUPS, 0),
        one_sided=_flag(row, "unilateral"),
        stability=_flag(row, "stability"),
        equipment=equipment,
        needs_box=_flag(row, "needs_box"),
        needs_bar=_flag(row, "needs_bar"),
        legs_unloaded=cast(Legs, row.word("leg_load_unloaded", _LEGS)),
        legs=cast(Legs, row.word("leg_load", _LEGS)),
        power=_flag(row, "power"),
        hold=hold,
        seconds=1 if hold else row.whole("sec_per_rep", 1, 20, "s a rep, on one side"),
        sets=row.whole("sets", 1, 5, "sets"),
        low=low,
        high=high,
        rest_s=row.whole("rest_s", 0, 300, "s after a set"),
        contacts=row.whole("contacts_per_rep", 0, 10, "landings a rep") if row["contacts_per_rep"] else 0,
        tags=frozenset(_words(row, "goal_tags", _TAGS, 1)),
        min_level=cast(Level, row.word("min_level", LEVELS)),
        cue=words.cue,
        ladder=words.ladder,
        easier=words.easier,
    )


def _range(row: Row, *, hold: bool) -> tuple[int, int]:
    if hold:
        low = row.whole("hold_s", 5, 180, "s of holding")
        longest = _LONGEST_HOLD.search(row["load_step"])
        return low, max(low, int(longest[1]) if longest else low + HOLD_GROWTH_S)
    low, high = row.whole("reps_low", 1, 50, "reps"), row.whole("reps_high", 1, 50, "reps")
    if high < low:
        row.refuse("reps_high", f"got {high}, less than reps_low {low}; accepted: {low} to 50")
    return low, high


def _id(row: Row) -> str:
    if not _ID.fullmatch(row["id"]):
        message = "accepted: at most 40 lower-case letters, digits and _, a letter first"
        row.refuse("id", f"got {shown(row['id'])}; {message}")
    return row["id"]


def _name(row: Row) -> str:
    name = row["name"]
    if not name or len(name) > 120 or not name.isprintable():
        row.refuse("name", f"got {shown(name)}; accepted: 1 to 120 printable characters")
    return name


def _flag(row: Row, column: str) -> bool:
    return row.word(column, ("0", "1")) == "1"


def _words(row: Row, column: str, accepted: tuple[str, ...], fewest: int) -> tuple[str, ...]:
    words = tuple(word.strip() for word in row[column].lower().split("|") if word.strip())
    strange = next((word for word in words if word not in accepted), None)
    if strange is not None or len(words) < fewest or len(set(words)) < len(words):
        got = shown(row[column] if strange is None else strange)
        row.refuse(column, f"got {got}; accepted: one or more of {', '.join(accepted)}, each once, parted by |")
    return words


@cache
def exercises() -> dict[str, Exercise]:
    """Exercise id -> its row of ``exercises.csv``, with the words of ``exercise_words.csv``."""
    words = {row["id"]: _Words(row["cue"], _ladder(row["ladder"]), row["easier"]) for row in rows("exercise_words.csv")}
    return {
        row["id"]: exercise_of(Row(f"exercises.csv:{line}", row), words[row["id"]])
        for line, row in enumerate(rows("exercises.csv"), 2)
    }


def _ladder(cell: str) -> tuple[Rung, ...]:
    parts = (rung.partition(": ") for rung in cell.split(" > "))
    return tuple(Rung(tuple(equipment.split("|")), words) for equipment, _, words in parts)
