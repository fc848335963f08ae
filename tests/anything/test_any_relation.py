"""Relations between the answers to related files, whatever the answers are."""

import datetime as dt
import json
import random
import re

import pytest
from anything.answers import answer_of, job_of, key_of, no_worse, score_key
from anything.cases import few, holds_for, many
from anything.clocks import UNCHANGING
from anything.scenario_files import ONE_WEEK, USUAL, Written, scenario_files
from hypothesis.strategies import SearchStrategy

from solver.commands.solve import Job

DATE = re.compile(r"\b2[0-9]{3}-[0-9]{2}-[0-9]{2}\b")


def relations_hold(asked: Written) -> None:
    # the rhythm of a season is settled before its weeks are, so a relation holds only where it says nothing
    asked = asked.but(rules={**asked.values.get("rules", {}), "same_rhythm": False})
    job = job_of(asked)
    if job is None:
        return
    result = answer_of(job)
    key = score_key(result)
    dice = random.Random(asked.text())
    for relation in (lifted, heavier, pinned, shuffled, later, freer):
        relation(asked, job, result, key, dice)


def lifted(asked: Written, job: Job, _result, key, dice: random.Random) -> None:
    """Without a hard rule there is no worse plan."""
    hard = [rule.name for rule in job.rules if rule.kind == "hard" and not rule.always_on()]
    for name in dice.sample(hard, min(2, len(hard))):
        rules = {**asked.values.get("rules", {}), name: False}
        assert no_worse(key_of(asked.but(rules=rules)), key), name


def heavier(asked: Written, job: Job, _result, _key, dice: random.Random) -> None:
    """All weights times three are three times the points."""
    rules = dict(asked.values.get("rules", {}))
    once, thrice = dict(rules), dict(rules)
    for rule in job.rules:
        if rule.kind == "soft":
            own = rules.get(rule.name)
            own = own if isinstance(own, dict) else {}
            weight = min(333, rule.model_dump()["weight"])
            once[rule.name] = {**own, "weight": weight}
            thrice[rule.name] = {**own, "weight": 3 * weight}
    first, second = key_of(asked.but(rules=once)), key_of(asked.but(rules=thrice))
    assert second == (first and (*first[:3], 3 * first[3]))


def pinned(asked: Written, _job: Job, result, key, _dice: random.Random) -> None:
    """The best plan, pinned where it stands, is the best plan."""
    if result.plan is None or (result.plan.left_out and "fixed" in asked.values):
        return  # what is left out for its fixed place would be free of it
    fixed = [
        {"session": p.name, "date": result.plan.date(p.day).isoformat(), "slot": p.slot}
        for p in result.plan.sessions
        if p.session.type != "race"
    ]
    again = asked.but(fixed=fixed)
    if any(_twice_or_gap(result, p) for p in result.plan.sessions):
        return  # a fixed time that the clocks skip is refused, where a free slot moves
    assert key_of(again) == key


def _twice_or_gap(result, planned) -> bool:
    """Whether a slot was moved out of an hour that the clocks skip."""
    instance = result.plan.instance
    return instance.clock.changes_on(result.plan.date(planned.day))


def shuffled(asked: Written, _job: Job, _result, key, dice: random.Random) -> None:
    """The order of entries says nothing; that of ``away`` does, where the last one counts."""
    values = dict(dice.sample(list(asked.values.items()), len(asked.values)))
    for name in ("runs", "history", "fixed", "overrides"):
        if name in values and not (name == "runs" and "fixed" in values):  # a fixed place is the first such entry's
            values[name] = dice.sample(values[name], len(values[name]))
    for name in ("available", "prefer", "rules", "slots"):
        if name in values:
            values[name] = dict(dice.sample(list(values[name].items()), len(values[name])))
    as_written = "runs" in values and "race" not in values and "overrides" not in values
    if as_written and "focus" in values.get("strength", {}):  # of fewer sessions than written the first ones stay
        strength = values["strength"]
        values["strength"] = {**strength, "focus": dice.sample(strength["focus"], len(strength["focus"]))}
    beside = dict(asked.beside)
    if "log.csv" in beside:
        head, *rows = beside["log.csv"].splitlines()
        beside["log.csv"] = "\n".join([head, *dice.sample(rows, len(rows))]) + "\n"
    assert key_of(Written(values, beside)) == key


def later(asked: Written, _job: Job, _result, key, _dice: random.Random) -> None:
    """52 weeks later, where no clock changes, nothing else is."""
    zone = asked.values.get("timezone")
    if zone not in UNCHANGING or "busy" in asked.values or asked.values["start"] > "2190":
        return
    text = DATE.sub(_a_year_later, asked.text())
    values = {line.split(": ", 1)[0]: json.loads(line.split(": ", 1)[1]) for line in text.splitlines()}
    beside = {name: DATE.sub(_a_year_later, told) for name, told in asked.beside.items()}
    assert key_of(Written(values, beside)) == key


def _a_year_later(found: re.Match[str]) -> str:
    return (dt.date.fromisoformat(found[0]) + dt.timedelta(weeks=52)).isoformat()


def freer(asked: Written, job: Job, _result, key, _dice: random.Random) -> None:
    """More minutes in the same slots hold no worse a plan of the same runs."""
    if "runs" not in asked.values or "busy" in asked.values:
        return
    widened = {
        day: {
            slot: {**place, "minutes": _more(place["minutes"])} if isinstance(place, dict) else _more(place)
            for slot, place in slots.items()
        }
        for day, slots in asked.values["available"].items()
    }
    assert no_worse(key_of(asked.but(available=widened)), key)


def _more(minutes: int) -> int:
    return minutes and min(1440, minutes + 35)


@pytest.mark.parametrize(("count", "drawn"), [few(12, scenario_files(ONE_WEEK)), many(30, scenario_files(USUAL))])
def test_related_files_have_related_answers(count: int, drawn: SearchStrategy[Written]) -> None:
    holds_for(count, drawn, relations_hold)
