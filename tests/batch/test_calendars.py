"""A member planned again: subscribed calendars move events and take away what is gone, wherever the run was stopped."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from solver.batch.journal import Journal
from solver.output.ledger import NAME

Club = Any
Row = Callable[..., str]
Tree = Callable[[Path], dict[str, str]]
CRASHES = (
    "solver.batch.calendars.write_member",
    "solver.batch.run.write_member",
    "solver.batch.journal.Journal.member",
    "solver.batch.run.note_told",
)


class CrashError(Exception):
    """The machine went away."""


@pytest.fixture
def first(member: Row) -> tuple[str, ...]:
    return member("a", "Ana"), member("b", "Bo"), member("c", goal="5k")


@pytest.fixture
def updated(club: Club, member: Row, first: tuple[str, ...]) -> Club:
    """A club planned once, whose members ``a`` and ``b`` then changed: the one trains less, the other elsewhere."""
    club.write(*first)
    club.run()
    fewer = "evening:60,evening:90,,,,,morning:150"
    later = "evening:60,,evening:90,evening:60,morning:75,morning:90,morning:150"
    club.write(member("a", "Ana", free=fewer), member("b", "Bo", free=later), member("c", goal="5k"))
    return club


def events(club: Club, id: str) -> dict[str, Any]:  # noqa: A002
    """A member's calendar: session -> event."""
    text = next(club.out.glob(f"{id}-*/plan.ics")).read_bytes()
    return {str(event["X-RUNLIFT-SESSION"]): event for event in Calendar.from_ical(text).walk("VEVENT")}


def test_what_moved_is_numbered_and_what_is_gone_is_cancelled_once(updated: Club, first: tuple[str, ...]) -> None:
    before = {who: events(updated, who) for who in "abc"}
    updated.run(update=True)
    after = {who: events(updated, who) for who in "abc"}
    for who in "ab":
        assert set(before[who]) <= set(after[who])
        for name, event in after[who].items():
            known = before[who].get(name)
            if known is None or event["status"] != "CONFIRMED":
                continue
            assert event.start == known.start or event["sequence"] == 1
            assert event["uid"] == known["uid"]
    gone = [event for event in after["a"].values() if event["status"] == "CANCELLED"]
    assert gone
    assert {event["sequence"] for event in gone} == {1}
    assert any(event.get("sequence") == 1 and event["status"] == "CONFIRMED" for event in after["b"].values())
    assert [path.parent.name[0] for path in sorted(updated.out.glob(f"*/{NAME}"))] == ["a", "b"], "c did not change"
    updated.write(*first)
    updated.run(update=True)
    back = events(updated, "a")
    assert {str(event["status"]) for event in back.values()} == {"CONFIRMED"}
    assert {int(back[name]["sequence"]) for name in {str(event["X-RUNLIFT-SESSION"]) for event in gone}} == {2}


@pytest.mark.parametrize("crash", CRASHES)
@pytest.mark.parametrize("where", ["before", "after"])
def test_an_update_that_was_killed_ends_with_the_same_bytes(
    updated: Club,
    first: tuple[str, ...],
    tree: Tree,
    monkeypatch: pytest.MonkeyPatch,
    crash: str,
    where: str,
) -> None:
    undisturbed = updated.folder / "undisturbed"
    updated.out.rename(undisturbed)
    updated.run(update=True, out=undisturbed)
    _first_run(updated, first)
    with monkeypatch.context() as patch:
        patch.setattr(crash, _crashing(crash, where))
        with pytest.raises(CrashError):
            updated.run(update=True)
    updated.run(update=True)
    assert tree(updated.out) == tree(undisturbed)


def test_a_broken_ledger_is_begun_anew(updated: Club, first: tuple[str, ...]) -> None:
    updated.run(update=True)
    ledger = next(updated.out.glob(f"b-*/{NAME}"))
    ledger.write_text("{", encoding="utf-8")
    updated.write(*first)
    updated.run(update=True)
    assert any(event.get("sequence") == 2 for event in events(updated, "b").values())


def _first_run(club: Club, first: tuple[str, ...]) -> None:
    """The run before the roster changed, once more."""
    changed = club.roster.read_bytes()
    club.write(*first)
    club.run()
    club.roster.write_bytes(changed)


def _crashing(name: str, where: str) -> Callable[..., Any]:
    module, _, function = name.rpartition(".")
    owner = Journal if module.endswith("Journal") else import_module(module)
    whole = getattr(owner, function)

    def crashes(*arguments: Any) -> Any:
        if where == "before":
            raise CrashError
        whole(*arguments)
        raise CrashError

    return crashes
