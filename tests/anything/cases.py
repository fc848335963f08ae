"""How many cases the normal run and the campaign draw; the same ones every time."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

few = partial(pytest.param, id="few")
many = partial(pytest.param, id="many", marks=pytest.mark.campaign)


def cases(count: int) -> settings:
    """So many cases."""
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


def holds_for(count: int, drawn: SearchStrategy[Any], claim: Callable[[Any], None]) -> None:
    """Draw so many cases and see that the claim holds for each."""
    cases(count)(given(drawn)(claim))()
