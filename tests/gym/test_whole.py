"""The first plan always keeps to the places; the master finds the best one, or lets what is known stand."""

import itertools
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.gym import master
from solver.gym.ask import Lexical
from solver.gym.core import Core, core_of, cost_of
from solver.gym.first import first_plan
from solver.gym.gym_week import Group, GymWeek, Link
from solver.gym.master import evened, shared, uneven
from solver.gym.menu import Menu
from solver.gym.relaxed import relaxed
from solver.gym.tiers import POINTS, Totals
from solver.gym.whole import Aim, fits, places_left, taken

SLOTS = ((0, "evening"), (2, "evening"), (4, "evening"))
WORST = 40
UNHURRIED = settings(deadline=None, max_examples=60)


@st.composite
def clubs(draw: st.DrawFn, most: int = 4) -> tuple[GymWeek, list[Group], list[Link]]:
    """A few groups that know some sets each, the empty one always; places; wishes of groups of one."""
    groups, lifters = list[Group](), 0
    for number in range(draw(st.integers(1, most))):
        lifts = draw(st.integers(1, 3))
        masks = st.integers(1, 7).filter(lambda mask, lifts=lifts: mask.bit_count() <= lifts)  # type: ignore[misc]
        sets = draw(st.dictionaries(masks, st.integers(0, 12), max_size=4)) | {0: draw(st.integers(0, 12))}
        left_out, points = min((lifts - mask.bit_count(), sets[mask]) for mask in sets)
        menu = Menu(f"m{number}", Lexical(0, 0, lifts, left_out, points, WORST), sets, complete=True)
        count = draw(st.integers(1, 3))
        groups.append(Group(menu, tuple(range(lifters, lifters + count))))
        lifters += count
    places = tuple(draw(st.integers(0, 3)) for _ in SLOTS)
    alone = [index for index, group in enumerate(groups) if group.count == 1]
    links = [
        Link(draw(st.sampled_from(("with", "never"))), one, other)
        for one, other in itertools.combinations(alone, 2)
        if draw(st.booleans())
    ]
    cap = draw(st.sampled_from((None, 0, 4)))
    named = tuple(group.menu.question for group in groups for _ in group.lifters)
    return GymWeek(SLOTS, places, named, (), cap), groups, links


def plans_of(week: GymWeek, groups: Sequence[Group]) -> Iterator[tuple[dict[int, int], ...]]:
    """Every plan that keeps to the places."""
    each = [[{mask: chosen.count(mask) for mask in chosen} for chosen in _chosen(group)] for group in groups]
    return (takes for takes in itertools.product(*each) if min(places_left(week, takes)) >= 0)


def every(week: GymWeek, groups: Sequence[Group], links: Sequence[Link]) -> list[Totals]:
    """What every plan that keeps to the places comes to."""
    return [taken(week, groups, links, takes).totals for takes in plans_of(week, groups)]


def _chosen(group: Group) -> list[tuple[int, ...]]:
    return list(itertools.combinations_with_replacement(sorted(group.menu.sets), group.count))


@UNHURRIED
@given(clubs(most=8))
def test_the_first_plan_keeps_to_the_places(club: tuple[GymWeek, list[Group], list[Link]]) -> None:
    week, groups, links = club
    first = first_plan(week, groups, links)
    assert first is not None
    left = places_left(week, first.takes)
    assert min(left) >= 0
    for group, own in zip(groups, first.takes, strict=True):
        assert sum(own.values()) == group.count
        assert own.keys() <= group.menu.sets.keys()
        for mask, slot in itertools.product(own, range(len(SLOTS))):
            # nobody stays without a session for which there is a place
            assert mask or not left[slot] or 1 << slot not in group.menu.sets


@UNHURRIED
@given(clubs())
def test_nobody_lifts_twice_before_all_could_once(club: tuple[GymWeek, list[Group], list[Link]]) -> None:
    week, groups, links = club
    groups = [
        Group(Menu("m", group.menu.stands, dict.fromkeys(range(8), 1), complete=True), group.lifters)
        for group in groups
    ]
    first = first_plan(week, groups, links)
    assert first is not None
    stand = [mask.bit_count() for own in first.takes for mask in own]
    assert 0 not in stand or max(stand) <= 1


def test_no_first_plan_where_nobody_can_do_without(anyone: Group) -> None:
    menu = Menu("m", anyone.menu.stands, {1: 0, 3: 0}, complete=True)
    assert first_plan(GymWeek(SLOTS, (1, 1, 1), ("m",) * 2), [Group(menu, (0, 1))], []) is None


