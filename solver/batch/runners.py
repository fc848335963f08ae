"""Where a batch is planned: in processes of this machine, or on a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from solver.batch.messages import AnyTask
from solver.batch.pool import Died, Pool, Replied, Runner
from solver.batch.processes import Processes
from solver.batch.run import Batch, shared_of


def local_runner(batch: Batch, size: int, stopped: Callable[[], bool], processes: Processes | None = None) -> Runner:
    """Plans on this machine, in ``size`` processes, first those of ``processes``."""
    shared = shared_of(batch)

    pools: list[Pool] = []

    def run(tasks: Iterator[AnyTask], deaths: dict[str, int]) -> Iterator[Replied | Died]:
        if not pools:
            pools.append(Pool(size, shared, stopped, deaths, processes))
            batch.at_end.callback(pools[0].end)
        return pools[0].run(tasks)

    return run


def cluster_runner(batch: Batch, address: str, stopped: Callable[[], bool]) -> Runner:
    """Plans on a Dask cluster."""
    from solver.batch.cluster import Cluster  # noqa: PLC0415 - loads what plans a week

    cluster = Cluster(address, shared_of(batch), stopped)
    batch.at_end.callback(cluster.end)
    return cluster.run
