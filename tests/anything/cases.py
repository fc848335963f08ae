"""How many cases the normal run and the campaign draw; the same ones every time."""

from hypothesis import HealthCheck, settings


def cases(count: int) -> settings:
    """So many cases."""
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
