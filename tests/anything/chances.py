"""How often the parts of a drawn file stand in it."""

from typing import Any

from hypothesis import strategies as st

Drawn = st.SearchStrategy[Any]
NOTHING = object()


def at_times(strategy: Drawn, *, one_in: int = 3) -> Drawn:
    """``NOTHING`` mostly, so that a file keeps plain parts and its answer hangs on few things at once."""
    return st.one_of(*[st.just(NOTHING)] * (one_in - 1), strategy)


def without_nothing(values: dict[str, Any]) -> dict[str, Any]:
    """A mapping without the parts that were not drawn."""
    return {key: value for key, value in values.items() if value is not NOTHING}


def within(low: int, high: int) -> Drawn:
    """Whole numbers in a range, its ends more often than the rest."""
    return st.one_of(st.sampled_from((low, high)), st.integers(low, high))
