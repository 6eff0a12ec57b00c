"""Runs the plan of an archive on a Dask cluster.

A task is a chunk of editions, never a page: a scheduler takes some milliseconds
for each. Chunks are shards of the plan, so that a task is a few bytes, and
which editions are done is told by receipts alone: a worker may be killed at any
moment, and the chunk is run again by another one, which does what is left.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from . import Failed, call, status

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["run"]


def _chunk(plan: str, archive: str, shard: str, memory: str, threads: int) -> dict[str, Any]:
    """Runs one shard on a worker; what it did comes back as the program tells it."""
    arguments = ["archive", "run", plan, "-o", archive, "--shard", shard]
    arguments += ["--memory", memory, "--jobs", str(threads)]
    # 3: some editions have failed, which trying again does not mend.
    return call(arguments, fine=(0, 3))


def run(
    plan: str | os.PathLike[str],
    client: Client,
    archive: str | os.PathLike[str] = "archive",
    *,
    editions_a_chunk: int = 50,
    memory: str = "1GB",
    threads: int = 1,
    retries: int = 3,
) -> dict[str, Any]:
    """Runs a plan, and returns `duikai.status` of it.

    plan, archive: paths that every worker sees. editions_a_chunk: about how many
    editions are one task. memory, threads: of one task. retries: how often a
    task is tried again whose program ended otherwise than it should; a worker
    that is lost is Dask's own `allowed-failures`, and costs none of them.
    """
    from distributed import as_completed

    plan, archive = os.path.abspath(plan), os.path.abspath(archive)
    with open(plan, encoding="utf-8") as lines:
        editions = sum(1 for line in lines if line.strip())
    chunks = max(1, -(-editions // max(1, editions_a_chunk)))
    futures = [
        client.submit(
            _chunk,
            plan,
            archive,
            f"{nth}/{chunks}",
            memory,
            threads,
            retries=retries,
            pure=False,
            key=f"duikai-{nth}-of-{chunks}-{os.urandom(4).hex()}",
        )
        for nth in range(1, chunks + 1)
    ]
    lost: list[BaseException] = []
    for future in as_completed(futures):
        if future.status == "error":
            lost.append(future.exception())
        # A result is a few numbers, and nobody wants it twice.
        future.release()
    told = status(plan, archive)
    if lost and told["open"] + told["begun"]:
        raise Failed(1, f"{told['open'] + told['begun']} editions are left; the first of {len(lost)} chunks said: {lost[0]}")
    return told
