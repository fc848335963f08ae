"""A batch from roster to finished folder: what is missing is planned, noted, and told as one club."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from scenarios.errors import InputError, escaped
from scenarios.roster import Roster
from solver.batch.calendars import kept_up, note_told, with_past
from solver.batch.files import FLUSHES_AT_ONCE, begin_flushing, intact, write_member
from solver.batch.gym_check import check_gym, check_lots
from solver.batch.gym_wishes import wishes_of
from solver.batch.gym_words import gym_lines
from solver.batch.journal import EarlierRuns, Inputs, Journal, earlier_runs, journal_in
from solver.batch.label import Label
from solver.batch.lock import locked
from solver.batch.members import Planned, Work, work_of
from solver.batch.messages import Answer, Failed, Shared, Task, Unfit, versions
from solver.batch.outcome import QUARANTINE, QUARANTINED, Counts
from solver.batch.pool import MOST_DEATHS, Died, Replied, Runner, unfit
from solver.defect import Defect
from solver.gym.ask import Said
from solver.output import ledger
from solver.output.atomic import Staged, make_folder

if TYPE_CHECKING:
    from solver.batch.gym import SharedGym
    from solver.batch.telling import Telling

MOST_LABELS = 50
NEARLY = 0.9
"""of all members: what they wrote goes to the disk while the others are planned"""
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: what became of the rows (None when it was stopped), how many it planned itself, and its gym."""

    counts: Counts | None
    planned_now: int
    kept: int
    gym: SharedGym | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """What there is to say of the gym."""
        return () if self.gym is None else tuple(gym_lines(self.gym))


