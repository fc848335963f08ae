"""Ways out for the reader of a file: told, as plain data, and taken in a copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from scenarios.errors import InputError, dotted
from scenarios.instance import Instance
from scenarios.spoken import runs_cut_text
from solver.commands.solve import Job
from solver.explain.moved import moved
from solver.explain.remedies import Remedy, edited_text
from solver.output.atomic import write_file


def in_full(instance: Instance) -> str:
    """That all that is asked has a place; what the tables say and no free time holds is not asked."""
    cut = instance.runs_cut
    return f"What was asked can be done in full; {runs_cut_text(cut)}." if cut else "It can be done in full."


def ways_out_lines(found: tuple[Remedy, ...], name: str) -> Iterator[str]:
    """The ways out, numbered, and how to take one of them in a copy of the file ``name``."""
    if found:
        yield "Ways out, cheapest first; each was tried and works:"
        yield from (f"  {number}. {remedy.text}" for number, remedy in enumerate(found, 1))
        yield f"To take one: runlift explain {name} --apply 1 -o FILE"
    else:
        yield "No change of a number, a place or a session alone mends it."


def remedy_json(remedy: Remedy) -> dict[str, Any]:
    """A way out as plain data."""
    edits = [{"field": dotted(edit.path)} | ({} if edit.gone else {"value": edit.value}) for edit in remedy.edits]
    return {"text": remedy.text, "price": remedy.price, "edits": edits}


def nothing_to_apply(number: int, path: str) -> InputError:
    """What to say to ``--apply`` where all can be done."""
    return InputError(f"--apply {number}: {path} can be done in full, there is nothing to change")


def apply_remedy(found: tuple[Remedy, ...], number: int, job: Job, path: str, out: Path) -> None:
    """Write the file, changed by that way out, to ``out``; files it names are those that it named where it was.

    Raises ``InputError`` for a number there is not.
    """
    if not 1 <= number <= len(found):
        accepted = f"1 to {len(found)}, the ways out there are" if found else "nothing, there is no way out"
        raise InputError(f"--apply {number}: no such way out; accepted: {accepted}")
    edits = (*found[number - 1].edits, *moved(job.loaded.scenario, Path(path).parent, out.parent))
    text = edited_text(Path(path).read_text("utf-8-sig"), edits, is_json=Path(path).suffix.lower() == ".json")
    write_file(out, text.encode("utf-8"))
    click.echo(f"wrote {out}", err=True)
