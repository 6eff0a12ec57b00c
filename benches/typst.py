#!/usr/bin/env python3
"""The bench page set with Typst, once and many times over: CPU seconds, peak MB, PDF MB.

usage: typst.py EDITION_DIR [PDF] [--program DUIKAI]

EDITION_DIR is made by `cargo bench --bench build -- --lay-out EDITION_DIR 100`;
as many of its pages are set as PAGES says and it has, in one document. With
--program the same pages are built with that duikai too, on one thread, in the
same run: one press file, and all files.

Needs `pip install typst`, and the Noto CJK families installed. Most of Typst's
time goes into looking through the machine's fonts, of which these are the
largest; what it takes when told to look nowhere but here is printed too.

Typst has no linked frames, so the copy is cut here, by count of characters,
into the frames of the page: same sheet, columns, rows, faces and obstacles.
"""
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RUNS = 7
PAGES = (1, 8, 100)
COLUMN, ALLEY, ROW, EM = 153, 18, 13.5, 17
# Column, row, columns, rows of each frame a story's text runs through.
FRAMES = [
    [(0, 27, 1, 57), (1, 27, 1, 11), (1, 62, 1, 22), (2, 27, 1, 11), (2, 62, 1, 22), (3, 27, 1, 24)],
    [(4, 22, 1, 21), (5, 22, 1, 21)],
    [(4, 51, 1, 21), (5, 51, 1, 21)],
    [(4, 73, 2, 11)],
    [(column, 90, 1, 18) for column in range(5)],
    [(5, 85, 1, 23)],
]
HEADS = [(0, 15, 4), (4, 15, 2), (4, 44, 2), None, (0, 85, 5), None]
SIDE, PHOTO = (3, 52, 1, 32), (1, 38, 2, 24)


def escape(text):
    return re.sub(r"([#*_`$<>@\\\[\]=/~\-+])", r"\\\1", text)


def copy(path):
    _, front, body = path.read_text().split("---\n", 2)
    decks = [line.split(": ", 1)[1] for line in front.splitlines() if ": " in line]
    return decks, [line for line in body.splitlines() if line.strip()]


def at(frame, body, fill=""):
    column, row, columns, rows = frame
    width = columns * COLUMN + (columns - 1) * ALLEY
    return (f"#place(dx: {column * (COLUMN + ALLEY)}pt, dy: {row * ROW}pt, "
            f"block(width: {width}pt, height: {rows * ROW}pt{fill})[{body}])\n")


SONG, HEAVY, HEI, KAI = (
    'font: "Noto Serif CJK SC"', 'font: "Noto Serif CJK SC", weight: 900', 'font: "Noto Sans CJK SC", weight: 900', 'font: "Duikai Kai"')


def decks(lines, size, face=HEAVY):
    """Kicker, headline and deck in the faces of the house style."""
    kinds = [(KAI, size * 0.5), (face, size), (SONG, size * 0.45)]
    return "\n\n".join(
        f'#par(first-line-indent: 0pt)[#align(center)[#text({font}, size: {points}pt)[{escape(deck)}]]]'
        for deck, (font, points) in zip(lines if len(lines) > 1 else [""] + lines, kinds) if deck)


