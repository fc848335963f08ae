"""A log in numbers: load, evenness, adherence, sets, trends; on a terminal, as JSON and as a page."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scenarios.log.log import parse_log
from solver.commands.log import summarise
from solver.log_summary import EASY_RPE, NOT_CAUSAL, LogSummary, summary_of
from solver.output.line_chart import line_chart, sketch
from solver.output.log_view import log_page, trends, week_lines

ROOT = Path(__file__).parents[2]
JONAS = ROOT / "scenarios" / "library" / "jonas_log.csv"
HEAD = "date,start,session,minutes,planned_minutes,rpe,distance_km,heart_rate,exercises"


def summed(*rows: str) -> LogSummary:
    summary = summary_of(parse_log("\n".join([HEAD, *rows]).encode(), "log.csv"))
    assert summary is not None
    return summary


def test_the_shipped_log_in_numbers() -> None:
    summary = summary_of(parse_log(JONAS.read_bytes(), "jonas_log.csv"))
    assert summary is not None
    # 150 + 385 + 210 + 135 + 120 + 450 from Monday to Sunday, 85 x 5 the Sunday before
    assert (summary.load_7, summary.load_28) == (1450, 1875)
    assert (summary.longest_run_30, summary.sessions, summary.minutes) == (90, (7, 7), (375, 365))
    first, second = summary.weeks
    assert (first.run_minutes, first.load, first.monotony) == (85, 425, None)
    assert (second.run_minutes, second.strength_minutes, second.sessions, second.longest_run) == (230, 60, 6, 90)
    # days of 150, 0, 595, 135, 0, 120, 450: mean 207.1, population SD 210.8
    assert (second.monotony, second.strain) == (0.98, 1424)
    assert second.sets == {
        "calves": 3,
        "glutes": 6,
        "hamstrings": 3,
        "quads": 3,
        "upper_pull": 3,
        "upper_push": 3,
    }


def test_seven_and_28_days_end_with_the_last_row() -> None:
    days = [f"2026-11-{day:02},07:00,easy,10,,2,,," for day in range(1, 30)]
    summary = summed(*days)
    assert (summary.load_7, summary.load_28) == (7 * 20, 28 * 20)
    assert (summary.monotony_7, summary.strain_7) == (None, None), "every day the same: no spread to divide by"


def test_days_before_the_first_row_are_unknown_and_not_rest() -> None:
    seven = ["2026-11-02,07:00,easy,40,,3,,,", "2026-11-08,07:00,easy,60,,3,,,"]
    six = ["2026-11-03,07:00,easy,40,,3,,,", seven[1]]
    assert summed(*seven).monotony_7 == 0.62, "120, five days of 0 within the log, 180: mean 42.9, population SD 69.6"
    assert (summed(*six).monotony_7, summed(*six).strain_7) == (None, None)
    assert (summed(*six).load_7, summed(*six).weeks[0].monotony) == (300, None)


def test_a_session_without_an_effort_counts_with_its_types() -> None:
    summary = summed(
        "2026-11-23,07:00,tempo,60,,,,,", "2026-11-24,18:00,lower,30,,,,,", "2026-11-25,18:00,upper,30,,5,,,"
    )
    assert summary.load_7 == round(60 * 6.5) + 30 * 7 + 30 * 5
    assert summary.notes[0] == "no RPE for 2 of 3 sessions; the load there is that of the type"


def test_adherence_counts_what_was_planned() -> None:
    rows = (
        "2026-11-23,07:00,tempo,45,60,6,,,",
        "2026-11-24,07:00,easy,0,40,,,,",  # missed
        "2026-11-25,07:00,easy,30,,3,,,",  # nobody planned it
    )
    assert (summed(*rows).sessions, summed(*rows).minutes) == ((1, 2), (45, 100))
    assert summed(rows[2]).sessions == (0, 0)


def test_strength_goes_by_the_best_of_each_exercise_against_its_first_week() -> None:
    summary = summed(
        "2026-11-02,18:00,lower,30,,,,,squat 3x10@30kg; plank 2x30s; push_up 3x8",
        "2026-11-09,18:00,lower,30,,,,,squat 3x10@33kg",
        "2026-11-16,18:00,upper,30,,,,,plank 2x45s; push_up 3x10",
        "2026-11-30,18:00,lower,30,,,,,squat 1x5@2x20kg; squat 3x10@30kg",
    )
    # Epley: 30 (1 + 10/30) = 40; 33 gives 44, 110 %; a hold and reps: 150 and 125 %; 40 (1 + 5/30) = 46.7
    assert [week.strength for week in summary.weeks] == [100.0, 110.0, 137.5, None, 116.7]


def test_running_goes_by_easy_runs_only() -> None:
    summary = summed(
        "2026-11-02,07:00,easy,40,,3,8,140,",
        "2026-11-04,07:00,long,80,,4,14,150,",
        "2026-11-05,07:00,tempo,50,,7,12,170,",
        f"2026-11-06,07:00,easy,30,,{EASY_RPE + 0.5},9,165,",
    )
    (week,) = summary.weeks
    assert week.pace == round(120 / 22, 2)
    assert week.heart_rate == round((140 * 40 + 150 * 80) / 120, 1)
    assert week.rpe == round((3 * 40 + 4 * 80) / 120, 1)
    assert [trend.unit for trend in trends(summary)] == ["", "min/km", "beats/min", "RPE"]


def test_what_was_not_logged_is_not_drawn_and_said() -> None:
    summary = summed("2026-11-02,07:00,easy,40,,3,,,")
    assert [trend.unit for trend in trends(summary)] == ["", "RPE"]
    assert summary.notes == (
        "no distances are logged, so there is no pace",
        "no exercises are logged, so there is no strength trend",
    )
    assert "Nothing logged." in log_page(summary).decode()


def test_weeks_without_a_row_stay_in_the_row_of_weeks() -> None:
    summary = summed("2026-12-30,07:00,easy,40,,3,,,", "2027-01-18,07:00,easy,40,,3,,,")
    assert [str(week.first) for week in summary.weeks] == ["2026-12-28", "2027-01-04", "2027-01-11", "2027-01-18"]
    assert [week.sessions for week in summary.weeks] == [1, 0, 0, 1]


@pytest.mark.parametrize(
    ("values", "falling", "drawn"),
    [
        ((1, 2, 3), False, "▁▅█"),
        ((1, None, 3), False, "▁ █"),
        ((5.0, 6.0), True, "█▁"),
        ((4, 4), False, "▁▁"),
        ((None, None), False, ""),
    ],
)
def test_a_sketch_rises_with_what_is_better(values: Sequence[float | None], falling: bool, drawn: str) -> None:
    assert sketch(values, falling=falling) == drawn


def test_a_chart_breaks_where_nothing_was_logged() -> None:
    labels = ("a", "b", "c", "d")
    chart = line_chart("Pace", "min/km", labels, (6.0, 5.5, None, 5.0), falling=True)
    assert len(chart.lines) == 1
    assert [dot.said for dot in chart.dots] == ["a: 6 min/km", "b: 5.5 min/km", "d: 5 min/km"]
    assert chart.dots[2].y < chart.dots[1].y < chart.dots[0].y
    assert line_chart("Pace", "min/km", labels, (None,) * 4).empty
    assert len({dot.y for dot in line_chart("Load", "", labels, (7, 7, 7, 7)).dots}) == 1


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((1450, 11_200, 45_000), ["0", "10000", "20000", "30000", "40000", "50000"]),
        ((99, 101), ["99.0", "99.5", "100.0", "100.5", "101.0"]),
        ((4.8, 5.55), ["4.8", "5.0", "5.2", "5.4", "5.6"]),
        ((7, 7), ["6.0", "6.5", "7.0", "7.5", "8.0"]),
        ((0, 1e6), ["0", "200000", "400000", "600000", "800000", "1000000"]),
    ],
)
def test_an_axis_has_round_ticks_with_room_for_each(values: Sequence[float], ticks: list[str]) -> None:
    chart = line_chart("Load", "", ["a", "b", "c"][: len(values)], values)
    assert [tick.label for tick in chart.ticks] == ticks
    assert chart.left >= 10 + 7 * max(map(len, ticks)), "7 units a digit"
    assert min(dot.x for dot in chart.dots) == chart.left
    assert all(chart.ticks[-1].y <= dot.y <= chart.ticks[0].y for dot in chart.dots)


class Page(HTMLParser):
    """Tags of a page, and everything it would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [
            f"{tag} {name}" for name, _ in attrs if name in ("src", "href", "style") or name.startswith("on")
        ]


