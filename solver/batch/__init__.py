"""Many members, planned by processes on one machine or by a Dask cluster, with nothing lost."""