@UNHURRIED
@given(clubs())
def test_the_master_reaches_the_best_of_all_plans(club: tuple[GymWeek, list[Group], list[Link]]) -> None:
    week, groups, links = club
    first, plans, settled = first_plan(week, groups, links), every(*club), ()
    assert first is not None
    for tier in (0, 1, 2, POINTS):
        aim = Aim(week, groups, links, settled, tier)
        best = min((plan[tier], plan[POINTS]) for plan in plans if all(map(int.__le__, plan[: len(settled)], settled)))
        for hint in (None, first.takes):
            found = shared(aim, hint=hint)
            assert found is not None
            assert (found.totals[tier], found.totals[POINTS]) == best
            assert found.proven
            assert found.bound == best[0]
            assert fits(aim, found.takes)
        settled = (*settled, best[0])


@settings(deadline=None, max_examples=200)
@given(clubs())
def test_a_core_too_small_claims_no_more_than_it_knows(club: tuple[GymWeek, list[Group], list[Link]]) -> None:
    week, groups, links = club
    first, plans = first_plan(week, groups, links), every(*club)
    assert first is not None
    for tier in (0, POINTS):
        aim = Aim(week, groups, links, (), tier)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(master, "CORES", (0,))
            patch.setattr(Core, "around", lambda *_: [sorted(own) for own in first.takes])
            found = shared(aim, hint=first.takes)
        assert found is not None
        best = min((plan[tier], plan[POINTS]) for plan in plans)
        assert found.bound <= best[0] <= found.totals[tier]
        assert not found.proven or (found.totals[tier], found.totals[POINTS]) == best


@UNHURRIED
@given(clubs(most=3))
def test_of_equal_plans_the_evenest_stands(club: tuple[GymWeek, list[Group], list[Link]]) -> None:
    week, groups, links = club
    aim = Aim(week, groups, links, (), 0)
    best = shared(aim, hint=None)
    assert best is not None
    found = evened(aim, best)
    assert all(map(int.__le__, found.totals, best.totals))
    assert fits(aim, found.takes)
    assert uneven(aim, found.takes) == min(
        uneven(aim, takes)
        for takes in plans_of(week, groups)
        if all(map(int.__le__, taken(week, groups, links, takes).totals, best.totals))
    )


@UNHURRIED
@given(clubs())
def test_what_is_asked_in_vain_is_not_found(club: tuple[GymWeek, list[Group], list[Link]]) -> None:
    week, groups, links = club
    least = min(plan[0] for plan in every(*club))
    assert shared(Aim(week, groups, links, (least - 1,), POINTS), hint=None) is None


@UNHURRIED
@given(clubs())
def test_a_plan_costs_the_bound_and_the_reduced_costs_of_its_sets(
    club: tuple[GymWeek, list[Group], list[Link]],
) -> None:
    week, groups, links = club
    first = first_plan(week, groups, links)
    assert first is not None
    for tier in (0, POINTS):
        aim = Aim(week, groups, links, (), tier)
        divided = relaxed(aim)
        assert divided is not None
        core = core_of(aim, divided.prices)
        more = sum(
            count * own[mask] for own, had in zip(core.more, first.takes, strict=True) for mask, count in had.items()
        )
        assert cost_of(aim, first.totals) >= core.bound + more
        assert all(min(own.values()) == 0 for own in core.more)


@UNHURRIED
@given(clubs())
def test_what_is_known_stands_at_the_limit(club: tuple[GymWeek, list[Group], list[Link]]) -> None:
    week, groups, links = club
    first = first_plan(week, groups, links)
    assert first is not None
    aim = Aim(week, groups, links, (first.totals[0],), POINTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(master, "_PARAMETERS", "num_workers:1 max_deterministic_time:0 cp_model_presolve:false")
        found = shared(aim, hint=first.takes)
    assert found is not None
    assert fits(aim, found.takes)
    assert found.totals[POINTS] <= first.totals[POINTS]
    best = min(plan[POINTS] for plan in every(*club) if plan[0] <= first.totals[0])
    assert found.bound <= best
    assert not found.proven or found.totals[POINTS] == best


@pytest.fixture
def anyone() -> Group:
    """A lifter who can lift once or not at all."""
    return Group(Menu("m", Lexical(0, 0, 2, 0, 0, WORST), {0: 5, 1: 0}, complete=True), (0,))
