"""Lines on a terminal break between words and go on under their own; in a pipe a line stays one."""

import sys

import pytest

from solver.output.lines import broken, print_lines

RULE = "   +12 lower ends 36.5 h before tempo on Wed 2 Dec; and 2 more [heavy_legs_rested_before_key_run]"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("short", ["short"]),
        ("", [""]),
        ("no better week exists: 15 points", ["no better week exists:", "  15 points"]),
        ("  - heavy leg work ends before a run", ["  - heavy leg work ends", "    before a run"]),
        ("  2. 30 more minutes on Thu 3 Dec", ["  2. 30 more minutes on", "     Thu 3 Dec"]),
        ("  12 points fewer: an easy day", ["  12 points fewer: an", "    easy day"]),
        ("     6 key runs on Wed and on Thu", ["     6 key runs on Wed", "       and on Thu"]),
    ],
)
def test_a_line_goes_on_under_its_own_words(line: str, told: list[str]) -> None:
    assert list(broken([line], 24)) == told


@pytest.mark.parametrize("width", [24, 40, 60, 100])
def test_no_line_is_wider_than_the_terminal_but_for_a_long_word(width: int) -> None:
    found = list(broken([RULE], width))
    assert all(len(line) <= width or len(line.split()) == 1 for line in found)
    assert " ".join(" ".join(found).split()) == " ".join(RULE.split())


def test_a_pipe_gets_each_line_whole(capsys: pytest.CaptureFixture[str]) -> None:
    print_lines([RULE, "and another"])
    assert capsys.readouterr().out == f"{RULE}\nand another\n"


def test_a_terminal_gets_lines_as_wide_as_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    print_lines([RULE])
    assert capsys.readouterr().out.splitlines() == list(broken([RULE], 40))
