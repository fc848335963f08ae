"""Members who ask the same have their names put into one week's files: exactly the files of each on their own."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from scenarios.club import Night
from scenarios.schema import Athlete, Scenario
from solver.batch.label import Label
from solver.batch.render import rendered
from solver.batch.stand_in import files_for
from solver.batch.together import Together, plan_together
from solver.result import Result

NAMES = (
    "Ana Ferreira", "O'Brien, Cy", 'Quote "Q" Quill', "=1+1", "-minus", "@at", "a;b\\n,c", "tab\there", "a, b", "&amp;",
    "</script><img src=x onerror=alert(1)>", "Ünïcödé " * 14, "\u202eעדי \u2066לוי", "x" * 75, "名" * 40,
    "standinforaname", "standinforanid", "BEGIN:VEVENT", "Runner",
)  # fmt: skip


@pytest.fixture(scope="module")
def together() -> Together:
    free = {"mon": {"evening": 60}, "tue": {"evening": 60}, "wed": {"morning": 60}, "sun": {"morning": 120}}
    scenario = Scenario.model_validate(
        {"start": "2026-11-30", "goal": "10k", "timezone": "Europe/London", "available": free}
    )
    nights = {"track": Night(session="intervals", day="tue", slot="evening", minutes=60)}
    return plan_together(scenario, nights)


@pytest.mark.parametrize("name", NAMES)
def test_copies_are_what_each_would_have_alone(together: Together, name: str) -> None:
    labels = (Label("id", name, "one"), Label(name[:100], "name", "two"), Label(name, name, "three"))
    files = files_for(labels, together, "Hill Street & <Harriers>")
    for label in labels:
        assert files.of(label) == rendered(together, label, "Hill Street & <Harriers>")


# what means something to one of the formats, and what we put there ourselves
FRAGMENTS = (
    "standinforaname", "standinforanid", "Runner", "</title>", "&lt;", "<!--", "{{ name }}", "\\", "\\n", ",", ";", ":",
    "'", '"', '""', "=", "X-WR-CALNAME:", "Training: ", "@runlift", "0" * 64, "é", "e\u0301", "\u202e", "\u200d",
    "\U0001f3c3", " ", "\xa0", "ß",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(min_size=1, max_size=120),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.characters()), min_size=1, max_size=12).map("".join),
)


@settings(max_examples=150, deadline=None)
@given(name=TEXTS, id=TEXTS)
def test_whatever_the_name(together: Together, name: str, id: str) -> None:  # noqa: A002
    try:
        Athlete(name=name, id=id)
    except ValidationError:
        return
    labels = Label(id, name, "one"), Label("other", "Other", "two")
    assert files_for(labels, together, "Club").of(labels[0]) == rendered(together, labels[0], "Club")


def test_a_week_without_a_plan_has_a_page(together: Together) -> None:
    solved = together.result
    result = Result.without_plan(solved.rules, solved.timings, impossible=True, interrupted=False, out_of_time=False)
    none = replace(together, result=replace(result, reasons=("it cannot",)))
    labels = Label("a", "A <b>", "one"), Label("b", "B", "two")
    files = files_for(labels, none, "Club").of(labels[0])
    assert files == rendered(none, labels[0], "Club")
    assert list(files) == ["index.html"]
    assert b"it cannot" in files["index.html"]
