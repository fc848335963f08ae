"""What was before the first day: ``history:``, a training log, and the answers of its mornings."""

import datetime as dt
from typing import Any, get_args

from anything.chances import NOTHING, at_times, within, without_nothing
from anything.clocks import TIMES, real_times
from anything.sessions import RUN_TYPES
from hypothesis import strategies as st

from scenarios.readiness import Readiness
from scenarios.schema import Goal, Legs

DONE = ("easy", "long", "tempo", "hills", "upper", "lower", "full", "race", "rest", "cross_training", "recovery")
EXERCISES = ("push_up 3x8@bodyweight", "goblet_squat 3x8@20kg rpe7", "plank 3x30s", "split_squat 2x10@2x10kg")


@st.composite
def histories(draw: st.DrawFn, zone: str | None, start: dt.date) -> list[dict[str, Any]]:
    """Sessions done before, at times that the clocks did not skip."""
    done = []
    for _ in range(draw(st.integers(1, 6))):
        date = start - dt.timedelta(days=draw(st.sampled_from((1, 1, 1, 2, 2, 3, 4, 6, 7, 13, 20, 366))))
        session = draw(st.sampled_from((*DONE, *RUN_TYPES)))
        entry = {
            "session": session,
            "date": date.isoformat(),
            "start": draw(st.sampled_from(real_times(zone, date))),
            "minutes": draw(at_times(st.sampled_from((5, 33, 60, 230, 600)), one_in=2)),
            "legs": draw(at_times(st.sampled_from(get_args(Legs)))),
            "goal": draw(at_times(st.sampled_from(get_args(Goal)))) if session == "race" else NOTHING,
        }
        done.append(without_nothing(entry))
    return done


@st.composite
def logs(draw: st.DrawFn, start: dt.date) -> str:
    """A training log as CSV, up to days after the first one planned, and at times that the clocks skip."""
    columns = ("date", "session", "minutes", "start", "rpe", "distance_km", "soreness_legs", "soreness_upper", "pain")
    columns += ("fatigue", "sleep_h", "ill", "gait_changed", "exercises", "note")
    rows, seen = [], set()
    for _ in range(draw(st.integers(0, 8))):
        date = start - dt.timedelta(days=draw(st.integers(-2, 30)))
        session = draw(st.sampled_from((*DONE, "")))
        bare = session in ("rest", "")
        at = draw(st.sampled_from(TIMES))
        strong = session in ("upper", "lower", "full")
        if (date, at) in seen:
            continue
        seen.add((date, at))
        rows.append(
            (
                date.isoformat(),
                session,
                "0" if bare else str(draw(st.sampled_from((0, 20, 45, 61, 200)))),
                "" if bare else at,
                draw(st.sampled_from(("", "0", "5", "9.5"))),
                draw(st.sampled_from(("", "0", "5", "21.1"))),
                *(draw(st.sampled_from(("", "0", "4", "6", "10"))) for _ in range(3)),
                draw(st.sampled_from(("", "1", "4", "5"))),
                draw(st.sampled_from(("", "4", "6.5"))),
                draw(st.sampled_from(("", "no", "yes"))),
                draw(st.sampled_from(("", "no", "yes"))),
                "; ".join(draw(st.lists(st.sampled_from(EXERCISES), max_size=2, unique=True))) if strong else "",
                draw(st.sampled_from(("", "fine"))),
            )
        )
    return "\n".join(",".join(row) for row in [columns, *rows]) + "\n"


@st.composite
def thresholds(draw: st.DrawFn) -> dict[str, int]:
    """``readiness:``: a few of its numbers, at their ends more often."""
    names = draw(st.lists(st.sampled_from(sorted(Readiness.model_fields)), max_size=4, unique=True))
    found = {}
    for name in names:
        bounds = {type(mark).__name__: mark for mark in Readiness.model_fields[name].metadata}
        found[name] = draw(within(bounds["Ge"].ge, bounds["Le"].le))
    return found
