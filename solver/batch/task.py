"""What a worker is asked and what it answers, whether it runs on this machine or on another."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeAlias

from scenarios.club import Night
from scenarios.plan import PlannedSession
from solver.batch.copies import Copies
from solver.batch.outcome import FULL, NO_PLAN, SHORT
from solver.batch.question import Label, Versions, question_of
from solver.batch.render import rendered
from solver.batch.together import Together, bound_by, plan_together
from solver.gym.ask import Ask, Said
from solver.gym.only_there import Place
from solver.gym.priced_week import PricedWeek

WEEKS_KEPT = 300


@dataclass(frozen=True, slots=True)
class Task:
    """One question, and the members who all ask it."""

    question: str
    text: bytes
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class GymTask:
    """What a question is asked about its gym slots; ``question`` and ``text`` as of a ``Task``. It plans nobody yet."""

    question: str
    text: bytes
    ask: Ask
    labels: tuple[Label, ...] = ()


AnyTask: TypeAlias = Task | GymTask


@dataclass(frozen=True, slots=True)
class Shared:
    """What is the same for every task of a run: the club's name, its nights (as JSON), what plans depend on.

    ``folder`` is where files go, None when the worker is to send the files back instead of writing them.
    """

    club: str
    nights: tuple[tuple[str, str], ...]
    folder: str | None
    versions: Versions


@dataclass(frozen=True, slots=True)
class Answer:
    """One member's answer. ``files`` are those to write, ``digests`` the SHA-256 of all by name.

    ``summary`` is what the board and the table of the club tell of the member, as JSON. ``start`` is the first day
    planned, ``ledger`` what the calendar's ledger holds once the member is noted as done.
    """

    label: Label
    status: str
    digests: dict[str, str]
    summary: dict[str, Any]
    files: dict[str, bytes] | None
    start: dt.date
    ledger: bytes | None = None


def answers_to(task: Task, shared: Shared) -> list[Answer]:
    """Plan the question once and label the plan for each member. Nothing is written here."""
    question = question_of(task.text)
    nights = _nights(shared.nights)
    together = plan_together(question.scenario, {group: nights[group] for group in question.groups}, question.gym)
    if len(task.labels) == 1:
        (label,) = task.labels
        return [_answer(rendered(together, label, shared.club), together, label, nights)]
    copies = Copies(together, shared.club)
    return [_answer(copies.files(label), together, label, nights) for label in task.labels]


def said_to(task: GymTask, shared: Shared) -> Said:
    """Answer about gym slots; the week is built once for as long as it is among the last asked."""
    return _priced_week(task.text, task.ask.slots, shared.nights).answer(task.ask)


@lru_cache(maxsize=WEEKS_KEPT)
def _priced_week(text: bytes, slots: tuple[Place, ...], nights: tuple[tuple[str, str], ...]) -> PricedWeek:
    question, known = question_of(text), _nights(nights)
    bound = bound_by(question.scenario, {group: known[group] for group in question.groups})
    return PricedWeek(bound.instance, (*bound.rules, *bound.pins()), slots)


@cache
def _nights(texts: tuple[tuple[str, str], ...]) -> Mapping[str, Night]:
    return {group: Night.model_validate_json(text) for group, text in texts}


def _answer(files: dict[str, bytes], together: Together, label: Label, nights: Mapping[str, Night]) -> Answer:
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    summary, start = summary_of(together, nights), together.scenario.start
    return Answer(label, _status(together), digests, summary, files, start)


def _status(together: Together) -> str:
    plan = together.result.plan
    if plan is None:
        return NO_PLAN
    return SHORT if plan.left_out or together.given_up else FULL


def summary_of(together: Together, nights: Mapping[str, Night]) -> dict[str, Any]:
    """What the club is told of a member's weeks: sessions by day and slot, what is missing and why."""
    result, plan = together.result, together.result.plan
    return {
        "proof": result.status,
        "points": None if result.score is None else result.score.total,
        "sessions": [] if plan is None else [_session(together, planned) for planned in plan.sessions],
        "left_out": []
        if plan is None
        else [
            {"week": left.week + 1, "session": left.name, "minutes": left.session.minutes, "why": list(left.reasons)}
            for left in plan.left_out
        ],
        "groups": list(together.kept),
        "given_up": [
            {"group": given.group, "session": nights[given.group].session, "why": list(given.reasons)}
            for given in together.given_up
        ],
        "no_plan": [] if plan is not None else list(result.reasons) or ["no plan was found within the limit"],
    }


def _session(together: Together, planned: PlannedSession) -> dict[str, Any]:
    session = planned.session
    start = together.result.plan.instance.clock.wall(planned.start) if together.result.plan else None
    return {
        "day": planned.day,
        "slot": planned.slot,
        "start": f"{start:%H:%M}",
        "session": planned.name,
        "type": session.type,
        "kind": session.kind,
        "minutes": session.minutes,
        "load": session.load,
        "key": session.key,
    }
