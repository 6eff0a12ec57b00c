#!/bin/bash
# GNU parallel: shards of one plan, on this machine or on those of a list.
#
#   parallel.sh PLAN ARCHIVE SHARDS [--sshloginfile HOSTS]
#
# A shard that ends otherwise than with 0 or 3 is tried again, twice; the exit
# code is that of `archive status`.
set -uo pipefail
plan=$1
archive=$2
shards=$3
shift 3
program=${DUIKAI:-duikai}
seq "$shards" | parallel --retries 3 "$@" \
  "$program archive run '$plan' -o '$archive' --jobs 1 --shard {}/$shards; code=\$?; [ \$code -eq 3 ] || exit \$code"
exec "$program" archive status "$plan" -o "$archive"
