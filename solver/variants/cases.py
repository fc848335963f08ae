"""The scenarios of a suite: from files, from globs, from a club's roster."""

from __future__ import annotations

import glob
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from scenarios.club import load_club
from scenarios.consistency import check_consistency
from scenarios.errors import BadField, InputError
from scenarios.load import load
from scenarios.nights import NightError, with_nights
from scenarios.roster import open_roster
from scenarios.schema import Scenario
from scenarios.season.periodization import week_asks
from scenarios.text.roster_text import BadRow
from scenarios.wording import bad_field
from solver.variants.suite import From, LoadedSuite

QUICK_CASES = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario: ``name`` is unique in the suite, ``sha256`` (hex) is of the file, for a member of its content."""

    name: str
    sha256: str
    scenario: Scenario


def cases_of(loaded: LoadedSuite, *, quick: bool) -> tuple[Case, ...]:
    """Every scenario of the suite, or a few spread over all of them. Raises ``InputError``."""
    found: list[Case] = []
    for index, source in enumerate(loaded.suite.scenarios):
        asked = From(files=source) if isinstance(source, str) else source
        try:
            found += _cases(asked, loaded.folder)
        except BadField as error:
            raise loaded.source.error(("scenarios", index, *error.path), error.message) from None
    named = Counter(case.name for case in found)
    twins = {name for name, count in named.items() if count > 1}
    found = [replace(case, name=f"{case.name}-{case.sha256[:8]}") if case.name in twins else case for case in found]
    if len({case.name for case in found}) < len(found):
        raise loaded.source.error(("scenarios",), "a scenario is named twice; accepted: each scenario once")
    if quick and len(found) > QUICK_CASES:
        found = [found[index * len(found) // QUICK_CASES] for index in range(QUICK_CASES)]
    return tuple(found)


def _cases(asked: From, folder: Path) -> list[Case]:
    whole = list(_files(asked.files, folder) if asked.files is not None else _members(str(asked.club), folder))
    few = whole[:: asked.every][: asked.most]
    return few if asked.weeks is None else [_of_weeks(case, weeks) for case in few for weeks in asked.weeks]


def _files(pattern: str, folder: Path) -> Iterator[Case]:
    names = [pattern]
    if glob.has_magic(pattern):
        # unlike Path.glob it takes a pattern that begins at the root
        names = sorted(glob.glob(pattern, root_dir=folder, recursive=True))  # noqa: PTH207
    if not names:
        raise BadField(("files",), f"no file matches {pattern!r}; accepted: a pattern that some scenario matches")
    for name in names:
        loaded = load(folder / name)
        yield Case(Path(name).stem, loaded.source.sha256, loaded.scenario)


def _members(name: str, folder: Path) -> Iterator[Case]:
    club = load_club(folder / name)
    roster = open_roster(club)
    for row in roster.rows():
        if isinstance(row, BadRow):
            raise InputError(f"{row.line(roster.name)}")
        nights = {group: club.club.groups[group] for group in row.groups}
        own, _ = week_asks(row.scenario)
        try:
            scenario = with_nights(row.scenario, nights, own)
        except NightError as error:
            message = f"{error.group} cannot be asked for: {error.reason}; accepted: a night with a place in the week"
            raise InputError(BadRow(row.row, "groups", message).line(roster.name)) from None
        content = json.dumps(scenario.model_dump(mode="json"), sort_keys=True).encode()
        yield Case(row.id, hashlib.sha256(content).hexdigest(), scenario)


def _of_weeks(case: Case, weeks: int) -> Case:
    values = {**case.scenario.model_dump(mode="json", by_alias=True, exclude_unset=True), "weeks": weeks}
    try:
        scenario = Scenario.model_validate(values, by_alias=True, by_name=False)
        check_consistency(scenario)
    except ValidationError as error:
        found = bad_field(error, (), Scenario, values)
        raise BadField(("weeks",), f"{case.name} with {weeks} weeks: {found}") from None
    except BadField as error:
        raise BadField(("weeks",), f"{case.name} with {weeks} weeks: {error}") from None
    return Case(f"{case.name}-{weeks}w", case.sha256, scenario)