def poured(lines, frames):
    """The paragraphs, cut into the frames by count of characters."""
    out, line = [], None
    queue = [line.lstrip("#@=- ").replace("*", "") for line in lines]
    for column, row, columns, rows in frames:
        room, parts = rows * EM * columns, []
        while queue and room > EM:
            line = queue.pop(0)
            rows_needed = -(-(len(line) + 2) // (EM * columns)) * EM * columns
            if rows_needed <= room:
                parts.append(escape(line))
                room -= rows_needed
            else:
                parts.append(escape(line[: room - 2]))
                queue.insert(0, line[room - 2:])
                room = 0
        out.append(at((column, row, columns, rows), "\n\n".join(parts)))
    return "".join(out)


def page(folder, nth):
    parts = ['#place(dx: 0pt, dy: 0pt)[#text(' + HEAVY + ', size: 72pt)[平原日报]]\n']
    for number, (frames, head) in enumerate(zip(FRAMES, HEADS)):
        heads, lines = copy(folder / f"{nth}-{number}.md")
        if head:
            parts.append(at((*head, 8), decks(heads, 36 if number == 0 else 24)))
        else:
            lines = heads + lines
        text = poured(lines, frames)
        # The notice is set in 楷.
        parts.append(f"#text({KAI})[{text}]\n" if number == len(FRAMES) - 1 else text)
    heads, lines = copy(folder / "side.md")
    items = "\n\n".join(f'#text(font: "Noto Sans CJK SC")[● {escape(line.lstrip("@-= "))}]' for line in lines)
    parts.append(at(SIDE, decks(heads, 14, HEI) + "\n\n" + items, ", fill: luma(235), inset: 4pt"))
    photo = folder / "photo"
    jpeg = photo.read_bytes()[:2] == b"\xff\xd8"
    body = '#image("photo.jpg", width: 100%, height: 100%)' if jpeg else ""
    parts.append(at(PHOTO, body, "" if jpeg else ", fill: luma(200)"))
    parts.append("#place(dx: 0pt, dy: %gpt, line(length: %gpt, stroke: 0.3pt))\n" % (84.5 * ROW, 6 * COLUMN + 5 * ALLEY))
    parts.append("#place(dx: %gpt, dy: %gpt, line(length: %gpt, angle: 90deg, stroke: 0.3pt))\n" % (4 * (COLUMN + ALLEY) - 9, 15 * ROW, 69 * ROW))
    return "".join(parts)


def spent(*command):
    """CPU seconds of a command in a process of its own, and its peak MB."""
    watch = ("import resource, subprocess, sys\n"
             "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
             "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
             "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1e3)")
    told = subprocess.run([sys.executable, "-c", watch, *command], check=True, capture_output=True, text=True)
    return tuple(map(float, told.stdout.split()))


def median(*command):
    """The medians of several runs."""
    return [statistics.median(figures) for figures in zip(*(spent(*command) for _ in range(RUNS)))]


def document(folder, pages):
    """The source of so many pages."""
    return """#set page(width: 393mm, height: 546mm, margin: (x: 20mm, y: 15mm))
#set text(font: "Noto Serif CJK SC", size: 9pt, lang: "zh", top-edge: "ascender", bottom-edge: "descender")
#set text(top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 4.5pt, spacing: 4.5pt)
""" + "#pagebreak()\n".join(page(folder, nth + 1) for nth in range(pages))


def with_duikai(program, folder, pages):
    """CPU seconds of duikai on the first pages of an edition."""
    edition = re.sub(r"pages = \[.*?\]", "pages = [%s]" % ", ".join(f'"page-{nth + 1}.toml"' for nth in range(pages)),
                     (folder / "edition.toml").read_text(), flags=re.S)
    spec = folder / f"edition-{pages}.toml"
    spec.write_text(edition)
    with tempfile.TemporaryDirectory() as out:
        for what, files in (("one press file", "edition"), ("all files", "all")):
            cpu, memory = median(program, "--jobs", "1", "build", str(spec), "-o", out, "--files", files)
            print(f"{pages:>4} pages, duikai, {what}: {cpu:.3f} CPU s, at most {memory:.0f} MB")


def main():
    arguments = sys.argv[1:]
    program = None
    if "--program" in arguments:
        at = arguments.index("--program")
        program = arguments[at + 1]
        del arguments[at:at + 2]
    folder = pathlib.Path(arguments[0])
    there = sum(1 for name in folder.iterdir() if re.fullmatch(r"page-\d+\.toml", name.name))
    with tempfile.TemporaryDirectory() as work:
        pdf = pathlib.Path(work, "page.pdf")
        pathlib.Path(work, "photo.jpg").write_bytes((folder / "photo").read_bytes())
        fonts = f"font_paths=[{str(ROOT / 'fonts')!r}]"
        idle, _ = median(sys.executable, "-c", "import typst")
        for pages in (count for count in PAGES if count <= there):
            typ = pathlib.Path(work, f"{pages}.typ")
            typ.write_text(document(folder, pages))
            for what, asked in [("as it comes, the machine's fonts looked through", fonts), ("the five faces alone", fonts + ", ignore_system_fonts=True")]:
                run = f"import typst; typst.compile({str(typ)!r}, output={str(pdf)!r}, {asked})"
                cpu, memory = median(sys.executable, "-c", run)
                print(f"{pages:>4} pages, typst, {what}: {cpu - idle:.3f} CPU s (Python's own {idle:.3f} taken off), at most {memory:.0f} MB, PDF {pdf.stat().st_size / 1e6:.3f} MB")
            if program:
                with_duikai(program, folder, pages)
        if len(arguments) > 1:
            pathlib.Path(arguments[1]).write_bytes(pdf.read_bytes())


main()
