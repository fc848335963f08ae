"""Data as it goes from process to process."""

from __future__ import annotations

from typing import Self


class Sent:
    """Data sent to other processes as the row of its fields: what dataclasses do of their own takes several times."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        return type(self), tuple(getattr(self, name) for name in self.__slots__)
