"""The way into a Dask cluster: its scheduler is asked for, and everybody there for the runlift that plans here."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Iterable
from contextlib import suppress
from importlib import metadata
from typing import Any, TypeVar

from scenarios.errors import InputError, escaped, shown

ANSWER_SECONDS = 30
"""Who is silent for this long is not waited for any longer."""
_LEAVE_SECONDS = 2
_STEP_SECONDS = 0.1
_PACKAGES = ("runlift", "ortools")
_ADDRESS = re.compile(r"(?:tcp://|tls://)?([A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.%]+\]):([0-9]{1,5})")
_LOUD = ("distributed", "distributed.client", "tornado.application")
"""Loggers of Dask, each with its own way to the terminal; what there is to tell, we tell."""
T = TypeVar("T")


class ClusterClient:
    """A client of the cluster at ``address``, in the event loop that it was made in."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._fit: set[str] = set()
        """The workers found to have what we have."""
        self.dask: Any = None
        """The client of ``distributed``, which has no types of its own."""

    async def connect(self) -> dict[str, int]:
        """Find the scheduler and its workers, ask what they have installed, and return the workers with their cores.

        Raises ``InputError`` where there is no such cluster, or no ``distributed`` here.
        """
        try:
            from distributed import Client  # noqa: PLC0415 - an extra
        except ImportError:
            message = "--dask: distributed is not installed; accepted: an installation of runlift[dask]"
            raise InputError(message) from None
        for name in _LOUD:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        await self._check_reachable()
        named = {"timeout": ANSWER_SECONDS, "set_as_default": False, "asynchronous": True}
        self.dask = Client(self._address, **named)  # type: ignore[no-untyped-call]
        try:
            await _soon(self.dask)
            workers = await self._first_workers()
            await self._check_scheduler()
        except (OSError, ValueError) as error:
            why = f"no Dask scheduler answers ({escaped(str(error)) or 'no answer in time'})"
            raise self._refused(why, "its address") from None
        try:
            await self.check(workers)
        except TimeoutError as silent:
            raise self._refused(f"the worker {silent} does not answer", "workers that do") from None
        return workers

    async def leave(self) -> None:
        """Take leave, in a short time; a scheduler that is gone need not be told."""
        if self.dask is not None:
            with suppress(OSError):
                await asyncio.wait_for(self.dask.close(), _LEAVE_SECONDS)

    async def workers(self) -> dict[str, int]:
        """The workers there are, with their cores. Raises ``OSError`` where the scheduler does not tell."""
        return await _soon(self.dask.ncores())

    async def check(self, workers: Iterable[str]) -> None:
        """Ask those of the workers who were not asked before what they have installed.

        Raises ``InputError`` for one that has not what we have, ``TimeoutError`` with the name of one that is silent.
        """
        self._fit.intersection_update(workers)
        await asyncio.gather(*(self._check_worker(name) for name in workers if name not in self._fit))

    async def _first_workers(self) -> dict[str, int]:
        end = asyncio.get_running_loop().time() + ANSWER_SECONDS
        while not (workers := await self.workers()):
            if asyncio.get_running_loop().time() > end:
                raise self._refused("the cluster has no workers", "a scheduler with workers")
            await asyncio.sleep(_STEP_SECONDS)
        return workers

    async def _check_scheduler(self) -> None:
        for package in _PACKAGES:
            try:
                there = await _soon(self.dask.run_on_scheduler(metadata.version, package))
            except metadata.PackageNotFoundError:
                there = None
            self._compare("scheduler", package, there)

    async def _check_worker(self, name: str) -> None:
        for package in _PACKAGES:
            asked = self.dask.run(metadata.version, package, workers=[name], on_error="return")
            try:
                there = (await _soon(asked))[name]
            except TimeoutError:
                raise TimeoutError(name) from None
            if isinstance(there, metadata.PackageNotFoundError):
                there = None
            elif isinstance(there, Exception):  # it has gone meanwhile
                return
            self._compare(f"worker {name}", package, there)
        self._fit.add(name)

    def _compare(self, who: str, package: str, there: str | None) -> None:
        here = metadata.version(package)
        if there != here:
            has = f"{package} {there}" if there else f"no {package}"
            raise self._refused(f"the {who} has {has}", f"{package} {here}, as here")

    async def _check_reachable(self) -> None:
        """Ask for the scheduler's door before its client does: the client would wait long, and then say little."""
        found = _ADDRESS.fullmatch(self._address)
        if found is None:
            accepted = "accepted: a scheduler's address such as tcp://127.0.0.1:8786"
            raise InputError(f"--dask: got {shown(self._address)}; {accepted}")
        try:
            _, door = await _soon(asyncio.open_connection(found[1].strip("[]"), int(found[2])))
            door.close()
        except (OSError, OverflowError) as error:
            raise self._refused(f"no Dask scheduler answers ({error})", "the address of one that runs") from None

    def _refused(self, why: str, accepted: str) -> InputError:
        return InputError(f"--dask {escaped(self._address)}: {escaped(why)}; accepted: {accepted}")


async def _soon(asked: Awaitable[T]) -> T:
    return await asyncio.wait_for(asked, ANSWER_SECONDS)
