"""The way into a Dask cluster: its scheduler is asked for, and everybody there for the runlift that plans here."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterator
from importlib import metadata
from typing import Any

from scenarios.errors import InputError, escaped, shown

CONNECT_SECONDS = 30
_ADDRESS = re.compile(r"(?:tcp://|tls://)?([A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.%]+\]):([0-9]{1,5})")


def connected(address: str) -> Any:  # noqa: ANN401 - distributed has no types of its own
    """A client of the cluster, which has workers, all of them with runlift.

    Raises ``InputError`` where there is no such cluster, or no ``distributed`` here.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError:
        raise InputError("--dask: distributed is not installed; accepted: an installation of runlift[dask]") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    _check_reachable(address)
    try:
        client: Any = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        message = f"no Dask scheduler answers ({escaped(str(error)) or 'no answer in time'})"
        raise InputError(f"--dask {escaped(address)}: {message}; accepted: its address") from None
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        _check_fit(client, address)
    except TimeoutError:
        client.close()
        message = "the cluster has no workers; accepted: a scheduler with workers"
        raise InputError(f"--dask {escaped(address)}: {message}") from None
    except BaseException:
        client.close()
        raise
    return client


def _check_fit(client: Any, address: str) -> None:  # noqa: ANN401 - as above
    """Ask what everybody has installed before they are sent anything of ours: who cannot read it dies of it."""
    for package in ("runlift", "ortools"):
        here = metadata.version(package)
        for where, there in _installed(client, package):
            if there != here:
                has = f"{package} {there}" if there else f"no {package}"
                message = f"the {where} has {has}; accepted: {package} {here}, as here"
                raise InputError(f"--dask {escaped(address)}: {escaped(message)}")


def _installed(client: Any, package: str) -> Iterator[tuple[str, str | None]]:  # noqa: ANN401 - as above
    """Who is there, and the package's version with them; None where it is not installed."""
    try:
        yield "scheduler", client.run_on_scheduler(metadata.version, package)
    except metadata.PackageNotFoundError:
        yield "scheduler", None
    for name, found in client.run(metadata.version, package, on_error="return").items():
        yield f"worker {name}", None if isinstance(found, Exception) else found


def _check_reachable(address: str) -> None:
    """Ask for the scheduler's door before its client does: the client would wait long, and then say little."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise InputError(f"--dask: got {shown(address)}; accepted: a scheduler's address such as tcp://127.0.0.1:8786")
    try:
        socket.create_connection((found[1].strip("[]"), int(found[2])), timeout=CONNECT_SECONDS).close()
    except (OSError, OverflowError) as error:
        message = f"no Dask scheduler answers ({error}); accepted: the address of one that runs"
        raise InputError(f"--dask {escaped(address)}: {message}") from None
