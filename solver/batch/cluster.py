"""Workers of a Dask cluster, on as many machines as it has. They send the files back; only the parent writes.

Dask itself moves a task to another worker when one dies. What it calls a killer (its setting
``distributed.scheduler.allowed-failures``) is tried once more with no other task beside it, then given up.
"""

from __future__ import annotations

import time
from asyncio import CancelledError
from collections import deque
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from typing import Any

from solver.batch.cluster_client import connected
from solver.batch.messages import AnyTask, ClusterGoneError, Shared
from solver.batch.pool import Died, Replied
from solver.batch.worker import reply_to

AHEAD = 3
WITHOUT_WORKERS_SECONDS = 30
"""A cluster may grow and shrink; this long it may be down to none."""
_LOOK_UP_SECONDS = 0.2
_FETCH_SECONDS = 5.0
"""A reply that takes longer to fetch may have gone down with its worker since it was said to be there."""
_UNDER_WAY = ("pending", "lost")


class Cluster:
    """Runs tasks on a Dask cluster until all are done or ``stopped`` says so.

    It stays connected for the next tasks until ``end``.
    """

    def __init__(self, address: str, shared: Shared, stopped: Callable[[], bool]) -> None:
        self._address = address
        self._shared = shared
        self._stopped = stopped
        self._client: Any = None
        self._finished: SimpleQueue[Any] = SimpleQueue()
        self._flying: dict[Any, AnyTask] = {}
        self._lost: list[Any] = []
        self._last_with_workers = 0.0
        self._suspects: deque[AnyTask] = deque()

    def run(self, tasks: Iterator[AnyTask], deaths: dict[str, int]) -> Iterator[Replied | Died]:
        """Every task's reply as it comes. Raises ``InputError`` where there is no cluster, ``ClusterGoneError``."""
        if self._client is None:
            self._client = connected(self._address)
        self._last_with_workers = time.monotonic()
        done = False
        try:
            yield from self._ran(tasks, deaths)
            done = not self._flying
        finally:
            if not done:
                self.end()

    def end(self) -> None:
        """Leave the cluster; what it still works at is let go."""
        if self._client is not None:
            self._client.close()
        self._client = None
        self._flying.clear()
        self._lost.clear()
        self._suspects.clear()
        self._finished = SimpleQueue()

    def _ran(self, tasks: Iterator[AnyTask], deaths: dict[str, int]) -> Iterator[Replied | Died]:
        for task in tasks:
            self._submit(task)
            while len(self._flying) >= self._room():
                yield from self._next(deaths)
                if self._stopped():
                    return
        while self._flying:
            yield from self._next(deaths)
            if self._stopped():
                return
        while self._suspects and not self._stopped():
            self._submit(self._suspects.popleft())
            while self._flying and not self._stopped():
                yield from self._next(deaths)

    def _room(self) -> int:
        """Tasks in flight: enough to keep every worker busy, few enough to hold them in memory."""
        return AHEAD * max(1, self._cores())

    def _cores(self) -> int:
        try:
            return sum(self._client.ncores().values())
        except (OSError, TimeoutError) as error:
            raise ClusterGoneError("went away") from error

    def _submit(self, task: AnyTask) -> None:
        future = self._client.submit(reply_to, task, self._shared, pure=False)
        self._flying[future] = task
        future.add_done_callback(self._finished.put)

    def _next(self, deaths: dict[str, int]) -> Iterator[Replied | Died]:
        """What has come in, after a short wait at most."""
        try:
            future = self._finished.get(timeout=_LOOK_UP_SECONDS)
        except Empty:
            self._look_after_workers()
            self._look_again()
            return
        event = None if future.status in _UNDER_WAY else self._event(future, deaths)
        if event is None:
            self._lost.append(future)
            return
        yield event
        future.release()

    def _look_after_workers(self) -> None:
        """Nobody answers: raise ``ClusterGoneError`` if there has been nobody to answer for a while."""
        if self._client.status not in ("running", "newly-created"):
            raise ClusterGoneError("went away")
        if self._cores():
            self._last_with_workers = time.monotonic()
        elif time.monotonic() - self._last_with_workers > WITHOUT_WORKERS_SECONDS:
            raise ClusterGoneError("has lost all its workers")

    def _look_again(self) -> None:
        """A reply that went down with its worker is made once more elsewhere; of that, Dask calls back nobody."""
        lost, self._lost = self._lost, []
        for future in lost:
            self._finished.put(future)

    def _event(self, future: Any, deaths: dict[str, int]) -> Replied | Died | None:  # noqa: ANN401 - as the client
        """What came of a task; None where its reply cannot be fetched now."""
        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        try:
            event: Replied | Died = Replied(self._flying[future], future.result(timeout=_FETCH_SECONDS))
        except TimeoutError:
            self._look_after_workers()
            return None
        except KilledWorker:
            event = self._killed(self._flying[future], deaths)
        except (Exception, CancelledError) as error:  # an error on the way is of any kind
            raise ClusterGoneError("went away") from error
        del self._flying[future]
        self._last_with_workers = time.monotonic()
        return event

    def _killed(self, task: AnyTask, deaths: dict[str, int]) -> Died:
        count = deaths[task.question] = deaths.get(task.question, 0) + 1
        given_up = count > 1
        if not given_up:
            self._suspects.append(task)
        return Died(task, count, given_up)
