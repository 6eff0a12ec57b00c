#!/usr/bin/env bash
# usage: .ci/wheel.sh PROGRAM FOLDER: a wheel with the program and 仿宋, which the program reads
# beside itself; then an empty environment that gets it, makes an edition and sets it.
set -euo pipefail
program=$1 work=$2
mkdir -p "$work"
cp -r src/python "$work/source"
mkdir -p "$work/source/duikai/bin/fonts"
cp "$program" "$work/source/duikai/bin/duikai"
cp fonts/fangsong-regular.otf fonts/LICENSE-Fandol.txt "$work/source/duikai/bin/fonts/"
python3 -m venv "$work/tools"
"$work/tools/bin/pip" install -q setuptools wheel
"$work/tools/bin/pip" wheel -q --no-deps --no-build-isolation -w "$work" "$work/source"
python3 -m venv "$work/empty"
export PATH=$work/empty/bin:/usr/bin:/bin
cd "$work"
began=$(date +%s%N)
"$work/empty/bin/pip" install -q --no-index "$work"/duikai-*.whl
duikai fonts | grep -q '^fangsong '
duikai new paper --lang zh >/dev/null
duikai build paper -o out
ended=$(date +%s%N)
echo "pip install, duikai new, duikai build: $(((ended - began) / 1000000)) ms"
