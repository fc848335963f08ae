"""Share a gym among its lifters: prices, plans at those prices, and again, until the bound meets the plan.

Tier after tier (``solver.gym.tiers``): the linear master prices the slots, every question that might have a better set
at those prices is asked for it, and the whole master picks a set for everybody. Nothing here depends on how many
workers answer, or in which order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from solver.gym.allocation import Allocation, kept
from solver.gym.ask import UNIT, Ask, Said
from solver.gym.first import first_plan
from solver.gym.gym_week import Group, GymWeek, Link, grouped
from solver.gym.master import evened, shared
from solver.gym.menu import Menu
from solver.gym.prices import Prices, Proof, proven, tier_bound
from solver.gym.relaxed import relaxed
from solver.gym.tiers import LEFT_OUT, NOTHING, POINTS, TIERS, Totals
from solver.gym.whole import Aim, WholePlan, worst_of

Asked = Callable[[Sequence[Ask]], list[Said] | None]
"""Answers, in the order of the questions; None when the run was told to stop."""
Told = Callable[[str], None]
AT_FIRST, LATER = 16, 4
"""Sets of slots: the most that the first question to a week asks for, and each later one. With six slots a week has
eight in the median (decision 17), so the first question mostly has them all. 16 and 4 are our choice, not tuned."""
SAMPLE = 120
"""Questions: of more than twice as many, about this many are asked first, and the others at the prices these pay. Our
choice, not tuned."""
MOST_ROUNDS, MOST_CLOSINGS = 30, 6
"""Times a tier is priced, and its gap listed, before what is left is told as a gap. Ends to be sure of, not tuned."""
GOOD_GAP = 0.00005
"""Share of the points: a gap up to this (0.005 %) is left open and told. Our choice; no proof depends on it."""
_DEAR = 1 << 14
"""Points: what leaving out a session counts for before anything is known of the weeks."""


class Sharing:
    """One search for the best way to share a gym; ``told`` is told how it gets on."""

    def __init__(self, week: GymWeek, asked: Asked, *, told: Told = lambda _: None) -> None:
        self.week = week
        self.asked = asked
        self._told = told
        self.menus = {question: Menu(question) for question in dict.fromkeys(week.lifters)}
        self.groups: list[Group] = []
        self.links: list[Link] = []
        self.best: WholePlan | None = None
        self.proof: Proof | None = None
        self.bound = NOTHING
        self.stopped = False
        self._picked: tuple[int, tuple[int, ...]] | None = None
        """How many sets were known, and what came before the points, when the points were last proven least."""
        self._picked_from = 0

    def run(self) -> Allocation | None:
        """The best way, or the best so far when told to stop; None when stopped before there was any."""
        if not self._first_asks():
            return None
        self.groups, self.links = grouped(self.week, self.menus)
        if self.groups:
            self.best = first_plan(self.week, self.groups, self.links)
            self._stages()
            if self.best is None:
                return None
            if not self.stopped:
                self.best = evened(self._aim((), POINTS), self.best)
        return self._answer()

    # -- the first questions ---------------------------------------------------------------------------------

    def _first_asks(self) -> bool:
        """Ask every question its best sets; a large club's at the prices that a sample of it would pay."""
        questions = list(self.menus)
        prices = (-UNIT * _DEAR,) * len(self.week.slots)
        if len(questions) > 2 * SAMPLE:
            step = len(questions) // SAMPLE
            sample = questions[::step]
            if not self._ask_first(sample, prices):
                return False
            prices = self._sample_prices(set(sample)) or prices
            questions = [question for question in questions if self.menus[question].stands is None]
        return self._ask_first(questions, prices)

    def _ask_first(self, questions: Sequence[str], prices: tuple[int, ...]) -> bool:
        return self._learn([Ask(question, self.week.slots, prices, AT_FIRST) for question in questions])

    def _sample_prices(self, sample: set[str]) -> tuple[int, ...] | None:
        """What a session in each slot would cost if the gym held, of the sample alone, as large a share as of all."""
        lifters = tuple(question for question in self.week.lifters if question in sample)
        share = len(lifters) / len(self.week.lifters)
        week = GymWeek(self.week.slots, tuple(max(1, round(share * places)) for places in self.week.places), lifters)
        groups, _ = grouped(week, self.menus)
        master = relaxed(Aim(week, groups, (), (), 0))
        return None if master is None else master.prices.own(-1, ())

    def _learn(self, asks: Sequence[Ask]) -> bool:
        said = self.asked(asks)
        if said is None:
            self.stopped = True
            return False
        for ask, answer in zip(asks, said, strict=True):
            self.menus[ask.question].learn(ask, answer)
        return True

    # -- stage after stage -----------------------------------------------------------------------------------

    def _stages(self) -> None:
        settled: tuple[int, ...] = ()
        self.bound = self.free
        for stage, tier in enumerate(TIERS):
            asked = (tier != "wishes" or self.links) and (tier != "beyond" or self.week.cap is not None)
            if asked and not self._stage(stage, settled):
                return
            if self.best is None:
                return
            settled = (*settled, self.best.totals[stage])

    def _stage(self, stage: int, settled: tuple[int, ...]) -> bool:
        """Bring the stage's tier down as far as it goes; whether to go on with the next."""
        if self.best is not None and self.best.totals[stage] == self.bound[stage] and stage != POINTS:
            return True
        if not self._price(stage, settled):
            return False
        self._pick(stage, settled)
        return self._close(stage, settled)

    def _price(self, stage: int, settled: tuple[int, ...]) -> bool:
        """Ask for sets at the master's prices until no question has a better one."""
        for turn in range(MOST_ROUNDS):
            master = relaxed(self._aim(settled, stage))
            if master is None:
                return True
            proof = self._prove(master.prices)
            unsure = proof.open()
            self._told(f"{TIERS[stage].replace('_', ' ')}, round {turn + 1}: {len(unsure)} of {len(self.groups)} asked")
            if not unsure:
                return True
            before = self._known()
            if not self._learn(self._asks(proof, unsure, LATER, 0)):
                self._pick(stage, settled)
                return False
            self._prove(master.prices)
            if before == self._known():
                return True
        return True

    def _aim(self, settled: tuple[int, ...], least: int) -> Aim:
        return Aim(self.week, self.groups, self.links, settled, least)

    def _prove(self, prices: Prices) -> Proof:
        """The bound at these prices, kept if it is better than the one known."""
        proof = proven(self.week, self.groups, self.links, prices)
        stage, low = prices.stage, tier_bound(proof, self._worst())
        if self._is_settled(stage):
            self._raise(stage, low)
        if self.proof is None or self.proof.prices.stage < stage or self.proof.bound < proof.bound:
            self.proof = proof
        return proof

    def _raise(self, stage: int, low: int) -> None:
        """Take up a tier's bound if it is better than the one known.

        Whoever leaves out more than in their own best week may lose fewer points: what the points of those weeks prove
        ends there.
        """
        if low <= self.bound[stage]:
            return
        self.bound = self.bound._replace(**{TIERS[stage]: low})
        if stage == LEFT_OUT:
            self.bound = self.bound._replace(points=0)

    def _is_settled(self, stage: int) -> bool:
        """Whether the tiers before a stage are proven, so that what its prices prove holds for any plan."""
        return self.best is None or self.best.totals[:stage] == self.bound[:stage]

    def _pick(self, stage: int, settled: tuple[int, ...]) -> None:
        """Give everybody a set. What is known already stands where nothing better is found.

        The tier's proven bound is tried first, with as few points as that allows: it mostly can be reached, and then
        the points need no search of their own.
        """
        known = self._known()
        if stage == POINTS and self._picked == (known, settled):
            return
        hint, found = self.best.takes if self.best else None, None
        if stage < POINTS:
            found = shared(self._aim((*settled, self.bound[stage]), POINTS), hint=hint)
        if found is None:
            found = shared(self._aim(settled, stage), hint=hint)
        if found is not None:
            self.best, self._picked_from = found, known
            self._picked = (known, found.totals[:POINTS]) if found.proven and self._is_last(stage) else None

    def _known(self) -> int:
        """Sets known of all questions."""
        return sum(len(menu.sets) for menu in self.menus.values())

    def _is_last(self, stage: int) -> bool:
        """Whether no tier but the points comes after this one."""
        return stage >= (2 if self.week.cap is not None else 1 if self.links else 0)

    def _close(self, stage: int, settled: tuple[int, ...]) -> bool:
        """Close the gap between plan and bound: list every set that might lie in it, and pick again."""
        for _ in range(MOST_CLOSINGS):
            best, proof = self.best, self.proof
            if best is None or proof is None or proof.prices.stage != stage:
                return True
            missing = best.totals[stage] - self.bound[stage]
            if not missing or (stage == POINTS and missing <= GOOD_GAP * best.totals.points):
                return True
            slack = self._cost(best, proof.prices) - proof.bound
            proof = proven(self.week, self.groups, self.links, proof.prices)
            unsure = proof.open(slack)
            self._told(f"{TIERS[stage].replace('_', ' ')}: {missing} to close, {len(unsure)} asked")
            if unsure and not self._learn(self._asks(proof, unsure, AT_FIRST, slack)):
                return False
            if unsure or best.least != stage:
                self._pick(stage, settled)
            self._prove_by_listing(stage, proof.prices)
            if not unsure:
                return True
        return True

    def _prove_by_listing(self, stage: int, prices: Prices) -> None:
        """A plan with listed sets only costs what the master proves; any other costs the least gain more."""
        proof = proven(self.week, self.groups, self.links, prices)
        gains = [rest - least for rest, least in zip(proof.others, proof.least, strict=True) if rest is not None]
        if self.best is None or not self._is_settled(stage) or any(gain < 0 for gain in gains):
            return
        if self.best.least != stage or self._picked_from != self._known():
            return
        listed = self.best.bound
        other = Proof(prices, proof.bound + min(gains), (), (), ()) if gains else None
        low = listed if other is None else min(listed, tier_bound(other, self._worst()))
        self._raise(stage, low)

    def _cost(self, best: WholePlan, prices: Prices) -> int:
        """A plan's cost in the stage's units."""
        weights = (prices.weights.left_out, prices.weights.wish, prices.weights.beyond)
        tier = weights[prices.stage] * best.totals[prices.stage] if prices.stage < POINTS else 0
        return tier + UNIT * best.totals.points

    def _asks(self, proof: Proof, groups: Sequence[int], most: int, slack: int) -> list[Ask]:
        """The questions of these groups at their prices, each once."""
        asks: dict[tuple[str, tuple[int, ...]], Ask] = {}
        beyond = proof.prices.weights.beyond if self.week.cap is not None else 0
        for index in groups:
            menu, own = self.groups[index].menu, proof.own[index]
            asks[menu.question, own] = Ask(
                question=menu.question,
                slots=self.week.slots,
                prices=own,
                most=most,
                stands=menu.stands,
                beyond=beyond,
                limit=menu.limit(self.week.cap) if beyond else 0,
                known=tuple(sorted(menu.sets)),
                within=slack,
                floor=proof.least[index],
            )
        return list(asks.values())

    def _worst(self) -> int:
        return worst_of(self.groups)

    @property
    def free(self) -> Totals:
        """What everybody's own best week comes to."""
        stands = [(group.count, group.menu.stands) for group in self.groups if group.menu.stands]
        left_out = sum(count * each.left_out for count, each in stands)
        return Totals(left_out, 0, 0, sum(count * each.points for count, each in stands))

    def _answer(self) -> Allocation:
        sets: dict[int, int] = {}
        for group, taken in zip(self.groups, self.best.takes if self.best else (), strict=True):
            masks = [mask for mask in sorted(taken) for _ in range(taken[mask])]
            sets |= dict(zip(group.lifters, masks, strict=True))
        return Allocation(
            sets=tuple(sets.get(number) for number in range(len(self.week.lifters))),
            totals=self.best.totals if self.best else NOTHING,
            bound=self.bound,
            free=self.free,
            broken=self._broken(sets),
            prices=self.proof.prices.slots if self.proof else (0,) * len(self.week.slots),
            interrupted=self.stopped,
        )

    def _broken(self, sets: Mapping[int, int]) -> frozenset[int]:
        return frozenset(n for n, wish in enumerate(self.week.wishes) if not kept(wish, sets))
