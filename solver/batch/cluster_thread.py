"""A thread for what a Dask cluster is asked: it may fall silent at any moment, and nobody waits for it for ever."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import wait
from threading import Thread
from typing import Any, TypeVar

LOOK_UP_SECONDS = 0.2
_END_SECONDS = 2
T = TypeVar("T")


class ClusterThread:
    """An event loop in a thread, until its ``end``."""

    def __init__(self, stopped: Callable[[], bool]) -> None:
        self._stopped = stopped
        self._loop = asyncio.new_event_loop()
        # what was asked raises where its answer is waited for; what Dask asks itself and forgets is nobody's concern
        self._loop.set_exception_handler(lambda *_: None)
        self._begun: set[object] = set()
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin a coroutine that tells by itself what comes of it."""
        begun = asyncio.run_coroutine_threadsafe(work, self._loop)
        self._begun.add(begun)
        begun.add_done_callback(self._begun.discard)

    def answer(self, work: Coroutine[Any, Any, T], seconds: float) -> T:
        """What a coroutine returns or raises. Raises ``TimeoutError`` after so long, or when ``stopped`` says so."""
        asked, end = asyncio.run_coroutine_threadsafe(work, self._loop), time.monotonic() + seconds
        while not wait((asked,), LOOK_UP_SECONDS).done:
            if self._stopped() or time.monotonic() > end:
                asked.cancel()
                raise TimeoutError
        return asked.result()

    def end(self, last: Coroutine[Any, Any, None]) -> None:
        """Run one more coroutine, then end what still runs; what takes long is left to the end of the process."""
        wait((asyncio.run_coroutine_threadsafe(last, self._loop),), _END_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_END_SECONDS)

    def _serve(self) -> None:
        self._loop.run_forever()
        rest = asyncio.all_tasks(self._loop)
        for task in rest:
            task.cancel()
        if rest:
            self._loop.run_until_complete(asyncio.wait(rest))
        self._loop.close()
