#!/usr/bin/env python3
"""Runs a plan on a LocalCluster, a worker of which is killed in the middle of a
chunk, and holds the archive to be complete and the same as one of a plain run.

usage: dask.py DUIKAI WORK [EDITIONS]; wants the package `distributed`
"""
import filecmp
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "src" / "python"))


def killer(client, archive, killed):
    """Kills one worker when some editions are done and it is at work."""
    while not killed:
        done = sum(1 for _ in (archive / "receipts").glob("*/*.json")) if archive.exists() else 0
        if done >= 2:
            for worker, pid in client.run(os.getpid).items():
                if client.processing().get(worker):
                    # Its program dies with it, as when a node is lost.
                    children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout
                    for process in [*children.split(), str(pid)]:
                        os.kill(int(process), signal.SIGKILL)
                    killed.append(pid)
                    return
        time.sleep(0.01)


def main():
    program, work = sys.argv[1], pathlib.Path(sys.argv[2])
    editions = sys.argv[3] if len(sys.argv) > 3 else "16"
    os.environ["DUIKAI"] = program
    import duikai.dask
    from distributed import Client, LocalCluster

    work.mkdir(parents=True, exist_ok=True)
    plan, archive, plain = work / "plan.jsonl", work / "archive", work / "plain"
    run = lambda *arguments: subprocess.run([program, "archive", *map(str, arguments)], check=True)
    run("synth", "--seed", "5", "--count", editions, "--pages", "1", "--photographs", "0", "-o", work / "synth")
    run("plan", work / "synth", "-o", plan, "--outputs", "edition")
    killed = []
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            thread = threading.Thread(target=killer, args=(client, archive, killed), daemon=True)
            thread.start()
            status = duikai.dask.run(plan, client, archive, editions_a_chunk=4)
    assert killed, "no worker was killed: too few editions"
    assert status["complete"], status
    # What the killed program left is swept by the next run.
    run("run", plan, "-o", archive)
    run("run", plan, "-o", plain)
    for folder in ("objects", "receipts", "editions"):
        compare(archive / folder, plain / folder)
    for folder in ("leases", "tmp", "workers"):
        assert not list((archive / folder).iterdir()) if (archive / folder).exists() else True, folder
    print(f"{status['done']} of {status['planned']} editions, worker {killed[0]} killed: complete, and the same")


def compare(one, other):
    names = lambda folder: sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert names(one) == names(other), one
    for name in names(one):
        assert filecmp.cmp(one / name, other / name, shallow=False), name


if __name__ == "__main__":
    main()
