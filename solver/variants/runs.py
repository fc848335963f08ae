"""The order in which a suite is run: everything takes turns, so that a slow moment of the machine hits all."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from solver.variants.cases import Case
from solver.variants.expand import BASELINE, Variant
from solver.variants.journal import Journal
from solver.variants.measure import OBSERVED, AskedCase, Lab, asked_by

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Run:
    """One run to make."""

    case: Case
    variant: Variant
    seed: int

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it from every other run."""
        return self.case.name, self.variant.name, self.seed


def schedule(cases: Sequence[Case], variants: Sequence[Variant], seeds: int) -> Iterator[Run]:
    """Every run: seed by seed, case by case; each time another variant goes first. Seed 0 is listened to."""
    for seed in range(OBSERVED, seeds + 1):
        for number, case in enumerate(cases):
            first = (seed + number) % len(variants)
            for variant in (*variants[first:], *variants[:first]):
                yield Run(case, variant, seed)


@contextmanager
def _only_garbage_of_runs() -> Iterator[None]:
    """What is loaded already is no run's garbage: collecting between runs need not look at it."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def run_all(
    lab: Lab,
    cases: Sequence[Case],
    variants: Sequence[Variant],
    *,
    seeds: int,
    journal: Journal,
    told: Told | None = None,
) -> None:
    """Make every run that the journal does not hold yet. Raises ``OSError`` when a row cannot be kept."""
    runs = list(schedule(cases, variants, seeds))
    done = journal.done
    questions: dict[tuple[str, str], AskedCase] = {}

    def question(case: Case, variant: Variant) -> AskedCase:
        key = case.name, variant.name
        if key not in questions:
            questions[key] = asked_by(case, variant)
        return questions[key]

    warm: set[str] = set()
    with _only_garbage_of_runs():
        for number, run in enumerate(runs):
            if told is not None:
                told(number, len(runs))
            if run.key in done:
                continue
            own, common = question(run.case, run.variant), question(run.case, variants[BASELINE])
            if run.variant.name not in warm:
                # the first solve of a process pays for what is loaded and allocated late
                warm.add(run.variant.name)
                lab.run(run.case, run.variant, run.seed, own, common)
            journal.add(lab.run(run.case, run.variant, run.seed, own, common))
    if told is not None:
        told(len(runs), len(runs))
