"""Texts that are much alike, kept in a fifth of their room: each is packed with the first as its dictionary."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, MutableMapping

_FAST, _BARE = 1, -15
"""zlib's level, and no header around what is packed"""


class Texts(MutableMapping[str, bytes]):
    """Texts by name. A club's questions differ in a few words each, and thousands of them wait in memory."""

    def __init__(self, texts: Mapping[str, bytes] | None = None) -> None:
        self._packed: dict[str, bytes] = {}
        self._first: bytes | None = None
        self.update(texts or {})

    def __getitem__(self, name: str) -> bytes:
        packed = self._packed[name]
        return zlib.decompressobj(_BARE, zdict=self._first or b"").decompress(packed)

    def __setitem__(self, name: str, text: bytes) -> None:
        if self._first is None:
            self._first = text
            self._packer = zlib.compressobj(_FAST, wbits=_BARE, zdict=text)
        packer = self._packer.copy()
        self._packed[name] = packer.compress(text) + packer.flush()

    def __delitem__(self, name: str) -> None:
        del self._packed[name]

    def __contains__(self, name: object) -> bool:
        return name in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)
