"""Plans spoilt at random: a judgement or one line, and never anything but that."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.errors import InputError
from scenarios.load import load
from solver.judgement import judge_file
from solver.output.deliver import files_of
from solver.solve import solve

ROOT = Path(__file__).parents[2]


REFERENCE = ROOT / "scenarios" / "library" / "reference_week.yaml"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    loaded = load(REFERENCE)
    return files_of(solve(loaded.scenario), loaded.scenario, loaded.source.sha256)


PIECES = [bytes([char]) for char in b"\n,;\"'{}[]:\0\xff09-"] + [
    *(b"null", b"true", b"-1", b"9" * 20, b"2026-12-01", b"07:00", b"easy-2", b"race", b"rest", b"TZID="),
    *(b"DTSTART:20261130\r\n", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"END:VTIMEZONE\r\n"),
    *(b"RRULE:FREQ=SECONDLY\r\n", b"\xe2\x80\xa8"),
]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), name=st.sampled_from(["plan.json", "plan.csv", "plan.ics"]), alone=st.booleans())
def test_no_spoilt_plan_gives_anything_but_one_line(data, name: str, alone: bool, files, tmp_path: Path) -> None:
    content = files[name]
    for _ in range(data.draw(st.integers(1, 4))):
        begin = data.draw(st.integers(0, len(content)))
        gone = data.draw(st.sampled_from([0, 0, 1, 2, 9, 80]))
        content = (
            content[:begin]
            + data.draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)))
            + content[begin + gone :]
        )
    assert_a_judgement_or_one_line(tmp_path / name, content, alone=alone)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), name=st.sampled_from(["plan.json", "plan.csv", "plan.ics", "plan"]))
def test_no_bytes_give_anything_but_one_line(content: bytes, name: str, tmp_path: Path) -> None:
    assert_a_judgement_or_one_line(tmp_path / name, content, alone=True)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2**70) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=3,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_value_in_a_document_gives_anything_but_one_line(data, files, tmp_path: Path) -> None:
    document = json.loads(files["plan.json"])
    where: dict | list = document
    while True:
        key = data.draw(st.sampled_from(sorted(where) if isinstance(where, dict) else range(len(where))))
        inner = where[key]
        if not (isinstance(inner, dict | list) and inner) or data.draw(st.integers(0, 3)) == 0:
            break
        where = inner
    where[key] = data.draw(JSON_VALUES)
    assert_a_judgement_or_one_line(tmp_path / "plan.json", json.dumps(document).encode(), alone=True)


def assert_a_judgement_or_one_line(path: Path, content: bytes, *, alone: bool) -> None:
    path.write_bytes(content)
    try:
        judged = judge_file(path, None if alone else REFERENCE)
    except InputError as error:
        refused = str(error)
        assert refused.startswith(f"{path}:")
        assert refused.isprintable()
    else:
        assert judged.score.total == sum(cost.points or 0 for cost in judged.costs)
