#!/usr/bin/env python3
"""The bench page's copy set with Typst: CPU seconds, peak MB, PDF MB.

usage: typst.py EDITION_DIR   (made by `cargo bench --bench build -- --lay-out EDITION_DIR`)

Needs `pip install typst`. Same faces, sizes, columns and copy, in plain columns.
"""
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RUNS = 5


def page(folder):
    spec = (folder / "page-1.toml").read_text()
    stories = []
    for copy in re.findall(r'copy = "([^"]+)"', spec):
        _, front, body = (folder / copy).read_text().split("---\n", 2)
        decks = [line.split(": ", 1)[1] for line in front.splitlines() if ": " in line]
        heads = "\n\n".join(f"#text(font: \"Noto Serif CJK SC\", weight: 900, size: 21pt)[{deck}]" for deck in decks[:2])
        body = "\n\n".join(line.lstrip("#@=- ").replace("*", "") for line in body.splitlines() if line.strip())
        stories.append(heads + "\n\n" + body)
    return "\n\n".join(stories)


def main():
    folder = pathlib.Path(sys.argv[1])
    source = """#set page(width: 393mm, height: 546mm, margin: 20mm)
#set text(font: "Noto Serif CJK SC", size: 9pt, lang: "zh")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 4.5pt, spacing: 4.5pt)
#columns(6, gutter: 18pt)[
%s
]
""" % page(folder).replace("#text", "\0").replace("#", "\\#").replace("\0", "#text")
    with tempfile.TemporaryDirectory() as work:
        typ, pdf = pathlib.Path(work, "page.typ"), pathlib.Path(work, "page.pdf")
        typ.write_text(source)
        run = f"import typst; typst.compile({str(typ)!r}, output={str(pdf)!r}, font_paths=[{str(ROOT / 'fonts')!r}])"
        figures = []
        for nothing in [True] + [False] * RUNS:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", "import typst" if nothing else run], check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            figures.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        cpu = statistics.median(figures[1:]) - figures[0]
        size = pdf.stat().st_size / 1e6
        print(f"typst: {cpu:.3f} CPU s (Python's own {figures[0]:.3f} taken off), {after.ru_maxrss / 1e3:.0f} MB, PDF {size:.3f} MB")


main()
