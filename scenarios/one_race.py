"""A season has one race: what is told to whoever gives a list of them."""

from __future__ import annotations

from pydantic import BeforeValidator


def _no_list(value: object) -> object:
    if isinstance(value, list | tuple):
        accepted = "a mapping with date, goal, start, minutes, as a season has one race, at its end"
        raise ValueError(f'got a list; accepted: {accepted}; README, "A season": how a lesser one stands in it')
    return value


ONE_RACE = BeforeValidator(_no_list)
