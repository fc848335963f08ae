"""The end of a run: what tells of the whole club takes its names, and nothing else is left in the folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from solver.batch.files import begin_flushing, clear_away, clear_passing, flush_to_disk
from solver.batch.gym_words import gym_rows
from solver.batch.journal import Journal
from solver.batch.outcome import Counts
from solver.defect import Defect
from solver.output import ledger
from solver.output.atomic import Staged, flush_folder, write_all
from solver.output.gym_table import gym_table

if TYPE_CHECKING:
    from solver.batch.gym import SharedGym
    from solver.batch.telling import Telling

SO_FAR = "gym-so-far.csv"


def finish(out: Path, telling: Telling, staged: Staged, journal: Journal, gym: SharedGym | None = None) -> Counts:
    """Tell the rest, give the files their names, and clear away what no member owns.

    Raises ``Defect`` unless every row of the roster is accounted for exactly once.
    """
    begin_flushing()
    telling.go_on()
    counts = telling.counts
    if counts.total != telling.rows:
        raise Defect(f"{telling.rows} rows in the roster, {counts.total} accounted for")
    staged.add("club.csv", telling.table.pieces())
    if gym is not None:
        staged.add("gym.csv", (gym_table(gym_rows(gym)),))
    telling.site.end(counts, gym)
    flush_to_disk()
    journal.refuse_to_be_gone()
    staged.take_names()
    (out / SO_FAR).unlink(missing_ok=True)
    clear_passing(out, telling.site.names)
    if not journal.fresh:
        clear_away(out, telling.owned, {*journal.files, ledger.NAME})
    flush_folder(out)
    return counts


def tell_so_far(out: Path, gym: SharedGym | None) -> None:
    """Write who would lift when, as far as a run that is stopped has come. The run that ends clears it away."""
    if gym is not None and gym.answer is not None:
        write_all(out, {SO_FAR: gym_table(gym_rows(gym))})
