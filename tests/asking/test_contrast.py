"""Why not there, and why nothing better: priced and blamed right, whatever the week.

The witness is the textbook formulation over every session slot, nothing pruned, presolve on, the session
forced by a clause of its own: it shares no pin, no pattern and no search with the answers it judges.
"""

import random
from functools import partial
from pathlib import Path

import pytest

from constraints.base.grid import Grid
from constraints.base.rule import Rule
from constraints.base.statement import Limit, Never, Statement
from constraints.settings import grid_of
from scenarios.instance import Instance
from scenarios.load import load
from scenarios.sessions import TIERS
from solver.asking.asked_place import AskedPlace, asked_place
from solver.asking.contrast import Breaks, Stands, WhatIf, what_if
from solver.asking.no_better import why_no_better
from solver.asking.pins import Repeats, StandsThere
from solver.asking.placements import placements_of, stands_of
from solver.cpsat import Search
from solver.explain.conflicts import Member
from solver.formulations.objective import fold_of
from solver.formulations.slots import Slots
from solver.options import Options
from solver.prepared import prepare
from solver.week import solve_week

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "scenarios" / "library"
in_campaign = partial(pytest.param, marks=pytest.mark.campaign)  # the textbook needs ten seconds and more for it
STORED = sorted((ROOT / "benchmarks" / "weeks").glob("*.yaml"))
Key = tuple[int, int, int, int]
TEXTBOOK = "num_workers:1 random_seed:1 catch_sigint_signal:false max_deterministic_time:120"


def question(path: Path, seed: int) -> tuple[Instance, tuple[Rule, ...], AskedPlace]:
    """A stored week and a place in it, often one that is free and long enough, drawn by the seed."""
    rng = random.Random(f"{path.stem} {seed}")
    instance, rules = prepare(load(path).scenario)
    demand = rng.choice(instance.demands)
    session = rng.choice((*demand.names(), demand.session.name))
    day = rng.choice(instance.days)
    fitting = [slot.name for slot in day.slots if slot.minutes >= demand.session.minutes]
    slot = rng.choice(("", *(fitting or [slot.name for slot in day.slots])))
    return instance, rules, asked_place(instance, session, f"{day.weekday}/{slot}" if slot else day.weekday)


def forced(slots: Slots, grid: Grid, demands: tuple[int, ...], asked: AskedPlace) -> None:
    """State that one of the demands has a unit at the place asked for."""
    there = [
        slots.literals[cell.id]
        for cell in grid.cells
        if any(cell.demand is grid.instance.demands[index] for index in demands)
        and cell.day == asked.day
        and cell.slot is not None
        and asked.slot in (None, cell.slot.name)
    ]
    slots.model.clause(there)


def witness(
    instance: Instance, rules: tuple[Rule, ...], asked: AskedPlace | None, at_least: dict[int, int] | None = None
) -> Key | None:
    """The best score by tiers and points, found the textbook way; None when there is none."""
    grid = grid_of(instance, rules, prune=False)
    fold = fold_of(grid)
    slots = Slots(grid, fold, at_least=at_least)
    if asked is not None:
        forced(slots, grid, asked.demands, asked)
    outcome = Search(TEXTBOOK).run(slots.model)
    assert outcome.status in ("optimal", "infeasible")
    if not outcome.values:
        return None
    left_out, points = fold.apart(outcome.objective)
    return left_out["key"], left_out["easy"], left_out["strength"], points


def kept(answer: WhatIf) -> dict[int, int]:
    """Demand -> how often it stands in the best week, of what is at least as important as the session asked for."""
    plan = answer.best.plan
    demands = plan.instance.demands
    rank = TIERS.index(demands[answer.asked.demands[0]].session.tier)
    stands = [index for index, _, _ in stands_of(plan) if TIERS.index(demands[index].session.tier) <= rank]
    return {index: stands.count(index) for index in stands}


def on_top(answer: WhatIf) -> dict[int, int]:
    """What is asked for beyond the place: one more unit, where the very unit named is left out."""
    plan, session = answer.best.plan, answer.asked.session
    if not any(left.name == session for left in plan.left_out):
        return {}
    if any(planned.session.name == session for planned in plan.sessions):
        return {}
    index = next(i for i in answer.asked.demands if session in plan.instance.demands[i].names())
    return {index: 1 + sum(stand[0] == index for stand in stands_of(plan))}


def holds(
    instance: Instance,
    rules: tuple[Rule, ...],
    answer: WhatIf,
    at_least: dict[int, int],
    members: tuple[Member, ...] | None = None,
) -> bool:
    """Whether the session can stand there with so much placed, under all hard rules or these members only."""
    grid = grid_of(instance, rules, prune=False)
    if members is not None:
        grid.statements = [s for s in grid.statements if belongs(s, grid, rules) in members]
    slots = Slots(grid, None, at_least=at_least)
    forced(slots, grid, tuple(on_top(answer)) or answer.asked.demands, answer.asked)
    status = Search(TEXTBOOK).run(slots.model).status
    assert status in ("optimal", "feasible", "infeasible")
    return status != "infeasible"


def belongs(statement: Statement, grid: Grid, rules: tuple[Rule, ...]) -> Member | None:
    if not isinstance(statement, Never | Limit):
        return None
    as_asked = {rule.name for rule in rules if rule.as_asked}
    if statement.rule in as_asked and isinstance(statement, Never):
        cell = grid.cells_of(statement.events[0])[0]
        return Member(statement.rule, [d is cell.demand for d in grid.instance.demands].index(True))
    return Member(statement.rule)


