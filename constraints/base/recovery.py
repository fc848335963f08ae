"""Recovery days, as rules state them: days with no key run, no strength, and at most one gentle session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constraints.base.cell import Cell, is_any
from constraints.base.grid import Grid
from constraints.base.statement import Limit, Term
from scenarios.sessions import Session


def recovery_days(grid: Grid, easy_minutes: int) -> list[list[Term]]:
    """By day, whether it is a recovery day, as a weighted count of events.

    One gentle session is a run of at most ``easy_minutes`` that is not key, or cross-training. Where two may stand,
    n moments at which one may start ask for n + 1 events: that all stays empty but what starts then, once for each,
    less n - 1 times that all stays empty. That is 1 with none or one taken, and 0 with more.
    """
    alone = _stated_alone(grid)
    return [list(_of_day(grid, day.index, easy_minutes, alone.get(day.index, ()))) for day in grid.days()]


def _of_day(grid: Grid, day: int, easy_minutes: int, alone: Iterable[int]) -> Iterator[Term]:
    here = grid.on(day, is_any)
    gentle = [cell for cell in here if not _is_taxing(cell.session, easy_minutes)]
    moments: dict[tuple[int, int], list[Cell]] = {}
    for cell in gentle:
        # what was done counts one by one, however a log tells its hours; of what is planned one starts at a time
        moments.setdefault((cell.id if cell.given else 0, cell.start), []).append(cell)
    if len(moments) < 2 or _never_two(gentle, alone):
        taxing = [cell for cell in here if _is_taxing(cell.session, easy_minutes)]
        yield 1, grid.none_of(taxing)
        return
    for own in moments.values():
        yield 1, grid.none_of([cell for cell in here if cell not in own])
    yield 1 - len(moments), grid.none_of(here)


def _is_taxing(session: Session, easy_minutes: int) -> bool:
    return session.key or session.kind == "strength" or (session.kind == "run" and session.minutes > easy_minutes)


def _stated_alone(grid: Grid) -> dict[int, list[int]]:
    """By day, session slots (bits) of which at most one is taken, as the rules before say; none while rules may go."""
    found: dict[int, list[int]] = {}
    for statement in grid.statements if grid.prune else ():
        if isinstance(statement, Limit) and statement.high == 1:
            first, bits = statement.terms[0][1].day, 0
            for weight, (day, cells, negated) in statement.terms:
                if weight != 1 or negated or not cells or day != first:
                    break
                bits |= cells
            else:
                found.setdefault(first, []).append(bits)
    return found


def _never_two(gentle: Iterable[Cell], alone: Iterable[int]) -> bool:
    if any(cell.given for cell in gentle):
        return False
    bits = sum(cell.bit for cell in gentle)
    return any(not bits & ~one for one in alone)
