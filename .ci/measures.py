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
# Most standard deviation of the gaps between hanzi, in points, of those between
# hanzi and Latin, in em, and most lines looser than a tenth of an em, by the
# measure in em.
WANTED = {17: (0.050, 0.065, 0), 13: (0.075, 0.080, None), 11: (0.110, 0.100, 3), 9: (0.180, 0.120, None)}
NONE = ["bad_start", "bad_end", "split_number", "split_unit", "one_char_last", "digit_punct_overlap", "grid_off_lines"]
EACH = [("punct_pairs", "punct_pairs_squeezed"), ("line_start_open", "line_start_half")]

paragraphs = []
for name in ["feature", "renda", "huang", "hongse", "notice", "guowuyuan"]:
    for line in pathlib.Path(articles, name + ".txt").read_text().splitlines():
        if line.strip() and not line.startswith("## ") and not re.match(r"[一-龥]{2}:", line):
            paragraphs.append(line.strip())

wrong = []
for measure, (spread, latin, loose) in WANTED.items():
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
    if found["gap_sd_pt"] > spread:
        wrong.append(f"{measure} em: gaps spread by {found['gap_sd_pt']}, at most {spread} wanted")
    if found["cjk_latin_sd_em"] > latin:
        wrong.append(f"{measure} em: gaps beside Latin spread by {found['cjk_latin_sd_em']} em, at most {latin} wanted")
    if loose is not None and found["loose_lines"] > loose:
        wrong.append(f"{measure} em: {found['loose_lines']} loose lines, at most {loose} wanted")
    # A last line that all but fills its measure is taken for a ragged one.
    if found["ragged_lines"] > 1:
        wrong.append(f"{measure} em: {found['ragged_lines']} ragged lines")
    wrong += [f"{measure} em: {key} is {found[key]}" for key in NONE if found[key]]
    wrong += [f"{measure} em: {key} is {found[key]} of {found[of]}" for of, key in EACH if found[key] != found[of]]
sys.exit("\n".join(wrong) or None)