def test_the_page_stands_alone_and_says_it_is_not_causal() -> None:
    summary = summary_of(parse_log(JONAS.read_bytes(), "jonas_log.csv"))
    assert summary is not None
    text = log_page(summary).decode()
    page = Page(text)
    assert page.tags.count("svg") == 3
    assert page.loads == []
    assert "script" not in page.tags
    assert NOT_CAUSAL in text
    assert "not medical advice" in text
    assert "<b>1450</b>load of the last 7 days" in text
    labels = re.findall(r'<text class="tick"[^>]*text-anchor="end">([^<]*)</text>', text)
    assert any(label.isdigit() and int(label) >= 1000 for label in labels)
    assert [label for label in labels if re.search(r"\de", label)] == []


def test_the_page_holds_no_markup_of_a_log() -> None:
    rows = f"{HEAD},note\n2026-11-25,07:00,easy,40,,3,,,,<script>alert(1)</script>"
    summary = summary_of(parse_log(rows.encode(), "<img onerror=x>.csv"))
    assert summary is not None
    assert "<script>alert" not in log_page(summary).decode()
    assert "<img" not in log_page(summary).decode()


def test_the_files_and_the_terminal_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert summarise(str(JONAS), tmp_path / "out", as_json=False) == 0
    shown = capsys.readouterr().out
    assert NOT_CAUSAL in shown
    assert re.search(r"1450 +load of the last 7 days", shown)
    assert "▁█" in shown
    document = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert (document["load_7"], document["weeks"][1]["strain"], document["not_causal"]) == (1450, 1424, NOT_CAUSAL)
    assert (tmp_path / "out" / "summary.html").read_bytes().startswith(b"<!doctype html>")
    assert summarise(str(JONAS), None, as_json=True) == 0
    assert json.loads(capsys.readouterr().out) == document


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"date,session\n", "log.csv:1: header: no column minutes"),
        (b"date,session,minutes\n2026-11-25,rest,\n", "log.csv: no session was done in it; accepted: a log with"),
        (b"date,session,minutes\n2026-11-25,easy,x\n", "log.csv:2: minutes: got 'x'; accepted: a whole number"),
    ],
)
def test_a_bad_log_is_one_line_exit_2_and_nothing_written(
    runlift, tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "log.csv").write_bytes(content)
    done = runlift("log", "summary", "log.csv", "-o", "out", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_summary_needs_no_solver_and_no_tables_of_numbers() -> None:
    script = f"import sys; from solver.commands.log import summarise; summarise({str(JONAS)!r}, None, as_json=False); "
    script += "print({'ortools', 'pandas', 'numpy', 'matplotlib'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


def test_a_set_is_counted_once_however_many_muscle_groups_it_trains() -> None:
    summary = summed("2026-11-02,18:00,lower,30,,6,,,squat 3x8@20kg")
    assert (summary.weeks[0].strength_sets, summary.weeks[0].sets) == (3, {"glutes": 3, "quads": 3})
    assert week_lines(summary)[0][-1] == "3"