class Batch:
    """One run over a roster, in a folder.

    Raises ``InputError`` for wishes that name nobody, before anything is written.
    """

    def __init__(
        self,
        roster: Roster,
        out: Path,
        *,
        update: bool,
        told: Told | None = None,
        sharing: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.roster = roster
        self.out = out
        self.work: Work = work_of(roster)
        wishes_of(roster.club, self.work)
        self._update = update
        self._sharing = sharing
        self._told = told or (lambda done, of: None)
        self._done = 0
        self._staged = Staged(out, flushed=not FLUSHES_AT_ONCE)
        self._telling: Telling | None = None
        self.at_end = ExitStack()
        """What a runner has to close when the run is over."""

    def run(self, runner: Runner, stopped: Callable[[], bool]) -> Ended:
        """Plan what is missing, then write the club's table and pages.

        Raises ``InputError`` for a folder that is taken, not ours, or of other inputs, ``OSError`` for files that
        cannot be written and ``Defect`` when the rows do not add up.
        """
        make_folder(self.out)
        with locked(self.out), self.at_end:
            earlier = earlier_runs(self.out)
            inputs = self._inputs()
            self._agree(earlier, inputs)
            with journal_in(self.out, earlier) as journal:
                retried = self._update and bool(earlier.deaths or earlier.quarantined)
                if retried:
                    earlier.retry()
                if retried or earlier.inputs != inputs.as_dict():
                    journal.run(inputs, retried=retried)
                gym = self._share_gym(journal, earlier.deaths, runner, stopped)
                if gym is not None and stopped():
                    from solver.batch.finish import tell_so_far  # noqa: PLC0415

                    tell_so_far(self.out, gym)
                    return Ended(None, 0, 0, gym)
                missing = [member for member in self.work.members if not self._is_done(member, journal)]
                kept = len(self.work.members) - len(missing)
                self._progress(kept)
                self._plan(missing, journal, earlier.deaths, runner, gym.failed if gym else {})
                planned_now = self._done - kept
                if stopped():
                    return Ended(None, planned_now, kept, gym)
                if gym is not None:
                    check_lots(gym, journal)
                    check_gym(self.out, self.roster.club.club, self.work.members)
                from solver.batch.finish import finish  # noqa: PLC0415 - loaded while the workers planned

                telling = self._telling or self._begin_telling(journal)
                counts = finish(self.out, telling, self._staged, journal, gym)
                return Ended(counts, planned_now, kept, gym)

    def _begin_telling(self, journal: Journal) -> Telling:
        """Called when there is time: what tells of the club is slow to load."""
        from solver.batch.telling import Telling  # noqa: PLC0415

        self.at_end.enter_context(self._staged)
        club = self.roster.club.club
        self._telling = Telling(club, self.work, journal, self._staged.add)
        return self._telling

    def _share_gym(
        self, journal: Journal, deaths: dict[str, int], runner: Runner, stopped: Callable[[], bool]
    ) -> SharedGym | None:
        """Say where members lift, in their questions; what is known so far when stopped. None without a gym."""
        club = self.roster.club.club
        if club.gym is None:
            return None
        from solver.batch.gym import GymRound  # noqa: PLC0415 - slow to load, and few clubs have one

        search = GymRound(
            self.roster.club, self.work, journal, runner=runner, deaths=deaths, stopped=stopped, told=self._sharing
        )
        shared = search.shared()
        self.work = shared.work
        return shared

    def _inputs(self) -> Inputs:
        club = self.roster.club.source.sha256
        return Inputs(club, self.roster.sha256, *versions())

    def _agree(self, earlier: EarlierRuns, inputs: Inputs) -> None:
        if earlier.inputs is None or self._update:
            return
        names = {"club": "the club file", "roster": "the roster", "version": "runlift", "ortools": "ortools"}
        now = inputs.as_dict()
        changed = [names.get(key, key) for key in now if earlier.inputs.get(key) != now[key]]
        if changed:
            message = f"{' and '.join(changed)} changed since the run in this folder"
            accepted = "--update, which plans changed members again, or another folder"
            raise InputError(f"{escaped(str(self.out))}: {message}; accepted: {accepted}")

    def _is_done(self, member: Planned, journal: Journal) -> bool:
        if member.fingerprint not in journal.places:
            return False
        entry = journal.entry(member.fingerprint)
        return intact(self.out / entry["folder"], entry["files"])

    def _plan(
        self,
        missing: list[Planned],
        journal: Journal,
        deaths: dict[str, int],
        runner: Runner,
        failed: Mapping[int, Failed],
    ) -> None:
        by_question: dict[str, list[Planned]] = {}
        for member in missing:
            if member.row in failed:
                text = self.work.questions[member.question]
                self._quarantine(member, text, (failed[member.row].line,), journal, failed[member.row].detail)
                continue
            by_question.setdefault(member.question, []).append(member)
        for question in [question for question in by_question if deaths.get(question, 0) >= MOST_DEATHS]:
            for member in by_question.pop(question):
                self._quarantine(member, self.work.questions[question], _killed(deaths[question]), journal)
        waiting = {member.label.folder: member for members in by_question.values() for member in members}
        for event in runner(self._tasks(by_question, journal), deaths):
            if isinstance(event, Replied):
                self._take(event, waiting, journal)
            else:
                self._bury(event, waiting, journal)
            telling = self._telling or self._begin_telling(journal)
            telling.go_on(waiting)

    def _bury(self, event: Died, waiting: dict[str, Planned], journal: Journal) -> None:
        journal.death(event.task.question, event.deaths)
        if event.given_up:
            for label in event.task.labels:
                member = waiting.pop(label.folder)
                self._quarantine(member, event.task.text, _killed(event.deaths), journal)

    def _take(self, event: Replied, waiting: dict[str, Planned], journal: Journal) -> None:
        reply = event.reply
        if isinstance(reply, Unfit):
            raise unfit(reply)
        if isinstance(reply, Failed):
            for label in event.task.labels:
                member = waiting.pop(label.folder)
                self._quarantine(member, event.task.text, (reply.line,), journal, reply.detail)
            return
        if isinstance(reply, Said):
            raise Defect("an answer about the gym to a task that plans")
        for label in event.task.labels:
            self._note(waiting.pop(label.folder), label, reply, journal)
        journal.hand_on()

    def _note(self, member: Planned, label: Label, answer: Answer, journal: Journal) -> None:
        """Write a member's files, then note that they are there, then what the calendar has told."""
        files, told = kept_up(self.out, label, answer.files.of(label), answer.start)
        write_member(self.out, label.folder, files)
        whole = files if told is None else {**files, ledger.NAME: told}
        entry = {
            "folder": label.folder,
            "files": {name: hashlib.sha256(content).hexdigest() for name, content in whole.items()},
            "status": answer.status,
        }
        journal.member(member.fingerprint, entry, answer.summary)
        if told is not None:
            journal.hand_on()
            note_told(self.out, label, told)
        self._progress(1)

    def _quarantine(
        self, member: Planned, text: bytes, why: tuple[str, ...], journal: Journal, detail: str = ""
    ) -> None:
        """Give a member up: the scenario is saved, so that the fault can be found; ``detail`` is for the journal."""
        from solver.batch.saved import scenario_of  # noqa: PLC0415 - slow to load, and seldom needed

        name = f"{member.label.folder}.json"
        content = scenario_of(text, member.label, self.roster.club.club)
        write_member(self.out, QUARANTINE, {name: content})
        digest = hashlib.sha256(content).hexdigest()
        entry: dict[str, Any] = {
            "folder": QUARANTINE,
            "files": {name: digest},
            "status": QUARANTINED,
            "detail": detail,
        }
        journal.member(member.fingerprint, entry, to_json({"why": why}))
        journal.flush()
        self._progress(1)

    def _tasks(self, by_question: dict[str, list[Planned]], journal: Journal) -> Iterator[Task]:
        """A task for each question, whose text is held by nobody else from then on: half of what a member takes."""
        for question, members in by_question.items():
            text = self.work.questions.pop(question)
            for first in range(0, len(members), MOST_LABELS):
                here = members[first : first + MOST_LABELS]
                labels = tuple(with_past(each.label, each.fingerprint, journal) for each in here)
                yield Task(question, text, labels, members[0].kind)

    def _progress(self, more: int) -> None:
        before, self._done, of = self._done, self._done + more, len(self.work.members)
        self._told(self._done, of)
        if before < NEARLY * of <= self._done:
            begin_flushing()


def shared_of(batch: Batch) -> Shared:
    """What every task of the batch needs to know."""
    club = batch.roster.club.club
    nights = tuple((group, night.model_dump_json()) for group, night in club.groups.items())
    return Shared(club.name, nights, versions())


def _killed(deaths: int) -> tuple[str, ...]:
    return (f"{deaths} worker processes died over this member",)
