"""The files of somebody who stands in for all who ask the same, cut where they tell who it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from scenarios.schema import Athlete
from solver.batch.blank import cut
from solver.batch.copies import Copies, format_of, sha256, titles, uids
from solver.batch.label import Label
from solver.batch.member_files import MemberFiles
from solver.batch.render import labelled, rendered, text_of
from solver.batch.together import Together
from solver.output.identity import first_day

# plain letters, which every format writes as they are, and which no sentence of ours holds
STAND_IN = Label("standinforanid", "standinforaname", "")
_ID, _NAME = STAND_IN.id.encode(), STAND_IN.name.encode()


def files_for(labels: Sequence[Label], together: Together, club: str) -> MemberFiles:
    """The files of all who ask it: cut once for several, save those whose scenario's file does not say who they are."""
    alone = labels if len(labels) == 1 else [label for label in labels if _says_nothing(label)]
    own = {label.folder: rendered(together, label, club) for label in alone}
    return MemberFiles(own, None if len(alone) == len(labels) else _copies(together, club))


def _says_nothing(label: Label) -> bool:
    """Whether id or name is what stands for none given, which a scenario's file leaves out."""
    return label.id == _default("id") or label.name == _default("name")


@cache
def _default(name: str) -> object:
    return Athlete.model_fields[name].default


def _copies(together: Together, club: str) -> Copies:
    scenario, result = labelled(together, STAND_IN)
    plan = result.plan
    events = () if plan is None else tuple((first_day(plan, each), each.name) for each in plan.sessions)
    text = text_of(scenario)
    # each format is searched for what it holds of a member, and for nothing else
    tokens = {
        "ics": (*titles(STAND_IN.name), *uids(events, STAND_IN.id)),
        "json": (_ID, _NAME, sha256(text)),
        "csv": (_NAME,),
        "html": (_NAME,),
    }
    files = rendered(together, STAND_IN, club)
    blanks = {file: cut(content, tokens[format_of(file)]) for file, content in files.items()}
    return Copies(cut(text, (_ID, _NAME)), events, blanks)
