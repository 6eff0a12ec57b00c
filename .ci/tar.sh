#!/usr/bin/env bash
# usage: .ci/tar.sh PROGRAM FOLDER: what is unpacked and runs: the program, 仿宋 beside it,
# completions, manual pages in both languages, licences; tried where it was unpacked.
set -euo pipefail
program=$1 work=$2
name=duikai-$("$program" --version | cut -d' ' -f2)-linux-$(uname -m)
top=$work/$name
mkdir -p "$top"/{bin,fonts,completions,man/man1,man/zh_CN/man1}
install -m 755 "$program" "$top/bin/duikai"
cp fonts/fangsong-regular.otf fonts/LICENSE-Fandol.txt fonts/OFL-*.txt fonts/README.md "$top/fonts/"
cp LICENSE README.md README.zh.md CHANGELOG.md "$top/"
for shell in bash zsh fish; do
  "$program" completions "$shell" >"$top/completions/duikai.$shell"
done
"$program" --lang en man -o "$top/man/man1" >/dev/null
"$program" --lang zh man -o "$top/man/zh_CN/man1" >/dev/null
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -C "$work" -czf "$work/$name.tar.gz" "$name"
mkdir "$work/elsewhere"
tar -C "$work/elsewhere" -xzf "$work/$name.tar.gz"
"$work/elsewhere/$name/bin/duikai" fonts | grep -q '^fangsong '
bash -n "$top/completions/duikai.bash"
echo "$work/$name.tar.gz"
