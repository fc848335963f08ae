"""Workers of a Dask cluster, on as many machines as it has. They send the files back; only the parent writes.

Dask itself moves a task to another worker when one dies. What it calls a killer (its setting
``distributed.scheduler.allowed-failures``) is tried once more with no other task beside it, then given up.
"""

from __future__ import annotations

import asyncio
import pickle
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from scenarios.errors import InputError, escaped
from solver.batch.cluster_client import ANSWER_SECONDS, ClusterClient
from solver.batch.cluster_thread import LOOK_UP_SECONDS, ClusterThread
from solver.batch.messages import AnyTask, ClusterGoneError, Reply, Shared
from solver.batch.pool import Died, Replied
from solver.batch.worker import reply_to

AHEAD = 3
WITHOUT_WORKERS_SECONDS = 30
"""A cluster may grow, shrink and be silent; this long it may be down to none."""
_LOOK_SECONDS = 0.5
_FETCH_SECONDS = 2.0
_CONNECT_SECONDS = 5 * ANSWER_SECONDS


class _Call:
    """Unpickles as the reply to a task.

    Dask is given no more than bytes to unpickle: a worker without runlift then fails at the task. It would die of a
    message that it cannot read, and the task would be blamed.
    """

    def __init__(self, task: AnyTask, shared: Shared) -> None:
        self._given = task, shared

    def __reduce__(self) -> tuple[Callable[..., Reply], tuple[AnyTask, Shared]]:
        return reply_to, self._given


@dataclass(frozen=True, slots=True)
class _Came:
    """A reply, or the error in its place."""

    task: AnyTask
    reply: Any
    error: BaseException | None = None


