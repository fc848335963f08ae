"""What the strength sessions of a week lack, and why, in the athlete's words.

Whether the minutes are the reason is found out, not guessed: the week was filled without the clock first, and what was
not lacking then lacks for want of time. A week that eases off lacks nothing: it is meant to bring less.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from constraints.base.strength_rule import StrengthFinding
from constraints.strength.heavy_legs_used import HeavyLegsUsed
from constraints.strength.weekly_sets import WeeklySets
from scenarios.spoken import counted
from scenarios.strength.exercises import LEVELS, RANKS, Exercise
from scenarios.strength.plan import FilledSession
from scenarios.strength.week import Option, StrengthWeek
from solver.strength.sessions import FilledWeek, default_rules

ARTICLE = ("squat", "lunge", "deadlift", "box_step_up")
"""The movements the article names first (S32)."""
FEWER_SETS = "fewer sets a week than wished for"
NO_MORE = "all that phase, kit and level allow"
_TOLD = ("focus_patterns", "enough_exercises", "power_in_its_phase", "squat_and_lunge", HeavyLegsUsed.name)
_NUMBERS = {1: "one set", 2: "two sets", 3: "three sets", 4: "four sets"}


@dataclass(frozen=True, slots=True)
class SetsShort:
    """A muscle group that a week trains with fewer sets than it should, and why."""

    group: str
    sets: int
    wanted: int
    why: str


def notes_of(filled: FilledWeek) -> tuple[str, ...]:
    """One line for each thing a week's sessions lack, with its reason."""
    if eases_off(filled.plan.week):
        return ()
    short: dict[str, list[str]] = {}
    for lack in sets_short(filled):
        short.setdefault(lack.why, []).append(f"{lack.group} {lack.sets} of {lack.wanted}")
    return (
        *not_chosen(filled.plan.week),
        *(line for s in filled.plan.sessions for line in _cut(s)),
        *lacking(filled),
        *(f"{FEWER_SETS}: {', '.join(groups)} ({why})" for why, groups in short.items()),
    )


def eases_off(week: StrengthWeek) -> bool:
    """A taper, a race week or a deload, where less is what is wanted."""
    return week.phase == "taper" or week.set_percent < 100


def not_chosen(week: StrengthWeek) -> Iterator[str]:
    """The article's and the goal's own exercises that cannot be done at all."""
    options = {option.id: option for option in week.options}
    if not trains_legs(week):
        return
    for exercise_id in dict.fromkeys((*ARTICLE, *sorted(week.emphasis))):
        reason = _barred(options[exercise_id], week)
        if reason:
            yield f"no {options[exercise_id].exercise.name.lower()}: {reason}"


def trains_legs(week: StrengthWeek) -> bool:
    """Whether some session of the week may hold leg exercises."""
    return any(session.focus != "upper" and session.legs != "none" for session in week.sessions)


def _barred(option: Option, week: StrengthWeek) -> str:
    """Why an exercise cannot be done this week; '' if it can."""
    return _lacks(option, week) or _too_soon(option, week)


def _lacks(option: Option, week: StrengthWeek) -> str:
    exercise = option.exercise
    if exercise.needs_box and "box" not in week.kit:
        return "it needs a box"
    if exercise.needs_bar and "bar" not in week.kit:
        return "it needs a bar to hang from"
    if option.load.equipment not in week.kit:
        return f"your kit ends at {_kit_end(week)}, it takes {_or(exercise)}"
    return ""


def _too_soon(option: Option, week: StrengthWeek) -> str:
    exercise = option.exercise
    if LEVELS.index(exercise.min_level) > LEVELS.index(week.level):
        return f"it is for {exercise.min_level} runners"
    if exercise.power and not week.power:
        return "jumps and fast lifts wait for a phase that trains power"
    if option.legs == "heavy" and not week.heavy_allowed:
        return "it is heavy for the legs"
    return ""


def _kit_end(week: StrengthWeek) -> str:
    best = max((item for item in week.kit if item in RANKS), key=lambda item: (RANKS[item], item))
    return "bodyweight" if best == "bodyweight" else f"a {best}"


def _or(exercise: Exercise) -> str:
    return " or ".join(f"a {item}" for item in exercise.equipment)


def _cut(session: FilledSession) -> Iterator[str]:
    """Sets and reps the minutes cost a session."""
    name, minutes = session.asked.name, session.asked.minutes
    fewer: dict[tuple[int, int], list[str]] = {}
    for done in session.exercises():
        asked = session.asked.sets(done.option)[-1]
        if done.sets < asked:
            fewer.setdefault((done.sets, asked), []).append(done.option.exercise.name.lower())
    for (sets, asked), names in fewer.items():
        instead = f"{_NUMBERS[sets]} instead of {_NUMBERS[asked].split()[0]}"
        yield f"{name}: {instead} of {', '.join(names)}: {minutes} minutes"
    if session.cut:
        cut = [done for done in session.exercises() if done.amount < done.option.target]
        units = [f"{done.option.exercise.name.lower()} {done.amount} of {done.option.target}" for done in cut]
        yield f"{name}: fewer reps than asked ({', '.join(units)}): {minutes} minutes"


def lacking(filled: FilledWeek) -> Iterator[str]:
    """What the week's sessions should hold and do not, but for sets.

    That nothing at hand is heavy for the legs is no news: which exercises phase, kit and level rule out is told.
    """
    for finding in filled.findings:
        known = finding.rule == HeavyLegsUsed.name and _reason(finding, filled) == NO_MORE
        if finding.rule in _TOLD and not known:
            where = f"{finding.session}: " if finding.session else ""
            yield f"{where}{finding.message} ({_reason(finding, filled)})"


def sets_short(filled: FilledWeek) -> Iterator[SetsShort]:
    """The muscle groups whose weekly sets are too few."""
    for rule in default_rules():
        if isinstance(rule, WeeklySets):
            reasons = {finding.message: _reason(finding, filled) for finding in rule.check(filled.plan)}
            for (group, sets, wanted), why in zip(rule.short(filled.plan), reasons.values(), strict=True):
                yield SetsShort(group, sets, wanted, why)


def _reason(finding: StrengthFinding, filled: FilledWeek) -> str:
    week = filled.plan.week
    if _key(finding) not in {_key(each) for each in filled.untimed}:
        minutes = sorted({session.minutes for session in week.sessions})
        return f"{' or '.join(map(str, minutes))} minutes a session"
    if finding.rule == "weekly_sets" and len(week.sessions) < 3:
        return f"{counted(len(week.sessions), 'strength session')} a week"
    return NO_MORE


def _key(finding: StrengthFinding) -> tuple[str, str, str]:
    return finding.rule, finding.session, finding.message.split(":")[0]
