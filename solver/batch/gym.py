"""A club's gym in a batch: its lifters' questions are put to the workers, then each lifter's places go into theirs.

Answers are journaled by what was asked. A run that goes on asks the same again, in the same order, and is answered by
the journal as far as the run before came, so that it ends like one that was left in peace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scenarios.club import LoadedClub
from scenarios.gym_hours import GymSlot, gym_slots
from scenarios.spoken import spoken
from solver.batch.gym_openings import most_free
from solver.batch.gym_wishes import lifters_of, wishes_of
from solver.batch.journal import Journal
from solver.batch.members import Planned, Work, fingerprint_of, id_of
from solver.batch.messages import Failed, GymTask, Unfit
from solver.batch.pool import MOST_DEATHS, Died, Replied, Runner, unfit
from solver.batch.question import with_gym
from solver.batch.texts import Texts
from solver.defect import Defect
from solver.gym.allocation import Allocation
from solver.gym.ask import Ask, Said
from solver.gym.gym_week import GymWeek, Wish
from solver.gym.lots import Lot, lots_of
from solver.gym.only_there import LiftsOnlyThere
from solver.gym.priced_week import sets_in
from solver.gym.share import Sharing
from solver.gym.worth import Gain, one_more_place, one_more_slot

_NOTHING_KNOWN = -(1 << 50)


@dataclass(frozen=True, slots=True)
class SharedGym:
    """How a club's gym is shared: the slots, the lifters with a plan, and the work with everybody's places in it.

    ``answer`` is None when the run was stopped before there was one.
    """

    slots: tuple[GymSlot, ...]
    lifters: tuple[Planned, ...]
    wishes: tuple[Wish, ...]
    work: Work
    answer: Allocation | None
    lots: tuple[Lot, ...] = ()
    gains: Mapping[int, Gain] = field(default_factory=dict)
    """Slot by its index, if it is full -> what one more place would bring."""
    openings: tuple[tuple[GymSlot, Gain], ...] = ()
    """Slots in which the gym is not open, and what opening each would bring."""
    failed: Mapping[int, Failed] = field(default_factory=dict)
    """Row -> what went wrong when its week was asked about the gym."""


class GymRound:
    """One search for who lifts when, on a batch's workers and in its journal."""

    def __init__(
        self,
        club: LoadedClub,
        work: Work,
        journal: Journal,
        *,
        runner: Runner,
        deaths: dict[str, int],
        stopped: Callable[[], bool],
        told: Callable[[str], None],
    ) -> None:
        self._club = club
        self._work = work
        self._journal = journal
        self._runner = runner
        self._deaths = deaths
        self._stopped = stopped
        self._told = told
        self._failed: dict[str, Failed] = {}
        self._slots = gym_slots(club.club)
        self._lifters = lifters_of(work)
        self._wishes = wishes_of(club, work)

    def shared(self) -> SharedGym:
        """Everybody's places, or the best known so far when stopped."""
        gym = self._club.club.gym
        week = GymWeek(
            slots=tuple((slot.day, slot.slot) for slot in self._slots),
            places=tuple(slot.capacity for slot in self._slots),
            lifters=tuple(member.question for member in self._lifters),
            wishes=self._wishes,
            cap=None if gym is None else gym.fair_within,
        )
        sharing = Sharing(week, self._asked, told=self._told)
        answer = sharing.run()
        if answer is None and not sharing.stopped:
            raise Defect("no way to share the gym was found within the limit; nobody was planned")
        work = self._work if answer is None or answer.interrupted else self._with_places(answer)
        lots = () if answer is None else tuple(lots_of(sharing, answer))
        failed = {each.row: self._failed[each.question] for each in self._lifters if each.question in self._failed}
        shared = SharedGym(self._slots, self._lifters, self._wishes, work, answer, lots, failed=failed)
        if answer is None or answer.interrupted or self._stopped():
            return shared
        return replace(shared, gains=dict(one_more_place(sharing)), openings=tuple(self._openings(sharing, answer)))

    def _openings(self, sharing: Sharing, answer: Allocation) -> Iterator[tuple[GymSlot, Gain]]:
        """The slots that most lifters could use, were the gym open then, and what that would bring."""
        if answer.totals == answer.free:
            return
        for slot, free in most_free(self._club.club, self._slots, self._lifters, self._work.questions):
            self._told(f"what opening {slot.date} {slot.slot} would bring")
            gain = one_more_slot(sharing, (slot.day, slot.slot), slot.capacity, free.__contains__)
            if gain is not None:
                yield slot, gain

    def _asked(self, asks: Sequence[Ask]) -> list[Said] | None:
        """Answers from the journal, and from the workers where it has none."""
        answers: dict[str, Said] = {}
        tasks = []
        for ask in asks:
            noted = self._journal.said(ask.key)
            if noted is not None:
                answers[ask.key] = Said.from_json(noted)
            elif self._deaths.get(ask.question, 0) >= MOST_DEATHS:
                answers[ask.key] = _unanswered(ask)
            else:
                tasks.append(GymTask(ask.question, self._work.questions[ask.question], ask))
        for event in self._runner(iter(tasks), self._deaths):
            ask = event.task.ask if isinstance(event.task, GymTask) else asks[0]
            if isinstance(event, Died):
                self._journal.death(ask.question, event.deaths)
                if event.given_up:
                    answers[ask.key] = _unanswered(ask)
            else:
                answers[ask.key] = self._noted(ask, event)
        if any(ask.key not in answers for ask in asks):
            return None
        return [answers[ask.key] for ask in asks]

    def _noted(self, ask: Ask, event: Replied) -> Said:
        reply = event.reply
        if isinstance(reply, Unfit):
            raise unfit(reply)
        if isinstance(reply, Failed):
            self._failed[ask.question] = reply
            return _unanswered(ask)
        if not isinstance(reply, Said):
            raise Defect("a plan in answer to a question about the gym")
        self._journal.gym(ask.key, reply.as_json())
        return reply

    def _with_places(self, answer: Allocation) -> Work:
        """The work in which every lifter's question names the places had; those who kill workers are left to it."""
        had = {member.row: mask for member, mask in zip(self._lifters, answer.sets, strict=True)}
        work = Work([], self._work.rejected, Texts(self._work.questions))
        for member in self._work.members:
            if member.row in had and self._deaths.get(member.question, 0) < MOST_DEATHS:
                there = there_only([self._slots[index] for index in sets_in(had[member.row] or 0)])
                text = with_gym(self._work.questions[member.question], there)
                question = id_of(text)
                work.questions[question] = text
                fingerprint = fingerprint_of(self._club.club.name, member.label, question)
                work.members.append(replace(member, question=question, fingerprint=fingerprint))
            else:
                work.members.append(member)
        return work


def there_only(slots: Sequence[GymSlot]) -> LiftsOnlyThere:
    """The rule of one lifter's places, and how the lifter is told."""
    places = tuple((slot.day, slot.slot) for slot in slots)
    if not slots:
        return LiftsOnlyThere(places=places, said="the gym has no place left this week")
    named = ", ".join(f"{spoken(slot.date)} {slot.slot.replace('_', ' ')}" for slot in slots)
    return LiftsOnlyThere(places=places, said=f"the gym has a place only on {named}")


def _unanswered(ask: Ask) -> Said:
    """Nothing more is known than before."""
    return Said(ask.stands, (), None if ask.stands is None else _NOTHING_KNOWN)