class Cluster:
    """Runs tasks on a Dask cluster until all are done or ``stopped`` says so.

    It stays connected for the next tasks until ``end``.
    """

    def __init__(self, address: str, shared: Shared, stopped: Callable[[], bool]) -> None:
        self._address = address
        self._shared = shared
        self._stopped = stopped
        self._thread: ClusterThread | None = None
        self._client = ClusterClient(address)
        self._came: SimpleQueue[_Came] = SimpleQueue()
        self._flying = 0
        self._suspects: deque[AnyTask] = deque()
        self._workers: dict[str, int] = {}
        self._last_with_workers = 0.0
        self._unfit: InputError | None = None

    def run(self, tasks: Iterator[AnyTask], deaths: dict[str, int]) -> Iterator[Replied | Died]:
        """Every task's reply as it comes. Raises ``InputError`` where there is no cluster, ``ClusterGoneError``."""
        done = False
        try:
            thread = self._connected()
            if thread is not None:
                yield from self._ran(tasks, deaths, thread)
                done = not self._flying
        finally:
            if not done:
                self.end()

    def end(self) -> None:
        """Leave the cluster; what it still works at is let go."""
        if self._thread is not None:
            self._thread.end(self._client.leave())
        self._thread = None
        self._flying = 0
        self._suspects.clear()
        self._came = SimpleQueue()

    def _connected(self) -> ClusterThread | None:
        """The thread that asks the cluster; None when stopped on the way."""
        if self._thread is None:
            self._thread = ClusterThread(self._stopped)
            self._client = ClusterClient(self._address)
            try:
                self._workers = self._thread.answer(self._client.connect(), _CONNECT_SECONDS)
            except TimeoutError:
                if self._stopped():
                    return None
                raise ClusterGoneError("does not answer") from None
            self._thread.begin(self._watch())
            self._thread.begin(self._watch_newcomers())
        self._last_with_workers = time.monotonic()
        return self._thread

    def _ran(self, tasks: Iterator[AnyTask], deaths: dict[str, int], thread: ClusterThread) -> Iterator[Replied | Died]:
        for task in tasks:
            self._submit(task, thread)
            while self._flying >= self._room():
                yield from self._next(deaths)
                if self._stopped():
                    return
        while self._flying:
            yield from self._next(deaths)
            if self._stopped():
                return
        while self._suspects and not self._stopped():
            self._submit(self._suspects.popleft(), thread)
            while self._flying and not self._stopped():
                yield from self._next(deaths)

    def _room(self) -> int:
        """Tasks in flight: enough to keep every worker busy, few enough to hold them in memory."""
        return AHEAD * max(1, sum(self._workers.values()))

    def _submit(self, task: AnyTask, thread: ClusterThread) -> None:
        self._flying += 1
        thread.begin(self._reply(task, self._came))

    async def _reply(self, task: AnyTask, to: SimpleQueue[_Came]) -> None:
        """Have a task answered. Whatever happens, it is told: who waits for it has no other sign."""
        try:
            to.put(_Came(task, await self._asked(task)))
        except (OSError, CancelledError) as error:
            to.put(_Came(task, None, error))
        except BaseException as error:  # noqa: BLE001 - an error on the way is of any kind
            with suppress(Exception):
                await self._count()
                await self._look_for_unfit()
            to.put(_Came(task, None, error))

    async def _asked(self, task: AnyTask) -> Reply:
        """Where a reply goes down with its worker, Dask has it made once more elsewhere."""
        call = pickle.dumps(_Call(task, self._shared))
        future = self._client.dask.submit(pickle.loads, call, pure=False)
        try:
            return await self._fetched(future)
        finally:
            future.release()

    async def _fetched(self, future: Any) -> Reply:  # noqa: ANN401 - as the client
        """A task's reply. It is asked for again now and then: the scheduler may be asking a worker that is gone."""
        seconds, own = _FETCH_SECONDS, asyncio.current_task()
        while True:
            try:
                async with asyncio.timeout(seconds):
                    reply: Reply = await future
            except TimeoutError:
                if future.status == "finished":
                    seconds *= 2  # the way may be slow
            except asyncio.CancelledError:
                # unless it is this one: another reply, fetched together with it, was not waited for any longer
                if own is None or own.cancelling():
                    raise
            else:
                return reply

    async def _watch(self) -> None:
        """Keep count of the cores."""
        while True:
            with suppress(OSError):
                await self._count()
            await asyncio.sleep(_LOOK_SECONDS)

    async def _count(self) -> None:
        self._workers = await self._client.workers()
        if self._workers:
            self._last_with_workers = time.monotonic()

    async def _watch_newcomers(self) -> None:
        while self._unfit is None:
            await self._look_for_unfit()
            await asyncio.sleep(_LOOK_SECONDS)

    async def _look_for_unfit(self) -> None:
        try:
            await self._client.check(self._workers)
        except InputError as unfit:
            self._unfit = unfit
        except OSError:  # who is silent, or gone, is asked again if need be
            pass

    def _next(self, deaths: dict[str, int]) -> Iterator[Replied | Died]:
        """What has come in, after a short wait at most."""
        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        if self._unfit is not None:
            raise self._unfit
        try:
            came = self._came.get(timeout=LOOK_UP_SECONDS)
        except Empty:
            if time.monotonic() - self._last_with_workers > WITHOUT_WORKERS_SECONDS:
                what = "does not answer" if self._workers else "has lost all its workers"
                raise ClusterGoneError(what) from None
            return
        self._flying -= 1
        if came.error is None:
            yield Replied(came.task, came.reply)
        elif self._unfit is not None:
            raise self._unfit
        elif isinstance(came.error, KilledWorker):
            yield self._killed(came.task, deaths)
        elif isinstance(came.error, (OSError, CancelledError)):
            raise ClusterGoneError("went away") from came.error
        else:
            raise ClusterGoneError(f"cannot answer ({escaped(repr(came.error))})") from came.error

    def _killed(self, task: AnyTask, deaths: dict[str, int]) -> Died:
        count = deaths[task.question] = deaths.get(task.question, 0) + 1
        given_up = count > 1
        if not given_up:
            self._suspects.append(task)
        return Died(task, count, given_up)
