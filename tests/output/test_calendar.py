"""The calendar file: what any reader must find in it, whatever the zone, the clock change or the name."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component, Event

from scenarios.instance import instance_of
from scenarios.plan import Plan
from scenarios.schema import WEEKDAYS, Scenario
from scenarios.sessions import PlannedSession
from scenarios.zones import zone as read
from scenarios.zones import zone_names
from solver.output.calendar import Text, calendar, uid
from solver.output.folding import written
from solver.output.text import one_line, plain
from solver.output.vtimezone import transitions, vtimezone, vtimezone_text

HOUR = 3600
ZONES = (
    "Europe/Berlin",
    "Europe/Dublin",
    "America/Denver",
    "America/Santiago",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
)


def plan_of(start: str, zone: str | None, at: str = "18:00", **more: Any) -> Plan:
    """Every session of a scenario, one a day in the order of the file."""
    scenario = Scenario.model_validate(
        {
            "start": start,
            "timezone": zone,
            "slots": {"usual": at},
            "available": {day: {"usual": 240} for day in WEEKDAYS},
            "runs": [{"type": "easy", "times": 2, "minutes": 60}, {"type": "tempo"}, {"type": "long"}],
            **more,
        }
    )
    instance = instance_of(scenario)
    sessions = [instance.race] if instance.race else []
    for week in range(instance.weeks):
        units = [(d.session, name) for d in instance.demands if d.week == week for name in d.names()]
        for day, (session, name) in zip(instance.week_days(week), units, strict=False):
            start_at = next(slot.start for slot in day.slots if slot.name == "usual")
            sessions.append(PlannedSession(session, name, day.index, "usual", start_at, start_at + session.minutes))
    return Plan(instance, tuple(sessions))


def events(written: bytes) -> list[Event]:
    return Calendar.from_ical(written).events


def lines(written: bytes) -> list[str]:
    """Content lines, unfolded."""
    return written.decode().replace("\r\n ", "").split("\r\n")


def texts(written: bytes, name: str) -> list[str]:
    """The values of a text property, unescaped as RFC 5545, 3.3.11 says."""
    values = (line.removeprefix(f"{name}:") for line in lines(written) if line.startswith(f"{name}:"))
    return [re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value) for value in values]


def resolved(moment: dt.date) -> int:
    """Minutes since the epoch, by our zone database (the machine's may be older than tzdata's)."""
    assert isinstance(moment, dt.datetime)
    key = getattr(moment.tzinfo, "key", None)
    return int((moment if key in (None, "UTC") else moment.replace(tzinfo=read(key))).timestamp()) // 60


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("start", ["2026-02-09", "2026-10-19", "2027-03-08", "2027-03-22", "2027-12-27"])
def test_every_session_is_an_event_at_its_instants(zone: str, start: str) -> None:
    plan = plan_of(start, zone)
    found = {str(event["uid"]): (resolved(event.start), resolved(event.end)) for event in events(calendar(plan, {}))}
    assert found == {uid(plan, planned): (planned.start, planned.end) for planned in plan.sessions}


def observed(component: Component) -> Iterator[tuple[int, dt.timedelta]]:
    """What the observances say: from this instant (s, UTC) on, this offset holds."""
    for observance in component.subcomponents:
        local = observance.decoded("dtstart") - dt.datetime(1970, 1, 1)
        yield int((local - observance.decoded("tzoffsetfrom")).total_seconds()), observance.decoded("tzoffsetto")


@pytest.mark.parametrize("zone", ZONES)
def test_the_written_zone_agrees_with_the_database_hour_by_hour(zone: str) -> None:
    written = Calendar.from_ical(calendar(plan_of("2027-02-01", zone), {}))
    (component,) = written.walk("VTIMEZONE")
    known = sorted(observed(component))
    starts = [instant for instant, _ in known]
    first = int(dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp())
    last = int(dt.datetime(2029, 1, 1, tzinfo=dt.UTC).timestamp())
    for instant in range(first, last, HOUR // 2):
        said = known[bisect_right(starts, instant) - 1][1]
        assert said == dt.datetime.fromtimestamp(instant, read(zone)).utcoffset(), (zone, instant)


def test_the_written_zone_starts_before_and_ends_after_the_plan() -> None:
    plan = plan_of("2026-12-28", "Europe/Berlin", weeks=2)
    (component,) = Calendar.from_ical(calendar(plan, {})).walk("VTIMEZONE")
    years = {dt.datetime.fromtimestamp(instant, dt.UTC).year for instant, _ in observed(component)}
    assert years == {2025, 2026, 2027, 2028}


def test_ramadan_in_morocco_is_written_out() -> None:
    first, last = (int(dt.datetime(year, 1, 1, tzinfo=dt.UTC).timestamp()) for year in (2025, 2027))
    changes = [(change.before, change.after) for change in transitions("Africa/Casablanca", first, last)]
    hour, none = dt.timedelta(hours=1), dt.timedelta()
    assert changes[:4] == [(hour, none), (none, hour)] * 2


def test_zones_hold_nothing_that_known_clients_refuse() -> None:
    for zone in ZONES:
        for observance in vtimezone(zone, 2026, 2028).subcomponents:
            assert set(observance) == {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"}
            assert observance.decoded("dtstart").tzinfo is None


@pytest.mark.campaign
@pytest.mark.parametrize("zone", sorted(zone_names()))
def test_no_zone_of_the_database_changes_unseen(zone: str) -> None:
    first = int(dt.datetime(2025, 1, 1, tzinfo=dt.UTC).timestamp())
    last = int(dt.datetime(2029, 1, 1, tzinfo=dt.UTC).timestamp())
    info = read(zone)
    offsets = [dt.datetime.fromtimestamp(instant, info).utcoffset() for instant in range(first, last + 1, HOUR // 2)]
    changed = [index for index in range(1, len(offsets)) if offsets[index] != offsets[index - 1]]
    found = [change for change in transitions(zone, first, last) if change.before != change.after]
    assert [-(-(change.at - first) // (HOUR // 2)) for change in found] == changed
    assert [(change.before, change.after) for change in found] == [(offsets[i - 1], offsets[i]) for i in changed]


def test_without_a_zone_times_float() -> None:
    plan = plan_of("2026-11-30", None)
    written = lines(calendar(plan, {}))
    assert [line for line in written if "VTIMEZONE" in line or "TZID" in line] == []
    starts = sorted(line for line in written if line.startswith("DTSTART"))
    assert starts[0] == "DTSTART:20261130T180000"
    assert len(starts) == len(plan.sessions)


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC"])
def test_utc_is_written_as_utc(zone: str) -> None:
    written = lines(calendar(plan_of("2026-11-30", zone), {}))
    assert "DTSTART:20261130T180000Z" in written
    assert [line for line in written if "VTIMEZONE" in line or "TZID" in line] == []


def test_a_session_into_the_repeated_hour_is_written_in_utc() -> None:
    """02:30 summer time for 60 min ends at 02:30 winter time: as local times it would take no time at all."""
    plan = plan_of("2026-10-19", "Europe/Berlin", at="02:30", runs=[{"type": "easy", "minutes": 60, "times": 4}])
    sunday = replace(plan.sessions[0], day=6, start=plan.instance.days[6].slots[0].start)
    sunday = replace(sunday, end=sunday.start + 60)
    written = lines(calendar(replace(plan, sessions=(sunday,)), {}))
    assert "DTSTART:20261025T003000Z" in written
    assert "DTEND:20261025T013000Z" in written


def test_a_session_over_midnight_ends_the_next_day() -> None:
    written = lines(calendar(plan_of("2026-12-31", "Asia/Kathmandu", at="23:30"), {}))
    assert "DTSTART;TZID=Asia/Kathmandu:20261231T233000" in written
    assert "DTEND;TZID=Asia/Kathmandu:20270101T003000" in written


def test_two_runs_write_the_same_bytes() -> None:
    why = {(0, "tempo"): "Rested legs."}
    vtimezone_text.cache_clear()
    first = calendar(plan_of("2026-11-30", "Europe/Berlin"), why)
    vtimezone_text.cache_clear()
    assert first == calendar(plan_of("2026-11-30", "Europe/Berlin"), why)
    assert {event.decoded("dtstamp") for event in events(first)} == {dt.datetime(2026, 11, 30, tzinfo=dt.UTC)}


def test_the_zone_stands_before_the_first_event_whoever_the_plan_is_for() -> None:
    plan = plan_of("2026-11-30", "Europe/Berlin")
    named = replace(plan, instance=replace(plan.instance, athlete="BEGIN:VEVENT"))
    for asked in (named, replace(named, sessions=())):
        written = calendar(asked, {})
        (zone,) = Calendar.from_ical(written).walk("VTIMEZONE")
        assert zone["tzid"] == "Europe/Berlin"
        assert len(events(written)) == len(asked.sessions)
        assert [str(line) for line in lines(written) if "VTIMEZONE" in line] == ["BEGIN:VTIMEZONE", "END:VTIMEZONE"]


def test_an_event_keeps_its_identity_when_its_session_moves() -> None:
    plan = plan_of("2026-11-30", "Europe/Berlin")
    for planned in plan.sessions:
        moved = replace(planned, day=6, slot="other", start=planned.start + 999, end=planned.end + 1099)
        moved = replace(moved, session=replace(planned.session, minutes=45))
        assert uid(plan, moved) == uid(plan, planned)


def test_identities_differ_by_session_week_and_athlete() -> None:
    plan = plan_of("2026-11-30", "Europe/Berlin", weeks=3)
    identities = {uid(plan, planned) for planned in plan.sessions}
    assert len(identities) == len(plan.sessions) == 21
    other = Plan(replace(plan.instance, athlete_id="someone else"), plan.sessions)
    assert identities.isdisjoint(uid(other, planned) for planned in plan.sessions)
    later = plan_of("2026-12-07", "Europe/Berlin")
    assert {uid(later, planned) for planned in later.sessions} < identities


def test_an_event_says_what_it_is() -> None:
    plan = plan_of(
        "2026-11-30", None, race={"date": "2026-12-06", "goal": "10k"}, strength={"focus": ["upper", "full"]}
    )
    found = {str(e["summary"]): [str(c) for c in e.categories] for e in events(calendar(plan, {}))}
    assert found == {
        "Easy run, 60 min": ["Run"],
        "Tempo / threshold, 55 min": ["Run", "Key"],
        "Long run, 90 min": ["Run", "Key"],
        "Strength: upper body, 15 min": ["Strength"],  # a set of each in the week of a race
        "Strength: full body, 15 min": ["Strength", "Heavy legs"],
        "Race: 10 km": ["Run", "Race", "Key"],
    }


def test_a_description_says_what_to_do_what_to_eat_and_why() -> None:
    plan = plan_of("2026-11-30", "Europe/Berlin", athlete={"body_mass_kg": 70})
    written = calendar(plan, {(0, "tempo"): "30 h after the legs."})
    (tempo,) = (str(event["description"]) for event in events(written) if "Tempo" in str(event["summary"]))
    starts = [line.partition(":")[0] for line in tempo.split("\n") if line]
    assert starts[:9] == [
        "Warm-up, 15 min",
        "Main part, 30 min",
        "Cool-down, 10 min",
        "Before",
        "After",
        "Drink",
        "Protein",
        "Meals",
        "Why here",
    ]
    assert "Why here: 30 h after the legs." in tempo
    assert "112 g" in tempo


def test_a_reason_belongs_to_one_week_only() -> None:
    plan = plan_of("2026-11-30", None, weeks=2)
    written = events(calendar(plan, {(1, "tempo"): "Only here."}))
    told = [event.start for event in written if "Only" in str(event["description"])]
    assert told == [plan.wall(p) for p in plan.week(1) if p.name == "tempo"]


def test_a_note_is_told_about_the_whole_calendar() -> None:
    written = Calendar.from_ical(calendar(plan_of("2026-11-30", None), {}, note="Interrupted; not proven best."))
    assert written.description.startswith("Interrupted; not proven best.\n")


HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("\r\n\t;,:\\\"'=\x00\x0b\x85\u2028\u202e \ud800BEGIN:VALARM")),
        st.characters(),
    ),
    min_size=1,
    max_size=120,
)


@settings(max_examples=200, deadline=None)
@given(name=HOSTILE, reason=HOSTILE)
def test_no_text_breaks_out_of_its_line(name: str, reason: str) -> None:
    plan = plan_of("2026-11-30", "Europe/Berlin")
    plan = Plan(replace(plan.instance, athlete=name, athlete_id=name), plan.sessions)
    plain_plan = Plan(replace(plan.instance, athlete="A", athlete_id="A"), plan.sessions)
    written = calendar(plan, {(0, "tempo"): reason})
    assert texts(written, "NAME") == texts(written, "X-WR-CALNAME") == [one_line(f"Training: {name}")]
    if plain(reason).strip():
        (told,) = (text for text in texts(written, "DESCRIPTION") if "Why here" in text)
        assert f"\nWhy here: {plain(reason)}\nWeek 1" in told
    assert len(Calendar.from_ical(written).walk("VEVENT")) == len(plan.sessions)
    names = [re.split("[;:]", line)[0] for line in lines(written)]
    assert names == [re.split("[;:]", line)[0] for line in lines(calendar(plain_plan, {}))]


@given(pieces=st.lists(st.sampled_from(["a", "\\", "^", ";", ",", "é", "名", " ", "x" * 37, "\\n"]), max_size=160))
def test_lines_are_folded_as_the_library_folds_them(pieces: list[str]) -> None:
    event = Event()
    event.add("description", Text("".join(pieces)))
    event.add("summary", "".join(pieces))
    assert written(event) == event.to_ical()


@settings(max_examples=100, deadline=None)
@given(reason=st.text(alphabet=st.sampled_from("aé漢🏃;,\\\n"), max_size=400))
def test_lines_are_folded_between_characters_and_end_alike(reason: str) -> None:
    folded = calendar(plan_of("2026-11-30", "Europe/Berlin"), {(0, "tempo"): reason}).split(b"\r\n")
    assert max(map(len, folded)) <= 75
    assert [line.decode() for line in folded if b"\r" in line or b"\n" in line] == []
