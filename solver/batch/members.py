"""The rows of a roster as work to do: each member's folder and fingerprint, and what equal members share."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from constraints.settings import rules_from
from scenarios.errors import BadField
from scenarios.roster import Again, Member, Roster, Rules
from scenarios.text.roster_text import BadRow
from solver.batch.label import Label
from solver.batch.messages import versions
from solver.batch.texts import Texts

HASH_DIGITS = 8
MOST_LETTERS = 40
_SORTED = json.JSONEncoder(sort_keys=True)


@dataclass(frozen=True, slots=True)
class Planned:
    """A member to plan: the row, the label, the groups joined.

    ``fingerprint`` changes with anything the files depend on, ``question`` is the same for members who differ in id
    and name only. ``kind`` is the same for those whose strength sessions may hold the same. ``strength_at`` is where
    strength is done, '' if not said.
    """

    row: int
    label: Label
    groups: tuple[str, ...]
    fingerprint: str
    question: str
    strength_at: str = ""
    kind: str = ""


@dataclass(slots=True)
class Work:
    """Everything a roster asks for. ``questions`` holds each different scenario once, as JSON without a name."""

    members: list[Planned] = field(default_factory=list)
    rejected: list[BadRow] = field(default_factory=list)
    questions: Texts = field(default_factory=Texts)

    @property
    def rows(self) -> int:
        """Rows of the roster that are not empty."""
        return len(self.members) + len(self.rejected)


def work_of(roster: Roster) -> Work:
    """Read the whole roster. Raises ``InputError`` when nothing of it can be read."""
    work, club = Work(), roster.club.club
    nights = {name: night.model_dump(mode="json") for name, night in club.groups.items()}
    folders: set[str] = set()
    first: dict[bytes, Planned] = {}
    for row in roster.rows_anew(first, _rules_check()):
        if isinstance(row, BadRow):
            work.rejected.append(row)
            continue
        folder = folder_of(row.id, folders)
        folders.add(folder)
        label, at = Label(row.id, row.name, folder), intern(row.strength_at)
        if isinstance(row, Again):
            known = first[row.asks]
            groups, question, kind = known.groups, known.question, known.kind
        else:
            groups = row.groups
            question, kind = _question(work, row, nights)
        fingerprint = fingerprint_of(club.name, label, question)
        member = Planned(row.row, label, groups, fingerprint, question, at, kind)
        first.setdefault(row.asks, member)
        work.members.append(member)
    return work


def _question(work: Work, row: Member, nights: Mapping[str, Any]) -> tuple[str, str]:
    """A row's question, noted in ``work`` if it is new, and its kind.

    Members of one goal and level go through the same phases with the same exercises: they are of one kind.
    """
    asked = row.scenario.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    asked["athlete"] = {k: v for k, v in asked.get("athlete", {}).items() if k not in ("id", "name")}
    text = _SORTED.encode([asked, [[group, nights[group]] for group in row.groups]]).encode()
    question = id_of(text)
    if question not in work.questions:
        work.questions[question] = text
    return question, intern(_SORTED.encode([asked["athlete"], asked.get("goal"), asked.get("strength")]))


def id_of(text: bytes) -> str:
    """What a question is known by: its SHA-256 (hex)."""
    return hashlib.sha256(text).hexdigest()


def fingerprint_of(club: str, label: Label, question: str) -> str:
    """SHA-256 (hex) of all that a member's files depend on."""
    told = [*versions(), club, label.id, label.name, label.folder, question]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def folder_of(id: str, taken: set[str]) -> str:  # noqa: A002
    """A folder's name for an id: safe on every file system, never a path, told apart by a short hash of the id."""
    plain = unicodedata.normalize("NFKD", id).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_LETTERS].strip("-") or "member"
    digest = hashlib.sha256(unicodedata.normalize("NFC", id).encode()).hexdigest()
    digits = HASH_DIGITS
    while (folder := f"{words}-{digest[:digits]}") in taken:
        digits += HASH_DIGITS
    return folder


def _rules_check() -> Callable[[Rules], None]:
    """Raises ``BadField`` for settings that no rule accepts; equal settings are looked at once."""
    known: dict[str, BadField | None] = {}

    def check(rules: Rules) -> None:
        settings = _SORTED.encode(rules)
        if settings not in known:
            known[settings] = _refused(rules)
        if refused := known[settings]:
            raise refused

    return check


def _refused(rules: Rules) -> BadField | None:
    try:
        rules_from(rules)
    except BadField as error:
        where = ".".join(str(part) for part in error.path[1:])
        return BadField(("rules",), f"{where}: {error.message}")
    return None
