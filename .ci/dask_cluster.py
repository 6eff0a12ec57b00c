"""A plan on a Dask cluster of this machine, one of whose workers is killed in the middle.

    dask_cluster.py PROGRAM FOLDER

The archive must be complete afterwards by `archive status`, hold what an undisturbed run holds,
byte for byte, and nothing of the dead after the next run.
"""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src/python"))


def files(archive: Path) -> dict[str, str]:
    """What an archive holds: the hash of each file that editions came to, by its path."""
    found = {}
    for room in ("objects", "receipts", "failed", "editions"):
        for path in sorted((archive / room).rglob("*")):
            if path.is_file():
                found[str(path.relative_to(archive))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def main() -> None:
    program, folder = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve()
    os.environ["DUIKAI"] = program
    from distributed import Client, LocalCluster

    import duikai
    import duikai.dask

    def call(*arguments: str) -> None:
        subprocess.run([program, "--format", "short", *arguments], cwd=folder, check=True)

    folder.mkdir(parents=True, exist_ok=True)
    call("archive", "synth", "--seed", "7", "--count", "48", "-o", "root")
    call("archive", "plan", "root", "-o", "plan.jsonl")
    call("archive", "run", "plan.jsonl", "-o", "alone")

    killed: list[int] = []
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        def kill() -> None:
            """Kills a worker, and the program it waits for, when some editions are done."""
            receipts = folder / "many/receipts"
            while len(list(receipts.rglob("*.json"))) < 4:
                time.sleep(0.01)
            pid = next(iter(client.run(os.getpid).values()))
            threads = Path(f"/proc/{pid}/task").glob("*/children")
            children = " ".join(thread.read_text() for thread in threads).split()
            for one in [pid, *map(int, children)]:
                os.kill(one, signal.SIGKILL)
                killed.append(one)

        thread = threading.Thread(target=kill)
        thread.start()
        told = duikai.dask.run(folder / "plan.jsonl", client, folder / "many", editions_a_chunk=8)
        thread.join()
    assert killed, "nobody was killed"
    assert told["done"] == told["planned"] == 48, told
    # The next run sweeps what the dead left.
    call("archive", "run", "plan.jsonl", "-o", "many")
    one, many = files(folder / "alone"), files(folder / "many")
    assert one == many, sorted(set(one.items()) ^ set(many.items()))[:5]
    left = [path for room in ("tmp", "leases", "workers") for path in (folder / "many" / room).glob("*")]
    assert not left, left
    print(f"Dask: {told['done']} editions, {len(killed)} processes killed, {len(many)} files as in an undisturbed run")


if __name__ == "__main__":
    main()
