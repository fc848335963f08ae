"""The club's pages: what they say, that they load nothing and run nothing, and how a real browser shows them."""

import base64
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from solver.output.board import Board, MemberCard, Missing, Overview, Person

Club = Any
Row = Callable[..., str]
CLUB_WITH_A_GYM = Path(__file__).parents[2] / "scenarios" / "library" / "club.yaml"
CLIENTS = Path(__file__).parents[1] / "clients"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NEEDED = ("playwright-core", "axe-core")
DRIVER_THERE = shutil.which("node") is not None and all((CLIENTS / "node_modules" / name).is_dir() for name in NEEDED)
REQUIRED = os.environ.get("RUNLIFT_CLIENTS") == "required"
HOSTILE = "</script><img src=x onerror=alert(1)>"
RIGHT_TO_LEFT = "\u202eעדי \u2066לוי"
NO_TUESDAY = "evening:60,,morning:60 evening:60,evening:60,morning:75,morning:90,morning:150"
LITTLE = "evening:30,,,,,,"
VOID = {"meta", "br", "rect", "line", "link", "img", "input"}


class Reader(HTMLParser):
    """A page's tags, its text, and what it would load or run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.addresses: list[str] = []
        self.attributes: set[str] = set()
        self.policy = ""
        self.feed(text)
        self.close()
        assert self.open == [], "every tag is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        said = dict(attrs)
        self.attributes |= set(said)
        self.addresses += [value for name in ("href", "src", "xlink:href", "action") if (value := said.get(name))]
        if said.get("http-equiv") == "Content-Security-Policy":
            self.policy = said["content"] or ""
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "title"}:
            self.text += data


@pytest.fixture
def site(club: Club, member: Row) -> Path:
    club.write(
        member("ana", "Ana Ferreira", groups="track|long_run", strength_at="gym"),
        member("evil", HOSTILE, groups="track", free=NO_TUESDAY, strength_at="gym"),
        member("adi", RIGHT_TO_LEFT, strength_at="gym"),
        member("di", 'Di <b>Little</b> & "Co"'.replace('"', "'"), free=LITTLE),
        member("bo", "Bo", goal="12k<script>"),
        club=CLUB_WITH_A_GYM.read_text(encoding="utf-8").replace("capacity: 6", "capacity: 1"),
    )
    club.run()
    return Path(club.out)


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_a_page_for_the_club_and_one_for_each_member(site: Path) -> None:
    assert [path.relative_to(site).as_posix().split("-")[0] for path in pages(site)] == [
        "adi", "ana", "di", "evil", "index.html",
    ]  # fmt: skip
    for path in pages(site):
        text = path.read_text(encoding="utf-8")
        for address in Reader(text).addresses:
            if address.startswith("#"):
                assert f'id="{address[1:]}"' in text
                continue
            target = (path.parent / address).resolve()
            assert target.is_file(), f"{path}: {address}"
            assert target.is_relative_to(site)


def test_nothing_is_loaded_and_nothing_runs(site: Path) -> None:
    for path in pages(site):
        text = path.read_text(encoding="utf-8")
        page = Reader(text)
        assert {"script", "img", "link", "iframe", "object", "form", "b>Little"} & set(page.tags) == set()
        assert [name for name in page.attributes if name.startswith("on") or name == "style"] == []
        (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert page.policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        assert not re.search(r"url\(|@import", style)


def test_names_are_text_whatever_they_hold(site: Path) -> None:
    board = (site / "index.html").read_text(encoding="utf-8")
    assert HOSTILE in Reader(board).text
    assert HOSTILE not in board
    assert f"<bdi>{RIGHT_TO_LEFT}</bdi>" in board
    assert "Di <b>Little</b> & 'Co'" in Reader(board).text
    (evil,) = site.glob("evil-*/index.html")
    assert HOSTILE in Reader(evil.read_text(encoding="utf-8")).text


def test_the_board_says_who_is_left_short_and_why(site: Path) -> None:
    text = re.sub(r"\s+", " ", Reader((site / "index.html").read_text(encoding="utf-8")).text)
    assert "1 of 2 members: Ana Ferreira" in text
    assert f"Cannot join: {HOSTILE}: no time is free on Tue 1 Dec evening" in text
    assert "= 5 rows" in text
    assert "got '12k<script>'" in text
    for row in (site / "club.csv").read_text(encoding="utf-8").splitlines():
        if ",short," in row:
            assert row.split(",")[1] in {"ana", "evil", "adi", "di"}
    left = text[text.index("Left short, and why") :]
    assert "no track: no time is free on Tue 1 Dec evening" in left


def test_the_board_speaks_of_sessions_as_the_members_pages_do(club: Club, member: Row) -> None:
    text = club.write(member("ana", "Ana", groups="late")).file.read_text(encoding="utf-8")
    groups = "groups:\n  late: {session: medium_long, day: sun, slot: morning, minutes: 70}\n"
    club.write(member("ana", "Ana", groups="late"), club=re.sub(r"groups:\n(?:  .*\n)+", groups, text))
    club.run()
    board = Reader((club.out / "index.html").read_text(encoding="utf-8")).text
    assert "Medium-long run, 70 min, Sun morning" in board
    assert "Medium-long run" in board[board.index("Who trains when") :]
    assert "medium_long" not in board


def test_equal_reasons_are_told_once() -> None:
    full = Missing("Strength: full body, 30 min", ("the gym has no place left this week",))
    easy, upper = (Missing(what, full.why) for what in ("Easy run, 30 min", "Strength: upper body, 30 min"))
    other = Missing("no track", ("no time is free on Tue 1 Dec evening",))
    card = MemberCard(Person("Ana", ""), [], (easy, full, other, easy, upper), (), {})
    overview = Overview(dt.date(2026, 11, 30), 1, (), {})
    ((_, page),) = Board("Club", overview, [], "", [], 1).pages(0, [card])
    board = page.decode()
    assert board.count("the gym has no place left this week") == 1
    assert "Easy run, 30 min (2 times); Strength: full body, 30 min; Strength: upper body, 30 min</b>: the gym" in board
    assert "no track</b>: no time is free" in board


def test_the_heat_map_counts_every_session_once(site: Path) -> None:
    board = (site / "index.html").read_text(encoding="utf-8")
    entries = [json.loads(line) for line in (site / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    sessions = [session for entry in entries if entry["line"] == "member" for session in entry["summary"]["sessions"]]
    heat = board[board.index('<table class="heat">') : board.index("</table>")]
    assert sum(map(int, re.findall(r"<b>(\d+)</b>", heat))) == len(sessions)
    loads = [int(load.replace(",", "")) for load in re.findall(r"load ([\d,]+)", heat)]
    assert sum(loads) == sum(session["load"] for session in sessions)
    table = board[board.index('<table class="board">') :]
    assert table.count('class="chip') == len(sessions)


def test_a_large_club_stands_on_several_pages(
    club: Club, member: Row, tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("solver.batch.site", "solver.output.board"):  # the first reads the second as it loads
        monkeypatch.setattr(f"{module}.MEMBERS_A_PAGE", 3)
    club.write(*(member(f"m{n}", f"Member {n}") for n in range(7)))
    club.run()
    named = [path.name for path in sorted(Path(club.out).glob("*.html"))]
    assert named == ["board-1-2.html", "board-1-3.html", "index.html"]
    everyone = [
        name
        for page in ("index.html", "board-1-2.html", "board-1-3.html")
        for name in re.findall(r'<th scope="row"><a href="m[^"]+"><bdi>(Member \d)', (club.out / page).read_text())
    ]
    assert everyone == [f"Member {n}" for n in range(7)]
    assert "4–6" in (club.out / "index.html").read_text(encoding="utf-8")
    club.write(member("m0", "Member 0"))
    club.run(update=True)
    assert [path.name for path in Path(club.out).glob("*.html")] == ["index.html"], "pages no longer needed are gone"


def test_a_season_has_a_board_for_each_week(club: Club, member: Row) -> None:
    text = club.write(member("ana", "Ana")).file.read_text().replace("roster:", "weeks: 2\nroster:")
    club.write(member("ana", "Ana"), club=text)
    club.run()
    assert [path.name for path in sorted(Path(club.out).glob("*.html"))] == ["board-2-1.html", "index.html"]
    first, second = ((club.out / name).read_text(encoding="utf-8") for name in ("index.html", "board-2-1.html"))
    assert "Mon 30 Nov to Sun 6 Dec 2026" in first
    assert "Mon 7 Dec to Sun 13 Dec 2026" in second
    assert 'href="index.html">Week 1' in second


@pytest.mark.campaign
class TestChromium:
    """The pages in a real browser."""

    __test__ = REQUIRED or (CHROMIUM is not None and DRIVER_THERE)

    def test_every_view(self, site: Path, tmp_path: Path) -> None:
        assert CHROMIUM is not None, "needs Debian's chromium"
        assert DRIVER_THERE, (
            "needs node, playwright-core and axe-core: npm install --prefix tests/clients --no-package-lock"
        )
        shots = Path(os.environ.get("RUNLIFT_SHOTS") or tmp_path / "shots")
        shots.mkdir(exist_ok=True)
        names = [path.relative_to(site).as_posix() for path in pages(site)]
        command = ["node", str(CLIENTS / "look_at_pages.mjs"), CHROMIUM, str(site), str(shots), *names]
        finished = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=240, check=False)
        assert finished.returncode == 0, finished.stderr
        seen = json.loads(finished.stdout)
        assert len(seen) == 4 * len(names)
        for page in seen:
            where = (page["view"], page["name"])
            assert page["requests"] == [page["url"]], f"{where}: nothing but the page itself is asked for"
            assert page["troubles"] == [], where
            assert "General training information" in page["text"], where
            if page["view"] == "unscripted":
                continue
            assert page["scripts"] == 0, where
            assert "img" not in page["elements"], where
            assert page["handlers"] == [], where
            assert page["barriers"] == [], f"{where}: axe"
            assert page["wide"] <= 0, f"{where}: the page is wider than the screen"
            assert page["broken"] == [], f"{where}: a word stands on two lines"
            assert page["smallest"] >= 11, f"{where}: text too small to read"
            assert all(link.startswith(site.as_uri()) for link in page["links"]), where
        by_view = {
            view: {page["name"]: page for page in seen if page["view"] == view}
            for view in ("phone", "dark", "desktop", "unscripted")
        }
        for name in names:
            assert by_view["phone"][name]["text"] == by_view["dark"][name]["text"]
            assert by_view["desktop"][name]["text"] == by_view["unscripted"][name]["text"], "readable without script"
            assert by_view["phone"][name]["background"] != by_view["dark"][name]["background"]
            assert by_view["desktop"][name]["sheets"] >= 1
        assert len(list(shots.glob("*.png"))) >= 4 * len(names)
