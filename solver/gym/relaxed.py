"""The linear master: each group's members share their sets as if members could be divided; its duals are the prices."""

from __future__ import annotations

from collections.abc import Sequence

from solver.glop import LinearProgram
from solver.gym.ask import UNIT
from solver.gym.gym_week import Group, GymWeek, Link
from solver.gym.priced_week import sets_in
from solver.gym.prices import Prices
from solver.gym.tiers import TIERS, Totals, Weights


def prices_of(
    week: GymWeek, groups: Sequence[Group], links: Sequence[Link], *, stage: int, settled: Totals, weight: int
) -> Prices | None:
    """The prices at which the sets listed are shared best: as little of the stage's tier as possible, then points.

    Earlier tiers are no more than ``settled``; ``weight`` is what one of this tier costs, in points. None when the
    sets listed allow no such plan.
    """
    program = LinearProgram()
    slots = [program.row(None, places) for places in week.places]
    earlier = [program.row(None, settled[tier]) for tier in range(stage)]
    rows, signs = _link_rows(program, week, groups, links)
    for number in range(len(links)):
        parts = [(row, -1.0) for (link, _), row in rows.items() if link == number]
        parts += [(earlier[1], 1.0)] if stage > 1 else []
        program.column(weight if stage == 1 else 0, parts, 1.0)
    for index, group in enumerate(groups):
        whole = program.row(group.count, group.count)
        for mask, points in group.menu.sets.items():
            tiers = (group.menu.left_out(mask), 0, group.menu.beyond(mask, week.cap))
            cost = points + (weight * tiers[stage] if stage < len(tiers) else 0)
            parts = [(whole, 1.0), *((slots[slot], 1.0) for slot in sets_in(mask))]
            parts += [(earlier[tier], float(tiers[tier])) for tier in range(stage) if tiers[tier]]
            parts += [
                (rows[number, slot], float(sign))
                for number, sign in signs.get(index, ())
                for slot in sets_in(mask)
                if (number, slot) in rows
            ]
            program.column(cost, parts)
    found = program.solve()
    if found is None:
        return None

    def worth(row: int) -> int:
        return max(0, round(-UNIT * found.duals[row]))

    tiers_worth = [worth(row) for row in earlier] + [UNIT * weight if TIERS[stage] != "points" else 0, 0, 0]
    weights = Weights(*tiers_worth[:3])
    links_worth = {place: price for place, row in rows.items() if (price := worth(row))}
    return Prices(stage, settled, weights, tuple(map(worth, slots)), links_worth)


def _link_rows(
    program: LinearProgram, week: GymWeek, groups: Sequence[Group], links: Sequence[Link]
) -> tuple[dict[tuple[int, int], int], dict[int, list[tuple[int, int]]]]:
    """A row for each wish and slot that it can concern; and for each group its wishes and its sign in their rows."""
    rows: dict[tuple[int, int], int] = {}
    signs: dict[int, list[tuple[int, int]]] = {}
    for number, link in enumerate(links):
        never = link.kind == "never"
        one, other = (groups[index].menu.sets for index in (link.one, link.other))
        for slot in range(len(week.slots)):
            concerned = [any(mask >> slot & 1 for mask in sets) for sets in (one, other)]
            if concerned[0] and (concerned[1] or not never):
                rows[number, slot] = program.row(None, 1 if never else 0)
        signs.setdefault(link.one, []).append((number, 1))
        signs.setdefault(link.other, []).append((number, 1 if never else -1))
    return rows, signs
