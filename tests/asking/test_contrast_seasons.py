"""Why not there, in a season: the price and the verdict are those of one CP-SAT model of all its weeks."""

import random
import re
from pathlib import Path
from typing import Any

import pytest

from constraints.base.rule import Rule
from constraints.settings import grid_of
from scenarios.errors import InputError
from scenarios.instance import Instance
from scenarios.schema import WEEKDAYS, Scenario
from scenarios.sessions import TIERS
from solver.asking.asked_place import AskedPlace, asked_place
from solver.asking.contrast import Breaks, Costs, WhatIf, what_if
from solver.asking.no_better import why_no_better
from solver.asking.pins import Repeats, StandsThere
from solver.asking.placements import placements_of, stands_of
from solver.cpsat import Search
from solver.formulations.slots import Slots
from solver.options import Options
from solver.prepared import prepare
from solver.week import solve_week

ROOT = Path(__file__).parents[2]
DEFAULTS = "num_workers:1 random_seed:1 catch_sigint_signal:false max_deterministic_time:20"
Key = tuple[int, ...]


def season(seed: int) -> tuple[Instance, tuple[Rule, ...], AskedPlace]:
    """Two or three narrow weeks, often with legs or rest that reach over a Sunday, and a place in one of them."""
    rng = random.Random(seed)
    days = rng.sample(WEEKDAYS, rng.choice((4, 5, 6)))
    free = {day: {slot: rng.choice((30, 60, 90)) for slot in rng.sample(("morning", "evening"), 1)} for day in days}
    free["sun"] = {"morning": 90}
    said: dict[str, Any] = {
        "start": rng.choice(("2026-11-30", "2026-12-21")),
        "weeks": 2 + seed % 2,
        "goal": rng.choice(("5k", "hill_race")),
        "available": free,
        "runs": [
            {"type": "long", "minutes": 90},
            {"type": "intervals", "minutes": 30},
            {"type": "easy", "minutes": 30},
        ],
        "strength": {"focus": rng.choice((["lower"], ["upper", "lower"]))},
        "rules": rng.choice(({}, {"heavy_legs_before_key_run": {"hours": 48}}, {"leg_sessions_apart": {"days": 4}})),
    }
    if rng.random() < 0.3:
        said["away"] = [{"from": "2026-12-31", "to": "2027-01-01"}] if said["start"] == "2026-12-21" else []
    instance, rules = prepare(Scenario.model_validate(said))
    demand = rng.choice(instance.demands)
    open_days = [d for d in instance.week_days(demand.week) if any(s.minutes >= 30 for s in d.slots)]
    return instance, rules, asked_place(instance, demand.session.name, rng.choice(open_days).date.isoformat())


def witness(instance: Instance, rules: tuple[Rule, ...]) -> Key | None:
    """The best score of one CP-SAT model of all weeks."""
    result = solve_week(instance, rules, Options())
    assert result.status in ("optimal", "infeasible")
    return None if result.score is None else result.score.key()


def can_hold(instance: Instance, rules: tuple[Rule, ...], asked: AskedPlace, kept: dict[int, int]) -> bool:
    """Whether the whole season can hold so much with the session there."""
    grid = grid_of(instance, rules, prune=False)
    slots = Slots(grid, None, at_least=kept)
    there = [
        slots.literals[cell.id]
        for cell in grid.cells
        if cell.day == asked.day and any(cell.demand is instance.demands[index] for index in asked.demands)
    ]
    slots.model.clause(there)
    status = Search(DEFAULTS).run(slots.model).status
    assert status != "unknown"
    return status != "infeasible"


def is_right(seed: int) -> str:
    instance, rules, asked = season(seed)
    answer = what_if(instance, rules, asked)
    assert answer.proven
    assert answer.best.score.key() == witness(instance, rules)
    pin = StandsThere(demands=asked.demands, day=asked.day)
    there = witness(instance, (*rules, pin)) if pin.possible(grid_of(instance, rules)) else None
    if answer.forced is None:
        assert there is None
    else:
        forced, difference = answer.forced.result, answer.forced.difference
        if not any(left.name == asked.session for left in answer.best.plan.left_out):
            assert forced.score.key() == there
        told = (*(difference.left_out.get(tier, 0) for tier in TIERS), difference.total)
        pairs = zip(answer.best.score.key(), forced.score.key(), strict=True)
        assert told == tuple(after - before for before, after in pairs)
        assert any(index in asked.demands and day == asked.day for index, day, _ in stands_of(forced.plan))
        if isinstance(answer, Costs):
            moves_the_fewest(instance, rules, answer)
    blames_rightly(instance, rules, answer)
    return answer.verdict


def moves_the_fewest(instance: Instance, rules: tuple[Rule, ...], answer: Costs) -> None:
    """No season as good has the session there and keeps one more placement, says one model of all weeks."""
    asked, best, forced = answer.asked, answer.best, answer.forced.result
    before = placements_of(best.plan)
    again = len(before & placements_of(forced.plan))
    if again < len(before):
        closer = (StandsThere(demands=asked.demands, day=asked.day), Repeats(placements=before, at_least=again + 1))
        other = solve_week(instance, (*rules, *closer), Options())
        assert other.score is None or other.score.key() > forced.score.key()


def blames_rightly(instance: Instance, rules: tuple[Rule, ...], answer: WhatIf) -> None:
    """It costs where everything as important can stay, over all weeks; a conflict told is one of the whole season."""
    demands = instance.demands
    rank = TIERS.index(demands[answer.asked.demands[0]].session.tier)
    stands = [index for index, _, _ in stands_of(answer.best.plan)]
    kept = {i: stands.count(i) for i in stands if TIERS.index(demands[i].session.tier) <= rank}
    if not isinstance(answer, Breaks):
        return
    if answer.conflict is not None:
        assert answer.conflict.conflict.minimal
        asked_for = {index: max(1, kept.get(index, 0)) for index in answer.asked.demands}
        assert not can_hold(instance, rules, answer.asked, {**kept, **asked_for})
    if answer.forced is not None:
        assert answer.conflict is not None