def is_right(instance: Instance, rules: tuple[Rule, ...], asked: AskedPlace, best: Key | None) -> str:
    """Judge one answer, given the witness's best score; what its verdict was."""
    answer = what_if(instance, rules, asked)
    assert answer.proven
    assert answer.best.score.key() == best
    can_stand = holds(instance, rules, answer, {**kept(answer), **on_top(answer)})
    assert isinstance(answer, Breaks) is not can_stand
    is_priced_right(instance, rules, answer, best)
    if isinstance(answer, Breaks):
        is_blamed_right(instance, rules, answer)
    return answer.verdict


def is_priced_right(instance: Instance, rules: tuple[Rule, ...], answer: WhatIf, best: Key | None) -> None:
    there = witness(
        instance, rules, AskedPlace("", tuple(on_top(answer)) or answer.asked.demands, *place(answer)), on_top(answer)
    )
    if answer.forced is None:
        assert there is None
        return
    assert best is not None
    assert there is not None
    difference = answer.forced.difference
    told = (*(difference.left_out.get(tier, 0) for tier in TIERS), difference.total)
    assert told == tuple(after - before for before, after in zip(best, there, strict=True))
    assert 0 not in difference.points.values()
    plan, other, moves = answer.best.plan, answer.forced.result.plan, answer.forced.moves
    before = {(m.kind, m.before.day, m.before.slot) for m in moves if m.before is not None}
    after = {(m.kind, m.after.day, m.after.slot) for m in moves if m.after is not None}
    assert placements_of(plan) - before | after == placements_of(other)
    assert before.isdisjoint(after)


def place(answer: WhatIf) -> tuple[int, str | None]:
    return answer.asked.day, answer.asked.slot


def is_blamed_right(instance: Instance, rules: tuple[Rule, ...], answer: Breaks) -> None:
    """The conflict cannot hold, and could without any one member."""
    assert answer.conflict is not None
    conflict = answer.conflict.conflict
    assert conflict.minimal
    counts = {**kept(answer), **on_top(answer)}
    own = {index: count for index, count in counts.items() if index in answer.asked.demands}

    def asked_of(members: tuple[Member, ...]) -> dict[int, int]:
        sessions = [member.demand for member in members if member.rule == "" and member.demand is not None]
        return {**own, **{index: counts[index] for index in sessions}}

    told = conflict.members
    assert told
    assert not holds(instance, rules, answer, asked_of(told), told)
    for member in told:
        rest = tuple(other for other in told if other != member)
        assert holds(instance, rules, answer, asked_of(rest), rest), member


def judged(paths: list[Path], seeds: range) -> list[str]:
    verdicts = []
    for path in paths:
        best = witness(*prepare(load(path).scenario), None)
        for seed in seeds:
            instance, rules, asked = question(path, seed)
            try:
                verdicts.append(is_right(instance, rules, asked, best))
            except AssertionError as error:
                raise AssertionError(f"{path.stem}, {seed}: {asked.said(instance)}") from error
    return verdicts


@pytest.mark.parametrize("block", [0, in_campaign(1), in_campaign(2), in_campaign(3)])
def test_prices_are_the_difference_of_two_independent_solves(block: int) -> None:
    narrow = [path for number, path in enumerate(STORED) if number // 8 % 4 < 2]
    verdicts = judged(narrow[block::4], range(1))
    assert {"costs", "breaks"} <= set(verdicts)


@pytest.mark.campaign
@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_prices_are_the_difference_of_two_independent_solves_at_length(path: Path) -> None:
    wide = "repeat: true" in path.read_text("utf-8")  # the textbook takes ten times as long for a place in one of these
    judged([path], range(1, 3 if wide else 6))


@pytest.mark.parametrize("path", STORED[1::16], ids=lambda path: path.stem)
def test_no_week_as_good_moves_fewer_sessions(path: Path) -> None:
    instance, rules, asked = question(path, 77)
    answer = what_if(instance, rules, asked)
    if answer.verdict != "costs":
        day = instance.days[0].weekday
        asked = asked_place(instance, "easy", day)
        answer = what_if(instance, rules, asked)
    if isinstance(answer, Stands) or answer.forced is None:
        return
    there = answer.forced.result
    before = placements_of(answer.best.plan)
    again = len(before & placements_of(there.plan))
    closer = (
        StandsThere(demands=asked.demands, day=asked.day, slot=asked.slot),
        Repeats(placements=before, at_least=again + 1),
    )
    if again < len(before):
        other = solve_week(instance, (*rules, *closer), Options())
        assert other.score is None or other.score.key() > there.score.key()


@pytest.mark.parametrize(
    "path",
    [
        LIBRARY / "hill_race.yaml",
        LIBRARY / "impossible.yaml",
        STORED[0],
        in_campaign(STORED[6]),
        in_campaign(STORED[12]),
    ],
    ids=lambda path: path.stem,
)
def test_what_binds_is_what_a_solve_without_the_rule_gains(path: Path) -> None:
    instance, rules = prepare(load(path).scenario)
    answer = why_no_better(instance, rules)
    best = witness(instance, rules, None)
    assert best is not None
    assert answer.best.score.key() == best
    gains = {binding.rule: binding.key() for binding in answer.binding}
    for rule in rules:
        if rule.name == "no_overlap":
            continue
        lifted = witness(instance, tuple(other for other in rules if other is not rule), None)
        assert lifted is not None
        gain = tuple(before - after for before, after in zip(best, lifted, strict=True))
        assert gains.get(rule.name, (0, 0, 0, 0)) == gain, rule.name
    assert list(gains.values()) == sorted(gains.values(), reverse=True)
    assert all(binding.spent <= binding.saved or binding.placed for binding in answer.binding)
