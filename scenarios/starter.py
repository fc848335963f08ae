"""The scenario that `runlift new` writes: short, true of many runners, every line explained."""

from __future__ import annotations

import datetime as dt

from scenarios.errors import escaped

_TEXT = """\
# yaml-language-server: $schema={schema}
# A runner's week. Change what differs for you, then: runlift solve FILE -o out
# Only start and available are needed; everything else has a default.
athlete:
  name: Alex Runner
  level: intermediate        # novice | intermediate | advanced
timezone: Europe/Berlin      # your IANA zone; leave it out for plain wall time
start: {start}            # first day planned
goal: 10k                    # 5k | 10k | half | marathon | ultra | hill_race | general | return
slots: {{morning: "06:30", midday: "12:15", evening: "18:00"}}   # when a session may start
available:                   # minutes free; a day or slot left out is not free
  mon: {{evening: 60}}
  tue: {{morning: 75, evening: 45}}
  wed: {{morning: 60, evening: 45}}
  thu: {{morning: 75, evening: 45}}
  fri: {{evening: 60}}
  sat: {{morning: {{minutes: 120, at: "08:30"}}}}    # its own start time
  sun: {{morning: 150}}
runs:                        # leave this out, and the goal's table says what to run
  - {{type: intervals, minutes: 55}}
  - {{type: tempo, minutes: 55}}
  - {{type: long, minutes: 90, days: [sat, sun]}}
  - {{type: easy, minutes: 40, times: 2}}
strength:
  focus: [upper, lower, full]   # one session each
  minutes: 30                # 20 to 45, with warm-up and cool-down
  equipment: [bodyweight, dumbbell]   # bodyweight | band | dumbbell | kettlebell | barbell | box | bar
  policy: easy_days          # easy_days | hard_days | any
prefer:                      # wishes: met where nothing better is lost
  long: {{days: [sun]}}
  strength: {{slots: [evening]}}
# fixed:                     # stands there or is left out, with the reason
#   - {{session: intervals, day: tue, slot: morning}}
# history:                   # before start: Monday knows of Sunday, and whole weeks say how much you run
#   - {{session: long, date: {day_before}, start: "09:00", minutes: 90}}
# race: {{date: {race}, start: "10:00", minutes: 50}}   # plans every week up to it
rules:                       # only what differs from the defaults (runlift rules); false switches one off
  heavy_legs_before_key_run: {{hours: 30}}
"""


def starter(schema: str, start: dt.date = dt.date(2026, 11, 30)) -> str:
    """A commented scenario (YAML) that begins on ``start`` and names the JSON Schema file editors read."""
    return _TEXT.format(
        schema=escaped(schema),
        start=start.isoformat(),
        day_before=(start - dt.timedelta(days=1)).isoformat(),
        race=(start + dt.timedelta(days=41)).isoformat(),
    )
