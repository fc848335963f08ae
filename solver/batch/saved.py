"""The scenario of a member who is put aside, as it is saved: for whoever looks for the fault."""

from __future__ import annotations

from contextlib import suppress

from scenarios.club import Club
from scenarios.nights import NightError, with_nights
from scenarios.season.periodization import week_asks
from solver.batch.label import Label
from solver.batch.question import question_of
from solver.batch.render import named


def scenario_of(text: bytes, label: Label, club: Club) -> bytes:
    """The member's scenario (JSON), with the nights of the groups joined as far as it can hold them."""
    asked = question_of(text)
    scenario, nights = asked.scenario, {group: club.groups[group] for group in asked.groups}
    own, _ = week_asks(scenario)
    with suppress(NightError):  # a night that was given up before the fault came
        scenario = with_nights(scenario, nights, own)
    return named(scenario, label).model_dump_json(by_alias=True, exclude_defaults=True, indent=2).encode() + b"\n"
