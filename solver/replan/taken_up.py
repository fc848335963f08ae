"""What is still to be planned of a plan taken up again, in the rhythm of the whole."""

from __future__ import annotations

from dataclasses import replace

from constraints.base.rule import Rule
from scenarios.instance import Instance, instance_of
from scenarios.meanwhile import Meanwhile
from scenarios.resumed import resumed
from scenarios.schema import Scenario
from solver.rhythm import with_rhythm


def taken_up(scenario: Scenario, meanwhile: Meanwhile, rules: tuple[Rule, ...]) -> Instance:
    """The instance of what is left; its weekly template is that of the plan as it was first made.

    Raises ``BadField`` as ``resumed`` does.
    """
    whole = with_rhythm(instance_of(scenario), rules)
    return replace(resumed(scenario, meanwhile), rhythm=whole.rhythm)
