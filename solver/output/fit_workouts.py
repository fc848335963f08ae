"""A plan's runs as FIT workouts for a watch, one file each (with the extra ``runlift[fit]``)."""

from __future__ import annotations

import zlib

from fit_tool.fit_file_builder import FitFileBuilder
from fit_tool.profile.messages.file_id_message import FileIdMessage
from fit_tool.profile.messages.workout_message import WorkoutMessage
from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
from fit_tool.profile.profile_type import (
    FileType,
    Intensity,
    Manufacturer,
    Sport,
    WorkoutStepDuration,
    WorkoutStepTarget,
)

from scenarios.plan import Plan
from scenarios.sessions import PlannedSession
from solver.output.content import Step, steps_of
from solver.output.identity import summary, uid

_INTENSITIES = {"Warm-up": Intensity.WARMUP, "Cool-down": Intensity.COOLDOWN, "Easy": Intensity.RECOVERY}


def fit_workouts(plan: Plan) -> dict[str, bytes]:
    """File name -> content for every run but the race. Steps are timed; effort is left to the runner.

    The names hold date and session: ``2026-12-01-tempo.fit``.
    """
    runs = [p for p in plan.sessions if p.session.kind == "run" and p.session.type != "race"]
    return {f"{plan.date(run.day)}-{run.name}.fit": _file(plan, run) for run in runs}


def _file(plan: Plan, run: PlannedSession) -> bytes:
    steps: list[WorkoutStepMessage] = []
    for step in steps_of(run.session):
        steps += _messages(step, len(steps))
    builder = FitFileBuilder(auto_define=True)
    builder.add(_file_id(plan, run))
    workout = WorkoutMessage()
    workout.workout_name = f"{plan.date(run.day):%d %b} {summary(plan, run)}"[:40]
    workout.sport = Sport.RUNNING
    workout.num_valid_steps = len(steps)
    builder.add(workout)
    for index, message in enumerate(steps):
        message.message_index = index
        builder.add(message)
    return bytes(builder.build().to_bytes())


def _file_id(plan: Plan, run: PlannedSession) -> FileIdMessage:
    """Who made the file, unique by its number; a time that follows from the plan alone."""
    message = FileIdMessage()
    message.type = FileType.WORKOUT
    message.manufacturer = Manufacturer.DEVELOPMENT.value
    message.product = 0
    message.serial_number = zlib.crc32(uid(plan, run).encode()) or 1
    message.time_created = run.start * 60_000
    return message


def _messages(step: Step, place: int) -> list[WorkoutStepMessage]:
    """A timed step, or one with its rest and the message that goes back to ``place`` as often as both are done."""
    first = _timed(step.label, step.seconds, _INTENSITIES.get(step.label, Intensity.ACTIVE))
    if step.times == 1:
        return [first]
    repeat = WorkoutStepMessage()
    repeat.duration_type = WorkoutStepDuration.REPEAT_UNTIL_STEPS_CMPLT
    repeat.duration_step = place
    repeat.target_type = WorkoutStepTarget.OPEN
    repeat.target_repeat_steps = step.times
    return [first, _timed("Easy", step.rest_seconds, Intensity.REST), repeat]


def _timed(label: str, seconds: int, intensity: Intensity) -> WorkoutStepMessage:
    message = WorkoutStepMessage()
    message.workout_step_name = label
    message.duration_type = WorkoutStepDuration.TIME
    message.duration_time = float(seconds)
    message.target_type = WorkoutStepTarget.OPEN
    message.target_value = 0
    message.intensity = intensity
    return message