@pytest.mark.parametrize("seeds", [range(0, 12), range(12, 24)])
def test_prices_and_verdicts_are_those_of_one_model(seeds: range) -> None:
    assert {"costs", "breaks"} <= {is_right(seed) for seed in seeds}


@pytest.mark.campaign
@pytest.mark.parametrize("chunk", range(4))
def test_prices_and_verdicts_are_those_of_one_model_at_length(chunk: int) -> None:
    for seed in range(1000 + 25 * chunk, 1025 + 25 * chunk):
        is_right(seed)


def test_what_binds_a_season_is_what_one_model_without_the_rule_gains() -> None:
    instance, rules, _ = season(4)
    answer = why_no_better(instance, rules)
    best = witness(instance, rules)
    assert answer.best.score is not None
    assert answer.best.score.key() == best
    gains = {binding.rule: binding.key() for binding in answer.binding}
    assert gains
    for rule in rules:
        lifted = witness(instance, tuple(other for other in rules if other is not rule))
        if rule.name != "no_overlap" and best is not None and lifted is not None:
            gain = tuple(before - after for before, after in zip(best, lifted, strict=True))
            assert gains.get(rule.name, (0, 0, 0, 0)) == gain, rule.name


def test_a_conflict_over_a_sunday_night_names_both_weeks() -> None:
    said = {
        "start": "2026-11-30",
        "weeks": 2,
        "available": {"mon": {"evening": 60}, "sun": {"evening": 60}, "thu": {"evening": 60}},
        "runs": [{"type": "intervals", "minutes": 45}],
        "strength": {"focus": ["lower"], "minutes": 30},
        "fixed": [{"session": "intervals", "day": "mon", "slot": "evening"}],
    }
    instance, rules = prepare(Scenario.model_validate(said))
    answer = what_if(instance, rules, asked_place(instance, "lower", "2026-12-06"))
    assert isinstance(answer, Breaks)
    assert answer.conflict is not None
    assert answer.conflict.texts == (
        "in week 1 it takes 30 min, on Sun 6 Dec free only in the evening",
        "intervals is fixed on Mon 7 Dec evening",
        "heavy leg work ends at least 30 h before a key run",
    )


def test_a_place_that_a_later_week_can_never_hold_breaks_what_closes_it() -> None:
    """The week before a race that comes after the season's end holds no heavy legs, in any plan."""
    said = {
        "start": "2026-11-30",
        "weeks": 2,
        "goal": "10k",
        "race": {"date": "2026-12-15"},
        "available": {"mon": {"evening": 60}, "wed": {"evening": 60}, "sat": {"morning": 90}},
        "runs": [{"type": "easy", "minutes": 40, "times": 2}],
        "strength": {"focus": [{"focus": "lower", "legs": "heavy"}]},
    }
    instance, rules = prepare(Scenario.model_validate(said))
    answer = what_if(instance, rules, asked_place(instance, "lower", "2026-12-09"))
    assert isinstance(answer, Breaks)
    assert answer.forced is None
    assert answer.conflict is not None
    assert answer.conflict.texts == (
        "the last heavy leg work stands at least 7 days before a race (10 before a marathon or ultra)",
    )


WEEKS = {"start": "2026-12-28", "weeks": 2, "available": {"sun": {"morning": 90}}}
RUNS = [{"type": "long"}, {"type": "easy", "week": 2}]


@pytest.mark.parametrize(
    ("session", "on", "said"),
    [
        ("long", "sun", "'sun' comes in every week; accepted: a date from 2026-12-28 to 2027-01-10"),
        ("long", "soon", "'soon' is no date; accepted: a date from 2026-12-28 to 2027-01-10"),
        ("long", "2027-01-11", "'2027-01-11' is not a day of this plan; accepted: 2026-12-28 to 2027-01-10"),
        ("easy", "2027-01-03", "week 1 asks for no 'easy'; accepted: long"),
        ("tempo", "2027-01-03", "no such session 'tempo'; accepted: long, easy"),
    ],
)
def test_what_a_season_does_not_hold_is_told_in_one_line(session: str, on: str, said: str) -> None:
    instance, _ = prepare(Scenario.model_validate({**WEEKS, "runs": RUNS, "strength": {"focus": []}}))
    with pytest.raises(InputError) as caught:
        asked_place(instance, session, on)
    assert str(caught.value) == said


def test_the_command_tells_which_weeks_move(runlift, tmp_path: Path) -> None:
    file = tmp_path / "season.yaml"
    file.write_text(
        "start: 2026-12-28\nweeks: 2\navailable: {thu: {evening: 60}, sat: {morning: 60}, sun: {morning: 90}}\n"
        "runs: [{type: long, minutes: 90}, {type: easy, minutes: 30}]\nstrength: {focus: []}\n",
        encoding="utf-8",
    )
    days = [runlift("why", file, "easy", "--on", on) for on in ("2027-01-07", "2027-01-09")]
    assert [done.returncode for done in days] == [0, 0]
    stands, moves = sorted((done.stdout for done in days), key=len)
    assert "the best season has it there already." in stands
    assert "  week 2: easy: " in moves
    spent = runlift("why", file).stdout
    assert "No better season exists: " in spent
    assert re.search(r" in weeks 1 and 2: aim at 5 run days, .* \[balance_5_3_2\]\n", spent)
