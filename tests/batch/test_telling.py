"""The club is told of its rows while others are planned: to the same files, whoever is done first or put aside late."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from solver.batch.messages import AnyTask, Failed
from solver.batch.pool import Replied
from solver.batch.run import Batch, shared_of
from solver.batch.worker import reply_to

Club = Any
Row = Callable[..., str]
Tree = Callable[[Path], dict[str, str]]
MEMBERS = 7


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("solver.batch.site", "solver.output.board"):  # the first reads the second as it loads
        monkeypatch.setattr(f"{module}.MEMBERS_A_PAGE", 3)


@pytest.fixture
def seven(club: Club, member: Row) -> Club:
    """Members who all differ, so that each is a task."""
    club.write(
        *(member(f"m{n}", f"Member {n}", rules=f"heavy_legs_before_key_run.hours={24 + n}") for n in range(MEMBERS))
    )
    return club


def replies(batch: Batch, tasks: list[AnyTask], *, put_aside: str = "") -> Iterator[Replied]:
    for task in tasks:
        is_bad = task.labels[0].id == put_aside
        yield Replied(task, Failed("Defect: a rule", "...") if is_bad else reply_to(task, shared_of(batch)))


@pytest.mark.parametrize("order", [range(MEMBERS - 1, -1, -1), (3, 0, 6, 1, 5, 2, 4)])
def test_whoever_is_done_first(seven: Club, tree: Tree, order: Any, tmp_path: Path) -> None:
    seven.run(out=tmp_path / "in-order")
    batch = seven.batch()

    def runner(tasks: Iterator[AnyTask], _: Mapping[str, int]) -> Iterator[Replied]:
        every = list(tasks)
        yield from replies(batch, [every[place] for place in order])

    batch.run(runner, lambda: False)
    assert tree(seven.out) == tree(tmp_path / "in-order")


def test_full_pages_wait_for_their_names_before_the_last_is_planned(seven: Club) -> None:
    batch, waiting = seven.batch(), list[bytes]()

    def runner(tasks: Iterator[AnyTask], _: Mapping[str, int]) -> Iterator[Replied]:
        *others, last = tasks
        yield from replies(batch, others)
        waiting.extend(path.read_bytes() for path in seven.out.glob(".runlift-*.part"))
        yield from replies(batch, [last])

    batch.run(runner, lambda: False)
    assert waiting == [(seven.out / "board-1-2.html").read_bytes()]


def test_a_run_that_is_stopped_leaves_no_page(seven: Club) -> None:
    seven.run(stop_after=MEMBERS - 1)
    assert {path.name for path in seven.out.iterdir() if path.is_file()} == {"journal.jsonl", ".lock"}


def test_who_is_put_aside_late_stands_on_no_page(seven: Club) -> None:
    """The second page was written with a way to a third, on which only the last member would have stood."""
    batch = seven.batch()

    def runner(tasks: Iterator[AnyTask], _: Mapping[str, int]) -> Iterator[Replied]:
        yield from replies(batch, list(tasks), put_aside=f"m{MEMBERS - 1}")

    counts = batch.run(runner, lambda: False).counts
    assert counts is not None
    assert counts.quarantined == 1
    pages = {path.name: path.read_text(encoding="utf-8") for path in seven.out.glob("*.html")}
    assert set(pages) == {"index.html", "board-1-2.html"}
    assert all("board-1-3.html" not in page and "4–6" in page for page in pages.values())
