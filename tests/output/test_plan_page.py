"""The page of a plan: what it says, that nothing leaves it, and how a browser and a keyboard get on with it."""

import datetime as dt
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from scenarios.load import load
from scenarios.schema import Scenario
from scenarios.spoken import spoken
from solver.options import Options
from solver.output.deliver import as_document, deliver
from solver.output.plan_page import plan_page
from solver.output.terminal import PlainConsole, show
from solver.solve import solve

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "scenarios" / "library"
CLIENTS = Path(__file__).parents[1] / "clients"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NEEDED = ("playwright-core", "axe-core")
DRIVER_THERE = shutil.which("node") is not None and all((CLIENTS / "node_modules" / name).is_dir() for name in NEEDED)
REQUIRED = os.environ.get("RUNLIFT_CLIENTS") == "required"
HOSTILE = "</script><style>*{}</style><img src=x onerror=alert(1)> & \u202eעדי"
Document = dict[str, Any]


class Page(HTMLParser):
    """What a page holds, by element."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.labels: list[str] = []
        self.feed(content.decode("utf-8"))
        self.close()
        self.text = re.sub(r"\s+", " ", self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append(tag)
        self.attributes |= set(said)
        self.ids += [said["id"] or ""] if "id" in said else []
        self.links += [said["href"] or ""] if "href" in said else []
        self.labels += [said["aria-label"] or ""] if "aria-label" in said else []

    def handle_data(self, data: str) -> None:
        if self.lasttag not in {"style", "title"}:
            self.text += data


def test_every_session_stands_on_the_board_and_opens(documents: Callable[[str], Document]) -> None:
    document = documents("hill_race")
    page = Page(plan_page(document))
    anchors = [f"w{session['week']}-{session['session']}" for session in document["sessions"]]
    assert len(anchors) == 8
    assert sorted(page.ids) == sorted(anchors)
    assert [link for link in page.links if link.startswith("#")] == [f"#{anchor}" for anchor in anchors]
    assert page.tags.count("details") == len(anchors) + 1 + bool(document["strength_lacking"])
    for session in document["sessions"]:
        assert f"{session['start']}–{session['end']}" in page.text
        for part in session["content"]:
            assert re.sub(r"\s+", " ", part["text"]) in page.text
        assert all(line in page.text for line in session["fuel"])
        assert session["why"]
        assert session["why"] in page.text


def test_the_chart_says_the_load_of_each_day(documents: Callable[[str], Document]) -> None:
    document = documents("hill_race")
    content = plan_page(document)
    loads = dict.fromkeys(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), 0)
    for session in document["sessions"]:
        loads[session["day"].capitalize()] += session["load"]
    said = ", ".join(f"{day} {load}" for day, load in loads.items())
    assert f"Load of each day: {said}" in Page(content).labels
    heights = [float(height) for height in re.findall(r'<rect [^>]*height="([\d.]+)"', content.decode())]
    assert len(heights) == len(document["sessions"])
    assert sum(heights) == pytest.approx(66 * sum(loads.values()) / max(loads.values()), abs=1)


def test_what_was_left_out_stands_there_with_every_reason(documents: Callable[[str], Document]) -> None:
    document = documents("impossible")
    (left,) = document["left_out"]
    text = Page(plan_page(document)).text
    assert "1 session left out, and why." in text[: text.index("Day by day")], "at the top already"
    assert (left["type"], left["minutes"]) == ("lower", 30)
    assert "Strength: lower body, 30 min" in text[text.index("Left out, and why") :]
    assert left["reasons"]
    assert all(reason in text for reason in left["reasons"])


@pytest.mark.parametrize("name", ["reference_week", "hill_race"])
def test_points_stand_in_the_order_of_the_terminal(name: str) -> None:
    """The dearest place first, however many points its rule costs in all."""
    loaded = load(LIBRARY / f"{name}.yaml")
    result = solve(loaded.scenario)
    shown = io.StringIO()
    show(result, PlainConsole(file=shown, width=400, color_system=None))
    table = shown.getvalue().partition("Points (fewer")[2]
    rows = [[cell.strip() for cell in line.split("│")[1:4]] for line in table.splitlines() if line.startswith("│")]
    page = plan_page(json.loads(as_document(result, loaded.scenario, loaded.source.sha256))).decode()
    lost = re.findall(r'<td class="number">(\d+)</td><td>(.*) <span class="soft rule">(\w+)</span>', page)
    assert [[points, rule, unescape(message)] for points, message, rule in lost] == rows
    assert len(rows) > 2
    assert [int(points) for points, *_ in rows] == sorted((int(points) for points, *_ in rows), reverse=True)


def test_a_season_has_a_board_with_a_row_for_each_week(documents: Callable[[str], Document]) -> None:
    document = documents("season")
    content = plan_page(document)
    page = Page(content)
    weeks = max(session["week"] for session in document["sessions"])
    board = content[content.index(b'<table class="plan-board">') : content.index(b"</table>")]
    assert board.count(b'<th scope="row">') == weeks == content.count(b'<details class="week"')
    anchors = [anchor for anchor in page.ids if anchor != "left-out"]
    assert len(anchors) == len(set(anchors)) == len(document["sessions"])
    assert "Race: Marathon" in page.text
    assert "away" in page.text, "the dates away are told as such"
    charts = [
        label.removeprefix("Load of each week: ") for label in page.labels if label.startswith("Load of each week")
    ]
    assert [part.split()[0] for chart in charts for part in chart.split(", ")] == [str(n + 1) for n in range(weeks)]
    assert all(len(chart.split(", ")) <= 7 for chart in charts), "no wider than a phone"


def test_charts_of_few_weeks_are_drawn_no_larger_than_those_of_many(documents: Callable[[str], Document]) -> None:
    document = documents("season")
    first = [session for session in document["sessions"] if session["week"] < 3]
    asked = {**document["scenario"]["asked"], "weeks": 2}
    two = plan_page({**document, "scenario": {"asked": asked}, "sessions": first, "left_out": []}).decode()
    widths = set(re.findall(r'viewBox="0 0 (\d+) 100"', two + plan_page(document).decode()))
    assert len(widths) == 1
    (load,) = {sum(session["load"] for session in first if session["week"] == 2)}
    assert f">{load:,}</text>" in two


def test_a_plan_that_does_not_exist_says_why() -> None:
    impossible = load(LIBRARY / "impossible.yaml").scenario
    document = json.loads(as_document(solve(impossible, Options(strict=True)), impossible, "0" * 64))
    page = Page(plan_page(document))
    assert "No plan, and why" in page.text
    assert all(reason in page.text for reason in document["reasons"])
    assert "table" not in page.tags


def test_names_are_text_whatever_they_hold(documents: Callable[[str], Document]) -> None:
    document = documents("hill_race")
    document["scenario"]["asked"]["athlete"]["name"] = HOSTILE
    document["notes"] = [HOSTILE]
    document["sessions"][0]["why"] = HOSTILE
    content = plan_page(document)
    page = Page(content)
    assert page.text.count(HOSTILE) == 3
    assert {"script", "img", "link", "iframe", "form"} & set(page.tags) == set()
    assert [name for name in page.attributes if name.startswith("on") or name == "style"] == []
    assert content.count(b"<style>") == 1


def test_it_stands_beside_the_other_files_and_links_to_them(tmp_path: Path) -> None:
    scenario = load(LIBRARY / "reference_week.yaml").scenario
    written = {path.name for path in deliver(tmp_path, solve(scenario), scenario, "0" * 64)}
    assert {"plan.html", "plan.ics", "plan.csv", "plan.json"} <= written
    page = Page((tmp_path / "plan.html").read_bytes())
    assert {link for link in page.links if not link.startswith("#")} == written - {"plan.html", "plan.ledger.json"}


def test_days_away_and_days_of_rest_are_told_apart(documents: Callable[[str], Document]) -> None:
    document = documents("impossible")
    document["scenario"]["asked"]["away"] = [{"from": "2026-12-05", "to": "2026-12-06"}]
    free = [day for day in ("2026-12-05", "2026-12-06") if all(s["date"] != day for s in document["sessions"])]
    assert free
    assert Page(plan_page(document)).text.count("away") == 2 * len(free)


def test_a_plan_taken_up_again_begins_with_its_own_week(runlift, tmp_path: Path) -> None:
    scenario = load(LIBRARY / "reference_week.yaml").scenario
    longer = scenario.model_copy(update={"weeks": 2, "repeat": False})
    deliver(tmp_path, solve(longer), longer, "0" * 64)
    day = scenario.start + dt.timedelta(days=9)
    run = runlift("replan", tmp_path / "plan.json", "--from", day, "--block", day, "-o", tmp_path)
    assert run.returncode == 0, run.stderr
    document = json.loads((tmp_path / "plan.json").read_bytes())
    content = (tmp_path / "plan.html").read_bytes()
    page = Page(content)
    assert {session["week"] for session in document["sessions"]} == {2}
    assert "Week 1" not in page.text
    assert spoken(scenario.start + dt.timedelta(days=7)) in page.text
    assert page.text.count("done") == sum(session.get("done", False) for session in document["sessions"]) > 0
    assert b">blocked<" in content
    assert b">away<" not in content, "nobody said that the runner is away"
    table = [line for line in run.stdout.splitlines() if f" {spoken(day)} " in line and "│" in line]
    assert ["blocked" in row for row in table] == [True]


def test_the_scenario_named_in_the_document_is_one(documents: Callable[[str], Document]) -> None:
    """The page reads names and dates from what was asked; that must stay a scenario."""
    assert Scenario.model_validate(documents("hill_race")["scenario"]["asked"]).athlete.name == "Maya Okafor"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, documents: Callable[[str], Document]) -> Path:
    assert CHROMIUM is not None, "needs Debian's chromium"
    assert DRIVER_THERE, f"needs node and {NEEDED}: npm install --prefix tests/clients --no-package-lock"
    folder = tmp_path_factory.mktemp("pages")
    for name in ("hill_race", "season"):
        (folder / f"{name}.html").write_bytes(plan_page(documents(name)))
    return folder


class TestChromium:
    """The page in a real browser."""

    __test__ = REQUIRED or (CHROMIUM is not None and DRIVER_THERE)

    @staticmethod
    def told(*command: str) -> Any:
        finished = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
        assert finished.returncode == 0, finished.stderr
        return json.loads(finished.stdout)

    def test_every_view_is_whole_and_open_to_all(self, folder: Path, tmp_path: Path) -> None:
        shots = Path(os.environ.get("RUNLIFT_SHOTS") or tmp_path)
        names = ["hill_race.html", "season.html"]
        seen = self.told("node", str(CLIENTS / "look_at_pages.mjs"), str(CHROMIUM), str(folder), str(shots), *names)
        assert len(seen) == 8
        for page in seen:
            where = (page["view"], page["name"])
            assert page["requests"] == [page["url"]], f"{where}: nothing but the page itself is asked for"
            assert page["troubles"] == [], where
            if page["view"] != "unscripted":
                assert page["barriers"] == [], f"{where}: axe"
                assert page["wide"] <= 0, f"{where}: wider than the screen"
                assert page["smallest"] >= 11, f"{where}: text too small to read"
            if (page["view"], page["name"]) == ("desktop", "hill_race.html"):
                assert page["sheets"] == 1, "a week fits on one sheet of paper"
        colours = {page["view"]: page["background"] for page in seen if page["view"] in ("phone", "dark")}
        assert colours["phone"] != colours["dark"]

    def test_a_keyboard_reaches_and_opens_every_session(self, folder: Path) -> None:
        told = self.told("node", str(CLIENTS / "use_plan_page.mjs"), str(CHROMIUM), str(folder / "hill_race.html"))
        assert all(stop["outlined"] for stop in told["stops"]), "where the keyboard stands is shown"
        assert told["before"] == [] == told["shut"]
        assert told["afterEnter"] == Page((folder / "hill_race.html").read_bytes()).ids[:1]
        assert told["jumped"] == {"target": told["link"]["href"], "open": [told["link"]["href"][1:]]}
        assert told["printed"] == len(told["open"]) == 2, "what stands open is printed, the rest is on the board"
        assert "Fuel" in told["tree"]
        assert "Why here" in told["tree"]
        assert 'img "Load of each day: Mon' in told["tree"]
