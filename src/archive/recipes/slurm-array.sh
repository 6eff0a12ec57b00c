#!/bin/bash
# A Slurm array: every task is a shard of one plan.
#
#   sbatch --array=1-64 slurm-array.sh PLAN ARCHIVE
#
# PLAN and ARCHIVE lie on a file system that all nodes share. When the array has
# ended `duikai archive status PLAN -o ARCHIVE` says whether all is done: a task
# that was killed is FAILED and is not tried again by itself, so submit the same
# array again until status ends with 0; what is done is not done twice.
#SBATCH --job-name=duikai
#SBATCH --requeue
#SBATCH --signal=TERM@60
#SBATCH --open-mode=append
set -euo pipefail
plan=$1
archive=$2
first=${SLURM_ARRAY_TASK_MIN:-1}
nth=$((SLURM_ARRAY_TASK_ID - first + 1))
of=${SLURM_ARRAY_TASK_COUNT:-1}
# exec, so that the signal before the end reaches the program: it finishes the
# editions it has begun and takes up no more.
exec srun --ntasks=1 "${DUIKAI:-duikai}" archive run "$plan" -o "$archive" \
  --shard "$nth/$of" --jobs "${SLURM_CPUS_PER_TASK:-1}"
