#!/usr/bin/env bash
# The array recipe, and the Dask driver, on a Slurm of this machine alone.
#
#   slurm.sh PROGRAM FOLDER PYTHON
#
# A task of the array is requeued and another one's batch script killed in the middle: Slurm calls
# that one FAILED and does not try it again, so the same array is submitted until `archive status`
# says that all is done.
set -euo pipefail
program=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
python=$3
recipes=$(cd "$(dirname "$0")/.." && pwd)/src/archive/recipes
package=$(cd "$(dirname "$0")/.." && pwd)/src/python
export DUIKAI=$program
host=$(hostname -s)

# Munge and Slurm, with all they keep in the folder.
mkdir -p "$folder"/{munge,state,spool,log}
chmod 700 "$folder/munge"
dd if=/dev/urandom of="$folder/munge/key" bs=1024 count=1 status=none
chmod 600 "$folder/munge/key"
socket=$folder/munge/socket
munged --force --foreground --key-file="$folder/munge/key" --socket="$socket" \
  --pid-file="$folder/munge/pid" --seed-file="$folder/munge/seed" \
  --log-file="$folder/munge/log" >/dev/null 2>&1 &
cat >"$folder/slurm.conf" <<CONF
ClusterName=duikai
SlurmctldHost=$host(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket=$socket
CryptoType=crypto/munge
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
SlurmctldPort=26817
SlurmdPort=26818
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/state/ctld.pid
SlurmdPidFile=$folder/spool/slurmd.pid
SlurmctldLogFile=$folder/log/ctld
SlurmdLogFile=$folder/log/slurmd
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
JobRequeue=1
SchedulerParameters=batch_sched_delay=0,sched_interval=2
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE:2
CONF
echo 'CgroupAutomount=no' >"$folder/cgroup.conf"
export SLURM_CONF=$folder/slurm.conf
slurmctld -D -f "$SLURM_CONF" >/dev/null 2>&1 &
slurmd -D -f "$SLURM_CONF" -N "$host" >/dev/null 2>&1 &
trap 'kill $(jobs -p) 2>/dev/null || true; wait 2>/dev/null || true' EXIT
for _ in $(seq 100); do
  sinfo -h -o %T 2>/dev/null | grep -qE 'idle|mixed|alloc' && break
  sleep 0.2
done
sinfo -h -o %T | grep -qE 'idle|mixed|alloc' || { tail -5 "$folder"/log/*; exit 1; }

cd "$folder"
"$program" archive synth --seed 11 --count 60 -o root
"$program" archive plan root -o plan.jsonl
"$program" archive run plan.jsonl -o alone 2>/dev/null

receipts() { find many/receipts -name '*.json' 2>/dev/null | wc -l; }
ended() { while squeue -h -o %i | grep -q .; do sleep 0.2; done; }
submit() { sbatch --parsable --array=1-4 --output="$folder/log/task-%a" --error="$folder/log/task-%a" "$recipes/slurm-array.sh" "$folder/plan.jsonl" "$folder/many"; }

job=$(submit)
until [ "$(receipts)" -ge 3 ]; do sleep 0.02; done
scontrol requeue "${job}_1" || echo "task 1 had ended before it could be requeued"
# The batch script of another task, with all under it.
killed=0
for pid in $(pgrep -f "slurm_script $folder/plan.jsonl" || true) $(pgrep -f "archive run $folder/plan.jsonl -o $folder/many" || true); do
  kill -KILL "$pid" 2>/dev/null && killed=$((killed + 1))
done
[ "$killed" -gt 0 ] || { echo 'nobody was there to be killed'; exit 1; }
ended
times=1
until "$program" archive status plan.jsonl -o many >"$folder/log/status" 2>&1; do
  [ $times -lt 5 ] || { cat "$folder/log/status" "$folder"/log/task-*; exit 1; }
  times=$((times + 1))
  submit >/dev/null
  ended
done

# The next run sweeps what the dead left; what is there is what an undisturbed run leaves.
"$program" archive run plan.jsonl -o many 2>/dev/null
for room in objects receipts editions; do diff -r "alone/$room" "many/$room"; done
[ -z "$(find many/tmp many/leases many/workers -mindepth 1 2>/dev/null)" ]
echo "Slurm: 60 editions, $killed processes killed, a task requeued, submitted $times times"

# The Dask driver, with its workers as tasks of Slurm.
PYTHONPATH=$package "$python" - <<'PYTHON'
import subprocess
import sys

from distributed import Client, LocalCluster

import duikai
import duikai.dask

with LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=None) as cluster, Client(cluster) as client:
    worker = f"{sys.executable} -m distributed.cli.dask_worker {cluster.scheduler_address} --nthreads 1 --no-dashboard"
    ask = ["sbatch", "--parsable", "--array=1-2", "--output=log/worker-%a", f"--wrap=exec {worker}"]
    job = subprocess.run(ask, check=True, capture_output=True, text=True).stdout.strip()
    client.wait_for_workers(2, timeout=60)
    told = duikai.dask.run("plan.jsonl", client, "dask", editions_a_chunk=8)
    subprocess.run(["scancel", job], check=True)
assert told["done"] == told["planned"] == 60, told
print(f"Dask on Slurm: {told['done']} editions by 2 workers")
PYTHON
for room in objects receipts editions; do diff -r "alone/$room" "dask/$room"; done
