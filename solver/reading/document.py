"""A plan from our own ``plan.json``: the sessions, the scenario as asked, and what the file says it costs."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scenarios.consistency import check_consistency
from scenarios.errors import BadField, Path, escaped, shown, unknown
from scenarios.load import read_values
from scenarios.meanwhile import Meanwhile
from scenarios.schema import ClockTime, Date, Legs, Minutes, Scenario
from scenarios.text.source import Source
from scenarios.unit_name import session_types
from scenarios.wording import bad_field
from solver.output.document import FORMAT
from solver.reading.stated import (
    MAX_BYTES,
    MAX_SESSIONS,
    SCENARIO,
    Claims,
    StatedPlan,
    StatedSession,
    unit,
)

ASKED: Path = ("scenario", "asked")
M = TypeVar("M", bound=BaseModel)
_Count = Annotated[int, Field(strict=True, ge=0, le=10**12)]


class _Part(BaseModel):
    """A part of the file; keys that judge nothing are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class _Session(_Part):
    session: str = Field(strict=True, max_length=60)
    date: Date
    start: ClockTime
    minutes: Minutes
    slot: str = Field(default="", strict=True, max_length=24)
    end: ClockTime | None = None
    key: bool | None = Field(default=None, strict=True)
    legs: Legs | None = None
    done: bool = Field(default=False, strict=True)


class _Points(_Part):
    total: _Count
    rules: dict[str, _Count]


class _Asked(_Part):
    sha256: str = Field(strict=True, max_length=64)
    asked: dict[str, Any]


class _Document(_Part):
    status: str = Field(default="", strict=True, max_length=40)
    scenario: _Asked
    sessions: list[dict[str, Any]] = Field(max_length=MAX_SESSIONS)
    points: _Points | None
    left_out_counts: dict[str, _Count] | None
    replan: dict[str, Any] | None = None


def read_document(data: bytes, name: str) -> tuple[StatedPlan, Source]:
    """The plan a plan.json states, and where its fields stand. Raises ``InputError``.

    Any ``format`` but ours is refused before anything else is read.
    """
    source = Source(name, hashlib.sha256(data).hexdigest())
    values = read_values(data, source, "json", MAX_BYTES)
    if isinstance(values, dict) and "available" in values:
        raise source.error((), f"{SCENARIO}; accepted: a plan as plan.json, CSV or iCalendar (.ics)")
    if not isinstance(values, dict) or "format" not in values:
        raise source.error(("format",), f"missing: not a plan of ours; accepted: {FORMAT}")
    if values["format"] != FORMAT or isinstance(values["format"], bool):
        message = f"got {shown(values['format'])}, a layout this version does not read; accepted: {FORMAT}"
        raise source.error(("format",), message)
    try:
        return _stated(values, source), source
    except BadField as error:
        raise source.located(error) from None


def _stated(values: dict[str, Any], source: Source) -> StatedPlan:
    document = _valid(_Document, values, (), source)
    if document.points is None:
        raise BadField(("points",), f"no plan was found ({escaped(document.status)}); accepted: a file with a plan")
    sessions = [_session(session, index, source) for index, session in enumerate(document.sessions)]
    return StatedPlan(
        sessions=tuple(sessions),
        asked=_scenario(document.scenario.asked, source),
        asked_sha256=document.scenario.sha256,
        claims=Claims(document.points.total, document.points.rules, document.left_out_counts or {}),
        meanwhile=None if document.replan is None else _meanwhile(document.replan, source),
    )


def _meanwhile(values: dict[str, Any], source: Source) -> Meanwhile:
    try:
        return Meanwhile.model_validate(values, by_alias=True, by_name=False)
    except ValidationError as error:
        raise bad_field(error, ("replan",), Meanwhile, values, source.mark) from None


def _valid(model: type[M], values: object, prefix: Path, source: Source) -> M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise bad_field(error, prefix, model, values, source.mark) from None


def _scenario(asked: dict[str, Any], source: Source) -> Scenario:
    try:
        scenario = Scenario.model_validate(asked, by_alias=True, by_name=False)
    except ValidationError as error:
        raise bad_field(error, ASKED, Scenario, asked, source.mark) from None
    try:
        check_consistency(scenario)
    except BadField as error:
        raise BadField((*ASKED, *error.path), error.message, key=error.key) from None
    return scenario


def _session(values: dict[str, Any], index: int, source: Source) -> StatedSession:
    path: Path = ("sessions", index)
    stated = _valid(_Session, values, path, source)
    named = unit(stated.session)
    if named is None:
        raise BadField((*path, "session"), unknown("session", stated.session, session_types()))
    mark = source.mark(path)
    return StatedSession(
        f"{escaped(source.name)}:{mark.line}:{mark.column}: sessions[{index}]",
        *named,
        dt.datetime.combine(stated.date, dt.time.fromisoformat(stated.start)),
        stated.minutes,
        slot=stated.slot,
        end=stated.end or "",
        key=stated.key,
        legs=stated.legs,
        done=stated.done,
    )
