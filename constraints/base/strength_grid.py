"""What may be chosen inside a week's strength sessions, and the few verbs in which rules speak of it.

A choice is an exercise in a session with so many sets. Which two exercises take turns matters to the clock only by
their kind (family, rests, shortest work), so pairs are counted by kind, which keeps the model small. Each session has
one *cut*: the steps (reps, or s of a hold) taken from every target until the session fits. The grid collects
statements; it solves nothing and knows no solver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from constraints.base.strength_statement import Price, Statement, Term, Within
from scenarios.strength.clock import paired, round_rest, seconds, straight
from scenarios.strength.exercises import Family
from scenarios.strength.week import Option, StrengthWeek

DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class Choice:
    """An exercise in a session (by its index) with ``sets``; ``id`` is its Boolean variable."""

    id: int
    session: int
    option: Option
    sets: int


@dataclass(frozen=True, slots=True, order=True)
class PairClass:
    """All that matters of an exercise to one it takes turns with; ``work_s`` is that of its lowest amount, capped."""

    family: Family
    lift: bool
    power: bool
    rest_s: int
    work_s: int


@dataclass(frozen=True, slots=True)
class PairKind:
    """How many pairs of these two classes with ``sets`` rounds a session holds; ``id`` is its integer variable."""

    id: int
    session: int
    first: PairClass
    second: PairClass
    sets: int

    @property
    def rest_s(self) -> int:
        """The rest between rounds."""
        return round_rest((self.first.rest_s, self.second.rest_s), (self.first.work_s, self.second.work_s))


def pair_class(option: Option) -> PairClass:
    """The class of an exercise for pairing."""
    work = min(option.work(option.low), seconds("counted_work"))
    return PairClass(option.exercise.family, option.lift, option.exercise.power, option.rest_s, work)


class StrengthGrid:
    """Choices, pairs and cuts of a week, plus the statements made about them.

    ``domains`` holds each variable's (low, high), ``forbidden`` the rule that forbids one. Rules that forbid come
    before rules that count: what is forbidden is gone, and later rules do not see it.
    """

    def __init__(self, week: StrengthWeek) -> None:
        self.week = week
        self.rule = ""
        self.statements: list[Statement] = []
        self.domains: list[tuple[int, int]] = []
        self.choices = [
            Choice(self._variable(0, 1), index, option, sets)
            for index, session in enumerate(week.sessions)
            for option in week.options_of(session.name)
            for sets in session.sets(option)
        ]
        self.cuts = [
            self._variable(0, max((option.span for option in week.options_of(session.name)), default=0))
            for session in week.sessions
        ]
        self.extras: dict[int, int] = {}
        self._open: list[list[Choice]] = [[] for _ in week.sessions]
        for choice in self.choices:
            self._open[choice.session].append(choice)
        self._pairs: dict[int, list[PairKind]] = {}
        self._no_pair: list[tuple[str, Callable[[PairKind], bool]]] = []
        self.forbidden: dict[int, str] = {}

    def _variable(self, low: int, high: int) -> int:
        self.domains.append((low, high))
        return len(self.domains) - 1

    # -- looking around -----------------------------------------------------------------------------------

    def sessions(self) -> range:
        """The sessions' indices."""
        return range(len(self.week.sessions))

    def on(self, session: int, matches: Callable[[Option], bool] = lambda _: True) -> list[Choice]:
        """The open choices of a session that match."""
        return [choice for choice in self._open[session] if matches(choice.option)]

    def all(self, matches: Callable[[Option], bool] = lambda _: True) -> list[Choice]:
        """The open choices of the week that match."""
        return [choice for session in self.sessions() for choice in self.on(session, matches)]

    def pairs(self, session: int) -> list[PairKind]:
        """The kinds of pair a session may hold."""
        return [kind for kind in self.all_pairs(session) if kind.id not in self.forbidden]

    def all_pairs(self, session: int) -> list[PairKind]:
        """The kinds of pair, the forbidden ones too, made from the choices that are open when first asked for."""
        if session not in self._pairs:
            self._pairs[session] = list(self._pair_kinds(session))
            for rule, matches in self._no_pair:
                self._forbid_pairs(session, rule, matches)
        return self._pairs[session]

    def pairs_so_far(self, session: int) -> list[PairKind]:
        """The kinds of pair a session may hold, none if no rule has asked for them: then none is ever made."""
        return self.pairs(session) if session in self._pairs else []

    def _pair_kinds(self, session: int) -> Iterator[PairKind]:
        most = max(self.week.most_in(self.week.sessions[session]) // 2, 1)
        by_sets: dict[int, set[PairClass]] = {}
        for choice in self._open[session]:
            by_sets.setdefault(choice.sets, set()).add(pair_class(choice.option))
        for sets, classes in sorted(by_sets.items()):
            ordered = sorted(classes)
            for index, first in enumerate(ordered):
                for second in ordered[index:]:
                    yield PairKind(self._variable(0, most), session, first, second, sets)

    # -- the verbs ------------------------------------------------------------------------------------------

    def forbid(self, matches: Callable[[Choice], bool]) -> None:
        """No choice that matches may be taken."""
        for session in self.sessions():
            self.forbidden.update({choice.id: self.rule for choice in self._open[session] if matches(choice)})
            self._open[session] = [choice for choice in self._open[session] if choice.id not in self.forbidden]

    def forbid_pairs(self, matches: Callable[[PairKind], bool]) -> None:
        """No pair that matches may be made. Says nothing as long as nobody asks for pairs."""
        self._no_pair.append((self.rule, matches))
        for session in self._pairs:
            self._forbid_pairs(session, self.rule, matches)

    def _forbid_pairs(self, session: int, rule: str, matches: Callable[[PairKind], bool]) -> None:
        self.forbidden.update({kind.id: rule for kind in self.pairs(session) if matches(kind)})

    def at_most(self, terms: Iterable[Term], high: int) -> None:
        """The weighted sum is at most ``high``."""
        terms = tuple(terms)
        if terms:
            self.statements.append(Within(self.rule, terms, None, high))

    def at_least(self, terms: Iterable[Term], low: int) -> None:
        """The weighted sum is at least ``low``, where there is anything to choose from."""
        terms = tuple(terms)
        if terms:
            self.statements.append(Within(self.rule, terms, low, None))

    def points_over(self, points: int, terms: Iterable[Term], over: int = 0) -> None:
        """So many points for every unit above ``over``."""
        terms = tuple(terms)
        if points and (terms or over < 0):
            self.statements.append(Price(self.rule, points, terms, over))

    def points_under(self, points: int, terms: Iterable[Term], under: int) -> None:
        """So many points for every unit below ``under``."""
        self.points_over(points, ((-weight, variable) for weight, variable in terms), -under)

    # -- what has to be counted with care -------------------------------------------------------------------

    def seconds(self, session: int) -> list[Term]:
        """The terms of what a session's exercises take, in s."""
        terms: list[Term] = []
        for choice in self.on(session):
            option = choice.option
            at_lowest = straight(choice.sets, option.work(option.low), option.rest_s)
            terms.append((at_lowest, choice.id))
            if option.span:
                terms.append((choice.sets * option.step_seconds, self.extra(choice)))
        for kind in self.pairs(session):
            works = (kind.first.work_s, kind.second.work_s)
            alone = sum(straight(kind.sets, one.work_s, one.rest_s) for one in (kind.first, kind.second))
            terms.append((paired(kind.sets, works, kind.rest_s) - alone, kind.id))
        return terms

    def extra(self, choice: Choice) -> int:
        """The variable of the steps a choice does above its lowest amount: its span less the session's cut."""
        if choice.id not in self.extras:
            span = choice.option.span
            self.extras[choice.id] = extra = self._variable(0, span)
            terms = ((1, extra), (1, self.cuts[choice.session]), (-span, choice.id))
            self.statements.append(Within(DEFINITION, terms, 0, None))
        return self.extras[choice.id]

    def finish(self) -> None:
        """State what pairs are: each exercise is in one at most, with the sets it does."""
        for session in self.sessions():
            chosen: dict[tuple[PairClass, int], list[Term]] = {}
            for choice in self._open[session]:
                chosen.setdefault((pair_class(choice.option), choice.sets), []).append((-1, choice.id))
            members: dict[tuple[PairClass, int], list[Term]] = {}
            for kind in self.pairs(session):
                both = [(1, kind.first), (1, kind.second)] if kind.first != kind.second else [(2, kind.first)]
                for weight, one in both:
                    members.setdefault((one, kind.sets), []).append((weight, kind.id))
            for alike, terms in members.items():
                self.statements.append(Within(DEFINITION, (*terms, *chosen[alike]), None, 0))
