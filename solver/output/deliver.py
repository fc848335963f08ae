"""An answer as files: calendar, table, document and page of one result, rendered before any is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from scenarios.errors import InputError
from scenarios.load import read_bytes
from scenarios.plan import Plan
from scenarios.schema import Scenario
from scenarios.strength.plan import NOT_FILLED, StrengthContent
from solver import __version__
from solver.output import ledger
from solver.output.atomic import put
from solver.output.calendar import Cancelled, calendar
from solver.output.document import Document, Why, as_json, document
from solver.output.strength_table import strength_table
from solver.output.table import table
from solver.output.why_here import why_here
from solver.result import INTERRUPTED_TEXT, OUT_OF_TIME_TEXT, Result
from solver.strength.weeks import strength_of


def files_of(result: Result, scenario: Scenario, sha256: str, gone: Iterable[Cancelled] = ()) -> dict[str, bytes]:
    """File name -> content. Without a plan there are no files. ``gone`` are events of an earlier plan to cancel."""
    return files_and_document(result, scenario, sha256, gone)[0]


def files_and_document(
    result: Result, scenario: Scenario, sha256: str, gone: Iterable[Cancelled] = ()
) -> tuple[dict[str, bytes], Document]:
    """The files of ``files_of``, and what ``plan.json`` holds, which there is for every result."""
    if result.plan is None:
        return {}, _document(result, scenario, sha256, {}, NOT_FILLED)
    why, strength = why_here(result.plan, result.rules, result.costs), strength_of(result.plan)
    body = _document(result, scenario, sha256, why, strength)
    files = {
        "plan.ics": calendar(result.plan, why, standing(result), gone, strength),
        "plan.csv": table(result.plan, why, strength),
        "plan.json": as_json(body),
        "strength.csv": strength_table(result.plan, strength),
    }
    return files, body


def as_document(result: Result, scenario: Scenario, sha256: str) -> bytes:
    """The content of ``plan.json``, which there is for every result."""
    if result.plan is None:
        return as_json(_document(result, scenario, sha256, {}, NOT_FILLED))
    why, strength = why_here(result.plan, result.rules, result.costs), strength_of(result.plan)
    return as_json(_document(result, scenario, sha256, why, strength))


def _document(result: Result, scenario: Scenario, sha256: str, why: Why, strength: StrengthContent) -> Document:
    others = () if result.alternatives is None else result.alternatives.plans
    return document(
        result,
        scenario,
        sha256,
        __version__,
        why,
        strength=strength,
        why_else=[why_here(other.plan, result.rules, other.costs) for other in others],
        strength_else=[strength_of(other.plan) for other in others],
    )


def with_page(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of ``files_of`` and, if there are any, ``plan.html``."""
    if not files:
        return {}
    from solver.output.plan_page import plan_page  # noqa: PLC0415 - templates are slow to load

    return {**files, "plan.html": plan_page(json.loads(files["plan.json"]))}


def standing(result: Result) -> str:
    """What a reader of the calendar has to know of how the plan came about; nothing when it is optimal."""
    if result.interrupted:
        return INTERRUPTED_TEXT
    if result.out_of_time:
        return OUT_OF_TIME_TEXT
    return ""


def more_files_of(result: Result, formats: Iterable[str]) -> dict[str, bytes]:
    """The files of further formats, as ``solve --format`` takes them; see ``refuse_missing``."""
    if result.plan is None:
        return {}
    why, strength = why_here(result.plan, result.rules, result.costs), strength_of(result.plan)
    files: dict[str, bytes] = {}
    for name in formats:
        if name == "intervals":
            from solver.output.intervals_icu import intervals_icu  # noqa: PLC0415 - only those asked for

            files["plan.intervals.json"] = intervals_icu(result.plan, why, strength)
        elif name == "google":
            from solver.output.google_calendar import google_calendar  # noqa: PLC0415

            files["plan.google.csv"] = google_calendar(result.plan, why, strength)
        else:
            from solver.output.fit_workouts import fit_workouts  # noqa: PLC0415

            files |= fit_workouts(result.plan)
    return files


def refuse_missing(formats: Iterable[str]) -> None:
    """Raise ``InputError`` for a format whose extra is not installed."""
    if "fit" in formats and find_spec("fit_tool") is None:
        raise InputError("--format fit: fit-tool is not installed; accepted: pip install 'runlift[fit]' first")


def deliver(folder: Path, result: Result, scenario: Scenario, sha256: str, formats: Iterable[str] = ()) -> list[Path]:
    """Write the files into ``folder``, making it if need be. Raises ``OSError``, leaving nothing half-written.

    ``formats`` are further ones, as ``more_files_of`` takes them.
    """
    files = {**with_page(files_of(result, scenario, sha256)), **more_files_of(result, formats)}
    return put(folder, files if result.plan is None else kept_up(folder, files, result.plan))


def kept_up(folder: Path, files: Mapping[str, bytes], plan: Plan, earlier: Path | None = None) -> dict[str, bytes]:
    """The files, the calendar told as an update of what the folder told before. Raises ``InputError``.

    A folder that told nothing yet goes on from what the ``earlier`` one told.
    """
    path = folder / ledger.NAME
    if earlier is not None and not path.is_file():
        path = earlier / ledger.NAME
    before = read_bytes(path, ledger.MAX_BYTES) if path.is_file() else None
    try:
        told, new = ledger.with_ledger(files["plan.ics"], before, plan.instance.athlete_id, plan.date(0))
    except ValueError as error:
        raise InputError(f"{path}: {error}") from None
    return {**files, "plan.ics": told, ledger.NAME: new}


def folders_for(paths: list[str], out: Path) -> list[Path]:
    """Where each scenario's files go: ``out`` for one, ``out/<stem>`` for several, told apart by a number.

    No name leads out of ``out``, nor are two the same where a file system takes upper and lower case for one.
    """
    if len(paths) == 1:
        return [out]
    folders: list[Path] = []
    taken: set[str] = set()
    for path in paths:
        stem = "stdin" if path == "-" else Path(path).stem.strip(". ") or "scenario"
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        folders.append(out / name)
    return folders
