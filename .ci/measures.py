#!/usr/bin/env python3
"""Articles set at four measures and held to what a master compositor would sign.

usage: measures.py DUIKAI QUALITY ARTICLES WORK

QUALITY is the program that measures a page, ARTICLES a folder of `key: value`
and paragraph files, WORK a folder to build in.
"""
import json
import pathlib
import re
import subprocess
import sys

duikai, quality, articles, work = sys.argv[1:]
# By the measure in em. At most: standard deviation of the gaps between hanzi, in
# points, and of those between hanzi and Latin, in em; lines looser than a tenth of
# an em; marks wider than 1.18 em and the deviation of their advance, in em; lines
# with hanzi below solid. At least: the share of gaps beside Latin of 0.12 to 0.30
# em. What one of these gains another pays: benches/README.md has the frontier.
MOST = ["gap_sd_pt", "cjk_latin_sd_em", "loose_lines", "marks_over_1.18em", "mark_advance_sd_em", "lines_below_solid"]
WANTED = {
    17: ((0.060, 0.050, 0, 0, 0.135, 6), 0.93),
    13: ((0.080, 0.050, 1, 0, 0.155, 12), 0.95),
    11: ((0.120, 0.065, 2, 0, 0.190, 24), 0.93),
    9: ((0.200, 0.075, 6, 1, 0.200, 38), 0.82),
}
NONE = ["bad_start", "bad_end", "split_number", "split_unit", "one_char_last", "digit_punct_overlap", "grid_off_lines"]
EACH = [("punct_pairs", "punct_pairs_squeezed"), ("line_start_open", "line_start_half")]

paragraphs = []
for name in ["feature", "renda", "huang", "hongse", "notice", "guowuyuan"]:
    for line in pathlib.Path(articles, name + ".txt").read_text().splitlines():
        if line.strip() and not line.startswith("## ") and not re.match(r"[一-龥]{2}:", line):
            paragraphs.append(line.strip())

wrong = []
for measure, (most, within) in WANTED.items():
    folder = pathlib.Path(work, f"measure-{measure}")
    folder.mkdir(parents=True, exist_ok=True)
    columns = min(1018 // (measure * 9 + 18), 10)
    folder.joinpath("copy.md").write_text("---\n主题: 全文\n---\n\n" + "\n\n".join(paragraphs))
    folder.joinpath("edition.toml").write_text('paper = "测"\nslug = "m"\ndate = "2021-12-31"\nlayout = "layout.toml"\npages = ["page.toml"]\n')
    empty = "".join(f'[[furniture]]\nname = "{name}"\npages = "1"\nat = "1栏 1行"\nlines = []\n' for name in ["nameplate", "ear", "date-line", "date-line-end", "legal"])
    folder.joinpath("layout.toml").write_text(
        f'include = ["duikai-daily"]\n[sheet]\nwidth = "393mm"\nheight = "546mm"\n[grid]\ncolumns = {columns}\n'
        f'column = "{measure * 9}pt"\nalley = "18pt"\nsize = "9pt"\npitch = "13.5pt"\nrows = 108\n' + empty
    )
    folder.joinpath("page.toml").write_text(
        f'number = 1\nsection = "测"\n[[story]]\ncopy = "copy.md"\nkind = "lead"\nat = "1-{columns}栏 1-108行"\nhead = 5\n'
    )
    subprocess.run([duikai, "--format", "short", "build", folder / "edition.toml", "-o", folder / "out"], check=True, capture_output=True)
    said = subprocess.run(
        [sys.executable, quality, folder / "out/m-20211231-01.pdf", "--size", "9", "--pitch", "13.5", "--ref", "none", "--json"],
        check=True, capture_output=True, text=True,
    ).stdout
    found = json.loads(said)
    found = found[0] if isinstance(found, list) else found
    print(f"{measure} em: gaps spread by {found['gap_sd_pt']} pt, beside Latin by {found['cjk_latin_sd_em']} em, {found['loose_lines']} loose lines of {found['lines']}")
    wrong += [f"{measure} em: {key} is {found[key]}, at most {limit} wanted" for key, limit in zip(MOST, most) if found[key] > limit]
    if found["cjk_latin_within"] < within:
        wrong.append(f"{measure} em: {found['cjk_latin_within']} of the gaps beside Latin are within 0.12 to 0.30 em, at least {within} wanted")
    # A last line that all but fills its measure is taken for a ragged one.
    if found["ragged_lines"] > 1:
        wrong.append(f"{measure} em: {found['ragged_lines']} ragged lines")
    wrong += [f"{measure} em: {key} is {found[key]}" for key in NONE if found[key]]
    wrong += [f"{measure} em: {key} is {found[key]} of {found[of]}" for of, key in EACH if found[key] != found[of]]
sys.exit("\n".join(wrong) or None)
