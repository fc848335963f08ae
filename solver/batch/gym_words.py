"""What a coach is told of the gym: slot by slot, and in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scenarios.gym_hours import GymSlot
from scenarios.spoken import counted, spoken
from solver.output.gym_table import GymRow

if TYPE_CHECKING:
    from solver.batch.gym import SharedGym
    from solver.gym.allocation import Allocation
    from solver.gym.lots import Lot
    from solver.gym.worth import Gain

_MOST_NAMED = 6


def gym_rows(gym: SharedGym) -> list[GymRow]:
    """A row for each slot, in order of time."""
    by_slot: list[list[str]] = [[] for _ in gym.slots]
    for lot in gym.lots:
        for index in range(len(gym.slots)):
            if lot.mask >> index & 1:
                by_slot[index].append(gym.lifters[lot.lifter].label.id)
    return [
        GymRow(
            date=slot.date.isoformat(),
            day=slot.weekday,
            slot=slot.slot,
            places=slot.capacity,
            taken=len(by_slot[index]),
            wanted=wanted(gym, index),
            one_more_place=gained(gym.gains[index]) if index in gym.gains else "",
            lifters=tuple(by_slot[index]),
        )
        for index, slot in enumerate(gym.slots)
    ]


def wanted(gym: SharedGym, slot: int) -> int:
    """How many would lift in a slot if the gym held everybody."""
    return sum(lot.own_mask >> slot & 1 for lot in gym.lots)


def gym_lines(gym: SharedGym) -> Iterator[str]:
    """The whole in sentences: what it comes to, what is scarce, who lost most, which wishes are not kept."""
    if not gym.lifters:
        yield "gym: nobody in the roster lifts there; accepted in its column strength_at: gym, home or nothing"
        return
    if gym.answer is None:
        return
    totals = gym.answer.totals
    stand, left_out = sum(lot.stands for lot in gym.lots), _sessions(totals.left_out)
    members, verb = counted(len(gym.lots), "member"), "stands" if stand == 1 else "stand"
    yield f"gym: {_sessions(stand)} of {members} {verb}, {left_out} left out; {_proof(gym)}"
    yield from _scarce(gym)
    yield from _opening(gym)
    yield from _with_nothing(gym)
    yield from _lost_most(gym)
    if totals.beyond:
        yield f"gym: {_points(totals.beyond)} beyond what fair_within allows; it is not possible for everybody"
    for number in sorted(gym.answer.broken):
        wish = gym.wishes[number]
        one, other = (_who(gym, each) for each in (wish.one, wish.other))
        verb = "always lift with" if wish.kind == "with" else "stay apart from"
        yield f"gym: {one} cannot {verb} {other}: it would leave out a session, or break another wish"


def gained(gain: Gain) -> str:
    """What a gain is, in words."""
    if not gain.any:
        return "no gain known"
    saved = f"{_points(gain.points)} saved" if gain.points > 0 else ""
    if not gain.sessions:
        return saved
    more = counted(gain.sessions, "more session")
    if saved:
        return f"{more} and {saved}"
    return f"{more} for {_points(-gain.points)} more" if gain.points else more


def place_of(slot: GymSlot) -> str:
    """A slot as a person says it."""
    return f"{spoken(slot.date)} {slot.slot.replace('_', ' ')}"


def _proof(gym: SharedGym) -> str:
    answer = gym.answer
    if answer is None:
        return ""
    points = _points(answer.totals.points)
    if answer.gap is None:
        return f"{points}, and {_open(answer)} not ruled out"
    return (
        f"{points}, proven best" if not answer.gap else f"{points}, proven within {100 * answer.gap:.2g} % of the best"
    )


def _open(answer: Allocation) -> str:
    """What of the first tier that is not proven might be better."""
    left_out, wishes, beyond, _ = (had - least for had, least in zip(answer.totals, answer.bound, strict=True))
    if left_out:
        return f"{_sessions(left_out)} fewer left out are"
    if wishes:
        return f"{wishes} more wish{'' if wishes == 1 else 'es'} kept {'is' if wishes == 1 else 'are'}"
    return f"{_points(beyond)} fewer beyond fair_within are"


def _scarce(gym: SharedGym) -> Iterator[str]:
    """The slot that most would bring, if it were larger."""
    gains = [(gain.sessions, gain.points, wanted(gym, slot), -slot) for slot, gain in gym.gains.items() if gain.any]
    if gains:
        slot = -max(gains, key=lambda gain: (gain[0], gain[2], gain[1], gain[3]))[3]
        where = f"{place_of(gym.slots[slot])}, which holds {gym.slots[slot].capacity}"
        who = f"{counted(wanted(gym, slot), 'member')} {'wants' if wanted(gym, slot) == 1 else 'want'}"
        yield f"gym: {who} {where}; one more place would bring {_at_least(gym.gains[slot])}"


def _opening(gym: SharedGym) -> Iterator[str]:
    for slot, gain in gym.openings:
        if gain.any:
            yield f"gym: opening {place_of(slot)} for {slot.capacity}, too, would bring {_at_least(gain)}"


def _with_nothing(gym: SharedGym) -> Iterator[str]:
    """Who asked for strength sessions and has none of them, whatever the reason."""
    without = [lot.lifter for lot in gym.lots if lot.left_out and not lot.stands]
    if without:
        named = ", ".join(_who(gym, lifter) for lifter in without[:_MOST_NAMED])
        more = f" and {len(without) - _MOST_NAMED} more" if len(without) > _MOST_NAMED else ""
        yield f"gym: no strength session stands for {counted(len(without), 'member')}: {named}{more}"


def _lost_most(gym: SharedGym) -> Iterator[str]:
    worst: Lot | None = max(gym.lots, key=lambda lot: (*lot.worse, -lot.lifter), default=None)
    if worst is not None and worst.worse > (0, 0):
        name, (sessions, more) = _who(gym, worst.lifter), worst.worse
        less = f"{_sessions(sessions)} fewer and " if sessions else ""
        points = f"{_points(more)} over" if more >= 0 else f"{_points(-more)} under"
        yield f"gym: {name} lost most by sharing: {less}{points} their own best week"


def _who(gym: SharedGym, lifter: int) -> str:
    """A lifter's name, with the id where another member has the same."""
    label = gym.lifters[lifter].label
    namesakes = sum(member.label.name == label.name for member in gym.work.members)
    return f"{label.name} ({label.id})" if namesakes > 1 else label.name


def _at_least(gain: Gain) -> str:
    return f"at least {gained(gain)}"


def _sessions(count: int) -> str:
    return counted(count, "strength session")


def _points(count: int) -> str:
    return counted(count, "point")
